"""The clock over HTTP: showing it, moving it in steps its followers keep up with, and their acknowledgements."""

from datetime import datetime, timedelta
from typing import Any, Literal

from aiohttp import web
from pydantic import AwareDatetime, Field, model_validator

from playground.clock import Clock
from playground.control.exchange import LONGEST_WAIT, Asked, Unusable, answer, body_of, query_of
from playground.control.peace import Peace

LONGEST_ACKNOWLEDGEMENT = 15.0
"""Real seconds followers have to see a change of the clock."""

LONGEST_DUTY = 5.0
"""Real seconds a follower has, once it knows the time, to do what is due and announce its next time."""

LONGEST_JUMP = 50 * 366 * 86_400.0
"""Seconds of the calendar one call may skip."""

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Telegram's times are Unix times; what follows the clock has to be able to add to them."""

MOST_STEPS = 10_000


class Watching(Asked):
    """Wait until the clock has a later version."""

    after: int | None = None
    wait: float = Field(0.0, ge=0, le=LONGEST_WAIT)


class Turn(Asked):
    """How to turn the clock: exactly one of set, advance, to and mode (mode may also come with set or advance)."""

    set: AwareDatetime | None = None
    advance: float | None = Field(None, ge=0, le=LONGEST_JUMP)
    to: Literal["next_due"] | None = None
    step: Literal["due"] | float | None = None
    settle: bool = False
    mode: Literal["real", "frozen", "scaled"] | None = None
    rate: float | None = Field(None, gt=0, le=1_000_000)

    @model_validator(mode="after")
    def says_one_thing(self) -> "Turn":
        """Refuse a request that leaves open what to do."""
        if self.set is not None and not FIRST_YEAR <= self.set.year <= LAST_YEAR:
            raise ValueError(f"the calendar goes from {FIRST_YEAR} to {LAST_YEAR}")
        jumps = sum(value is not None for value in (self.set, self.advance, self.to))
        if jumps > 1:
            raise ValueError("only one of set, advance and to can be done at once")
        if not jumps and self.mode is None and self.rate is None:
            raise ValueError("say one of set, advance, to, mode")
        if isinstance(self.step, float) and self.step <= 0:
            raise ValueError('step has to be more than 0 seconds, or "due"')
        return self


class Acknowledgement(Asked):
    """What a follower says: the version it has seen and when it will act next."""

    follower: str = Field(min_length=1)
    version: int
    next_due: AwareDatetime | None = None


class ClockCalls:
    """`/_emu/clock` and `/_emu/clock/ack`."""

    def __init__(self, clock: Clock, peace: Peace) -> None:
        self._clock = clock
        self._peace = peace

    async def show(self, request: web.Request) -> web.Response:
        """The time, at once or (`after`, `wait`) as soon as the clock was changed."""
        asked = query_of(request, Watching)
        after = asked.after
        if after is not None:
            await self._clock.changed.until(lambda: self._clock.version > after, asked.wait)
        return answer(self._told())

    async def turn(self, request: web.Request) -> web.Response:
        """Change the clock, wait for the followers and, if asked or stepping, for rest."""
        asked = await body_of(request, Turn)
        if asked.mode is not None or asked.rate is not None:
            self._clock.run(asked.mode or self._clock.mode, asked.rate)
        if asked.set is not None and asked.step is None:
            self._clock.set(asked.set)
        target, unacked = self._target(asked), set[str]()
        if target is not None:
            unacked |= await self._go(target, asked)
        else:
            unacked.update(await self._clock.followed(LONGEST_ACKNOWLEDGEMENT))
            if asked.settle:
                await self._peace.settle()
        return answer(self._told() | {"unacked": sorted(unacked)})

    async def acknowledge(self, request: web.Request) -> web.Response:
        """A follower keeps step."""
        asked = await body_of(request, Acknowledgement)
        self._clock.acknowledge(asked.follower, asked.version, asked.next_due)
        return answer({})

    def _target(self, asked: Turn) -> datetime | None:
        now = self._clock.now()
        if asked.to is not None:
            due = self._clock.next_due(now)
            if due is None:
                raise Unusable("to: no follower has announced a time at which it acts next")
            return due
        if asked.advance is not None:
            later = now + timedelta(seconds=asked.advance)
            if later.year > LAST_YEAR:
                raise Unusable(f"advance: the calendar goes to {LAST_YEAR}")
            return later
        if asked.set is not None and asked.step is not None:
            if asked.set < now:
                raise Unusable("set: a step goes forward only")
            return asked.set
        return None

    async def _go(self, target: datetime, asked: Turn) -> set[str]:
        """Jump to the target, or stop on the way where `step` says and let everything come to rest there; who did not follow."""
        unacked: set[str] = set()
        for _ in range(MOST_STEPS):
            stop = self._next_stop(target, asked.step)
            self._clock.set(stop)
            unacked.update(await self._clock.followed(LONGEST_ACKNOWLEDGEMENT))
            if asked.step is not None or asked.settle or asked.to is not None:
                await self._duties()
                await self._peace.settle()
            if stop >= target:
                return unacked
        raise Unusable(f"step: that would be more than {MOST_STEPS} steps")

    def _next_stop(self, target: datetime, step: Literal["due"] | float | None) -> datetime:
        now = self._clock.now()
        if step == "due":
            return min(self._clock.next_due(now) or target, target)
        if step is not None:
            return min(now + timedelta(seconds=step), target)
        return target

    async def _duties(self) -> None:
        def done() -> bool:
            due = self._clock.next_due()
            return due is None or due > self._clock.now()

        await self._clock.acknowledged.until(done, LONGEST_DUTY)

    def _told(self) -> dict[str, Any]:
        clock = self._clock
        return {"now": clock.now(), "mode": clock.mode, "rate": clock.rate, "version": clock.version}
