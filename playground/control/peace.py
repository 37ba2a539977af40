"""Waiting until nothing goes on any more between the playground and its bots."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Protocol

from playground.journal import Journal


class Busyness(Protocol):
    """The world, as far as it knows what is unfinished."""

    calls_in_flight: int

    @property
    def pending_updates(self) -> int:
        """Updates that were not delivered or not acknowledged."""

    @property
    def unanswered_presses(self) -> int:
        """Presses that can still be answered and were not."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether everything had come to rest, and what had not."""

    settled: bool
    pending_updates: int
    calls_in_flight: int
    unanswered_presses: int

    def told(self) -> dict[str, int]:
        """The answer of `/_emu/settle`."""
        return asdict(self)


LOOK_AGAIN = 0.02
"""Real seconds between looks: rest is the absence of events, and under load a look for each event would cost more than it tells."""


class Peace:
    """Knows when a world is at rest: nothing pending, in flight or unanswered, and the journal silent for a while."""

    def __init__(self, world: Busyness, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    async def settle(self, quiet: float = 0.2, timeout: float = 10.0) -> Settled:
        """Wait for `quiet` real seconds of rest, at most `timeout`; says how far it came."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        stirs, rest_since = self._journal.stirs, loop.time()
        while True:
            now = loop.time()
            if self._journal.stirs != stirs or not self.look().settled:
                stirs, rest_since = self._journal.stirs, now
            elif now - rest_since >= quiet:
                return self.look()
            if now >= deadline:
                return Settled(False, *self._unfinished())
            await asyncio.sleep(LOOK_AGAIN)

    def look(self) -> Settled:
        """How it stands at this moment."""
        unfinished = self._unfinished()
        return Settled(not any(unfinished), *unfinished)

    def _unfinished(self) -> tuple[int, int, int]:
        world = self._world
        return world.pending_updates, world.calls_in_flight, world.unanswered_presses
