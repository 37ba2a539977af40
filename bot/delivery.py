"""From the outbox and the cards to Telegram: what is owed is sent, failed with a reason, or uncertain, and never forgotten.

This is the loop: look at what is due → the pacer grants one → bot.shipping carries it out, at most eight at a time.
"""

import asyncio
import random
from datetime import timedelta

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.lease import Lease
from bot.logs import incident_code
from bot.pacing import AHEAD, Grant, Lane, Pacer
from bot.pauses import charged
from bot.pulse import Pulse
from bot.queue import PAGE, Item, Queue
from bot.settlement import Contents
from bot.shipping import Shipping
from bot.stopping import MustStop
from storage import delivery, outbox
from storage.engine import Database, is_outage

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 1.0
"""Other replicas owe things without waking this process: so often the database is asked when nobody calls."""

LOOK_AT_MOST_EVERY_S = 0.1
"""Under load one look serves all who called meanwhile."""

SHORTEST_WAIT_S = 0.02
OUTAGE_PAUSE_S = 1.0
LAST_MINUTE = timedelta(seconds=60)


class Delivery:
    """Sends what is owed. `run` it as a task, `wake` it after a commit that owes something, `stop` it before leaving."""

    def __init__(
        self, bot: Bot, db: Database, *, contents: Contents, clock: Clock, lease: Lease, pulse: Pulse, chance: random.Random | None = None
    ) -> None:
        self._db, self._clock, self._lease, self._pulse = db, clock, lease, pulse
        self._chance = chance or random.Random()
        self._pacer, self._queue = Pacer(ahead=AHEAD), Queue()
        self._shipping = Shipping(bot, db, contents=contents, clock=clock, pacer=self._pacer, pulse=pulse, chance=self._chance)
        self._on_the_way: dict[Item, asyncio.Task[None]] = {}
        self._started: set[Item] = set()  # since the last look began
        self._looking: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._called = True
        self._looked_at = float("-inf")
        self._holds_lease = self._stopping = False
        clock.on_jump(self.wake)

    def wake(self) -> None:
        """Something is due: look at once."""
        self._called = True
        self._woken.set()

    async def run(self) -> None:
        """Send until `stop`. Raises: MustStop when the token is revoked, or another process on SQLite sends."""
        try:
            while not self._stopping:
                await self._careful_turn()
        finally:
            if under_way := [*self._on_the_way.values(), *([self._looking] if self._looking else [])]:
                await asyncio.wait(under_way)
            if self._holds_lease:
                await self._lease.release()

    def stop(self) -> None:
        """Start nothing new; `run` returns when what is on its way has its answer and is settled."""
        self._stopping = True
        self._woken.set()

    async def lead(self) -> bool:
        """Take or keep the right to send (also before `run`, to fail early). Raises: MustStop on SQLite when another process has it."""
        held = await self._lease.hold()
        if held and not self._holds_lease:
            await self._take_over()
        self._holds_lease = held
        return held

    async def idle(self) -> bool:
        """Whether everything due is done, cards that rest between two edits apart."""
        if self._on_the_way:
            return False
        if not self._holds_lease:
            return True
        resting, unhurried = list(self._shipping.resting), list(self._shipping.unhurried)
        due = await self._db.read(delivery.anything_due, self._clock.now(), resting=resting, unhurried=unhurried)
        return not due and not self._on_the_way

    async def _careful_turn(self) -> None:
        try:
            await self._turn()
        except MustStop:
            raise
        except Exception as error:
            if is_outage(error):
                self._pulse.trouble("outbox", "the database can't be read")
                log.warning("nothing can be sent: the database does not answer", error=type(error).__name__)
            else:
                log.error("sending stumbled", code=incident_code(self._chance), exc_info=error)
            await asyncio.sleep(OUTAGE_PAUSE_S)

    async def _turn(self) -> None:
        if self._shipping.fatal is not None:
            raise self._shipping.fatal
        if not await self.lead():
            self._pulse.beat("outbox")
            await self._pause(LOOK_EVERY_S)
            return
        await self._keep_looking()
        choice = self._pacer.next(self._queue.heads(), self._clock.elapsed())
        if isinstance(choice, Grant):
            self._start(choice)
        else:
            await self._pause(choice if self._looking else min(choice, self._until_look()))

    async def _keep_looking(self) -> None:
        """Look where that is of use; only a queue that has nothing left waits for it, as a message that waits for a look goes late."""
        if self._looking is None and self._wants_look():
            self._looking = asyncio.create_task(self._look())
            self._looking.add_done_callback(lambda _: self._woken.set())
        if self._looking is not None and (self._looking.done() or not self._queue.heads()):
            looked, self._looking = self._looking, None
            await looked

    async def _take_over(self) -> None:
        """What an earlier process left: debts in the middle of a call, and limits that are partly used."""
        now = self._clock.now()
        repeated, uncertain = await self._db.transaction(outbox.settle_after_crash, now)
        if repeated or uncertain:
            log.warning("an earlier process ended while sending", repeated=repeated, uncertain=uncertain)
        used = await self._db.read(delivery.list_used, now - LAST_MINUTE)
        self._pacer.sent_before(charged(used, now, self._clock.elapsed()))

    def _wants_look(self) -> bool:
        return self._until_look() <= 0

    def _until_look(self) -> float:
        """Seconds until looking is of use: soon when somebody called or something is due, else once a second."""
        now = self._clock.elapsed()
        since = now - self._looked_at
        soon = LOOK_AT_MOST_EVERY_S - since
        if self._called or self._queue.runs_low:
            return max(0.0, soon)
        waits = [LOOK_EVERY_S - since]
        if self._queue.next_due is not None:
            ahead = (self._queue.next_due - self._clock.now()).total_seconds()
            # Before a calendar that stands still the rest of a moment would be waited for again and again.
            waits.append(max(SHORTEST_WAIT_S, ahead) if ahead > 0 else 0.0)
        waits += [until - now for rests in (self._shipping.resting, self._shipping.unhurried) for until in rests.values()]
        return max(0.0, soon, min(waits))

    async def _look(self) -> None:
        self._called = False
        self._started = set(self._on_the_way)
        self._looked_at = now = self._clock.elapsed()
        resting, unhurried = self._shipping.resting, self._shipping.unhurried
        for rests in (resting, unhurried):
            for card in [card for card, until in rests.items() if until <= now]:
                del rests[card]
        closed = self._pacer.closed(now)
        rested = {"resting": list(resting), "unhurried": list(unhurried)}
        page = await self._db.read(delivery.look, self._clock.now(), limit=PAGE, closed=closed, **rested)
        self._queue.fill(page, without=self._started)  # a card that arrived while we looked rests already, and the look does not know
        self._pulse.beat("outbox")
        self._pulse.beat("database")

    async def _pause(self, seconds: float) -> None:
        await self._clock.sleep(seconds, self._woken)
        self._woken.clear()

    def _start(self, grant: Grant) -> None:
        item = grant.head.key
        assert isinstance(item, Item), "the queue's own heads"
        self._queue.take(grant.lane, grant.head)
        self._started.add(item)
        self._on_the_way[item] = asyncio.create_task(self._ship(grant, item))

    async def _ship(self, grant: Grant, item: Item) -> None:
        try:
            await self._shipping.ship(grant, item)
        finally:
            del self._on_the_way[item]
            # A card may be behind again, a debt may wait again, a chat may be free: look, and ask the pacer. Of thousands that all
            # say the same nothing follows, so that looking at what is known, after each of them, would cost a fifth of the work.
            self._called = self._called or grant.lane is not Lane.BROADCAST or not self._queue.is_full
            self._woken.set()
