"""Which time it is: the machine's own, or a playground's that can be frozen, hurried and made to jump.

Two times. *Calendar* (`now`) is what reminders and dates go by. *Elapsed* (`elapsed`, `sleep`) is what limits, gaps and pauses
go by: it runs in every mode, so that a message refused for three seconds goes out although the calendar stands still.
"""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import aiohttp
import structlog

log = structlog.get_logger(__name__)

Jumped = Callable[[], None]


class Clock(Protocol):
    """What the rest of the program knows of time."""

    def now(self) -> datetime:
        """The calendar's time, aware, in UTC."""
        ...

    def elapsed(self) -> float:
        """Seconds of the kind limits and pauses are counted in, since some moment; never stands still, never jumps."""
        ...

    def on_jump(self, callback: Jumped) -> None:
        """Call back, in the loop, whenever the calendar was changed."""
        ...

    async def sleep(self, seconds: float, woken: asyncio.Event | None = None) -> None:
        """Wait so many elapsed seconds (`inf`: no limit), or shorter: until the event is set, without one until the calendar jumps."""
        ...


class RealClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """See Clock."""
        return time.monotonic()

    def on_jump(self, callback: Jumped) -> None:
        """See Clock; this one never jumps."""

    async def sleep(self, seconds: float, woken: asyncio.Event | None = None) -> None:
        """See Clock."""
        await _until_set(woken or asyncio.Event(), seconds)


FOLLOWER = "talkoot"

LONG_POLL_S = 25.0
"""How long the playground holds the question for changes."""

IDLE_WITHIN_S = 10.0
"""Real seconds after which a change is acknowledged although work is left: the playground waits 15 at most."""

LOOK_AGAIN_S = 0.05
ANNOUNCE_EVERY_S = 0.15
RECONNECT_S = 1.0


class PlaygroundClock:
    """Follows the clock of the playground at `url`.

    async with PlaygroundClock(url) as clock:      # knows the time from here on; the playground does not wait for it yet
        …
        await clock.follow(idle, next_due)         # a task for as long as the program runs; waited for from here on
    """

    def __init__(self, url: str, *, follower: str = FOLLOWER) -> None:
        self._address = url.rstrip("/") + "/_emu/clock"
        self._follower = follower
        self._session: aiohttp.ClientSession | None = None
        self._callbacks: list[Jumped] = []
        self._jumped = asyncio.Event()
        self._mode, self._rate, self.version = "real", 1.0, 0
        self._calendar_mark, self._mark, self._elapsed_mark = datetime.now(UTC), time.monotonic(), 0.0
        self._announced: tuple[int, datetime | None] | None = None

    async def __aenter__(self) -> "PlaygroundClock":
        """Ask for the time once. Raises: aiohttp.ClientError where no playground answers."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_connect=5))
        try:
            self._take(await self._ask())
        except BaseException:
            await self._session.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    def now(self) -> datetime:
        """See Clock."""
        if self._mode == "frozen":
            return self._calendar_mark
        passed = time.monotonic() - self._mark
        return self._calendar_mark + timedelta(seconds=passed * (self._rate if self._mode == "scaled" else 1.0))

    def elapsed(self) -> float:
        """See Clock."""
        return self._elapsed_mark + (time.monotonic() - self._mark) * self._rate

    def on_jump(self, callback: Jumped) -> None:
        """See Clock."""
        self._callbacks.append(callback)

    async def sleep(self, seconds: float, woken: asyncio.Event | None = None) -> None:
        """See Clock."""
        await _until_set(woken or self._jumped, seconds / self._rate)

    async def follow(self, idle: Callable[[], Awaitable[bool]], next_due: Callable[[], Awaitable[datetime | None]]) -> None:
        """Keep step until cancelled: see changes, and acknowledge each once `idle()` says that what was due is done.

        `next_due()` is when the program acts next by itself; it is announced again whenever it changes.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch())
            group.create_task(self._keep_announcing(idle, next_due))

    async def _watch(self) -> None:
        while True:
            async with _patience():
                self._take(await self._ask(after=self.version, wait=LONG_POLL_S))

    async def _keep_announcing(self, idle: Callable[[], Awaitable[bool]], next_due: Callable[[], Awaitable[datetime | None]]) -> None:
        while True:
            async with _patience():
                version = self.version
                if self._announced is None or self._announced[0] != version:
                    await self._until(idle)
                told = (version, await next_due())
                if told != self._announced:
                    await self._tell(*told)
                    self._announced = told
            await _until_set(self._jumped, ANNOUNCE_EVERY_S)

    async def _until(self, idle: Callable[[], Awaitable[bool]]) -> None:
        deadline = time.monotonic() + IDLE_WITHIN_S
        while not await idle() and time.monotonic() < deadline:  # noqa: ASYNC110 - rest is the absence of events
            await asyncio.sleep(LOOK_AGAIN_S)

    def _take(self, told: dict[str, Any]) -> None:
        if told["version"] == self.version:
            return
        self._elapsed_mark, self._mark = self.elapsed(), time.monotonic()
        self._calendar_mark = datetime.fromisoformat(told["now"]).astimezone(UTC)
        self._mode, self._rate, self.version = told["mode"], float(told["rate"]), told["version"]
        # Whoever sleeps now is woken; whoever falls asleep from now on waits for the next jump.
        jumped, self._jumped = self._jumped, asyncio.Event()
        jumped.set()
        for callback in self._callbacks:
            callback()

    async def _ask(self, **query: float) -> dict[str, Any]:
        assert self._session is not None, "the clock is entered"
        async with self._session.get(self._address, params=query) as response:
            response.raise_for_status()
            told: dict[str, Any] = await response.json()
            return told

    async def _tell(self, version: int, next_due: datetime | None) -> None:
        assert self._session is not None, "the clock is entered"
        said = {"follower": self._follower, "version": version}
        if next_due is not None:
            said["next_due"] = next_due.isoformat()
        async with self._session.post(self._address + "/ack", json=said) as response:
            response.raise_for_status()


async def _until_set(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), None if math.isinf(seconds) else seconds)


@contextlib.asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    """A playground that restarts, or a database that is away for a moment, must not end the following."""
    try:
        yield
    except Exception as error:
        log.warning("the playground's clock could not be followed", error=type(error).__name__)
        await asyncio.sleep(RECONNECT_S)
