"""A hundred thousand reminders that wait are rows in a table, and cost a start nothing."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Select, insert, literal, select
from sqlmodel import col

from storage import cards, places
from storage.engine import open_database
from storage.events import Answer, Event, EventState, Place, SignUp
from storage.people import Person, Reach
from storage.reminders import Reminder, ReminderKind
from tests.databases import Copy
from tests.e2e.conftest import MONDAY, a_town
from tests.e2e.town import Town

FEW, MANY = 1_000, 100_000
RUNS = 5
ALLOWED = 1.2
TICK = 0.01
"""Seconds: the system counts the time of the processor in these."""

COMING = 100
"""Neighbours per event."""


def settle(db: Connection, number: int) -> None:
    """So many neighbours who come to events in the next months, and are each reminded the day before."""
    house = places.add_house(db, name="Koivukuja 3", token="token", languages="en", created_at=MONDAY)
    start = datetime.fromisoformat("2027-06-01T12:00")
    events = [cards.add_thing(db, cards.ThingKind.EVENT, house, MONDAY) for _ in range(number // COMING)]
    starts = [start + timedelta(hours=at % 2_000) for at in range(len(events))]
    db.execute(insert(Event), [event(*each) for each in zip(events, starts, strict=True)])
    numbers = select(literal(1).label("at")).cte(recursive=True)
    numbers = numbers.union_all(select(numbers.c.at + 1).where(numbers.c.at < number))
    person = {"language": "en", "reach": Reach.OPEN, "active_month": "2027-05"}
    copy(db, Person, select(numbers.c.at, numbers.c.at + 500_000_000), "id", "telegram_id", **person)
    coming = {"answer": Answer.COMING, "place": Place.SEATED, "party": 1, "changed_at": MONDAY, "update_id": 1, "untold": False}
    for at, (each, moment) in enumerate(zip(events, starts, strict=True)):
        theirs = col(Person.id).between(at * COMING + 1, (at + 1) * COMING)
        copy(db, SignUp, select(col(Person.id)).where(theirs), "person_id", event_id=each, **coming)
        due = {"kind": ReminderKind.DAY_BEFORE, "due_at": moment.replace(tzinfo=UTC) - timedelta(hours=19)}
        copy(db, Reminder, select(col(SignUp.id)).where(col(SignUp.event_id) == each), "sign_up_id", **due)


def copy(db: Connection, table: Any, rows: Select[Any], *columns: str, **same: object) -> None:
    """A row for each that is found, alike in everything else: the database makes them many times faster than we could."""
    alike = [literal(value, table.__table__.c[name].type) for name, value in same.items()]
    db.execute(insert(table).from_select([*columns, *same], rows.add_columns(*alike)))


def event(number: int, starts: datetime) -> dict[str, object]:
    """A row of an event with everybody in it."""
    found = Event(id=number, title="Coffee", starts=starts, starts_at=starts.replace(tzinfo=UTC), zone="Europe/Helsinki", seated=COMING)
    return {**found.model_dump(), "state": EventState.PUBLISHED}


@dataclass(frozen=True)
class Start:
    """What a start took until the bot asked for news: seconds on the clock and on the processor, and its memory in kilobytes.

    Without importing the program, which would hide what reminders cost.
    """

    wall: float
    cpu: float
    memory: int


async def start(town: Town) -> Start:
    """Start the bot, look at it, and stop it again."""
    began = time.monotonic()
    await town.start_bot()
    wall = time.monotonic() - began
    assert town.bot.process is not None
    about = Path(f"/proc/{town.bot.process.pid}")
    cpu = sum(int(each) for each in (about / "stat").read_text().rpartition(")")[2].split()[11:13]) / 100
    await town.rest()
    [memory] = [int(line.split()[1]) for line in (about / "status").read_text().splitlines() if line.startswith("VmHWM")]
    assert await town.bot.stop() == 0
    return Start(wall, cpu, memory)


@pytest.fixture
async def towns(tmp_path: Path, database_copies: Copy) -> AsyncIterator[tuple[Town, Town]]:
    """One with few reminders that wait, and one with many."""
    async with AsyncExitStack() as stack:
        found = []
        for number in (FEW, MANY):
            folder = tmp_path / str(number)
            folder.mkdir()
            town = await stack.enter_async_context(a_town(folder, database_copies))
            db = await open_database(f"sqlite:///{town.bot.database}")
            await db.transaction(settle, number)
            await db.close()
            found.append(town)
        yield found[0], found[1]


async def test_many_pending_reminders_cost_a_start_neither_time_nor_memory(towns: tuple[Town, Town]) -> None:
    few, many = towns
    starts = [(await start(few), await start(many)) for _ in range(RUNS)]
    assert many.rows("SELECT count(*) FROM reminders") == [(MANY,)]
    # Others use this machine too, so the best of them counts.
    cpu, memory, wall = ([min(getattr(each[at], name) for each in starts) for at in (0, 1)] for name in ("cpu", "memory", "wall"))
    assert cpu[1] <= cpu[0] * ALLOWED + TICK, starts
    assert memory[1] <= memory[0] * ALLOWED, starts
    assert wall[1] <= wall[0] * ALLOWED + 0.5, starts
