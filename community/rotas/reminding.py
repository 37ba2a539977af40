"""The day before at 17, whoever has a turn is reminded; of several on one day in one message."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules, tell
from community.house_rules import rules_of
from community.quiet import HouseRules
from community.reminders import USEFUL, still_at
from community.rotas.order import reachable
from storage import cards, people, rotas
from storage.outbox import Lane, Message
from storage.people import Person, Reminding
from storage.rotas import Rota, Turn, TurnState

BATCH = 200


def remind_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Turn reminders whose time has come into debts, unless they are of no use any more; how many turns there were."""
    due = rotas.list_to_remind(db, now, BATCH)
    calls: list[tuple[int, Turn]] = []
    for turn in due:
        rotas.change_turn(db, turn.id, remind_at=None)
        if turn.state is TurnState.GIVEN and turn.member_id is not None and cards.count_copies(db, turn.rota_id):
            calls += [(person.id, turn) for person in reachable(db, turn.member_id) if person.reminding is not Reminding.OFF]
    for (person, _), theirs in groupby(sorted(calls, key=_whose_day), key=_whose_day):
        _remind(db, people.get_person(db, person), [turn for _, turn in theirs], rules, now)
    return len(due)


def _whose_day(call: tuple[int, Turn]) -> tuple[int, str]:
    return call[0], call[1].day.isoformat()


def _remind(db: Connection, person: Person, turns: list[Turn], rules: HouseRules, now: datetime) -> None:
    first = min(turns, key=lambda turn: turn.starts_at)
    here, zone = rules_of(rotas.house_of(db, first.rota_id), rules), ZoneInfo(_rota_of(db, first).zone)
    assert first.remind_at is not None, "it was due"
    at = still_at(first.remind_at, first.starts, zone, own_rules(person, here), now)
    if at is None:
        return
    message = Message(
        "rota-reminder",
        {"turns": [turn.id for turn in turns]},
        lane=Lane.PRIVATE,
        key=f"rota-reminder:{first.id}:{person.id}",
        until=max(turn.starts_at for turn in turns) - USEFUL,
    )
    tell(db, person, message, at=at, zone=zone, rules=here)


def _rota_of(db: Connection, turn: Turn) -> Rota:
    found = rotas.find_rota(db, turn.rota_id)
    assert found is not None, "a foreign key points to the row"
    return found
