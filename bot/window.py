"""What was fetched and is not acknowledged yet: what is done, up to the first update that is not, goes with the next poll."""

import asyncio
from functools import partial


class Window:
    """The updates in hand, in Telegram's order, each with the task that ends well when the update may be acknowledged."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Task[None]] = {}
        self._end = 0
        self._moved = False
        self._failure: BaseException | None = None
        self._closed = False
        self._changed = asyncio.Event()

    @property
    def offset(self) -> int:
        """The first update that may not be acknowledged."""
        return next(iter(self._open), self._end)

    @property
    def end(self) -> int:
        """Behind the last update that was fetched: from `offset` up to here Telegram sends what is known."""
        return self._end

    def ask(self) -> int:
        """The offset for a poll that goes out now."""
        self._moved = False
        return self.offset

    def open(self, update: int, task: asyncio.Task[None]) -> None:
        """One more in hand."""
        self._open[update] = task
        task.add_done_callback(partial(self._settle, update))

    def reach(self, end: int) -> None:
        """Everything before `end` was fetched. After a quiet week Telegram's numbers may start anew, and lower."""
        self._end = max(self._end, end) if self._open else end

    async def room(self, span: int) -> None:
        """Until a poll can bring news: something was acknowledged since the last one, and less than `span` is not; or `close`.

        As long as anything is not acknowledged Telegram answers at once, so that asking more often would only cost.

        Raises: what a task raised, when all have ended.
        """
        while self._open and not self._closed and (not self._moved or self._end - self.offset > span):
            if self._failure is not None:
                await self.empty()
            self._changed.clear()
            await self._changed.wait()

    async def empty(self) -> None:
        """Until all have ended. Raises: what a task raised; its update, and what came after it, are not acknowledged."""
        if self._open:
            await asyncio.wait(self._open.values())
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Nothing more will be fetched."""
        self._closed = True
        self._changed.set()

    def cancel(self) -> None:
        """End what is at work, as if the process ended."""
        for task in self._open.values():
            task.cancel()

    def _settle(self, update: int, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        if (error := task.exception()) is None:
            self._moved |= update == self.offset
            del self._open[update]
        else:
            self._failure = self._failure or error
        self._changed.set()
