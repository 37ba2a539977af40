"""Notices and what is asked after them, as long as they can be, for `test_messages`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.outgoing import Outgoing
from bot.texts import escape
from community.announcements import Announcement, AnnouncementState, Asked, Copy, ShownCopy, Voice
from community.announcements.acknowledging import KEPT, LONGEST
from handlers.views import acknowledging as views
from handlers.views import announcements
from handlers.views.reader import Reader
from storage.announcements import AskKind, HelpRequest
from storage.people import NAME
from tests.handlers.showing import BIG, NOW, filled, house

ROOM = 1800
"""Characters of a text that fits in any script."""


def of_notices(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Copies with their buttons, and every screen of who asks and who answers."""
    for asks in (True, False):
        for state in (AnnouncementState.SENT, AnnouncementState.RECALLED):
            about = notice(filled(pattern, ROOM), asks=asks, state=state)
            yield announcements.copy(ShownCopy(about, copy(chat_id=1), 10_000), to)
            yield announcements.copy(ShownCopy(about, copy(person_id=1), 10_000), to)
    about = notice(filled(pattern, ROOM))
    for asked in (None, request(pattern)):
        yield views.ask(about, asked, to)
    yield from (views.mine(each, about, to, sent=True) for each in (request(pattern), request(pattern, closed_at=NOW)))
    yield views.answered(about, filled(pattern, LONGEST), to)
    yield views.closed(about, to)
    for each in _asked(about, pattern):
        yield from (views.request(each, to, why=why, back=True) for why in ("asked", "more", "withdrawn", "alarm"))
    many = list(_asked(about, pattern)) * 10
    yield from (views.requests(found, 1, page, to) for found, page in (([], 0), (many, 0), (many, 2), (many, 999)))


def _asked(about: Announcement, pattern: str) -> Iterator[Asked]:
    for name in (None, filled(pattern, NAME)):
        for values in ({}, {"kind": AskKind.QUESTION, "answered_at": NOW}, {"answered_at": NOW, "closed_at": NOW}):
            yield Asked(request(pattern, **values), about, house() if name else None, name, reachable=bool(name))


def notice(text: str, **values: Any) -> Announcement:
    """A notice in one language."""
    known = {"id": BIG, "voice": Voice.PROPERTY_MANAGER, "state": AnnouncementState.SENT, "audience": {}, "asks": True}
    return Announcement(**{**known, "texts": {"fi": escape(text)}, **values})


def copy(**values: Any) -> Copy:
    """A copy of it."""
    return Copy(id=BIG, announcement_id=BIG, languages="fi,sv", **values)


def request(pattern: str, **values: Any) -> HelpRequest:
    """What somebody asked, in as many words as are kept."""
    known = {
        "id": BIG,
        "announcement_id": BIG,
        "person_id": 1,
        "house_id": 1,
        "kind": AskKind.HELP,
        "asked_at": datetime(2027, 5, 1, tzinfo=UTC),
    }
    return HelpRequest(**{**known, "text": filled(pattern, KEPT), **values})
