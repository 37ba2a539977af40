"""What happens by itself: every tick what is due, every night what is cleaned away, over a real database."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Jumped, RealClock
from bot.jobs import Jobs, Nightly, due_since
from storage.engine import Database
from tests.bot.rig import now, until
from web.health import Health

HELSINKI = ZoneInfo("Europe/Helsinki")
FOUR = time(4)


class SetClock(RealClock):
    """A calendar that is set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self._callbacks: list[Jumped] = []

    def now(self) -> datetime:
        return self.moment

    def on_jump(self, callback: Jumped) -> None:
        self._callbacks.append(callback)

    def jump(self, moment: datetime) -> None:
        self.moment = moment
        for callback in self._callbacks:
            callback()


class Work:
    """Something of which so much is due."""

    def __init__(self, due: int = 0) -> None:
        self.due, self.calls = due, 0

    def some(self, _: Connection, __: datetime) -> int:
        self.calls += 1
        done = min(self.due, 10)
        self.due -= done
        return done


def jobs(db: Database, clock: Any, **options: Any) -> Jobs:
    given: dict[str, Any] = {"every_tick": [], "nightly": [], "zone": HELSINKI, "woken": lambda: None, "pulse": Health(now)} | options
    return Jobs(db, clock, **given)


@asynccontextmanager
async def ticking(found: Jobs) -> AsyncIterator[Jobs]:
    found.start()
    yield found
    await found.stop()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


async def test_a_tick_does_all_that_is_due_in_order_and_wakes_delivery(db: Database) -> None:
    woken: list[int] = []
    reminders, lines = Work(25), Work(5)
    clock = SetClock(now())
    await jobs(db, clock, every_tick=[reminders.some, lines.some], woken=lambda: woken.append(reminders.due)).tick()
    assert (reminders.due, lines.due) == (0, 0)
    assert reminders.calls == 4
    assert woken[0] == 15, "the first ones go out while the rest is still being found"


async def test_a_tick_comes_every_second_by_itself_and_at_once_at_the_start(db: Database) -> None:
    work = Work()
    async with ticking(jobs(db, RealClock(), every_tick=[work.some])):
        await until(lambda: work.calls == 1, 0.5)
        await until(lambda: work.calls == 2, 1.5)


async def test_a_jump_of_the_clock_is_seen_at_once(db: Database) -> None:
    clock, seen = SetClock(local("2027-05-22 12:00")), list[datetime]()

    def look(_: Connection, moment: datetime) -> int:
        seen.append(moment)
        return 0

    async with ticking(jobs(db, clock, every_tick=[look])):
        await until(lambda: seen)
        clock.jump(local("2027-05-23 12:00"))
        await until(lambda: seen[-1] == local("2027-05-23 12:00"), 0.3)


async def test_caught_up_returns_when_what_is_due_now_was_done(db: Database) -> None:
    work = Work(3)
    found = jobs(db, SetClock(now()), every_tick=[work.some])
    await asyncio.gather(found.tick(), found.caught_up())
    assert work.due == 0


async def test_a_duty_that_fails_keeps_no_other_from_its_turn(db: Database) -> None:
    def broken(_: Connection, __: datetime) -> int:
        raise ValueError

    work = Work(1)
    await jobs(db, SetClock(now()), every_tick=[broken, work.some]).tick()
    assert work.due == 0


async def test_an_outage_is_borne_and_told_to_the_doctor(db: Database) -> None:
    def full(_: Connection, __: datetime) -> int:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database or disk is full"))

    health = Health(now)
    await jobs(db, SetClock(now()), every_tick=[full], pulse=health).tick()
    assert health._troubles["database"]


class Night:
    """A nightly job over a calendar."""

    def __init__(self, db: Database, start: str) -> None:
        self.ran: list[str] = []
        self.clock = SetClock(local(start))
        self.jobs = jobs(db, self.clock, nightly=[Nightly("sweep", FOUR, self.sweep)])

    def sweep(self, _: Connection, moment: datetime) -> int:
        self.ran.append(moment.astimezone(HELSINKI).strftime("%d.%m. %H:%M"))
        return 3

    async def at(self, moment: str | datetime) -> None:
        self.clock.moment = local(moment) if isinstance(moment, str) else moment
        await self.jobs.tick()


@pytest.fixture
def night(db: Database) -> Callable[[str], Night]:
    return lambda start: Night(db, start)


async def test_a_nightly_job_runs_once_a_night_and_right_after_downtime(night: Callable[[str], Night]) -> None:
    house = night("2027-05-22 12:00")
    await house.at("2027-05-22 12:00")
    assert house.ran == ["22.05. 12:00"], "it never ran before, so it is late"
    for moment in ("2027-05-22 12:01", "2027-05-23 03:59", "2027-05-23 04:00", "2027-05-23 04:01", "2027-05-23 23:59"):
        await house.at(moment)
    assert house.ran[1:] == ["23.05. 04:00"]
    await house.at("2027-05-26 15:30")
    await house.at("2027-05-26 16:30")
    assert house.ran[2:] == ["26.05. 15:30"]


async def test_the_autumn_night_has_two_such_hours_and_one_run(db: Database) -> None:
    ran: list[datetime] = []

    def sweep(_: Connection, moment: datetime) -> int:
        ran.append(moment)
        return 0

    clock = SetClock(local("2027-10-30 12:00"))
    found = jobs(db, clock, nightly=[Nightly("sweep", time(3, 30), sweep)])
    await found.tick()
    # On 31 October the clocks go from 04:00 back to 03:00: half past three comes at 00:30 and at 01:30 UTC.
    for minutes in range(0, 8 * 60, 10):
        clock.moment = datetime(2027, 10, 30, 22, tzinfo=UTC) + timedelta(minutes=minutes)
        await found.tick()
    assert ran[1:] == [datetime(2027, 10, 31, 0, 30, tzinfo=UTC)]


async def test_a_clock_that_was_turned_back_does_not_stop_the_nights(night: Callable[[str], Night]) -> None:
    house = night("2027-05-22 12:00")
    await house.at("2027-05-22 12:00")
    await house.at("2026-05-22 12:00")
    await house.at("2026-05-22 12:01")
    assert len(house.ran) == 2


async def test_a_nightly_job_that_fails_is_tried_again(db: Database) -> None:
    tries = 0

    def sweep(_: Connection, __: datetime) -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ValueError
        return 0

    found = jobs(db, SetClock(now()), nightly=[Nightly("sweep", FOUR, sweep)])
    for _ in range(3):
        await found.tick()
    assert tries == 2


def test_an_hour_that_spring_leaves_out_comes_an_hour_later() -> None:
    # On 28 March 2027 the clocks go from 03:00 to 04:00.
    assert due_since(datetime(2027, 3, 28, 12, tzinfo=UTC), time(3, 30), HELSINKI) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
