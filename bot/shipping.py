"""One message on its way: what it says now → `sending` → HTTP → settled, whatever Telegram answers."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection
from telegram import Bot
from telegram.error import ChatMigrated, TelegramError

from bot import settlement
from bot.clock import Clock
from bot.http import NotSent, TooManyRequests
from bot.logs import incident_code
from bot.pacing import Grant, Pacer, card_gap, copies_gap
from bot.pauses import Pauses, backoff
from bot.pulse import Pulse
from bot.queue import Item
from bot.refusals import Refusal, meaning
from bot.sending import perform
from bot.settlement import Closing, Contents, Ready, Refused
from bot.stopping import REVOKED, MustStop
from storage import delivery, outbox
from storage.engine import Database, is_outage
from storage.outbox import DebtState

log = structlog.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

LONG_SILENCE_S = 60
"""A longer one that Telegram asks for is kept in the database, so that a restart keeps it too."""

OUTAGE_PAUSE_S = 5.0
"""At most so long between two tries to write down what Telegram has answered."""


class Shipping:
    """Carries out what the pacer granted.

    `resting` are cards (by row) between two edits, and until when (elapsed); `unhurried` those that rest longer where nobody presses.
    """

    def __init__(
        self, bot: Bot, db: Database, *, contents: Contents, clock: Clock, pacer: Pacer, pulse: Pulse, chance: random.Random
    ) -> None:
        self._bot, self._db, self._contents = bot, db, contents
        self._clock, self._pacer, self._pulse, self._chance = clock, pacer, pulse, chance
        self._pauses = Pauses(chance)
        self._plain: set[Item] = set()
        self.resting: dict[int, float] = {}
        self.unhurried: dict[int, float] = {}
        self.fatal: MustStop | None = None

    async def ship(self, grant: Grant, item: Item) -> None:
        """Bring one debt or card to its end, or back into its queue; the grant is given back in any case. Raises nothing."""
        way = _Way(grant, self._pacer, self._clock)
        try:
            ready = await self._prepare(item)
            if ready is not None:
                await self._clock.sleep(grant.at - self._clock.elapsed(), asyncio.Event())
                await self._send(way, item, ready)
        except Exception as error:
            await self._give_up(grant, item, error)
        finally:
            way.unused()

    async def _prepare(self, item: Item) -> Ready | None:
        plain = item in self._plain
        if item.is_card:
            return await self._db.read(settlement.prepare_card, item.row, contents=self._contents, plain=plain)
        now = self._clock.now()
        ready = await self._db.read(settlement.prepare_debt, item.row, contents=self._contents, now=now, plain=plain)
        if isinstance(ready, Closing):
            await self._settle(outbox.close, item.row, ready.state, now, reason=ready.reason)
            return None
        if ready is None or not await self._db.transaction(outbox.mark_sending, item.row):
            return None
        return ready

    async def _send(self, way: "_Way", item: Item, ready: Ready) -> None:
        try:
            message_id = await perform(self._bot, ready.call)
        except TelegramError as error:
            way.answered(counts=not isinstance(error, NotSent | TooManyRequests))
            await self._refused(item, ready, error)
            return
        way.answered()
        self._pauses.succeeded(ready.call.chat)
        self._plain.discard(item)
        if ready.debt is not None:
            now, contents = self._clock.now(), self._contents
            await self._settle(settlement.settle_debt_sent, ready, contents=contents, now=now, message_id=message_id)
        else:
            await self._shown(ready)

    async def _shown(self, ready: Ready) -> None:
        assert ready.card is not None, "no debt, so a card"
        assert ready.version is not None, "a card has a version"
        now = self._clock.elapsed()
        self.resting[ready.card.id] = now + card_gap(self._pacer.used(ready.call.chat, now))
        self.unhurried[ready.card.id] = now + copies_gap(ready.copies)
        await self._settle(delivery.settle_shown, ready.card.id, self._clock.now(), ready.version, ready.picture)

    async def _refused(self, item: Item, ready: Ready, error: TelegramError) -> None:
        refusal = meaning(error, private=ready.call.chat > 0)
        refused = Refused(refusal, error.new_chat_id if isinstance(error, ChatMigrated) else None)
        plain = item in self._plain
        settle = settlement.settle_debt_refused if ready.debt is not None else settlement.settle_card_refused
        self._keep_quiet(ready.call.chat, refusal, error)
        self._report(ready, refusal, error)
        if refusal is Refusal.BAD_MARKUP and not plain:
            self._plain.add(item)
        elif refusal is Refusal.SAME and ready.card is not None:
            await self._shown(ready)
            return
        await self._settle(settle, ready, refused, contents=self._contents, now=self._clock.now(), plain=plain)
        if isinstance(error, TooManyRequests) and error.seconds > LONG_SILENCE_S:
            # Telegram's silence is real time; the row keeps it in the calendar's, the only one that outlasts a process.
            await self._settle(delivery.put_off, chat=ready.call.chat, until=self._clock.now() + timedelta(seconds=error.seconds))

    def _keep_quiet(self, chat: int, refusal: Refusal, error: TelegramError) -> None:
        """Leave the chat alone as long as Telegram asks, or for longer and longer while Telegram is not well."""
        now = self._clock.elapsed()
        if isinstance(error, TooManyRequests):
            self._pacer.hold(chat, now + min(error.seconds, LONG_SILENCE_S) + 0.1, now)
        elif refusal in (Refusal.AWAY, Refusal.LOST):
            self._pacer.hold(chat, now + self._pauses.failed(chat), now)
        elif refusal is Refusal.REVOKED:
            self.fatal = MustStop(REVOKED)

    def _report(self, ready: Ready, refusal: Refusal, error: TelegramError) -> None:
        what = ready.debt.kind if ready.debt is not None else "card"
        if refusal in (Refusal.BAD_MARKUP, Refusal.REFUSED):
            log.error("Telegram refused a message", code=incident_code(self._chance), kind=what, exc_info=error)
        elif refusal is not Refusal.SAME:
            log.info("a message was not sent", kind=what, reason=refusal.value)

    async def _give_up(self, grant: Grant, item: Item, error: Exception) -> None:
        """The database is away (then later), or what was to be sent can't be made (then never: it would fail again)."""
        if is_outage(error):
            self._pulse.trouble("database", "it can't be read or written")
            now = self._clock.elapsed()
            self._pacer.hold(None, now + backoff(1, self._chance), now)
            return
        code = incident_code(self._chance)
        log.error("a message could not be made", code=code, exc_info=error)
        if item.is_card:
            await self._settle(delivery.skip_version, item.row)
        else:
            await self._settle(outbox.close, item.row, DebtState.FAILED, self._clock.now(), reason=code)

    async def _settle(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Write down what became of a message, however long the database is away: Telegram will not tell it again."""
        failures = 0
        while True:
            try:
                return await self._db.transaction(fn, *args, **kwargs)
            except Exception as error:
                if not is_outage(error):
                    raise
                failures += 1
                self._pulse.trouble("database", "it can't be written")
                await asyncio.sleep(backoff(failures, self._chance, longest=OUTAGE_PAUSE_S))


class _Way:
    """A grant that is given back exactly once."""

    def __init__(self, grant: Grant, pacer: Pacer, clock: Clock) -> None:
        self._grant, self._pacer, self._clock = grant, pacer, clock
        self._open = True

    def answered(self, *, counts: bool = True) -> None:
        """Telegram has answered, or never will; `counts`: the message is one of those it takes in a second."""
        if not counts:
            self.unused()
        elif self._open:
            self._open = False
            self._pacer.finished(self._grant, self._clock.elapsed())

    def unused(self) -> None:
        """Nothing was sent, unless it was `answered` before."""
        if self._open:
            self._open = False
            self._pacer.unused(self._grant)
