"""The playground's two times and the followers that keep step with them.

*Calendar* time (dates, expiry, the 48 hours, polls that close, reminders) can be set, advanced, frozen or scaled.
*Elapsed* time (limit windows, `retry_after`) is monotonic time × rate and never stands still.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from playground.bell import Bell

Mode = Literal["real", "frozen", "scaled"]


def wall_time() -> datetime:
    """The machine's own time, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Follower:
    """A program that takes its time from this clock: the version it has seen and when it has to act next.

    One that let a change pass unacknowledged is `silent`, and not waited for again before it speaks.
    """

    name: str
    version: int
    next_due: datetime | None = None
    silent: bool = False


class Clock:
    """Calendar and elapsed time of one playground.

    A change of mode never makes the calendar jump; only `set` and `advance` do. Each change raises `version` and rings `changed`.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        wall: Callable[[], datetime] = wall_time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self.mode: Mode = "real"
        self.rate = 1.0
        self.version = 1
        self.followers: dict[str, Follower] = {}
        self.changed = Bell()
        self.acknowledged = Bell()
        self._offset = start - wall() if start else timedelta(0)
        self._calendar_mark = start or wall()
        self._monotonic_mark = monotonic()
        self._elapsed_mark = 0.0

    def now(self) -> datetime:
        """The calendar time, aware."""
        if self.mode == "frozen":
            return self._calendar_mark
        if self.mode == "scaled":
            return self._calendar_mark + timedelta(seconds=self._since_mark() * self.rate)
        return self._wall() + self._offset

    def elapsed(self) -> float:
        """Seconds since the clock was made, × rate; rises in every mode and is untouched by `set` and `advance`."""
        return self._elapsed_mark + self._since_mark() * self.rate

    def set(self, moment: datetime) -> None:
        """Make it `moment` (aware); the calendar goes on from there in the present mode."""
        self._mark(moment)
        self._announce()

    def advance(self, seconds: float) -> None:
        """Move the calendar on by that much."""
        self.set(self.now() + timedelta(seconds=seconds))

    def run(self, mode: Mode, rate: float | None = None) -> None:
        """Go on in that mode. Without `rate`, real time runs at 1 and the other modes keep the present rate."""
        self._mark(self.now())
        self.mode = mode
        self.rate = rate if rate is not None else (1.0 if mode == "real" else self.rate)
        self._announce()

    def acknowledge(self, name: str, version: int, next_due: datetime | None) -> None:
        """A follower (known from its first acknowledgement on) has seen `version` and will act next at `next_due`."""
        self.followers[name] = Follower(name, version, next_due)
        self.acknowledged.ring()

    def unacknowledged(self) -> list[str]:
        """The followers that have not seen the present version yet."""
        return [follower.name for follower in self.followers.values() if follower.version < self.version]

    async def followed(self, seconds: float) -> list[str]:
        """Wait up to that many real seconds for the followers; returns those that did not follow, the silent ones included."""
        await self.acknowledged.until(lambda: not self._awaited(), seconds)
        for follower in self._awaited():
            follower.silent = True
        return self.unacknowledged()

    def next_due(self, after: datetime | None = None) -> datetime | None:
        """The earliest time (later than `after`) at which a follower acts next, or None when none has announced one."""
        dues = [follower.next_due for follower in self.followers.values() if follower.next_due is not None and not follower.silent]
        return min((due for due in dues if after is None or due > after), default=None)

    def _awaited(self) -> list[Follower]:
        return [follower for follower in self.followers.values() if follower.version < self.version and not follower.silent]

    def _since_mark(self) -> float:
        return self._monotonic() - self._monotonic_mark

    def _mark(self, moment: datetime) -> None:
        self._elapsed_mark = self.elapsed()
        self._monotonic_mark = self._monotonic()
        self._calendar_mark = moment
        self._offset = moment - self._wall()

    def _announce(self) -> None:
        self.version += 1
        self.changed.ring()
