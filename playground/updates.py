"""What waits for a bot: its queue of updates with ids, filters, expiry and confirmation, as Telegram keeps it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

ALL_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
)
"""Kinds of update the playground makes; other names in `allowed_updates` are accepted and never come."""

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds a bot gets only by naming them (Bot API server, Client.h: DEFAULT_ALLOWED_UPDATE_TYPES)."""

LIFETIME = 86_400
"""Seconds an update waits for its bot, by the calendar."""

LIFETIMES = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600}
"""The kinds that wait shorter (Bot API server, Client.cpp: add_update)."""

OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
CONFLICT_SECONDS = 3.0

REMEMBERED = 2_000
"""How many updates are kept to be delivered again on request."""


class Watch(Protocol):
    """The two times of the playground."""

    def now(self) -> datetime:
        """Calendar time, aware."""

    def elapsed(self) -> float:
        """Seconds on the clock that never stands still."""


class Ledger(Protocol):
    """The journal, as far as the world writes into it."""

    def add(self, kind: str, **fields: Any) -> int:
        """Append an entry; its number."""


class TurnedAway(Exception):
    """A poller that has to go; the text says why, as Telegram does."""


@dataclass(slots=True, eq=False)
class Update:
    """One update of one bot; `body` is fixed when the thing happens, as Telegram does."""

    id: int
    kind: str
    body: dict[str, Any]
    expires: float
    delivered: bool = False
    again: bool = False

    def wire(self) -> dict[str, Any]:
        """The Bot API `Update` object."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """The updates of one bot that it has not confirmed yet."""

    def __init__(self, clock: Watch, journal: Ledger, first_id: int) -> None:
        self._clock = clock
        self._journal = journal
        self.next_id = first_id
        self.allowed: frozenset[str] | None = None
        """The kinds the bot asked for; `None` is Telegram's default."""
        self.waiting: deque[Update] = deque()
        self.remembered: deque[Update] = deque(maxlen=REMEMBERED)
        self._repeats = 0
        self._next_expiry = 0.0
        self._poller: asyncio.Future[str] | None = None
        self._next_conflict = 0.0

    def allow(self, kinds: list[str]) -> None:
        """Set what comes from now on; an empty list is the default. The setting sticks."""
        self.allowed = frozenset(kinds) or None

    def wants(self, kind: str) -> bool:
        """Whether updates of this kind are kept for the bot."""
        return kind in self.allowed if self.allowed is not None else kind not in UNASKED

    def put(self, kind: str, body: dict[str, Any], *, chat: int | None = None, user: int | None = None) -> int | None:
        """Queue an update and give its id, or `None` where the bot did not ask for the kind."""
        if not self.wants(kind):
            return None
        now = self._clock.now().timestamp()
        update = Update(self.next_id, kind, body, now + LIFETIMES.get(kind, LIFETIME))
        self.next_id += 1
        self._journal.add("update", chat=chat, user=user, update=update.wire())
        self.remembered.append(update)
        self._append(update)
        return update.id

    def repeat(self, update: Update, *, fresh_id: bool = False) -> int:
        """Queue a remembered update once more, under its own id or a new one."""
        number = update.id
        if fresh_id:
            number = self.next_id
            self.next_id += 1
        expires = self._clock.now().timestamp() + LIFETIMES.get(update.kind, LIFETIME)
        again = Update(number, update.kind, update.body, expires, again=True)
        self._repeats += 1
        self._journal.add("update", update=again.wire())
        self._append(again)
        return number

    def _append(self, update: Update) -> None:
        self._next_expiry = min(self._next_expiry, update.expires) if self.waiting else update.expires
        self.waiting.append(update)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result("")

    def confirm(self, offset: int) -> None:
        """Forget what the offset says is done; a negative one keeps only that many from the end."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self._drop_first()
        elif self._repeats:
            kept = [update for update in self.waiting if update.id >= offset or (update.again and not update.delivered)]
            self.waiting = deque(kept)
            self._repeats = sum(update.again for update in kept)
        else:
            while self.waiting and self.waiting[0].id < offset:
                self.waiting.popleft()

    def forget(self) -> None:
        """Drop everything that waits (`drop_pending_updates`)."""
        self.waiting.clear()
        self._repeats = 0

    def refill(self, waiting: list[Update]) -> None:
        """Let these updates wait instead of what did."""
        self.forget()
        for update in waiting:
            self._append(update)
        self._repeats = sum(update.again for update in waiting)

    def _drop_first(self) -> None:
        self._repeats -= self.waiting.popleft().again

    def expire(self) -> None:
        """Drop what has waited longer than Telegram keeps it."""
        now = self._clock.now().timestamp()
        if self.waiting and self._next_expiry <= now:
            self.waiting = deque(update for update in self.waiting if update.expires > now)
            self._repeats = sum(update.again for update in self.waiting)
            self._next_expiry = min((update.expires for update in self.waiting), default=0.0)

    def take(self, limit: int) -> list[Update]:
        """The oldest updates, marked as handed over; they stay until confirmed."""
        self.expire()
        taken = [update for update, _ in zip(self.waiting, range(limit), strict=False)]
        for update in taken:
            update.delivered = True
            self._journal.add("delivery", update={"update_id": update.id})
        return taken

    async def poll(self, seconds: float) -> None:
        """Wait in real time until something waits for the bot. Raises TurnedAway where another poller comes meanwhile."""
        poller: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            await asyncio.wait([poller], timeout=seconds)
        finally:
            if self._poller is poller:
                self._poller = None
        if poller.done() and (reason := poller.result()):
            await asyncio.sleep(self._brake())
            raise TurnedAway(reason)

    def turn_away(self, reason: str = OTHER_POLLER) -> None:
        """Send the waiting poller away, because another came or a webhook was set."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(reason)
        self._poller = None

    def _brake(self) -> float:
        """Seconds until the next conflict may be answered: Telegram lets 3 s pass between two."""
        now = self._clock.elapsed()
        wait = max(0.0, self._next_conflict - now)
        self._next_conflict = now + wait + CONFLICT_SECONDS
        return wait

    def find(self, number: int) -> Update | None:
        """The remembered update with this id."""
        return next((update for update in reversed(self.remembered) if update.id == number), None)

    @property
    def pending(self) -> int:
        """Updates not delivered or not acknowledged."""
        self.expire()
        return len(self.waiting)
