"""Two change turns when both say yes: who asks has said so by asking, and the other is asked in private."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.rotas.members import open_rota
from community.rotas.order import away_on, reachable, take
from community.rotas.passing import own_turn
from community.rotas.telling import told
from storage import cards, rotas
from storage.outbox import Lane, Message
from storage.rotas import Member, Rota, Turn, TurnState


@dataclass(frozen=True, slots=True)
class Swap:
    """Two turns that may change hands: that of who asks, and that of who is asked."""

    rota: Rota
    mine: Turn
    theirs: Turn


def swappable(db: Connection, *, turn: int, who: int, now: datetime, held: bool = False) -> tuple[Rota, Turn, tuple[Turn, ...]]:
    """Turns of others for which somebody can ask to change theirs: those whose holders can be told. Raises: as `passing.own_turn`."""
    rota, mine, member, _ = own_turn(db, turn, who, now, held=held)
    members = rotas.list_members(db, rota.id)
    coming = [each for each in rotas.list_coming(db, rota.id, now) if _is_of_another(each, member, now)]
    fits = [each for each in coming if member.id not in away_on(members, each.day) and each.member_id not in away_on(members, mine.day)]
    return rota, mine, tuple(each for each in fits if each.member_id is not None and reachable(db, each.member_id))


def ask(db: Connection, *, turn: int, other: int, who: int, rules: HouseRules, now: datetime) -> Swap:
    """Ask whoever has the `other` turn; asked anew, only the last one counts. Raises: as `swappable`, turn-gone."""
    rota, mine, choices = swappable(db, turn=turn, who=who, now=now, held=True)
    theirs = next((each for each in choices if each.id == other), None)
    if theirs is None or theirs.member_id is None:
        raise Refused("turn-gone")
    rotas.change_turn(db, turn, swap_with_id=other)
    asked = Message("rota-swap", {"turn": turn, "other": other}, lane=Lane.PRIVATE, key=f"rota-swap:{turn}:{other}:{now.isoformat()}")
    told(db, rota.id, reachable(db, theirs.member_id), asked, rules, now, at=min(mine.starts_at, theirs.starts_at))
    return Swap(rota, mine, theirs)


def answer(db: Connection, *, turn: int, other: int, who: int, yes: bool, rules: HouseRules, now: datetime) -> Swap:
    """Whoever has the `other` turn says yes, and both change hands at once, or no; who asked is told. Said twice it changes nothing.

    Raises: Refused (swap-gone, rota-gone, rota-over, not-joined, not-your-turn).
    """
    found = rotas.find_turn(db, turn)
    rota = open_rota(db, found.rota_id) if found else None
    mine, theirs, person = rotas.find_turn(db, turn), rotas.find_turn(db, other), known(db, who)
    member = rotas.find_membership(db, rota.id, person.id) if rota else None
    if rota is None or mine is None or theirs is None or member is None or mine.rota_id != theirs.rota_id:
        raise Refused("swap-gone")
    if not _is_asked(mine, theirs, now):
        raise Refused("swap-gone")
    if theirs.member_id != member.id:
        raise Refused("not-your-turn")
    asker = mine.member_id
    assert asker is not None, "it is given to somebody"
    rotas.change_turn(db, turn, swap_with_id=None)
    if yes:
        take(db, mine, member.id)
        take(db, theirs, asker)
        cards.bump(db, rota.id)
    done = Message("rota-swapped", {"turn": theirs.id if yes else turn, "yes": yes}, lane=Lane.PRIVATE)
    told(db, rota.id, reachable(db, asker), done, rules, now, at=min(mine.starts_at, theirs.starts_at))
    return Swap(rota, mine, theirs)


def look(db: Connection, turn: int, other: int, now: datetime) -> Swap | None:
    """What is asked; None when it is no more."""
    mine, theirs = rotas.find_turn(db, turn), rotas.find_turn(db, other)
    rota = rotas.find_rota(db, mine.rota_id) if mine else None
    if rota is None or mine is None or theirs is None or not _is_asked(mine, theirs, now):
        return None
    return Swap(rota, mine, theirs)


def _is_asked(mine: Turn, theirs: Turn, now: datetime) -> bool:
    both = (mine, theirs)
    coming = all(each.state is TurnState.GIVEN and each.member_id is not None and each.starts_at > now for each in both)
    return coming and mine.swap_with_id == theirs.id and mine.member_id != theirs.member_id


def _is_of_another(turn: Turn, member: Member, now: datetime) -> bool:
    return turn.state is TurnState.GIVEN and turn.member_id not in (None, member.id) and turn.starts_at > now
