"""Two times: one that people set, one that never stands still."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from playground.clock import Clock

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


class Machine:
    """A machine whose own clocks are turned by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def wall(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return 1000.0 + self.seconds

    def clock(self, start: datetime | None = None) -> Clock:
        return Clock(start=start, wall=self.wall, monotonic=self.monotonic)


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_real_time_is_the_machines_and_goes_on_from_where_it_was_set(machine: Machine) -> None:
    clock = machine.clock()
    machine.seconds = 5
    assert clock.now() == NOON + timedelta(seconds=5)
    clock.set(NOON + timedelta(days=1))
    machine.seconds = 8
    assert clock.now() == NOON + timedelta(days=1, seconds=3)


def test_a_frozen_calendar_stands_still_while_elapsed_time_goes_on(machine: Machine) -> None:
    clock = machine.clock(start=NOON)
    clock.run("frozen")
    machine.seconds = 60
    assert clock.now() == NOON
    assert clock.elapsed() == 60


def test_a_scaled_clock_runs_at_its_rate_in_both_times(machine: Machine) -> None:
    clock = machine.clock()
    clock.run("scaled", 10)
    machine.seconds = 6
    assert clock.now() == NOON + timedelta(minutes=1)
    assert clock.elapsed() == 60


def test_elapsed_time_never_jumps_when_the_calendar_does(machine: Machine) -> None:
    clock = machine.clock()
    machine.seconds = 3
    clock.advance(86_400)
    clock.run("frozen", 2)
    machine.seconds = 4
    clock.run("real")
    machine.seconds = 5
    assert clock.elapsed() == 3 + 2 + 1


def test_a_change_of_mode_never_makes_the_calendar_jump(machine: Machine) -> None:
    clock = machine.clock()
    clock.set(NOON + timedelta(days=2))
    for mode in ("frozen", "scaled", "real"):
        clock.run(mode)  # type: ignore[arg-type]
        assert clock.now() == NOON + timedelta(days=2)


def test_advancing_a_frozen_clock_moves_it_by_exactly_that_much(machine: Machine) -> None:
    clock = machine.clock()
    clock.run("frozen")
    clock.advance(0.5)
    assert clock.now() == NOON + timedelta(seconds=0.5)


async def test_every_change_raises_the_version_and_wakes_who_waits(machine: Machine) -> None:
    clock = machine.clock()
    seen = clock.version
    waiting = asyncio.create_task(clock.changed.until(lambda: clock.version > seen, 5))
    await asyncio.sleep(0)
    clock.advance(1)
    assert await waiting


async def test_a_follower_is_waited_for_until_it_acknowledges(machine: Machine) -> None:
    clock = machine.clock()
    clock.acknowledge("bot", clock.version, None)
    clock.advance(60)
    assert clock.unacknowledged() == ["bot"]
    following = asyncio.create_task(clock.followed(5))
    await asyncio.sleep(0)
    clock.acknowledge("bot", clock.version, NOON + timedelta(hours=1))
    assert await following == []
    assert clock.next_due() == NOON + timedelta(hours=1)


async def test_a_follower_that_stays_silent_is_reported_but_holds_nobody_up_again(machine: Machine) -> None:
    clock = machine.clock()
    clock.acknowledge("gone", clock.version, NOON)
    clock.advance(60)
    assert await clock.followed(0.01) == ["gone"]
    clock.advance(60)
    assert await asyncio.wait_for(clock.followed(60), 1) == ["gone"]
    assert clock.next_due() is None


def test_the_next_due_time_is_the_earliest_after_the_given_one(machine: Machine) -> None:
    clock = machine.clock()
    clock.acknowledge("one", 1, NOON)
    clock.acknowledge("two", 1, NOON + timedelta(hours=2))
    assert clock.next_due() == NOON
    assert clock.next_due(NOON) == NOON + timedelta(hours=2)
