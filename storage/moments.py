"""When something happens by itself next: one look at the front of every index."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage import announcements, digests, drafts, events, polls, reminders, rotas, series, troubles, volunteering


def next_moment(db: Connection) -> datetime | None:
    """The soonest of all there is; None when nothing lies ahead. Weekly lists count only where there is something to list."""
    fronts = db.execute(_FRONTS).one()
    lists = db.execute(_LISTS).one() if any(fronts[: len(_LISTED)]) else ()
    return min((moment for moment in (*fronts, *lists) if moment is not None), default=None)


def _together(*queries: Any) -> Any:
    """What each of them says, in one row: asked one by one, most of the time would go into asking."""
    return select(*(query.scalar_subquery() for query in queries))


_LISTS = _together(digests.NEXT_DIGEST, digests.NEXT_LIST)

_LISTED = (events.NEXT_END, polls.NEXT_CLOSE, rotas.NEXT_ROTA_DUE, volunteering.NEXT_END)
"""What weekly lists are about."""

_FRONTS = _together(
    *_LISTED,
    announcements.NEXT_ANNOUNCEMENT,
    announcements.NEXT_COPY,
    announcements.NEXT_ALARM,
    events.NEXT_CANCELLATION,
    events.NEXT_NEWS,
    events.NEXT_SEATING,
    events.NEXT_OFFER_END,
    events.NEXT_DEADLINE,
    events.NEXT_CHECK,
    events.NEXT_QUESTION,
    polls.NEXT_REMINDER,
    polls.NEXT_NUDGE,
    reminders.NEXT_REMINDER,
    reminders.NEXT_SHIFT_REMINDER,
    reminders.NEXT_LINE,
    series.NEXT_SERIES_DUE,
    drafts.NEXT_EXPIRY,
    troubles.NEXT_TROUBLE,
    volunteering.NEXT_TASK_CHECK,
    volunteering.NEXT_TURNOUT,
    volunteering.NEXT_HAND_OVER,
    rotas.NEXT_ROTA_DUE,
    volunteering.NEXT_TIP,
    rotas.NEXT_REMINDER,
)
