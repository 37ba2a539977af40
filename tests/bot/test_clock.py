"""The bot keeps step with a playground's clock: it sees every jump, does what is due, and says so."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic

import aiohttp
import pytest

from bot.clock import PlaygroundClock, RealClock
from playground.server import Playground
from tests.bot.rig import until
from tests.playground.telegram import Telegram

NOON = datetime(2027, 5, 22, 9, 0, tzinfo=UTC)


async def at_rest() -> bool:
    return True


async def nothing_ahead() -> datetime | None:
    return None


@asynccontextmanager
async def following(
    tg: Telegram, idle: Callable[[], Awaitable[bool]] = at_rest, next_due: Callable[[], Awaitable[datetime | None]] = nothing_ahead
) -> AsyncIterator[PlaygroundClock]:
    async with PlaygroundClock(tg.url) as clock:
        task = asyncio.create_task(clock.follow(idle, next_due))
        await until(lambda: clock._announced)
        yield clock
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_the_calendar_follows_a_jump_and_stands_still_when_frozen(tg: Telegram) -> None:
    await tg.emu("clock", {"mode": "frozen"})
    async with following(tg) as clock:
        turned = await tg.emu("clock", {"set": NOON.isoformat()})
        assert turned["unacked"] == []
        assert clock.now() == NOON
        await asyncio.sleep(0.05)
        assert clock.now() == NOON
        await tg.emu("clock", {"advance": 3600})
        assert clock.now() == NOON + timedelta(hours=1)


async def test_elapsed_time_runs_while_the_calendar_is_frozen_and_never_jumps(tg: Telegram) -> None:
    async with following(tg) as clock:
        before = clock.elapsed()
        await tg.emu("clock", {"mode": "frozen"})
        await tg.emu("clock", {"advance": 86400})
        await asyncio.sleep(0.1)
        assert 0.1 <= clock.elapsed() - before < 10


async def test_a_hurried_clock_shortens_pauses(tg: Telegram) -> None:
    async with following(tg) as clock:
        await tg.emu("clock", {"mode": "scaled", "rate": 60})
        calendar, started = clock.now(), monotonic()
        await clock.sleep(30)
        assert 0.4 < monotonic() - started < 1.5
        assert clock.now() - calendar >= timedelta(seconds=29)


async def test_a_real_clock_runs_on_from_where_it_was_set(tg: Telegram) -> None:
    async with following(tg) as clock:
        await tg.emu("clock", {"set": NOON.isoformat()})
        assert timedelta(0) <= clock.now() - NOON < timedelta(seconds=3)


async def test_a_jump_wakes_who_sleeps_and_calls_back(tg: Telegram) -> None:
    jumps = 0

    def count() -> None:
        nonlocal jumps
        jumps += 1

    async with following(tg) as clock:
        clock.on_jump(count)
        sleeping = asyncio.create_task(clock.sleep(3600))
        await tg.emu("clock", {"advance": 60})
        await asyncio.wait_for(sleeping, 1)
        assert jumps == 1


async def test_a_jump_is_acknowledged_when_everything_due_is_done(tg: Telegram) -> None:
    done = asyncio.Event()
    done.set()

    async def idle() -> bool:
        return done.is_set()

    async with following(tg, idle) as clock:
        done.clear()
        version = clock.version
        turning = asyncio.create_task(tg.emu("clock", {"advance": 60}))
        await until(lambda: clock.version > version)
        await asyncio.sleep(0.3)
        assert not turning.done()
        done.set()
        assert (await asyncio.wait_for(turning, 2))["unacked"] == []


async def test_the_next_due_time_is_announced_whenever_it_changes(tg: Telegram) -> None:
    due: datetime | None = None

    async def next_due() -> datetime | None:
        return due

    async with following(tg, next_due=next_due) as clock:
        await tg.emu("clock", {"mode": "frozen"})
        await tg.emu("clock", {"set": NOON.isoformat()})
        due = NOON + timedelta(hours=6)
        await until(lambda: clock._announced is not None and clock._announced[1] == due)
        turned = await tg.emu("clock", {"to": "next_due"})
        assert datetime.fromisoformat(turned["now"]) == due == clock.now()


async def test_a_jump_of_a_day_stops_at_each_due_time(tg: Telegram) -> None:
    ahead = [NOON + timedelta(hours=hours) for hours in (2, 5, 9)]
    seen: list[datetime] = []

    async with PlaygroundClock(tg.url) as clock:

        async def idle() -> bool:
            while ahead and ahead[0] <= clock.now():
                seen.append(clock.now())
                ahead.pop(0)
            return True

        async def next_due() -> datetime | None:
            return ahead[0] if ahead else None

        await tg.emu("clock", {"mode": "frozen"})
        await tg.emu("clock", {"set": NOON.isoformat()})
        task = asyncio.create_task(clock.follow(idle, next_due))
        await until(lambda: clock._announced)
        await tg.emu("clock", {"advance": 86400, "step": "due"})
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert seen == [NOON + timedelta(hours=hours) for hours in (2, 5, 9)]
        assert clock.now() == NOON + timedelta(days=1)


async def test_a_playground_that_was_restarted_is_followed_again(tg: Telegram, playground: Playground) -> None:
    async with following(tg) as clock:
        port = int(playground.url.rsplit(":", 1)[1])
        await playground.stop()
        await asyncio.sleep(0.2)
        await playground.start(port=port)
        await tg.emu("clock", {"set": NOON.isoformat()})
        await until(lambda: clock.now() - NOON < timedelta(seconds=10))


async def test_where_no_playground_answers_it_is_said_at_once() -> None:
    with pytest.raises(aiohttp.ClientError):
        async with PlaygroundClock("http://127.0.0.1:9"):
            pass


async def test_the_real_clock_never_jumps_and_its_times_are_aware() -> None:
    clock = RealClock()
    before = clock.elapsed()
    clock.on_jump(lambda: None)
    await clock.sleep(0.01)
    assert clock.elapsed() - before >= 0.01
    assert clock.now().tzinfo is UTC
    woken = asyncio.Event()
    woken.set()
    await asyncio.wait_for(clock.sleep(3600, woken), 1)
