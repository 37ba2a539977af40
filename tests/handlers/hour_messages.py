"""When notices go, as long as it can be said, for `test_messages`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.outgoing import Outgoing
from bot.texts import escape
from community.announcements import (
    Announcement,
    AnnouncementState,
    Coming,
    CopyState,
    Counts,
    Going,
    Of,
    Planned,
    Progress,
    Question,
    Relation,
    Voice,
)
from community.events import Event
from community.refusals import Refused
from handlers.views import announcement_hours as views
from handlers.views import announcement_panel
from handlers.views.announcement_urgency import urgent_again
from handlers.views.reader import Reader
from storage.places import House
from tests.handlers.announcement_messages import preview
from tests.handlers.showing import filled

BIG = 10**12
ZONE = "Europe/Helsinki"
AT = datetime(2027, 12, 31, 10, 45, tzinfo=UTC)
GOING = Going(AT, AT.replace(tzinfo=None) + timedelta(hours=2), ZONE)


def of_hours(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Every screen about when a notice goes."""
    event = Event(id=BIG, title=filled(pattern, 80), starts=GOING.wall, zone=ZONE, starts_at=AT)
    quiet = tuple((AT + timedelta(hours=hour), 9999) for hour in range(6))
    whole = Planned(GOING, event, Relation.WEEK_BEFORE, urgent=True, house=filled(pattern, 64), quiet=quiet)
    for planned in (Planned(), whole, Planned(wrong=Refused("announcement-event"))):
        for candidates in ((), (GOING.wall,) * 3):
            yield views.question(Question(Of.DRAFT, BIG, ZONE, planned, GOING.wall, candidates), to)
    ways = tuple((relation, GOING) for relation in Relation)
    yield views.coming(Coming(Of.NOTICE, BIG, 3, (event,) * 5, more=True), to)
    yield views.coming(Coming(Of.NOTICE, BIG, 0, (), more=False, chosen=event, ways=ways), to)
    houses = tuple((House(id=number, name=filled(pattern, 64), zone=ZONE), 99) for number in range(12))
    yield urgent_again(preview({"fi": "-"}, often=houses), to)
    for state in AnnouncementState:
        for values in ({"due_at": AT, "wall": GOING.wall, "zone": ZONE}, {"due_at": None}, {"due_at": AT}):
            yield from _of_progress(state, values, to, pattern)


def _of_progress(state: AnnouncementState, values: dict[str, Any], to: Reader, pattern: str) -> Iterator[Outgoing]:
    texts = {"fi": escape(filled(pattern, 3000))}
    found = Announcement(id=BIG, state=state, texts=texts, voice=Voice.BOARD, audience={}, **values)
    shown = Progress(found, Counts(dict.fromkeys(CopyState, 9999)), {AT + timedelta(hours=hour): 9999 for hour in range(6)})
    yield announcement_panel.panel(shown, to)
    yield from (views.held(shown, to), views.late(shown, to))
