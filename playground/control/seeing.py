"""Seeing what happened: the journal, its feed, and whether everything has come to rest."""

import contextlib

import orjson
from aiohttp import web
from pydantic import Field

from playground.control.exchange import LONGEST_WAIT, Asked, Unusable, answer, body_of, query_of
from playground.control.peace import Peace
from playground.journal import CHANGE, KINDS, Entry, Filter, Journal

HEARTBEAT = 15.0
"""Real seconds after which a silent feed shows that it is alive; proxies close what is silent for long."""


class Sought(Asked):
    """What to look for in the journal; `limit` means the first after `after`, or the newest when that is not said."""

    after: int | None = None
    kind: str | None = None
    method: str | None = None
    chat: int | None = None
    user: int | None = None
    contains: str | None = None
    changes: bool = False
    wait: float = Field(0.0, ge=0, le=LONGEST_WAIT)
    count: int = Field(1, ge=1)
    limit: int | None = Field(None, ge=0)

    def within_limit(self, found: list[Entry]) -> list[Entry]:
        """As many of the entries as were asked for."""
        if self.limit is None:
            return found
        return found[: self.limit] if self.after is not None else found[max(len(found) - self.limit, 0) :]

    def filter(self) -> Filter:
        """As a filter of the journal. Raises Unusable for a kind that does not exist."""
        if self.kind is not None and self.kind not in (*KINDS, CHANGE):
            raise Unusable(f"kind: there are {', '.join(KINDS)}, not {self.kind}")
        return Filter(self.kind, self.method, self.chat, self.user, self.contains, self.changes or self.kind == CHANGE)


class Rest(Asked):
    """How long it has to be quiet, and how long to wait for that at most, in real seconds."""

    quiet: float = Field(0.2, ge=0, le=60)
    timeout: float = Field(10.0, ge=0, le=LONGEST_WAIT)


class SeeingCalls:
    """`/_emu/journal`, `/_emu/events` and `/_emu/settle`."""

    def __init__(self, journal: Journal, peace: Peace) -> None:
        self._journal = journal
        self._peace = peace

    async def journal(self, request: web.Request) -> web.Response:
        """The entries that pass, oldest first; with `wait`, not before there are `count` of them or the time is over."""
        asked = query_of(request, Sought)
        found = await self._journal.wait_for(asked.filter(), after=asked.after or 0, count=asked.count, seconds=asked.wait)
        return answer(asked.within_limit(found))

    async def settle(self, request: web.Request) -> web.Response:
        """Wait for rest and say how far it came."""
        asked = await body_of(request, Rest)
        return answer((await self._peace.settle(asked.quiet, asked.timeout)).told())

    async def events(self, request: web.Request) -> web.StreamResponse:
        """The journal as Server-Sent Events, from now on or after `Last-Event-ID` (or `?after=`); the same filters as the journal.

        The id of an event is its seq, its data the entry. With `changes=1` entries of kind "change" come too.
        """
        asked = query_of(request, Sought)
        after = self._first(request, asked)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        stream.enable_chunked_encoding()
        await stream.prepare(request)
        await stream.write(b"retry: 1000\n\n")
        with contextlib.suppress(ConnectionResetError):
            await self._feed(request, stream, asked.filter(), after)
        return stream

    async def _feed(self, request: web.Request, stream: web.StreamResponse, sought: Filter, after: int) -> None:
        while request.transport is not None and not request.transport.is_closing():
            upto = self._journal.seq
            found = self._journal.find(sought, after=after)
            after = max(after, upto)
            await stream.write(b"".join(event(entry) for entry in found) if found else b"")
            if not await self._journal.added.until(lambda seen=after: self._journal.seq > seen, HEARTBEAT):  # type: ignore[misc]
                await stream.write(b": still here\n\n")

    def _first(self, request: web.Request, asked: Sought) -> int:
        given = request.headers.get("Last-Event-ID") or request.query.get("after")
        if given is None:
            return self._journal.seq
        try:
            return int(given)
        except ValueError:
            raise Unusable(f"Last-Event-ID: {given!r} is not a number") from None


def event(entry: Entry) -> bytes:
    """One entry as a Server-Sent Event."""
    return b"id: %d\ndata: %s\n\n" % (entry["seq"], orjson.dumps(entry, default=str))
