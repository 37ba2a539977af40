"""Roles and invitations: who does what, the link for somebody, and what its reader is asked and told."""

from bot.dates import say_day
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import escape, later
from community.invitations import Invited
from community.roles import Held, RolesShown
from handlers.taps.areas import OpenArea
from handlers.taps.houses import OpenHouse, ShowHouses
from handlers.taps.invitations import Invite, RevokeInvitation, ShowRoles, TakeOnRole, TakeRole
from handlers.taps.people import ShowMenu
from handlers.taps.places import DeclineHouse
from handlers.taps.privacy import NO_HOUSE, ReadNotice
from handlers.views.places import remembered
from handlers.views.reader import Reader
from handlers.views.words import role_name
from storage.places import House
from storage.roles import Holder, Role

LINK = "r_"
"""How the payload of such a link begins."""

MEANS = {
    Role.ACTIVIST: later("You can announce events here."),
    Role.BOARD: later("You can announce events here."),
    Role.MANAGER: later("You look after this place: its roles, its code and its settings."),
}

INVITE = {Role.ACTIVIST: later("Invite an activist"), Role.BOARD: later("Invite to the board"), Role.MANAGER: later("Invite a manager")}

MOST = 12
"""More people with a role, or open invitations, than this on one screen is a list nobody reads."""


def roles(shown: RolesShown, reader: Reader) -> Outgoing:
    """Who has which role in a house or an area, which invitations are open, and what can be done."""
    texts, scope = reader.texts, shown.scope
    place = shown.house.name if shown.house else shown.area.name if shown.area else texts.say("all houses")
    lines: list[str] = [texts.html("<b>{place}: roles</b>", place=apart(place))]
    held, open_ = shown.held[:MOST], shown.open[:MOST]
    lines += [f"{number}. {escape(_held(each, shown.house, reader))}" for number, each in enumerate(held, 1)]
    lines += [] if held else [texts.html("Nobody has a role here yet.")]
    for number, each in enumerate(open_, len(held) + 1):
        assert each.role is not None, "codes for groups are not listed here"
        day = say_day(each.expires_at.date(), texts.language, today=reader.today(reader.zone))
        said = texts.html("invitation, {role}, open until {day}", role=role_name(each.role, shown.house, texts), day=day)
        lines.append(f"{number}. {said}")
    keys = [_end(number, each, reader) for number, each in enumerate(held, 1)]
    keys += [
        RevokeInvitation(invitation=each.id).key(texts.say("{number}. Withdraw", number=number))
        for number, each in enumerate(open_, len(held) + 1)
    ]
    offered = tuple(INVITE) if shown.house else (Role.MANAGER,)
    invites = [(Invite(role=role, house=scope.house or 0, area=scope.area or 0).key(texts.say(INVITE[role])),) for role in offered]
    back = OpenHouse(house=shown.house.id) if shown.house else OpenArea(area=shown.area.id) if shown.area else ShowHouses()
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    return Outgoing("\n".join(lines), (*rows, *invites, (back.key(texts.say("Back")),)))


def _held(each: Held, house: House | None, reader: Reader) -> str:
    name = reader.texts.say("you") if each.mine else apart(each.name) if each.name else reader.texts.say("a neighbour")
    return f"{role_name(each.role, house, reader.texts)}: {name}"


def _end(number: int, each: Held, reader: Reader) -> Key:
    texts = reader.texts
    label = texts.say("{number}. Step down", number=number) if each.mine else texts.say("{number}. Take away", number=number)
    return TakeRole(holder=each.number).key(label)


def ask_to_take(held: Holder, own: bool, reader: Reader) -> Outgoing:
    """Once more, before a role ends."""
    texts = reader.texts
    text = texts.html("Do you step down?") if own else texts.html("Take this role away? It can be given again with a new link.")
    back = ShowRoles(house=held.house_id or 0, area=held.area_id or 0).key(texts.say("No"))
    return Outgoing(text, ((TakeRole(holder=held.id, sure=1).key(texts.say("Yes")), back),))


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
