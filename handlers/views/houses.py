"""The screens of those who look after a house."""

from collections.abc import Collection, Sequence
from io import BytesIO

import segno

from bot.names import apart
from bot.outgoing import Document, Key, Outgoing
from bot.texts import escape
from community.houses import LISTED, SHOWN, Overview
from handlers.taps.areas import ShowAreas, ShowMoves
from handlers.taps.board import Boarding, HouseBoard
from handlers.taps.choices import OpenSettings
from handlers.taps.houses import Coding, HouseCode, OpenHouse, ShowHouses
from handlers.taps.invitations import ShowRoles
from handlers.taps.linking import ShowGroups
from handlers.taps.people import ShowMenu
from handlers.taps.turnout import ShowHours
from handlers.views import house_card
from handlers.views.house_card import Seen
from handlers.views.lists import keys_of, turning
from handlers.views.phoneless import house_row
from handlers.views.reader import Reader
from handlers.views.words import KINDS, on_the_board
from storage.places import House
from storage.roles import Role

LINK = "s_"
"""How the payload of a link to a house's screen begins."""

FEW_ADMINS = 2
"""One may move away or lose the phone: a house needs another."""


def houses(listed: Sequence[House], few: Collection[int], page: int, more: bool, manages: bool, reader: Reader) -> Outgoing:
    """The houses somebody looks after, a page at a time; those with `few` admins are marked in words. `manages`: as a manager, too."""
    texts = reader.texts
    lines: list[str] = [texts.html("<b>Your houses</b>")]
    for number, house in enumerate(listed, page * LISTED + 1):
        lines.append(f"{number}. {escape(apart(house.name))}" + (" – " + texts.html("only one admin") if house.id in few else ""))
    keys = keys_of((OpenHouse(house=house.id) for house in listed), page * LISTED + 1)
    areas = [ShowAreas().key(texts.say("Areas"))] if manages else []
    turn = turning(page, more, lambda at: ShowHouses(page=at), texts)
    return Outgoing("\n".join(lines), (*keys, *turn, (*areas, ShowMenu().key(texts.say("Menu")))))


def house(shown: Overview, seen: Seen, topic: tuple[int, int] | None, reader: Reader) -> Outgoing:
    """One house: what it is, who does what there, and a button for each thing that can be done.

    `seen`: what Telegram says of its groups; `topic`: the group and the topic from which somebody came.
    """
    texts, found = reader.texts, shown.house
    kind = texts.say(KINDS[found.tenure]) if found.tenure else texts.say("House")
    where = texts.say("area {area}", area=apart(shown.area.name)) if shown.area else texts.say("no area")
    lines = [f"<b>{escape(apart(found.name))}</b>", escape(f"{kind}, {where}"), escape(" · ".join(_people(shown, reader)))]
    lines += house_card.lines(shown, seen, reader)
    if seen.admins is not None and seen.admins < FEW_ADMINS:
        lines.append(texts.html("This house has only one admin. Make a second neighbour an admin of the group."))
    return Outgoing("\n".join(lines), _keys(shown, topic, reader))


def code(found: House, reader: Reader) -> Outgoing:
    """The code as a picture to print, its link, and words to put beside it."""
    texts, link = reader.texts, reader.link(found.token)
    text = texts.html(
        "<b>{house}: the code</b>\nPrint it for the stairwell board. Whoever scans it, or opens the link, can join.\n{link}\n\n"
        "Words for the board:\nWhat happens in our house? Point your phone's camera at this code. You need Telegram. "
        "Without a phone: ask a neighbour, they can sign you up.",
        house=apart(found.name),
        link=link,
    )
    new = HouseCode(house=found.id, step=Coding.ASK).key(texts.say("A new code"))
    return Outgoing(text, ((new,),), Document("talkoot-code.png", picture_of(link)))


def picture_of(link: str) -> bytes:
    """A QR code, black on white, as a PNG that is sharp on an A4 sheet. A quarter of it may be dirty or torn."""
    drawn = BytesIO()
    segno.make(link, error="q", micro=False).save(drawn, kind="png", scale=24, border=4)
    return drawn.getvalue()


def ask_new_code(found: House, reader: Reader) -> Outgoing:
    """Once more, before printed sheets become useless."""
    texts = reader.texts
    text = texts.html("Make a new code? The old one lets nobody in any more. Print the new one for the board.")
    yes = HouseCode(house=found.id, step=Coding.RENEW, old=found.token[:SHOWN]).key(texts.say("Yes, a new code"))
    return Outgoing(text, ((yes, OpenHouse(house=found.id).key(texts.say("No"))),))


def _people(seen: Overview, reader: Reader) -> list[str]:
    texts, roles = reader.texts, seen.roles
    counted = [
        (seen.residents, texts.count("{n} resident", "{n} residents", seen.residents)),
        (roles[Role.ACTIVIST], texts.count("{n} resident activist", "{n} resident activists", roles[Role.ACTIVIST])),
        (roles[Role.BOARD], on_the_board(roles[Role.BOARD], seen.house, texts)),
        (roles[Role.MANAGER], texts.count("{n} community manager", "{n} community managers", roles[Role.MANAGER])),
    ]
    return [said for number, said in counted if number]


def settings_here(house: int, topic: tuple[int, int] | None, reader: Reader) -> Outgoing:
    """In a group: its settings are changed in private."""
    texts = reader.texts
    key = Key(texts.say("Open in private"), url=reader.link("_".join([f"{LINK}{house}", *map(str, topic or ())])))
    return Outgoing(texts.html("The settings of this house are in private, where only you see them."), ((key,),))


def _keys(seen: Overview, topic: tuple[int, int] | None, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    texts, number = reader.texts, seen.house.id
    chat, thread = topic or (0, 0)
    code_ = HouseCode(house=number, step=Coding.SHOW).key(texts.say("Code for the board"))
    rows: list[tuple[Key, ...]] = [(OpenSettings(house=number, chat=chat, thread=thread).key(texts.say("Settings")), code_)]
    hours = ShowHours(house=number).key(texts.say("Hours"))
    rows.append((ShowGroups(house=number).key(texts.say("Groups")), hours))
    if reader.public_url is not None:
        rows.append((HouseBoard(house=number, step=Boarding.SHOW).key(texts.say("Notice board")),))
    if seen.manages:
        rows.append((ShowRoles(house=number).key(texts.say("Roles and invitations")), ShowMoves(house=number).key(texts.say("Area"))))
        rows.append(house_row(number, reader))
    return (*rows, (ShowHouses().key(texts.say("Your houses")), ShowMenu().key(texts.say("Menu"))))
