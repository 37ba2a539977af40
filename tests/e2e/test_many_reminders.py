"""A hundred thousand reminders that wait are rows in a table, and cost a start nothing."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import Connection, insert

from storage import cards, places
from storage.engine import open_database
from storage.events import Answer, Event, EventState, Place, SignUp
from storage.migrate import migrate
from storage.people import Person, Reach
from storage.reminders import Reminder, ReminderKind
from tests.e2e.conftest import MONDAY, a_town
from tests.e2e.town import Town

FEW, MANY = 1_000, 100_000
RUNS = 3
ALLOWED = 1.2
COMING = 100
"""Neighbours per event."""


def settle(db: Connection, number: int) -> None:
    """So many neighbours who come to events in the next months, and are each reminded the day before."""
    house = places.add_house(db, name="Koivukuja 3", token="token", languages="en", created_at=MONDAY)
    start = datetime.fromisoformat("2027-06-01T12:00")
    events = [cards.add_thing(db, cards.ThingKind.EVENT, house, MONDAY) for _ in range(number // COMING)]
    starts = [start + timedelta(hours=at % 2_000) for at in range(len(events))]
    db.execute(insert(Event), [event(*each) for each in zip(events, starts, strict=True)])
    numbers = range(1, number + 1)
    person = {"language": "en", "reach": Reach.OPEN, "active_month": "2027-05"}
    db.execute(insert(Person), [person | {"id": at, "telegram_id": 500_000_000 + at} for at in numbers])
    coming = {"answer": Answer.COMING, "place": Place.SEATED, "party": 1, "changed_at": MONDAY, "update_id": 1, "untold": False}
    db.execute(insert(SignUp), [coming | {"id": at, "event_id": events[(at - 1) // COMING], "person_id": at} for at in numbers])
    due = [moment.replace(tzinfo=UTC) - timedelta(hours=19) for moment in starts]
    kind = ReminderKind.DAY_BEFORE
    db.execute(insert(Reminder), [{"sign_up_id": at, "kind": kind, "due_at": due[(at - 1) // COMING]} for at in numbers])


def event(number: int, starts: datetime) -> dict[str, object]:
    """A row of an event with everybody in it."""
    found = Event(id=number, title="Coffee", starts=starts, starts_at=starts.replace(tzinfo=UTC), zone="Europe/Helsinki", seated=COMING)
    return {**found.model_dump(), "state": EventState.PUBLISHED}


@dataclass(frozen=True)
class Start:
    """What a start took until the bot asked for news: seconds on the clock and on the processor, and its memory in kilobytes."""

    wall: float
    cpu: float
    memory: int


async def start(town: Town) -> Start:
    """Start the bot, look at it, and stop it again."""
    began = time.monotonic()
    town.bot.forked = False
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
async def towns(tmp_path: Path) -> AsyncIterator[tuple[Town, Town]]:
    """One with few reminders that wait, and one with many."""
    async with AsyncExitStack() as stack:
        found = []
        for number in (FEW, MANY):
            town = await stack.enter_async_context(a_town(tmp_path / str(number)))
            town.bot.folder.mkdir(parents=True)
            await migrate(f"sqlite:///{town.bot.database}")
            db = await open_database(f"sqlite:///{town.bot.database}")
            await db.transaction(settle, number)
            await db.close()
            found.append(town)
        yield found[0], found[1]


async def test_many_pending_reminders_cost_a_start_neither_time_nor_memory(towns: tuple[Town, Town]) -> None:
    few, many = towns
    starts = [(await start(few), await start(many)) for _ in range(RUNS)]
    assert many.rows("SELECT count(*) FROM reminders") == [(MANY,)]
    cpu, memory = ([median(getattr(each[at], name) for each in starts) for at in (0, 1)] for name in ("cpu", "memory"))
    wall = [min(each[at].wall for each in starts) for at in (0, 1)]  # others use this machine too: the best of them
    assert cpu[1] <= cpu[0] * ALLOWED, starts
    assert memory[1] <= memory[0] * ALLOWED, starts
    assert wall[1] <= wall[0] * ALLOWED + 0.5, starts
