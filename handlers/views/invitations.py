"""Roles and invitations: who does what, the link for somebody, and what its reader is asked and told."""

from bot.dates import say_day
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import escape, later
from community.invitations import Invited
from community.roles import Held, RolesShown
from handlers.taps.areas import OpenArea
from handlers.taps.handing import HandOver
from handlers.taps.houses import OpenHouse, ShowHouses
from handlers.taps.invitations import WITH_ALL, Invite, RevokeInvitation, ShowRoles, TakeOnRole, TakeRole
from handlers.taps.people import ShowMenu
from handlers.taps.places import DeclineHouse
from handlers.taps.privacy import NO_HOUSE, ReadNotice
from handlers.views.lists import turning
from handlers.views.places import remembered
from handlers.views.reader import Reader
from handlers.views.words import INVITE, fitting, role_name
from storage.invitations import Invitation
from storage.places import House
from storage.roles import Holder, Role

LINK = "r_"
"""How the payload of such a link begins."""

MEANS = {
    Role.ACTIVIST: later("You can announce events here."),
    Role.BOARD: later("You can announce events here."),
    Role.MANAGER: later("You look after this place: its roles, its code and its settings."),
}

PAGE = 8
"""More people with a role, or open invitations, than this on one screen is a list nobody reads."""


def roles(shown: RolesShown, page: int, reader: Reader) -> Outgoing:
    """Who has which role in a house or an area, which invitations are open, and what can be done; a page at a time."""
    texts, house, area = reader.texts, shown.house, shown.area
    place = house.name if house else area.name if area else texts.say("all houses")
    lines: list[str] = [texts.html("<b>{place}: roles</b>", place=apart(place))]
    if shown.wider:
        lines.append(
            texts.count_html(
                "{n} community manager looks after this and other places.",
                "{n} community managers look after this and other places.",
                shown.wider,
            )
        )
    elif not shown.held:
        lines.append(texts.html("Nobody has a role here yet."))
    entries: list[Held | Invitation] = [*shown.held, *shown.open]
    keys: list[Key] = []
    for number, each in enumerate(entries[page * PAGE :][:PAGE], page * PAGE + 1):
        if isinstance(each, Held):
            lines.append(f"{number}. {escape(_held(each, house, reader))}")
            keys.append(_end(number, each, reader))
        else:
            lines.append(f"{number}. {_open(each, house, reader)}")
            keys.append(RevokeInvitation(invitation=each.id).key(texts.say("{number}. Withdraw", number=number)))
    here = {"house": shown.scope.house or 0, "area": shown.scope.area or 0}
    turn = turning(page, len(entries) > (page + 1) * PAGE, lambda at: ShowRoles(page=at, **here), texts)
    offered = tuple(INVITE) if house else (Role.MANAGER,)
    invites = [(Invite(role=role, **here).key(texts.say(fitting(INVITE[role], house))),) for role in offered]
    back = OpenHouse(house=house.id) if house else OpenArea(area=area.id) if area else ShowHouses()
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    return Outgoing("\n".join(lines), (*rows, *turn, *invites, (back.key(texts.say("Back")),)))


def _open(each: Invitation, house: House | None, reader: Reader) -> str:
    assert each.role is not None, "codes for groups are not listed here"
    day = say_day(each.expires_at.date(), reader.texts.language, today=reader.today(reader.zone))
    return reader.texts.html("invitation, {role}, open until {day}", role=role_name(each.role, house, reader.texts), day=day)


def _held(each: Held, house: House | None, reader: Reader) -> str:
    name = reader.texts.say("you") if each.mine else apart(each.name) if each.name else reader.texts.say("a neighbour")
    return f"{role_name(each.role, house, reader.texts)}: {name}"


def _end(number: int, each: Held, reader: Reader) -> Key:
    texts = reader.texts
    label = texts.say("{number}. Step down", number=number) if each.mine else texts.say("{number}. Take away", number=number)
    return TakeRole(holder=each.number).key(label)


def ask_to_take(held: Holder, own: bool, events: int, reader: Reader) -> Outgoing:
    """Once more, before a role ends; `events`: how many coming ones its holder organises there."""
    texts, here = reader.texts, {"house": held.house_id or 0, "area": held.area_id or 0}
    text: str = texts.html("Do you step down?") if own else texts.html("Take this role away? It can be given again with a new link.")
    rows: list[tuple[Key, ...]] = [(TakeRole(holder=held.id, sure=1).key(texts.say("Yes")), ShowRoles(**here).key(texts.say("No")))]
    if events and not own:
        text += " " + texts.count_html("{n} coming event stays theirs.", "{n} coming events stay theirs.", events)
        rows.append((TakeRole(holder=held.id, sure=WITH_ALL).key(texts.say("Yes, and I take over the events")),))
    if own:
        rows.append((HandOver(**here).key(texts.say("Hand over to somebody")),))
    return Outgoing(text, tuple(rows))


def ended(role: Role, house: House | None, place: str | None, reader: Reader) -> Outgoing:
    """Somebody has a role no more."""
    texts = reader.texts
    where, what = apart(place) if place else texts.say("all houses"), role_name(role, house, texts)
    text = texts.html("<b>{place}</b>: you are no longer {role}. Thank you for what you have done.", place=where, role=what)
    return Outgoing(text, ((ShowMenu().key(texts.say("Menu")),),))


def made(invited: Invited, secret: str, reader: Reader) -> Outgoing:
    """What a manager forwards to one person."""
    texts = reader.texts
    text = texts.html(
        "You are invited. <b>{place}</b>: {role}.\nOpen this by {day}. It works once: {link}",
        place=_place(invited, reader),
        role=role_name(invited.role, invited.house, texts),
        day=say_day(invited.expires_at.date(), texts.language, today=reader.today(reader.zone)),
        link=reader.link(LINK + secret),
    )
    return Outgoing(text)


def invitation(invited: Invited, secret: str, known: bool, reader: Reader) -> Outgoing:
    """What somebody is asked who opened the link; whoever is not known yet reads what is remembered."""
    texts = reader.texts
    text = texts.html(
        "You are invited. <b>{place}</b>: {role}.\n{means}",
        place=_place(invited, reader),
        role=role_name(invited.role, invited.house, texts),
        means=texts.say(MEANS[invited.role]),
    )
    yes = texts.say("I take it on") if known else texts.say("I take it on (I am 13 or over)")
    keys = [DeclineHouse(language=reader.language).key(texts.say("No thanks"))]
    keys += [] if known else [ReadNotice(token=NO_HOUSE, language=reader.language).key(texts.say("Read more"))]
    return Outgoing(text if known else f"{text}\n{remembered(reader)}", ((TakeOnRole(token=secret).key(yes),), tuple(keys)))


def taken(role: Role, house: House | None, place: str | None, reader: Reader) -> Outgoing:
    """They have the role now."""
    texts = reader.texts
    text = texts.html(
        "Done. <b>{place}</b>: you are {role}.\n{means}",
        place=apart(place) if place else texts.say("all houses"),
        role=role_name(role, house, texts),
        means=texts.say(MEANS[role]),
    )
    houses = [ShowHouses().key(texts.say("Your houses"))] if role is Role.MANAGER else []
    return Outgoing(text, ((*houses, ShowMenu().key(texts.say("Menu"))),))


def used(role: Role, house: House | None, place: str | None, reader: Reader) -> Outgoing:
    """Whoever invited is told."""
    texts = reader.texts
    where = apart(place) if place else texts.say("all houses")
    return Outgoing(
        texts.html("Your invitation was taken up. <b>{place}</b>: a new {role}.", place=where, role=role_name(role, house, texts))
    )


def _place(invited: Invited, reader: Reader) -> str:
    return apart(invited.place) if invited.place else reader.texts.say("all houses")
