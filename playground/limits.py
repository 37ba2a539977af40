"""Telegram's limits on sending, as counted here.

Telegram does not publish its exact rule; the figures are those of its FAQ (https://core.telegram.org/bots/faq): about 30 messages in
a second overall, one a second in a chat (short bursts pass), 20 in a minute in a group. Edits, copies, pins and deletes count alike.
"""

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import Literal

from playground.clock import Clock
from playground.journal import Journal

SECOND = 1.0
MINUTE = 60.0

COUNTED_PREFIXES = ("send", "copymessage", "forwardmessage", "editmessage", "stopmessage")
COUNTED_METHODS = frozenset({"deletemessage", "deletemessages", "pinchatmessage", "unpinchatmessage", "unpinallchatmessages", "stoppoll"})
UNCOUNTED_METHODS = frozenset({"sendchataction"})
"""It sends no message."""


def counts(method: str) -> bool:
    """Whether a call of that method is one of those the limits count (a send, edit, copy, pin or delete)."""
    name = method.lower()
    return name in COUNTED_METHODS or (name.startswith(COUNTED_PREFIXES) and name not in UNCOUNTED_METHODS)


@dataclass(frozen=True, slots=True)
class Rules:
    """`overall` in any second; `chat` a second in each chat after a `burst`; `group_minute` in any 60 seconds in each group."""

    mode: Literal["off", "count", "enforce"] = "enforce"
    overall: int = 30
    chat: float = 1.0
    burst: int = 3
    group_minute: int = 20


@dataclass(slots=True)
class Peaks:
    """The highest numbers of tried calls seen (those answered with 429 too)."""

    overall_second: int = 0
    chat_second: int = 0
    group_minute: int = 0


class Window:
    """How many events lie in the last so many seconds."""

    __slots__ = ("_length", "_times")

    def __init__(self, length: float) -> None:
        self._length = length
        self._times: deque[float] = deque()

    def count(self, now: float) -> int:
        """Events in the window that ends now."""
        while self._times and self._times[0] <= now - self._length:
            self._times.popleft()
        return len(self._times)

    def add(self, now: float) -> int:
        """One more; returns how many there are with it."""
        self._times.append(now)
        return self.count(now)

    def wait(self, now: float, most: int) -> float:
        """Seconds until one more would still be at most `most`; 0 when it is already."""
        surplus = self.count(now) - most
        if surplus < 0:
            return 0.0
        if most < 1:
            return self._length
        return self._times[surplus] + self._length - now

    def take_back(self) -> None:
        """Forget the newest event."""
        if self._times:
            self._times.pop()


class Bucket:
    """Tokens that come back at a steady pace, up to a burst."""

    __slots__ = ("_at", "_spent")

    def __init__(self) -> None:
        self._spent = 0.0
        self._at = 0.0

    def wait(self, now: float, pace: float, burst: int) -> float:
        """Seconds until there is a whole token; 0 when there is."""
        self._refill(now, pace)
        lacking = self._spent + 1 - burst
        return max(0.0, lacking / pace) if pace > 0 else (math.inf if lacking > 0 else 0.0)

    def spend(self, burst: int) -> None:
        """Take a token; an empty bucket stays empty (counting without enforcing)."""
        self._spent = min(self._spent + 1, float(burst))

    def take_back(self) -> None:
        """Put a token back."""
        self._spent = max(0.0, self._spent - 1)

    def _refill(self, now: float, pace: float) -> None:
        self._spent = max(0.0, self._spent - (now - self._at) * pace)
        self._at = now


class Limits:
    """Counts calls by elapsed time, answers how long to wait, and writes a finding for each breach."""

    LONGEST_WAIT = 3600
    """What is answered when a limit lets nothing through at all."""

    def __init__(self, clock: Clock, journal: Journal, rules: Rules | None = None) -> None:
        self._clock = clock
        self._journal = journal
        self.rules = rules or Rules()
        self.peaks = Peaks()
        self.breaches = 0
        self._forget()
        self._tried = Window(SECOND)
        self._tried_in_chat: dict[int, Window] = {}
        self._tried_in_group: dict[int, Window] = {}

    def admit(self, chat_id: int | None, is_group: bool, method: str) -> int | None:
        """Count a call that is about to be carried out. None, or the seconds of `retry_after` to refuse it with.

        To be asked once for every call, after faults and before the world changes; methods that are not counted pass by themselves.
        When the world then answers 400 or 403, say so with `refused`.
        """
        if not counts(method):
            return None
        now = self._clock.elapsed()
        self._see(chat_id, is_group, now)
        if self.rules.mode == "off":
            return None
        wait, scope = self._longest_wait(chat_id, is_group, now)
        if wait > 0:
            self._breach(chat_id, method, scope)
            if self.rules.mode == "enforce":
                return min(max(1, math.ceil(wait)), self.LONGEST_WAIT)
        self._charge(chat_id, is_group, now)
        return None

    def refused(self, chat_id: int | None, method: str) -> None:
        """The call just admitted was refused by the world (400, 403): it goes on counting overall, not in its chat and group."""
        if chat_id is None or not counts(method) or self.rules.mode == "off":
            return
        if chat_id in self._buckets:
            self._buckets[chat_id].take_back()
        if chat_id in self._groups:
            self._groups[chat_id].take_back()

    def change(self, rules: Rules) -> None:
        """Go on under these rules. Windows start empty when the mode changes."""
        if rules.mode != self.rules.mode:
            self._forget()
        self.rules = replace(rules)

    def _forget(self) -> None:
        self._overall = Window(SECOND)
        self._buckets: dict[int, Bucket] = {}
        self._groups: dict[int, Window] = {}

    def _see(self, chat_id: int | None, is_group: bool, now: float) -> None:
        peaks = self.peaks
        peaks.overall_second = max(peaks.overall_second, self._tried.add(now))
        if chat_id is None:
            return
        in_chat = self._tried_in_chat.setdefault(chat_id, Window(SECOND))
        peaks.chat_second = max(peaks.chat_second, in_chat.add(now))
        if is_group:
            in_group = self._tried_in_group.setdefault(chat_id, Window(MINUTE))
            peaks.group_minute = max(peaks.group_minute, in_group.add(now))

    def _longest_wait(self, chat_id: int | None, is_group: bool, now: float) -> tuple[float, str]:
        waits = [(self._overall.wait(now, self.rules.overall), "overall")]
        if chat_id is not None:
            bucket = self._buckets.setdefault(chat_id, Bucket())
            waits.append((bucket.wait(now, self.rules.chat, self.rules.burst), "chat"))
            if is_group:
                group = self._groups.setdefault(chat_id, Window(MINUTE))
                waits.append((group.wait(now, self.rules.group_minute), "group"))
        wait, scope = max(waits)
        return (min(wait, float(self.LONGEST_WAIT)), scope)

    def _charge(self, chat_id: int | None, is_group: bool, now: float) -> None:
        self._overall.add(now)
        if chat_id is not None:
            self._buckets[chat_id].spend(self.rules.burst)
            if is_group:
                self._groups[chat_id].add(now)

    def _breach(self, chat_id: int | None, method: str, scope: str) -> None:
        self.breaches += 1
        rule = {
            "overall": f"{self.rules.overall} in any second overall",
            "chat": f"{self.rules.chat:g} a second in a chat after a burst of {self.rules.burst}",
            "group": f"{self.rules.group_minute} in any 60 seconds in a group",
        }[scope]
        self._journal.add("finding", method=method, chat=chat_id, finding="limit", scope=scope, text=f"over the limit: {rule}")
