"""Handing over: whoever moves away asks one successor, who says yes once; then all of it is theirs. Or a manager takes it over.

All of it: the roles somebody has in a house or an area, and what they organise there, alone or with others. The dates of a series
follow, for whoever organises the last one organises the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community import reminders, roles
from community.events.organising import ORGANISING as OF_EVENTS
from community.house_rules import rules_of
from community.people import known
from community.polls.organising import ASKING as OF_POLLS
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.rotas.organising import ORGANISING as OF_ROTAS
from community.volunteering.organising import ORGANISING as OF_CALLS
from storage import audit, drafts, events, outbox, people, places, polls, rotas, volunteering
from storage import roles as rows
from storage.audit import Act
from storage.drafts import Draft
from storage.events import Event
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.places import House
from storage.roles import Role, Scope

KIND, STEP = "hand-over", "asked"

ASKED = timedelta(hours=48)
"""So long a successor can say yes."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who could take over, by the number of their row, with their widest role there."""

    person: int
    role: Role
    name: str | None


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has in a scope: coming events they organise, and roles. `place`: what the scope is called, None for everywhere."""

    scope: Scope
    place: str | None
    events: int
    roles: tuple[Role, ...]
    successors: tuple[Successor, ...] = ()


def scope_to_hand(db: Connection, who: int) -> Scope | None:
    """Where somebody has a role that they could hand over, the oldest first; None if nowhere."""
    person = people.find_person(db, who)
    held = rows.list_roles(db, person.id) if person else []
    return held[0].scope if held else None


def look(db: Connection, *, who: int, scope: Scope, now: datetime) -> Load:
    """What somebody could hand over there, and to whom. Raises: Refused (not-joined, nothing-to-hand without a role there)."""
    giver = known(db, who)
    mine = _roles_of(db, giver.id, scope)
    if not mine:
        raise Refused("nothing-to-hand")
    return Load(scope, _place(db, scope), len(organised_in(db, giver.id, scope, now)), mine, _successors(db, giver.id, scope))


def ask(db: Connection, *, who: int, scope: Scope, person: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """Ask one of the successors, at an hour that is not quiet for them; the pressed message says so. Asking again changes nothing.

    Raises: Refused (not-joined, nothing-to-hand, role-gone for who has no role there any more).
    """
    if person not in {each.person for each in look(db, who=who, scope=scope, now=now).successors}:
        raise Refused("role-gone")
    giver, successor = known(db, who), people.get_person(db, person)
    data = {"giver": giver.id, "house": scope.house, "area": scope.area}
    to, until = successor.telegram_id, now + ASKED
    before = drafts.find_open_draft(db, to, KIND, STEP)
    if before is None or before.data != data or before.expires_at <= now:
        draft = drafts.add_draft(db, kind=KIND, step=STEP, author=to, address=to, data=data, expires_at=until)
        here = rules if scope.house is None else rules_of(places.get_house(db, scope.house), rules)
        reminders.write_to(db, successor, Message("hand-over-asked", {"draft": draft}, lane=Lane.PRIVATE), here, now)
    reply(db, kind="hand-over-sent", to=who, language=language, edit=message, now=now)


def asked(db: Connection, draft: int, now: datetime) -> tuple[Person, Load]:
    """Who asks, and what would come.

    Raises: Refused("hand-over-gone") when that was answered, or is too old, or they have nothing any more.
    """
    found = _open(db, draft, now)
    giver, scope = people.look_up_person(db, found.data["giver"]), _scope(found.data)
    mine = _roles_of(db, giver.id, scope) if giver is not None else ()
    if giver is None or not mine:
        raise Refused("hand-over-gone")
    return giver, Load(scope, _place(db, scope), len(organised_in(db, giver.id, scope, now)), mine)


def answer(db: Connection, *, draft: int, who: int, yes: bool, message: int, language: str, now: datetime) -> None:
    """The successor says yes, and has all of it; or no. Whoever asked is told, the pressed message says what is so.

    Raises: Refused (hand-over-gone, also for who has no role there any more; not-yours).
    """
    if _open(db, draft, now).author != who:
        raise Refused("not-yours")
    (giver, load), taker = asked(db, draft, now), known(db, who)
    if yes and taker.id not in {each.person for each in _successors(db, giver.id, load.scope)}:
        raise Refused("hand-over-gone")
    drafts.remove_draft(db, draft)
    params = {"house": load.scope.house, "area": load.scope.area}
    if yes:
        _hand(db, giver, taker, load.scope, now)
    reply(db, kind="hand-over-done" if yes else "hand-over-declined", to=who, language=language, params=params, edit=message, now=now)
    told = Message("handed-over", params, lane=Lane.PRIVATE) if yes else Message("not-handed-over", params, lane=Lane.PRIVATE)
    _tell(db, giver, told, now)


def take_over(db: Connection, *, who: int, holder: int, message: int, language: str, now: datetime) -> None:
    """A manager takes what somebody organises in the place of a role, and the role. Raises: as `roles.take`."""
    held, manager = roles.may_take(db, who=who, holder=holder), known(db, who)
    if held.person_id != manager.id:
        _hand_things(db, people.get_person(db, held.person_id), manager, held.scope, now)
        audit.note(db, Act.TAKEN_OVER, by=manager.id, whom=held.person_id, scope=held.scope, at=now)
    roles.take(db, who=who, holder=holder, message=message, language=language, now=now)


def organised_in(db: Connection, person: int, scope: Scope, now: datetime) -> list[Event]:
    """The coming events somebody organises in a scope."""
    return [event for event in events.list_organised(db, person, now) if _is_in(db, event, scope)]


def _hand(db: Connection, giver: Person, taker: Person, scope: Scope, now: datetime) -> None:
    _hand_things(db, giver, taker, scope, now)
    for role in _roles_of(db, giver.id, scope):
        if role not in rows.roles_over(db, taker.id, scope):
            roles.grant(db, by=giver.id, person=taker.id, role=role, scope=scope, now=now)
        rows.take_role(db, giver.id, role, scope)
        audit.note(db, Act.HANDED_OVER, by=giver.id, whom=taker.id, role=role, scope=scope, at=now)


def _hand_things(db: Connection, giver: Person, taker: Person, scope: Scope, now: datetime) -> None:
    for poll in polls.list_asked_by(db, giver.id):
        if _covers(scope, polls.house_of(db, poll.id)):
            OF_POLLS.hand(db, poll, giver, taker)
    for rota in rotas.list_organised_by(db, giver.id):
        if _covers(scope, rotas.house_of(db, rota.id)):
            OF_ROTAS.hand(db, rota, giver, taker)
    for call in volunteering.list_organised_by(db, giver.id, now):
        if _covers(scope, events.house_of(db, call.id)):
            OF_CALLS.hand(db, call, giver, taker)
    for event in organised_in(db, giver.id, scope, now):
        OF_EVENTS.hand(db, event, giver, taker)


def _roles_of(db: Connection, person: int, scope: Scope) -> tuple[Role, ...]:
    return tuple(each.role for each in rows.list_roles(db, person) if each.scope == scope)


def _successors(db: Connection, giver: int, scope: Scope) -> tuple[Successor, ...]:
    found: dict[int, Successor] = {}
    for role in (Role.MANAGER, Role.BOARD, Role.ACTIVIST):
        for person in rows.list_reachable(db, role, scope):
            if person.id != giver:
                found.setdefault(person.id, Successor(person.id, role, person.name))
    return tuple(found.values())


def _is_in(db: Connection, event: Event, scope: Scope) -> bool:
    return _covers(scope, events.house_of(db, event.id))


def _covers(scope: Scope, house: House) -> bool:
    return scope == Scope() or scope.house == house.id or (scope.area is not None and scope.area == house.area_id)


def _open(db: Connection, draft: int, now: datetime) -> Draft:
    found = drafts.find_draft(db, draft)
    if found is None or found.kind != KIND or found.expires_at <= now:
        raise Refused("hand-over-gone")
    return found


def _scope(data: Mapping[str, Any]) -> Scope:
    return Scope(house=data["house"], area=data["area"])


def _place(db: Connection, scope: Scope) -> str | None:
    gone = scope.house is not None and places.look_up_house(db, scope.house) is None
    return None if gone else roles.place_of(db, scope)[1]


def _tell(db: Connection, person: Person, message: Message, now: datetime) -> None:
    if person.reach is Reach.OPEN:
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=now)
