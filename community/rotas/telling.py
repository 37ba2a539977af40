"""Telling somebody what changed about their turns: it is theirs, so it is not counted; at a quiet hour only what is near."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from community.house_rules import rules_of
from community.quiet import HouseRules
from community.reminders import write_to
from storage import rotas
from storage.outbox import Message
from storage.people import Person


def told(
    db: Connection, rota: int, persons: Iterable[Person], message: Message, rules: HouseRules, now: datetime, *, at: datetime | None = None
) -> None:
    """Owe these people what happened in a rota, to a turn that begins `at`."""
    here = rules_of(rotas.house_of(db, rota), rules)
    for person in persons:
        write_to(db, person, message, here, now, event_at=at)
