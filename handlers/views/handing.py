"""Handing over: what somebody has, whom they can ask, what that one is asked, and what both are told."""

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import escape
from community.handing import Load
from handlers.taps.handing import HandTo, TakeOnAll
from handlers.taps.people import ShowMenu, ShowMine
from handlers.views.lists import keys_of
from handlers.views.reader import Reader
from handlers.views.words import role_name
from storage.people import Person
from storage.places import House

MOST = 20
"""Nobody chooses among more."""


def hand_over(load: Load, house: House | None, reader: Reader) -> Outgoing:
    """What somebody has in a place, and who could have it after them."""
    texts, scope = reader.texts, load.scope
    place = apart(load.place) if load.place else texts.say("all houses")
    lines: list[str] = [texts.html("<b>{place}</b>: who takes over from you?", place=place), _what(load, house, reader)]
    successors = load.successors[:MOST]
    for number, each in enumerate(successors, 1):
        name = apart(each.name) if each.name else texts.say("a neighbour")
        lines.append(f"{number}. {escape(name)} – {escape(role_name(each.role, house, texts))}")
    if not successors:
        lines.append(texts.html("Nobody else has a role here who can be asked. Invite somebody to one first."))
    keys = keys_of((HandTo(house=scope.house or 0, area=scope.area or 0, person=each.person) for each in successors), 1)
    return Outgoing("\n".join(lines), (*keys, (ShowMenu().key(texts.say("Menu")),)))


def sent(reader: Reader) -> Outgoing:
    """To who hands over: until the other one answers nothing changes."""
    texts = reader.texts
    text = texts.html("I have asked. Nothing changes before they say yes; I tell you. They have two days.")
    return Outgoing(text, ((ShowMenu().key(texts.say("Menu")),),))


def asked(giver: Person, load: Load, house: House | None, draft: int, reader: Reader) -> Outgoing:
    """To the successor."""
    texts = reader.texts
    place = apart(load.place) if load.place else texts.say("all houses")
    name = apart(giver.name) if giver.name else texts.say("a neighbour")
    text = texts.html("<b>{place}</b>: {name} asks you to take over.", place=place, name=name)
    keys = (TakeOnAll(draft=draft).key(texts.say("I take it on")), TakeOnAll(draft=draft, yes=0).key(texts.say("No, I can't")))
    return Outgoing(f"{text}\n{_what(load, house, reader)}", (keys,))


def done(place: str | None, taken: bool, reader: Reader) -> Outgoing:
    """To the successor, instead of the question."""
    texts = reader.texts
    where = apart(place) if place else texts.say("all houses")
    text = texts.html("<b>{place}</b>: it is yours now. Thank you.", place=where) if taken else texts.html("Fine. I tell them.")
    return Outgoing(text, ((ShowMine().key(texts.say("My things")), ShowMenu().key(texts.say("Menu"))),))


def told(place: str | None, taken: bool, reader: Reader) -> Outgoing:
    """To who handed over."""
    texts = reader.texts
    where = apart(place) if place else texts.say("all houses")
    if taken:
        text = texts.html("<b>{place}</b>: what you did is in other hands now. Thank you for it.", place=where)
    else:
        text = texts.html("<b>{place}</b>: they can't take over. Ask somebody else.", place=where)
    return Outgoing(text, ((ShowMenu().key(texts.say("Menu")),),))


def _what(load: Load, house: House | None, reader: Reader) -> str:
    texts = reader.texts
    named = ", ".join(role_name(role, house, texts) for role in load.roles)
    events = texts.count_html("{n} coming event", "{n} coming events", load.events)
    return texts.html("It is this: {roles}; {events}.", roles=named, events=events)
