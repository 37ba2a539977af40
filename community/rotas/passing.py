"""Somebody can't take a turn this time: they change it with the next one in order, who is told, or it waits for somebody.

So nobody gets one turn more by another's absence, as long as there is somebody whose turn comes later.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.rotas import fairness
from community.rotas.members import open_rota
from community.rotas.order import away_on, change, order_of, reachable, take
from community.rotas.organising import organisers_of
from community.rotas.telling import told
from storage import cards, rotas
from storage.outbox import Lane, Message
from storage.people import Person
from storage.rotas import Member, Rota, Turn, TurnState


@dataclass(frozen=True, slots=True)
class Passed:
    """What becomes of a turn somebody can't take: it is `taker`'s then (a member; None: nobody's), and `mine` is theirs instead, if any."""

    rota: Rota
    turn: Turn
    taker: int | None
    mine: Turn | None = None


def foresee(db: Connection, *, turn: int, who: int, now: datetime) -> Passed:
    """What would become of it; nothing is changed. Raises: as `cant`."""
    rota, found, member, _ = own_turn(db, turn, who, now, held=False)
    return _next(db, rota, found, member, now)


def cant(db: Connection, *, turn: int, who: int, rules: HouseRules, now: datetime) -> Passed:
    """Somebody can't take their turn. It goes to the next one who can be told, who gives theirs for it, or else has one less later.

    Where there is nobody, it is open, counts for nobody, and the organisers are told.

    Raises: Refused (turn-gone, rota-gone, rota-over, not-joined, not-your-turn).
    """
    rota, found, member, person = own_turn(db, turn, who, now)
    passed = _next(db, rota, found, member, now)
    rotas.change_turn(db, turn, declined=[*found.declined, member.id])
    take(db, found, passed.taker)
    if passed.mine is not None:
        take(db, passed.mine, member.id)
    else:
        change(db, rota, partial(fairness.owe, member=member.id))
    if passed.taker is None:
        _tell_organisers(db, rota, found, person, rules, now)
    else:
        if passed.mine is None:
            change(db, rota, partial(fairness.credit, member=passed.taker))
        moved = {"turn": turn, "instead": passed.mine.starts.isoformat() if passed.mine else None}
        message = Message("rota-moved", moved, lane=Lane.PRIVATE)
        told(db, rota.id, reachable(db, passed.taker), message, rules, now, at=found.starts_at)
    cards.bump(db, rota.id)
    return passed


def take_open(db: Connection, *, turn: int, who: int, now: datetime) -> Turn:
    """Somebody takes a turn that nobody has; they have one less later. Raises: Refused (turn-gone, rota-gone, not-in-rota, turn-taken)."""
    found = rotas.find_turn(db, turn)
    rota = open_rota(db, found.rota_id) if found else None
    found, person = rotas.find_turn(db, turn), known(db, who)
    if rota is None or found is None or found.starts_at <= now or found.state is TurnState.SKIPPED:
        raise Refused("turn-gone")
    member = rotas.find_membership(db, rota.id, person.id)
    if member is None:
        raise Refused("not-in-rota")
    if found.member_id not in (None, member.id):
        raise Refused("turn-taken")
    if found.member_id is None:
        take(db, found, member.id)
        change(db, rota, partial(fairness.credit, member=member.id))
        cards.bump(db, rota.id)
    return found


def own_turn(db: Connection, turn: int, who: int, now: datetime, *, held: bool = True) -> tuple[Rota, Turn, Member, Person]:
    """A coming turn of somebody's, with its rota (held, or only looked at).

    Raises: Refused (turn-gone, rota-gone, rota-over, not-joined, not-your-turn).
    """
    found = rotas.find_turn(db, turn)
    rota = open_rota(db, found.rota_id, held=held) if found else None
    found, person = rotas.find_turn(db, turn), known(db, who)
    if rota is None or found is None or found.starts_at <= now:
        raise Refused("turn-gone")
    member = rotas.find_membership(db, rota.id, person.id)
    if member is None or found.member_id != member.id or found.state is not TurnState.GIVEN:
        raise Refused("not-your-turn")
    return rota, found, member, person


def _next(db: Connection, rota: Rota, turn: Turn, member: Member, now: datetime) -> Passed:
    """Who takes it: whose turn comes next after it, then who is next in the order; who is away, can't be told or has declined does not."""
    members = rotas.list_members(db, rota.id)
    out = {member.id, *turn.declined, *away_on(members, turn.day)}
    for later in rotas.list_coming(db, rota.id, now):
        holder = later.member_id if later.starts_at > turn.starts_at and later.state is TurnState.GIVEN else None
        suits = holder is not None and member.id not in (*later.declined, *away_on(members, later.day))
        if suits and holder is not None and holder not in out and reachable(db, holder):
            return Passed(rota, turn, holder, later)
    there = sorted((each for each in order_of(members) if each.member not in out), key=lambda each: (each.owed <= 0, each.place))
    return Passed(rota, turn, next((each.member for each in there if reachable(db, each.member)), None))


def _tell_organisers(db: Connection, rota: Rota, turn: Turn, person: Person, rules: HouseRules, now: datetime) -> None:
    others = [each for each in organisers_of(db, rota) if each.id != person.id]
    told(db, rota.id, others, Message("rota-open", {"turn": turn.id}, lane=Lane.PRIVATE), rules, now, at=turn.starts_at)
