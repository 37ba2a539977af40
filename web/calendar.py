"""`/calendar/<token>.ics`: what is on, for people's own calendars."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.texts import LANGUAGES, Catalogues, later
from community import calendar
from community.calendar import Served, Words, calendar_file
from storage.engine import Database

FRESH_S = 900
"""For so long a calendar need not ask again."""

MOST_IN_A_MINUTE = 30
"""Calendars ask a few times a day; who asks more often than this is a mistake, and is told to wait."""

MOST_REMEMBERED = 1000
MINUTE_S = 60

GONE = later("This calendar address is no longer in use. The bot gives you a new one in the private chat: My things.")


class Allowance:
    """How often each feed was asked for in this minute. `elapsed` are seconds of a clock that nobody sets."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._asked: OrderedDict[int, tuple[float, int]] = OrderedDict()

    def takes(self, feed: int) -> bool:
        """Count one request; False when it is one too many."""
        now = self._elapsed()
        since, count = self._asked.pop(feed, (now, 0))
        if now - since >= MINUTE_S:
            since, count = now, 0
        self._asked[feed] = since, count + 1
        if len(self._asked) > MOST_REMEMBERED:
            self._asked.popitem(last=False)
        return count < MOST_IN_A_MINUTE


def calendar_route(db: Database, catalogues: Catalogues, now: Callable[[], datetime], elapsed: Callable[[], float]) -> Route:
    """The feed of an address: 200, 304 if the caller has it already, 410 if nobody answers there (any more), 429.

    An address that never was is answered like one that was: so nothing has to be remembered of those who were forgotten.
    """
    allowance = Allowance(elapsed)

    async def answer(request: Request) -> Response:
        served = await db.read(calendar.feed, token=request.path_params["token"], now=now())
        if served is None:
            return _gone(catalogues)
        if not allowance.takes(served.feed):
            return PlainTextResponse("", status_code=429, headers={"Retry-After": str(MINUTE_S), "Cache-Control": "no-store"})
        if served.changed:
            await db.transaction(calendar.note_change, feed=served.feed, digest=served.digest, now=served.changed_at)
        headers = _headers(served)
        if _has_it(request, served):
            return Response(status_code=304, headers=headers)
        content = await asyncio.to_thread(_content, served, catalogues)
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    return Route("/calendar/{token}.ics", answer, methods=["GET"])


def _content(served: Served, catalogues: Catalogues) -> bytes:
    texts = catalogues.texts(served.language)
    words = Words(texts.say("Cancelled: {title}"), served.house or f"Talkoot · {texts.say('My things')}")
    return calendar_file(served.entries, bot=served.bot, stamp=served.changed_at, words=words)


def _headers(served: Served) -> dict[str, str]:
    return {
        "ETag": _tag(served),
        "Last-Modified": format_datetime(_second(served.changed_at), usegmt=True),
        "Cache-Control": f"private, max-age={FRESH_S}",
        "Content-Disposition": 'inline; filename="talkoot.ics"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }


def _tag(served: Served) -> str:
    return f'"{served.digest[:32]}"'


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _has_it(request: Request, served: Served) -> bool:
    """Whether the caller has this very file (RFC 9110, 13.2.2: a tag counts more than a date)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return any(tag.strip().removeprefix("W/") in (_tag(served), "*") for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and _second(served.changed_at) <= since


def _gone(catalogues: Catalogues) -> PlainTextResponse:
    text = "\n".join(catalogues.texts(language).say(GONE) for language in LANGUAGES)
    return PlainTextResponse(text, status_code=410, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
