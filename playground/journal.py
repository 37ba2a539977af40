"""The journal: everything that passed between the bot, the playground and the people in it.

Kinds: `call` (a request came in: method, chat, user, request), `answer` (the same and the response),
`update` (one was made), `delivery` (updates were handed over), `fault` (one was applied), `finding` (a request outside the schema,
an unknown method, a breach of a limit). Beside them a `change` notes that a message was written, changed or removed; it shares the
numbering, so that "changed after seq" means one thing everywhere, and is seen only by those who ask for it.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from playground.bell import Bell
from playground.clock import Clock

Entry = dict[str, Any]

KINDS = ("call", "answer", "update", "delivery", "fault", "finding")
CHANGE = "change"

CAPACITY = 50_000
"""Entries kept; the oldest are forgotten first. About 100 MB when each holds a long message, far less in daily use."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; None matches everything. `contains` is looked for in every text of an entry, case and all.

    Changes of messages are shown only with `changes`.
    """

    kind: str | None = None
    method: str | None = None
    chat: int | None = None
    user: int | None = None
    contains: str | None = None
    changes: bool = False

    def passes(self, entry: Entry) -> bool:
        """Whether the entry is one of those looked for. Method names know no case, as in the Bot API."""
        kind = entry["kind"]
        if (kind == CHANGE and not self.changes) or (self.kind is not None and kind != self.kind):
            return False
        if self.method is not None and str(entry.get("method", "")).lower() != self.method.lower():
            return False
        if self.chat is not None and entry.get("chat") != self.chat:
            return False
        if self.user is not None and entry.get("user") != self.user:
            return False
        return self.contains is None or any(self.contains in text for text in texts_in(entry))


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a JSON-like value, keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


class Journal:
    """Entries in the order of their `seq`, which rises by one for as long as the playground runs."""

    def __init__(self, clock: Clock, capacity: int = CAPACITY) -> None:
        self._clock = clock
        self._entries: deque[Entry] = deque(maxlen=capacity)
        self.seq = 0
        self.stirs = 0
        """Entries that were more than the bot asking for updates and getting none: what has to stop for peace to reign."""
        self.added = Bell()
        self.calls: Counter[str] = Counter()
        self.findings = 0
        self.too_many_requests = 0

    def add(self, kind: str, **fields: Any) -> int:
        """Write an entry and return its `seq`. Fields that are None are left out; values are kept as they are, so don't change them."""
        self.seq += 1
        entry: Entry = {"seq": self.seq, "at": self._clock.now(), "kind": kind}
        for name, value in fields.items():
            if value is not None:
                entry[name] = value
        self._entries.append(entry)
        self._count(entry)
        self.added.ring()
        return self.seq

    def find(self, sought: Filter, *, after: int = 0) -> list[Entry]:
        """The entries after that seq which pass, oldest first."""
        return [entry for entry in self._since(after) if sought.passes(entry)]

    async def wait_for(self, sought: Filter, *, after: int = 0, count: int = 1, seconds: float) -> list[Entry]:
        """As `find`, but wait up to that many real seconds for at least `count` of them; then give what there is."""
        found: list[Entry] = []
        seen = after

        def enough() -> bool:
            nonlocal seen
            found.extend(self.find(sought, after=seen))
            seen = max(seen, self.seq)
            return len(found) >= count

        await self.added.until(enough, seconds)
        return found

    @property
    def forgotten(self) -> int:
        """How many of the oldest entries are no longer kept."""
        return self.seq - len(self._entries)

    def _since(self, after: int) -> Iterator[Entry]:
        newer = min(max(self.seq - after, 0), len(self._entries))
        # From the right end: a deque is slow in its middle, and whoever waits asks for the newest.
        return reversed(list(islice(reversed(self._entries), newer)))

    def _count(self, entry: Entry) -> None:
        if str(entry.get("method", "")).lower() != "getupdates":
            self.stirs += 1
        if entry["kind"] == "call":
            self.calls[str(entry.get("method", ""))] += 1
        elif entry["kind"] == "finding":
            self.findings += 1
        elif entry["kind"] == "answer":
            response = entry.get("response")
            if isinstance(response, dict) and response.get("error_code") == 429:
                self.too_many_requests += 1
