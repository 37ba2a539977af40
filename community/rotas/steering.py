"""What the organiser of a rota does: it starts, ends, a date falls out or comes back, members are added and removed."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.house_rules import rules_of
from community.quiet import HouseRules
from community.refusals import Refused
from community.rotas import fairness, members
from community.rotas.order import away_on, change, reachable
from community.rotas.organising import ORGANISING, organised
from community.rotas.telling import told
from community.rotas.tending import remind_time, tend
from storage import cards, rotas
from storage.outbox import Lane, Message
from storage.people import Person
from storage.rotas import Rota, RotaState, Turn, TurnState

NOBODY: frozenset[int] = frozenset()


def start(db: Connection, *, rota: int, who: int, rules: HouseRules, now: datetime, admin_of: frozenset[int] = NOBODY) -> None:
    """Turns are given out from now on, and everybody is told theirs. Pressed twice it changes nothing.

    Raises: Refused (rota-gone, not-rota-organiser, rota-over, rota-nobody).
    """
    found = organised(db, rota, who, admin_of=admin_of)
    if found.state is RotaState.RUNNING:
        return
    if not rotas.list_members(db, rota):
        raise Refused("rota-nobody")
    rotas.change_rota(db, rota, state=RotaState.RUNNING, revision=found.revision + 1)
    found.state = RotaState.RUNNING
    tend(db, found, rules, now)


def end(db: Connection, *, rota: int, who: int, rules: HouseRules, now: datetime, admin_of: frozenset[int] = NOBODY) -> None:
    """No turn comes any more; whoever had one is told. What was done stays. Pressed twice it changes nothing.

    Raises: Refused (rota-gone, not-rota-organiser).
    """
    found = ORGANISING.must(db, rotas.lock_rota(db, rota), who, admin_of)
    if found.state is not RotaState.ENDED:
        _finish(db, found, rules, now)


def _finish(db: Connection, rota: Rota, rules: HouseRules, now: datetime) -> None:
    """A rota that is held ends; whoever had a coming turn is told once."""
    holders: dict[int, Person] = {}
    coming = [turn for turn in rotas.list_coming(db, rota.id, now) if turn.starts_at > now]
    for turn in coming:
        holders |= {person.id: person for person in reachable(db, turn.member_id)} if turn.member_id is not None else {}
    if coming:
        message = Message("rota-ended", {"rota": rota.id}, lane=Lane.PRIVATE)
        told(db, rota.id, holders.values(), message, rules, now, at=coming[0].starts_at)
    rotas.remove_turns(db, rota.id, now)
    rotas.change_rota(db, rota.id, state=RotaState.ENDED, due_at=None, revision=rota.revision + 1)
    cards.bump(db, rota.id)


def skip(
    db: Connection, *, turn: int, skipped: bool, who: int, rules: HouseRules, now: datetime, admin_of: frozenset[int] = NOBODY
) -> Turn:
    """A date falls out, so it counts for nobody, or takes place after all; whose turn it is, is told. Pressed twice it changes nothing.

    Raises: Refused (turn-gone, rota-gone, not-rota-organiser, rota-over).
    """
    found = rotas.find_turn(db, turn)
    rota = organised(db, found.rota_id, who, admin_of=admin_of) if found else None
    found = rotas.find_turn(db, turn)
    if rota is None or found is None or found.starts_at <= now:
        raise Refused("turn-gone")
    if skipped is (found.state is TurnState.SKIPPED):
        return found
    if not skipped and found.member_id in away_on(rotas.list_members(db, rota.id), found.day):
        found.member_id = None
    _set_skipped(db, rota, found, skipped, rules, now)
    if found.member_id is not None:
        change(db, rota, partial(fairness.owe if skipped else fairness.credit, member=found.member_id))
        message = Message("rota-skipped", {"turn": turn, "skipped": skipped}, lane=Lane.PRIVATE)
        told(db, rota.id, reachable(db, found.member_id), message, rules, now, at=found.starts_at)
    members.give_away(db, rota, [], rules, now)
    tend(db, rota, rules, now)
    return found


def _set_skipped(db: Connection, rota: Rota, turn: Turn, skipped: bool, rules: HouseRules, now: datetime) -> None:
    """It falls out; or it is (again) whose it was, or nobody's."""
    zone, here = ZoneInfo(rota.zone), rules_of(rotas.house_of(db, rota.id), rules)
    back = TurnState.OPEN if turn.member_id is None else TurnState.GIVEN
    turn.state = TurnState.SKIPPED if skipped else back
    remind_at = None if skipped else remind_time(turn.starts, zone, here, now)
    rotas.change_turn(db, turn.id, member_id=turn.member_id, state=turn.state, swap_with_id=None, remind_at=remind_at)


def add_flats(db: Connection, *, rota: int, who: int, rules: HouseRules, now: datetime, admin_of: frozenset[int] = NOBODY) -> int:
    """All flats of the house's list take turns, in the order of the list; how many are new.

    Raises: Refused (rota-gone, not-rota-organiser, rota-over, no-flats, rota-by-person).
    """
    found = organised(db, rota, who, admin_of=admin_of)
    labels = rotas.house_of(db, rota).flat_labels
    if not labels:
        raise Refused("no-flats")
    if not found.by_flat:
        raise Refused("rota-by-person")
    there = {member.flat for member in rotas.list_members(db, rota)}
    new = [label for label in labels if label not in there]
    members.add_flats(db, found, new, rules, now)
    return len(new)


def remove_one(db: Connection, *, member: int, who: int, rules: HouseRules, now: datetime, admin_of: frozenset[int] = NOBODY) -> Rota:
    """Somebody, or a flat, takes no turns any more; coming ones go to the next. Who is removed is told.

    Raises: Refused (member-gone, rota-gone, not-rota-organiser, rota-over).
    """
    found = rotas.find_member(db, member)
    rota = organised(db, found.rota_id, who, admin_of=admin_of) if found else None
    if found is None or rota is None:
        raise Refused("member-gone")
    persons = [person for person in reachable(db, member) if person.telegram_id != who]
    members.remove(db, rota, found, rules, now)
    told(db, rota.id, persons, Message("rota-removed", {"rota": rota.id}, lane=Lane.PRIVATE), rules, now)
    return rota


def let_go(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    """Somebody is forgotten: their coming turns go to the next ones, and what they organised is the longest helper's now."""
    for number in rotas.list_naming(db, person.id):
        found, member = rotas.lock_rota(db, number), rotas.find_membership(db, number, person.id)
        if found is not None and member is not None and member.person_id == person.id:
            members.remove(db, found, member, rules, now)
    for rota in rotas.list_organised_by(db, person.id):
        ORGANISING.let_go(db, rota, person)
