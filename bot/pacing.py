"""Telegram's limits on messages, kept: which of the waiting messages goes next, and when. Pure; time is an argument (seconds).

What it keeps (https://core.telegram.org/bots/faq, counted as strictly as they can be meant): 30 in *any* second overall, evenly
spaced but for what is caught up; in a chat one a second after a burst of three; 20 in *any* minute in a group, of which cards take
at most 15. Sends, edits, copies, pins and deletes count alike; answers to presses and get… calls do not come here. Three more
promises: one message at a time in a chat (so order holds), at most `in_flight` altogether, and cards take a third of the total at most.

The sender's loop. It shows the *heads*: per lane, what is due, oldest first, the first of each chat. Keep a page of them per lane
and leave out `closed(now)` when fetching it, so that no page is full of chats that must wait:

    choice = pacer.next({Lane.REPLY: replies, Lane.CARD: cards}, now)
    if isinstance(choice, Grant):       # charged; take choice.head out of the page, mark it `sending`, then at choice.at send it in a task:
        ...                             #   pacer.finished(choice, now)      whatever came back, an answer lost included
        ...                             #   pacer.unused(choice)             not sent: refused connection, row dropped, a 429
        ...                             #   pacer.hold(chat, until, now)     after a 429, besides `unused`
    else:
        ...                             # seconds until asking again is of use; ask earlier when something new is due, and
                                        # after every finished/unused (`inf`: only then)

Why windows hold although the network is not even: what counts is when Telegram *receives*. That is some time between grant and
answer, so a message weighs on the windows until its answer came, and then from its grant plus what its way took longer than
ways take at least. With an even network nothing is lost; jitter costs about as much throughput as it lasts.
"""

import heapq
import math
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from storage.outbox import Lane as Lane

OVERALL: Final = 30
# 29.8 and not 30: measured, even spacing at 29.8 reaches 99 % of the limit without a refusal.
SPACING: Final = 1 / 29.8
# A loop that was kept from its timers (a look into the database, a busy machine) sends so many seconds' worth of messages without
# the even space between them; without it, a notice to thousands loses one or two in a hundred. The windows hold regardless.
CATCH_UP: Final = 0.25
# So many seconds before its turn a message is granted: making it, and writing down that it goes, takes a time that varies, and what
# varies between turn and answer is lost to the limit.
AHEAD: Final = 0.1
# Clocks of two machines differ and are read late; windows are kept this much longer than Telegram's.
SECOND: Final = 1.004
MINUTE: Final = 60.5
CHAT_PACE: Final = 0.99
CHAT_BURST: Final = 3
GROUP_MINUTE: Final = 20
GROUP_MINUTE_OF_CARDS: Final = 15
# No timer rings more exactly; without it rounding would have the caller sleep for nothing, for ever.
TICK: Final = 0.0005
CARD_SPACING: Final = 3 * SPACING
IN_FLIGHT: Final = 8
# So many chats refused within so short a time means that all of them are.
HELD_CHATS: Final = 5
HELD_WITHIN: Final = 2.0
# Ways measured before the fastest of them says anything, and after which it is measured anew.
WAYS: Final = 64


# Slots of twenty while all lanes wait; what a lane leaves, the others take.
SHARES: Final = {Lane.REPLY: 13, Lane.CARD: 3, Lane.PRIVATE: 3, Lane.BROADCAST: 1}


def card_gap(used: int) -> float:
    """Seconds between two edits of one card in a group where `used` messages went out in the last minute: 3, 6, then 12."""
    if used < GROUP_MINUTE_OF_CARDS // 3:
        return 3.0
    return 6.0 if used < 2 * GROUP_MINUTE_OF_CARDS // 3 else 12.0


def copies_gap(copies: int) -> float:
    """Seconds between two edits of a card that nobody there has pressed: all `copies` of a thing together get ten a second."""
    return max(3.0, copies / 10)


@dataclass(frozen=True, slots=True)
class Head:
    """A message that is due: its chat, whether that is a group, and the caller's own name for it."""

    chat: int
    is_group: bool
    key: object = None


@dataclass(frozen=True, slots=True, eq=False)
class Grant:
    """The right to send one message at a moment (now, or a little `ahead`); to be ended with `finished` or `unused`, once."""

    head: Head
    lane: Lane
    at: float


@dataclass(slots=True)
class _Chat:
    busy: bool = False
    spent: float = 0.0
    at: float = -math.inf
    minute: deque[float] = field(default_factory=deque)

    def used(self, now: float) -> int:
        while self.minute and self.minute[0] <= now - MINUTE:
            self.minute.popleft()
        return len(self.minute)

    def wait(self, now: float, most: int) -> float:
        """Seconds until one more keeps the chat's pace and at most `most` in the minute; `inf` while one is on its way."""
        if self.busy:
            return math.inf
        lacking = self.spent - (now - self.at) * CHAT_PACE + 1 - CHAT_BURST
        surplus = self.used(now) - most
        of_the_minute = self.minute[surplus] + MINUTE - now if surplus >= 0 else 0.0
        return max(0.0, lacking / CHAT_PACE, of_the_minute)

    def spend(self, at: float, is_group: bool) -> None:
        self.spent = max(0.0, self.spent - (at - self.at) * CHAT_PACE) + 1
        self.at = at
        if is_group:
            self.minute.append(at)


@dataclass(slots=True)
class _Way:
    """The even part of the way to Telegram and back, in seconds; 0, which is cautious, until enough messages showed it.

    The fastest of the last one to two times `WAYS` is a little slower than the even part, and the more so the more the ways
    vary: hence less by a quarter of what the average way takes longer (of two exponential jitters the fastest of 64 is nearer).
    """

    even: float = 0.0
    _average: float = 0.0
    _old: float = math.inf
    _new: float = math.inf
    _seen: int = 0

    def took(self, seconds: float) -> None:
        self._new = min(self._new, seconds)
        self._seen += 1
        self._average += (seconds - self._average) / min(self._seen, WAYS)
        if self._seen % WAYS == 0:
            self._old, self._new = self._new, math.inf
        if self._seen >= WAYS:
            fastest = min(self._old, self._new)
            self.even = max(0.0, fastest - (self._average - fastest) / 4)


class Pacer:
    """Decides which message goes next; see the module. Not shared between threads; forgets a chat a minute after its last message."""

    def __init__(self, *, in_flight: int = IN_FLIGHT, ahead: float = 0.0) -> None:
        """At most `in_flight` messages on their way at once (fewer than go in a second), each granted so many seconds `ahead` at most."""
        self._ahead = ahead
        self._most = min(in_flight, OVERALL - 1)
        self._on_the_way = 0
        self._chats: OrderedDict[int, _Chat] = OrderedDict()
        self._held: dict[int, float] = {}
        self._refused: deque[tuple[float, int, float]] = deque()
        self._all_held_until = -math.inf
        self._second: list[float] = []
        self._slot = -math.inf
        self._card_slot = -math.inf
        self._way = _Way()
        self._finish = dict.fromkeys(Lane, 0.0)
        self._virtual = 0.0

    def next(self, heads: Mapping[Lane, Iterable[Head]], now: float) -> Grant | float:
        """The message to send next, charged to all limits, or the seconds until asking again is of use (`inf`: after a change)."""
        wait = self._overall_wait(now)
        if wait > self._ahead + TICK:
            return wait - self._ahead
        at = now + wait if wait > TICK else now
        soonest = math.inf
        for lane in sorted(Lane, key=lambda lane: max(self._virtual, self._finish[lane])):
            if lane is Lane.CARD and at < self._card_slot - TICK:
                soonest = min(soonest, self._card_slot - at if heads.get(lane) else math.inf)
                continue
            for head in heads.get(lane, ()):
                wait = self.wait(head, lane, at)
                if wait <= TICK:
                    return self._grant(head, lane, at)
                soonest = min(soonest, wait)
        return soonest

    def wait(self, head: Head, lane: Lane, now: float) -> float:
        """Seconds until its chat can take that message, all others aside; 0 for now, `inf` while one is on its way there."""
        held = self._held.get(head.chat, -math.inf) - now
        chat = self._chats.get(head.chat)
        if chat is None:
            return max(0.0, held)
        most = GROUP_MINUTE_OF_CARDS if lane is Lane.CARD else GROUP_MINUTE
        return max(0.0, held, chat.wait(now, most))

    def finished(self, grant: Grant, now: float) -> None:
        """The message has its answer, or it is known that none comes: it may have arrived any time until now."""
        took = max(0.0, now - grant.at)
        self._way.took(took)
        received = grant.at + max(0.0, took - self._way.even)
        heapq.heappush(self._second, received)
        chat = self._chats[grant.head.chat]
        chat.spend(received, grant.head.is_group)
        self._leave(chat)

    def unused(self, grant: Grant) -> None:
        """The message was not sent, or Telegram did not take it, and so does not count it: its chat and its slot are free as before."""
        self._slot -= SPACING
        self._leave(self._chats[grant.head.chat])

    def hold(self, chat: int | None, until: float, now: float) -> None:
        """Nothing goes to that chat before `until`; nothing at all when Telegram refused five chats within 2 s, or for no chat (None)."""
        if chat is None:
            self._all_held_until = max(self._all_held_until, until)
            return
        self._held[chat] = max(until, self._held.get(chat, until))
        self._refused.append((now, chat, until))
        while self._refused[0][0] < now - HELD_WITHIN:
            self._refused.popleft()
        if len({refused for _, refused, _ in self._refused}) >= HELD_CHATS:
            # The shortest: one chat's own long penalty is not everybody's.
            self._all_held_until = max(self._all_held_until, min(held for *_, held in self._refused))
            self._refused.clear()

    def used(self, chat: int, now: float) -> int:
        """Messages to that group in the last minute, for `card_gap`; 0 for a chat that is not a group."""
        return self._chats[chat].used(now) if chat in self._chats else 0

    def closed(self, now: float, *, longer_than: float = 1.0) -> frozenset[int]:
        """The chats that can take nothing for more than so many seconds: held, or their minute is used up."""
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        held = {chat for chat, until in self._held.items() if until - now > longer_than}
        full = {key for key, chat in self._chats.items() if longer_than < chat.wait(now, GROUP_MINUTE) < math.inf}
        return frozenset(held | full)

    def sent_before(self, records: Iterable[tuple[int, bool, float]]) -> None:
        """Charge what an earlier process sent: (chat, whether a group, when in this pacer's seconds). The last minute is enough."""
        for key, is_group, at in sorted(records, key=lambda record: record[2]):
            self._chats.setdefault(key, _Chat()).spend(at, is_group)
            self._chats.move_to_end(key)
            heapq.heappush(self._second, at)
            self._slot = max(self._slot, at + SPACING)

    def __len__(self) -> int:
        """The chats remembered."""
        return len(self._chats)

    def _overall_wait(self, now: float) -> float:
        if self._on_the_way >= self._most:
            return math.inf
        while self._second and self._second[0] <= now - SECOND + TICK:
            heapq.heappop(self._second)
        surplus = len(self._second) + self._on_the_way - OVERALL
        window = heapq.nsmallest(surplus + 1, self._second)[-1] + SECOND if surplus >= 0 else -math.inf
        return max(0.0, max(self._slot, self._all_held_until, window) - now)

    def _grant(self, head: Head, lane: Lane, now: float) -> Grant:
        start = max(self._virtual, self._finish[lane])
        self._virtual, self._finish[lane] = start, start + 1 / SHARES[lane]
        # From the slot and not from now: timers ring late, and the rate would be lost; the window keeps the limit regardless.
        self._slot = max(self._slot, now - CATCH_UP) + SPACING
        if lane is Lane.CARD:
            self._card_slot = max(self._card_slot, now - SPACING) + CARD_SPACING
        self._on_the_way += 1
        self._forget_idle(now)
        self._chats.setdefault(head.chat, _Chat()).busy = True
        self._chats.move_to_end(head.chat)
        return Grant(head, lane, now)

    def _leave(self, chat: _Chat) -> None:
        self._on_the_way -= 1
        chat.busy = False

    def _forget_idle(self, now: float) -> None:
        """The chats are in the order of their last grant: only the oldest two are looked at, which outruns one new chat a grant."""
        for _ in range(min(2, len(self._chats))):
            key, chat = next(iter(self._chats.items()))
            if chat.busy:
                self._chats.move_to_end(key)
            elif chat.at <= now - MINUTE:
                del self._chats[key]
