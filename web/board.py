"""`/board/<token>`: the notice board of a house, for a screen in the lobby, a phone without Telegram, and paper. It needs no scripts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.dates import say_day, say_span
from bot.texts import LANGUAGES, Catalogues, Texts, later, without_markup
from community import board
from community.board import Board
from community.volunteering import needed, room
from community.week import Called
from storage.announcements import Announcement
from storage.engine import Database
from storage.events import Event
from storage.polls import Poll

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}

GONE = later("This notice board is no longer at this address. Ask who looks after the house for the new one.")

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that hangs there."""

    head: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """The things of one kind."""

    title: str
    items: list[Item]


def board_routes(db: Database, catalogues: Catalogues, now: Callable[[], datetime]) -> Sequence[Route]:
    """The page of a board, 404 where there is none (any more), and its style."""
    pages = Environment(loader=PackageLoader("web"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page, style = pages.get_template("board.html"), pages.get_template("board.css").render()

    async def answer(request: Request) -> Response:
        found = await db.read(board.look, token=request.path_params["token"], now=now())
        if found is None:
            gone = "\n".join(catalogues.texts(language).say(GONE) for language in LANGUAGES)
            return PlainTextResponse(gone, status_code=404, headers=HEADERS)
        texts = catalogues.texts(_language(request, found))
        return HTMLResponse(page.render(_shown(found, texts, now())), headers=HEADERS)

    async def dress(request: Request) -> Response:
        return PlainTextResponse(style, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    return (Route("/board/{token}", answer, methods=["GET"]), Route("/board.css", dress, methods=["GET"]))


def _language(request: Request, found: Board) -> str:
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else found.house.spoken[0]


def _shown(found: Board, texts: Texts, now: datetime) -> dict[str, object]:
    sections = [
        Section(texts.say("Notices"), [_notice(each, found, texts, now) for each in found.notices]),
        Section(texts.say("What's on"), [_event(each, texts, now) for each in found.events]),
        Section(texts.say("Hands needed"), [_call(each, texts, now) for each in found.calls]),
        Section(texts.say("Polls"), [_poll(each, texts, now) for each in found.polls]),
    ]
    return {
        "language": texts.language,
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        "house": found.house.name,
        "sections": [each for each in sections if each.items],
        "empty": texts.say("Nothing hangs here just now."),
        "footer": texts.say("No Telegram? Ask a neighbour: they can answer and sign up for you."),
    }


def _notice(notice: Announcement, found: Board, texts: Texts, now: datetime) -> Item:
    said = notice.texts.get(texts.language) or next((notice.texts[code] for code in found.house.spoken if notice.texts.get(code)), None)
    words = without_markup(said or next(iter(notice.texts.values()), "")).strip()
    day = (notice.started_at or now).astimezone(ZoneInfo(found.house.zone)).date()
    head, _, rest = words.partition("\n")
    told = texts.say("Told on {day}", day=say_day(day, texts.language, today=now.date()))
    return Item(head, [*([rest.strip()] if rest.strip() else []), told])


def _event(event: Event, texts: Texts, now: datetime) -> Item:
    when = say_span(event.starts, event.ends, texts.language, today=now.astimezone(ZoneInfo(event.zone)).date())
    return Item(event.title, [" · ".join(part for part in (when, event.place or "") if part)])


def _call(each: Called, texts: Texts, now: datetime) -> Item:
    call = each.call
    return Item(call.title, list(_needs(each, texts, now)))


def _needs(each: Called, texts: Texts, now: datetime) -> Iterator[str]:
    call = each.call
    if call.starts is not None:
        today = now.astimezone(ZoneInfo(call.zone)).date()
        when = say_day(call.starts.date(), texts.language, today=today)
        yield " · ".join(part for part in (when, call.place or "") if part)
    for task in each.lacking:
        number = needed(task) or room(task)
        lacking = texts.count("{n} more needed", "{n} more needed", number)
        yield f"{task.name}: {lacking}"


def _poll(poll: Poll, texts: Texts, now: datetime) -> Item:
    closes = poll.closes_at.astimezone(ZoneInfo(poll.zone))
    until = say_day(closes.date(), texts.language, today=now.astimezone(ZoneInfo(poll.zone)).date())
    return Item(poll.question, [texts.say("Open until {day}", day=until)])
