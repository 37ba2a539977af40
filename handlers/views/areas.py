"""The screens of those who look after an area: area by area, house by house."""

from collections.abc import Collection, Sequence

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape
from community.areas import LISTED, AreaShown, Moving, on_page
from handlers.buttons import Button
from handlers.taps.areas import AddHouses, MoveHouse, NameArea, OpenArea, ShowAreas, ShowMoves
from handlers.taps.founding import AddManyHouses, MakePosters, ShowWaiting
from handlers.taps.houses import OpenHouse, ShowHouses
from handlers.taps.invitations import ShowRoles
from handlers.taps.linking import MakeAreaCode
from handlers.views.lists import keys_of, turning
from handlers.views.reader import Reader
from storage.places import Area, House


def areas(found: Sequence[AreaShown], page: int, reader: Reader) -> Outgoing:
    """The areas somebody looks after, a page at a time; without one, what an area is for."""
    texts = reader.texts
    lines: list[str] = [texts.html("<b>Your areas</b>")]
    listed, more = on_page(found, page)
    first = page * LISTED + 1
    for number, each in enumerate(listed, first):
        lines.append(f"{number}. {escape(apart(each.area.name))} – {escape(' · '.join(_counted(each, texts)))}")
    if not found:
        lines.append(texts.html("No area yet. An area holds houses that do things together. Make one, then add houses to it."))
    new = NameArea().key(texts.say("New area"))
    back = ShowHouses().key(texts.say("Your houses"))
    keys = keys_of((OpenArea(area=each.area.id) for each in listed), first)
    return Outgoing("\n".join(lines), (*keys, *turning(page, more, lambda at: ShowAreas(page=at), texts), (new, back)))


def area(shown: AreaShown, few: Collection[int], page: int, reader: Reader) -> Outgoing:
    """One area with its houses; those with `few` admins are marked in words."""
    texts, number = reader.texts, shown.area.id
    lines: list[str] = [f"<b>{escape(apart(shown.area.name))}</b>", escape(" · ".join(_counted(shown, texts)))]
    listed, more = on_page(shown.houses, page)
    first = page * LISTED + 1
    lines += [_line(at, house, house.id in few, texts, waits=house.id in shown.waiting) for at, house in enumerate(listed, first)]
    if not shown.houses:
        lines.append(texts.html("No house yet. Add one of yours, write many at once, or send an admin of a house a code."))
    rows = (
        *keys_of((OpenHouse(house=house.id) for house in listed), first),
        *turning(page, more, lambda at: OpenArea(area=number, page=at), texts),
        (AddHouses(area=number).key(texts.say("Add a house")), MakeAreaCode(area=number).key(texts.say("Code for a house"))),
        (AddManyHouses(area=number).key(texts.say("Add many houses")), *_printing(shown, texts)),
        *_waiting(shown, texts),
        (ShowRoles(house=0, area=number).key(texts.say("Roles and invitations")), NameArea(area=number).key(texts.say("Name"))),
        (ShowAreas().key(texts.say("Back")),),
    )
    return Outgoing("\n".join(lines), rows)


def ask_name(found: Area | None, reader: Reader) -> Outgoing:
    """The next words are the name."""
    back: Button = OpenArea(area=found.id) if found else ShowAreas()
    text = reader.texts.html("What is the area called? Write its name, for example: Koivula.")
    return Outgoing(text, ((back.key(reader.texts.say("Back")),),))


def add_houses(found: Area, offered: Sequence[House], page: int, reader: Reader) -> Outgoing:
    """The houses that could belong to an area; a tap adds one."""
    texts = reader.texts
    listed, more = on_page(offered, page)
    first = page * LISTED + 1
    lines: list[str] = [texts.html("<b>{area}</b>: which house is added?", area=apart(found.name))]
    lines += [_line(at, house, False, texts) for at, house in enumerate(listed, first)]
    if not offered:
        lines = [texts.html("All houses you look after are in this area. Send an admin of another house a code.")]
    keys = keys_of((MoveHouse(house=house.id, area=found.id) for house in listed), first)
    turn = turning(page, more, lambda at: AddHouses(area=found.id, page=at), texts)
    return Outgoing("\n".join(lines), (*keys, *turn, (OpenArea(area=found.id).key(texts.say("Back")),)))


def moves(found: Moving, page: int, reader: Reader) -> Outgoing:
    """The areas a house could be in."""
    texts, house = reader.texts, found.house
    where = texts.html("It is in this area: {area}.", area=apart(found.now.name)) if found.now else texts.html("It is in no area.")
    lines: list[str] = [texts.html("<b>{house}</b>: to which area?", house=apart(house.name)), where]
    listed, more = on_page(found.offered, page)
    first = page * LISTED + 1
    lines += [f"{at}. {escape(apart(each.name))}" for at, each in enumerate(listed, first)]
    keys = keys_of((MoveHouse(house=house.id, area=each.id) for each in listed), first)
    turn = turning(page, more, lambda at: ShowMoves(house=house.id, page=at), texts)
    out = [(MoveHouse(house=house.id, area=0).key(texts.say("To no area")),)] if found.now else []
    last: tuple[Key, ...] = (NameArea().key(texts.say("New area")), OpenHouse(house=house.id).key(texts.say("Back")))
    return Outgoing("\n".join(lines), (*keys, *turn, *out, last))


def _line(number: int, house: House, few: bool, texts: Texts, *, waits: bool = False) -> str:
    note = texts.html("waits for its group") if waits else texts.html("only one admin") if few else None
    return f"{number}. {escape(apart(house.name))}" + (f" – {note}" if note else "")


def _printing(shown: AreaShown, texts: Texts) -> tuple[Key, ...]:
    return (MakePosters(area=shown.area.id).key(texts.say("Posters (PDF)")),) if shown.houses else ()


def _waiting(shown: AreaShown, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    number = len(shown.waiting)
    label = texts.count("{n} house waits for its group", "{n} houses wait for their groups", number)
    return ((ShowWaiting(area=shown.area.id).key(label),),) if number else ()


def _counted(shown: AreaShown, texts: Texts) -> list[str]:
    return [
        texts.count("{n} house", "{n} houses", len(shown.houses)),
        texts.count("{n} group", "{n} groups", shown.groups),
        texts.count("{n} community manager", "{n} community managers", shown.managers),
    ]
