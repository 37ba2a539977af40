"""From Telegram to the handlers: fetch, handle, and only then acknowledge, so that a confirmed tap is never lost.

The next poll goes out while updates of the last one are at work, and acknowledges those before them that are done.
"""

import asyncio
import contextlib
import random
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import CallbackContext
from telegram.request import BaseRequest

from bot.handling import Apologise, App, Handling, Patience, Unfinished
from bot.pauses import backoff
from bot.polling import Batch, Polling
from bot.pulse import Pulse
from bot.stopping import REVOKED, TWO_POLLERS, MustStop
from bot.window import Window
from storage import process
from storage.engine import Database, DatabaseError

log = structlog.get_logger(__name__)

BATCH = 100
"""As many updates as Telegram gives at once."""

STILL_AT_WORK = 75
"""While this many are not acknowledged the next poll may go out: they keep the bot busy for as long as the answer is on its way,
and what they take of the answer's hundred leaves room for news."""

STARTS_TO_SUSPECT = 2
"""Starts without a finished batch from which on updates are handled one by one: the batch may hold what kills the process."""

DEATHS_TO_SKIP = 2
"""So often the process may die with an update alone; then it is acknowledged without being handled. A kill from outside can
hit an innocent one, but hardly twice."""

FAREWELL_S = 2.0


class PoisonedUpdate(Exception):
    """An update with which the process died again and again."""


class Receiver:
    """Long polling for one application. `run` it as a task; `handle` is the door for a webhook."""

    def __init__(
        self,
        application: App,
        db: Database,
        *,
        request: BaseRequest,
        pulse: Pulse,
        apologise: Apologise,
        poll_timeout: int = 30,
        patience: Patience | None = None,
        chance: random.Random | None = None,
    ) -> None:
        """`request` is the transport for the long poll alone; `poll_timeout` in seconds. The application is initialised by others."""
        self._bot, self._db, self._pulse = application.bot, db, pulse
        self._chance = chance or random.Random()
        self._patience = patience or Patience()
        self._handling = Handling(application, pulse=pulse, apologise=apologise, patience=self._patience, chance=self._chance)
        self._polling = Polling(application.bot, request)
        self._poll_timeout = poll_timeout
        self._window = Window()
        self._one_by_one = 0
        self._fresh = True
        self._stopping = asyncio.Event()
        self._poll: asyncio.Task[Batch] | None = None
        self._failures = 0
        self._conflict_since: float | None = None

    async def on_error(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """The application's one error handler (`application.add_error_handler(receiver.on_error)`)."""
        await self._handling.on_error(update, context)

    async def handle(self, updates: Sequence[Update]) -> None:
        """Return when all may be acknowledged (see Handling.handle). Raises: Unfinished."""
        await self._handling.handle(updates)

    async def run(self) -> None:
        """Fetch and handle until `stop`. Raises: MustStop for a revoked token, or another poller that stays."""
        await self._begin()
        try:
            while not self._stopping.is_set():
                batch = await self._fetch()
                if batch is not None:
                    await self._take(batch)
            await self._window.empty()
        except Unfinished:
            log.info("stopped with updates that Telegram will send again")
        except asyncio.CancelledError:
            self._window.cancel()
            raise
        await self._end()

    def stop(self) -> None:
        """Fetch no more; `run` finishes what is at hand, acknowledges it and returns."""
        self._stopping.set()
        self._handling.stop()
        self._window.close()
        if self._poll is not None:
            self._poll.cancel()

    async def _begin(self) -> None:
        stands = await self._db.transaction(process.note_start)  # nothing works without the database: no patience yet
        if stands.starts >= STARTS_TO_SUSPECT:
            log.warning("the process ended before a batch of updates was finished: they are handled one by one", starts=stands.starts)
            self._one_by_one = BATCH
        while not self._stopping.is_set():
            try:
                await self._bot.delete_webhook(drop_pending_updates=False)
            except TelegramError as error:
                await self._bear(error)
            else:
                self._failures = 0
                return

    async def _fetch(self) -> Batch | None:
        limit, window = 1 if self._one_by_one else BATCH, self._window
        asking = self._polling.fetch(window.ask(), limit=limit, timeout=self._poll_timeout, known=window.end)
        self._poll = asyncio.create_task(asking)
        try:
            batch = await self._poll
        except TelegramError as error:
            await self._bear(error)
            return None
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
            return None
        finally:
            self._poll = None
        self._failures, self._conflict_since = 0, None
        self._pulse.beat("poll")
        return batch

    async def _take(self, batch: Batch) -> None:
        """Set to work, and return when the next poll may bring something."""
        if self._one_by_one:
            await self._finish_alone(batch)
        else:
            for update in batch.updates:
                self._window.open(update.update_id, self._handling.begin(update))
        self._window.reach(batch.next_offset)
        if self._fresh and not self._one_by_one:
            await self._window.empty()
            await self._note_finished()
            self._fresh = False
        await self._window.room(STILL_AT_WORK)

    async def _finish_alone(self, batch: Batch) -> None:
        self._one_by_one = self._one_by_one - 1 if batch.updates else 0
        for update in batch.updates:
            if await self._deaths_with(update) >= DEATHS_TO_SKIP:
                await self._handling.give_up(update, PoisonedUpdate())
            else:
                await self._handling.handle([update])

    async def _deaths_with(self, update: Update) -> int:
        try:
            return await self._db.transaction(process.note_suspect, update.update_id)
        except DatabaseError:
            return 0  # a database that is away says nothing against an update

    async def _note_finished(self) -> None:
        try:
            await self._db.transaction(process.note_finished)
        except DatabaseError as error:
            log.warning("the end of a batch could not be noted", error=type(error).__name__)

    async def _bear(self, error: TelegramError) -> None:
        """Wait as long as the error says. Raises: MustStop."""
        if isinstance(error, InvalidToken):
            raise MustStop(REVOKED)
        self._failures += 1
        wait = backoff(self._failures, self._chance)
        if isinstance(error, Conflict):
            wait = self._patience.conflict_pause_s
            await self._bear_conflict(error)
        elif isinstance(error, RetryAfter):
            wait = max(wait, float(getattr(error, "seconds", 1)))
        self._pulse.trouble("poll", type(error).__name__)
        log.warning("Telegram gives no updates", error=type(error).__name__, again_in_s=round(wait, 1))
        try:
            await asyncio.wait_for(self._stopping.wait(), wait)
        except TimeoutError:
            return

    async def _bear_conflict(self, error: Conflict) -> None:
        if "webhook" in str(error).lower():
            # Somebody set one meanwhile; whoever runs the bot by long polling wants none.
            with contextlib.suppress(TelegramError):
                await self._bot.delete_webhook(drop_pending_updates=False)
        now = asyncio.get_running_loop().time()
        self._conflict_since = now if self._conflict_since is None else self._conflict_since
        if now - self._conflict_since >= self._patience.conflict_s:
            raise MustStop(TWO_POLLERS)

    async def _end(self) -> None:
        """Acknowledge what was finished. What comes along is not: Telegram sends it again."""
        try:
            async with asyncio.timeout(FAREWELL_S):
                if self._window.offset:
                    await self._polling.fetch(self._window.offset, limit=1, timeout=0)
                await self._note_finished()
        except (TimeoutError, TelegramError) as error:
            log.warning("the last updates were not acknowledged: they will be seen as replays", error=type(error).__name__)
        await self._handling.close()
