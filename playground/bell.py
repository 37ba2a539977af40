"""Waiting for a change without polling: whoever waits looks again each time the bell rings."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Wakes all who wait. Ringing costs nothing when nobody does."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def ring(self) -> None:
        """Tell everybody who waits that something has changed."""
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], Found], seconds: float) -> Found:
        """Look now and after each ring until the sight is truthy or `seconds` of real time are over; return the last sight."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            found = look()
            left = deadline - loop.time()
            if found or left <= 0:
                return found
            waiter = loop.create_future()
            self._waiting.append(waiter)
            await asyncio.wait([waiter], timeout=left)
            if not waiter.done():
                waiter.cancel()
                self._waiting = [other for other in self._waiting if other is not waiter]
