"""What runs every second or at every tap reads no growing table from end to end: a year of a city costs what a day of a house does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from community import due, events
from community.events import Answer, Press
from storage import delivery, outbox
from storage.engine import open_database
from tests.community.neighbourhood import GROUP, NOW, RULES, neighbour, presser
from tests.filled import fill

GROWING = ("reminders", "shift_reminders", "outbox", "sign_ups", "volunteers", "people", "handled_updates", "memberships")
"""Tables with a row for every neighbour, answer, message or update."""


def tick(db: Connection) -> None:
    """All that the second hand does."""
    for duty in due.every_tick(RULES):
        duty(db, NOW)
    due.next_due(db, NOW)


def look(db: Connection) -> None:
    """What delivery asks after every message."""
    delivery.look(db, NOW, limit=10, closed=(GROUP.telegram_id,), resting=(1,))
    delivery.anything_due(db, NOW, resting=())
    outbox.mark_sending(db, 1)


def tap(db: Connection) -> None:
    """A neighbour presses, and another one whose cancellation moves the queue."""
    for who, answer in ((5, Answer.COMING), (6, Answer.COMING), (5, Answer.CANT)):
        press = Press(GROUP.telegram_id, 600, 9000 + who)
        values: dict[str, Any] = {"answer": answer, "party": 1, "press": press, "rules": RULES}
        events.answer(db, event=1, presser=presser(neighbour(who)), **values, now=NOW + timedelta(minutes=1))


@pytest.mark.parametrize("work", [tick, look, tap])
async def test_nothing_that_grows_is_read_from_end_to_end(file: Path, work: Callable[[Connection], None]) -> None:
    database = await open_database(f"sqlite:///{file}")
    try:
        await fill(database)
        with statements() as said:
            await database.transaction(work)
        plans = {sql: await database.transaction(plan_of, sql, parameters) for sql, parameters in said}
    finally:
        await database.close()
    assert plans
    scans = {(step, sql) for sql, steps in plans.items() for step in steps if step.startswith("SCAN ") and step.split()[1] in GROWING}
    assert {(step, sql) for step, sql in scans if "INDEX" not in step} == set()
    whole_queue = {(step, sql) for sql, steps in plans.items() for step in steps if step.endswith("ix_outbox_due (state=?)")}
    assert whole_queue == set(), "a hundred thousand messages may wait"


def plan_of(db: Connection, sql: str, parameters: Any) -> list[str]:
    """How SQLite goes about a statement."""
    return [str(row[3]) for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)]


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """What is said to the database meanwhile."""
    said: list[tuple[str, Any]] = []

    def note(_c: object, _u: object, sql: str, parameters: Any, _x: object, many: bool) -> None:
        if sql.split()[0] in ("SELECT", "UPDATE", "DELETE"):
            said.append((sql, parameters[0] if many else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
