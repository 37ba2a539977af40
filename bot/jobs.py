"""What happens by itself: every second what has become due, and every night what is cleaned away.

What is due is in the database, never in the scheduler: a hundred thousand reminders cost nothing here.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from sqlalchemy import Connection

from bot.clock import Clock
from bot.logs import incident_code
from bot.pulse import Pulse
from storage import process
from storage.engine import Database, is_outage

log = structlog.get_logger(__name__)

Duty = Callable[[Connection, datetime], int]
"""Does a part of what is due, in its own transaction; how much it was, 0 when nothing is left."""

TICK_S = 1

ROUNDS = 1000
"""A duty that never says 0 must not keep the others from their turn."""

TURNED_BACK = timedelta(days=1)
"""A job that ran so far in the future ran under another clock: a playground's was turned back."""


Asking = Callable[[], Awaitable[int]]
"""A duty that is no plain transaction: it asks somebody outside first, or works on the files; how much it did."""


@dataclass(frozen=True, slots=True)
class Nightly:
    """A job for the hour `at` on the wall of the house, or as soon after it as the program runs. `name`: at most 32 characters."""

    name: str
    at: time
    run: Duty


class Jobs:
    """The tick. `start` it in the running loop; it wakes `woken` (delivery) after every round that did something."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        every_tick: Sequence[Duty],
        nightly: Sequence[Nightly],
        asking: Sequence[Asking] = (),
        zone: ZoneInfo,
        woken: Callable[[], None],
        pulse: Pulse,
        chance: random.Random | None = None,
    ) -> None:
        self._db, self._clock, self._zone = db, clock, zone
        self._every_tick, self._nightly, self._woken, self._pulse = tuple(every_tick), tuple(nightly), woken, pulse
        self._asking = tuple(asking)
        self._chance = chance or random.Random()
        self._turn = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._job: Any = None
        clock.on_jump(self._hurry)

    def start(self) -> None:
        """Tick from now on, the first time at once."""
        self._job = self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK_S,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Begin no tick any more; one that runs is waited for."""
        if self._job is None:
            return
        job, self._job = self._job, None
        job.pause()
        # The scheduler would cancel a tick in the middle: one that was just begun gets its turn before us.
        await asyncio.sleep(0)
        async with self._turn:
            self._scheduler.shutdown(wait=False)

    async def caught_up(self) -> None:
        """Return when everything that is due at this moment was seen to."""
        await self.tick()

    async def tick(self) -> None:
        """Do what is due, in the order of the list. A duty that fails is in the log, and tried again at the next tick."""
        async with self._turn:
            did = [await self._exhaust(duty) for duty in self._every_tick]
            did += [await self._run_if_due(job) for job in self._nightly]
            did += [bool(await self._careful(each())) for each in self._asking]
        if any(did):
            self._woken()

    async def _exhaust(self, duty: Duty) -> bool:
        for rounds in range(ROUNDS):
            done = await self._attempt(duty, self._clock.now())
            if not done:
                return rounds > 0
            # What is due goes out while the rest of it is still being found.
            self._woken()
        return True

    async def _run_if_due(self, job: Nightly) -> bool:
        now = self._clock.now()
        due = due_since(now, job.at, self._zone)

        def once(db: Connection, moment: datetime) -> int:
            ran = process.last_run(db, job.name)
            if ran is not None and due <= ran <= moment + TURNED_BACK:
                return 0
            process.note_run(db, job.name, moment)
            log.info("a nightly job ran", job=job.name, count=job.run(db, moment))
            return 1

        return bool(await self._attempt(once, now))

    async def _attempt(self, duty: Duty, now: datetime) -> int:
        return await self._careful(self._db.transaction(duty, now))

    async def _careful(self, work: Awaitable[int]) -> int:
        try:
            done = await work
        except Exception as error:
            if is_outage(error):
                self._pulse.trouble("database", "what is due can't be looked up")
                log.warning("a duty waits for the database", error=type(error).__name__)
            else:
                log.error("a duty failed", code=incident_code(self._chance), exc_info=error)
            return 0
        self._pulse.beat("database")
        return done

    def _hurry(self) -> None:
        if self._job is not None:
            self._job.modify(next_run_time=datetime.now(UTC))


def due_since(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The last moment, not after `now`, at which the clock on the wall showed `at`: once a day, also when an hour comes twice."""
    day = now.astimezone(zone).date()
    today = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    return today if today <= now else datetime.combine(day - timedelta(days=1), at, tzinfo=zone).astimezone(UTC)
