"""A batch of updates: many people at once, each one's updates in order, and none given up before it is done or its person told."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

import structlog
from telegram import Update
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext

from bot.logs import incident_code
from bot.pauses import backoff
from bot.pulse import Pulse
from storage.engine import is_outage

log = structlog.get_logger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

Apologise = Callable[[Update, str], Awaitable[None]]
"""Tell the person of an update that it was not done, with the code the error has in the log."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long failures are borne; seconds.

    `handler_s`: a handler that takes longer is stopped; whether it has done its work is not known, so it is tried again.
    `tries`: so often an update is tried while the database is away, about half a minute: a press lives for two and a half.
    `conflict_s`: a rolling restart has two pollers for a while; after this it is a mistake.
    """

    handler_s: float = 20.0
    tries: int = 8
    tries_out_of_time: int = 2
    longest_pause_s: float = 5.0
    conflict_s: float = 60.0
    conflict_pause_s: float = 2.0

    def tries_for(self, error: Exception) -> int:
        """How often an update that fails like this is tried."""
        if isinstance(error, TimeoutError):
            return self.tries_out_of_time
        return self.tries if is_outage(error) else 1


APOLOGY_S = 5.0


class Unfinished(Exception):
    """The program is stopping with updates that were not done: they must not be acknowledged."""


class Handling:
    """Runs updates through the application's handlers; `on_error` must be its only error handler."""

    def __init__(self, application: App, *, pulse: Pulse, apologise: Apologise, patience: Patience, chance: random.Random) -> None:
        self._application, self._pulse, self._apologise, self._chance = application, pulse, apologise, chance
        self._patience = patience
        self._tails: dict[int, asyncio.Task[None]] = {}
        self._failed: dict[int, Exception] = {}
        self._aside: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def handle(self, updates: Sequence[Update]) -> None:
        """Return when all are committed, or their people were told why not: from then on they may be acknowledged.

        Raises: Unfinished when the program stops before that; telling Telegram so makes it send them again.
        """
        groups: dict[int, list[Update]] = {}
        for update in updates:
            groups.setdefault(person_of(update), []).append(update)
        done = await asyncio.gather(*[self._queue(person, group) for person, group in groups.items()], return_exceptions=True)
        for outcome in done:
            if outcome is not None:
                raise outcome

    def begin(self, update: Update) -> asyncio.Task[None]:
        """Behind what its person did before; the task is what `handle` is for one update."""
        return self._queue(person_of(update), [update])

    def stop(self) -> None:
        """Try nothing again."""
        self._stopping.set()

    async def close(self) -> None:
        """Wait for apologies that are on their way."""
        if self._aside:
            await asyncio.wait(self._aside, timeout=APOLOGY_S)

    async def on_error(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> NoReturn:
        """The application's error handler: what failed is decided here, and no further handler answers the update."""
        error = context.error or RuntimeError()
        if isinstance(update, Update) and context.coroutine is None:
            self._failed[update.update_id] = error
        else:
            log.error("something beside the updates failed", code=incident_code(self._chance), exc_info=error)
        raise ApplicationHandlerStop

    async def give_up(self, update: Update, error: Exception) -> None:
        """The update will not be done: in the log under a code, and its person is told that code."""
        code = incident_code(self._chance)
        log.error("an update was not done", code=code, update=update.update_id, exc_info=error)
        self._beside(self._tell(update, code))

    def _queue(self, person: int, updates: list[Update]) -> asyncio.Task[None]:
        """Behind what the person did before: a webhook hands updates over one by one, and at the same time."""
        task = self._tails[person] = asyncio.create_task(self._in_order(updates, self._tails.get(person)))
        task.add_done_callback(partial(self._leave, person))
        return task

    def _leave(self, person: int, task: asyncio.Task[None]) -> None:
        if self._tails.get(person) is task:
            del self._tails[person]

    async def _in_order(self, updates: list[Update], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
            if not before.cancelled() and isinstance(before.exception(), Unfinished):
                raise Unfinished
        for update in updates:
            await self._attend(update)

    async def _attend(self, update: Update) -> None:
        for tries in itertools.count(1):
            error = await self._try(update)
            if error is None:
                return
            if tries >= self._patience.tries_for(error):
                await self.give_up(update, error)
                return
            if self._stopping.is_set():
                raise Unfinished
            self._pulse.trouble("database", "an update could not be written")
            log.warning("an update waits", update=update.update_id, tries=tries, error=type(error).__name__)
            await self._pause(backoff(tries, self._chance, longest=self._patience.longest_pause_s))

    async def _try(self, update: Update) -> Exception | None:
        try:
            async with asyncio.timeout(self._patience.handler_s):
                await self._application.process_update(update)
        except Exception as error:
            self._failed.pop(update.update_id, None)
            return error
        return self._failed.pop(update.update_id, None)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
        raise Unfinished

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def _tell(self, update: Update, code: str) -> None:
        try:
            async with asyncio.timeout(APOLOGY_S):
                await self._apologise(update, code)
        except Exception as error:
            log.warning("a person could not be told of an error", code=code, error=type(error).__name__)


def person_of(update: Update) -> int:
    """Whose updates stay in order: the person's id, else the chat's; 0 for those of neither."""
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else 0
