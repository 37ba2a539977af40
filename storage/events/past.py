"""What a house has done before: where it met, which events could be made again, and of which nobody has said how many came."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlmodel import col

from storage.cancellations import blank_reasons
from storage.cards import Thing
from storage.events.tables import Event, EventState
from storage.rows import every


def list_places(db: Connection, house_ids: list[int], limit: int) -> list[tuple[int, str]]:
    """The places these houses met at most often, each with the number of the last event there."""
    last = func.max(col(Event.id))
    query: Any = (
        select(last, col(Event.place))
        .join(Thing, col(Thing.id) == col(Event.id))
        .where(col(Thing.house_id).in_(house_ids), col(Event.place).is_not(None))
        .group_by(col(Event.place))
        .order_by(func.count().desc(), last.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.execute(query)]


def list_past(db: Connection, house_ids: list[int], now: datetime, limit: int) -> list[Event]:
    """The last event of each title that took place in these houses, the newest first."""
    over = (col(Event.state) != EventState.CANCELLED) & (col(Event.starts_at) <= now)
    newest = (
        select(func.max(col(Event.id)))
        .join(Thing, col(Thing.id) == col(Event.id))
        .where(col(Thing.house_id).in_(house_ids), over)
        .group_by(col(Event.title))
    )
    query = select(Event).where(col(Event.id).in_(newest)).order_by(col(Event.starts_at).desc(), col(Event.id).desc())
    return every(db, Event, query.limit(limit))


def list_to_ask(db: Connection, now: datetime, limit: int) -> list[Event]:
    """The events whose organisers are to be asked now how many came, the longest waiting first."""
    return every(db, Event, select(Event).where(col(Event.ask_at) <= now).order_by(col(Event.ask_at), col(Event.id)).limit(limit))


NEXT_QUESTION = select(func.min(col(Event.ask_at)))
"""When somebody is to be asked that next."""


def forget_pictures(db: Connection, *, ended_before: datetime) -> int:
    """Events that ended before an instant lose their picture, which may show people; how many."""
    ended = func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before
    return db.execute(update(Event).where(ended, col(Event.picture).is_not(None)).values(picture=None)).rowcount


def forget_reasons(db: Connection, *, ended_before: datetime) -> int:
    """Blank why events were cancelled that would have ended before an instant; how many."""
    return blank_reasons(db, select(col(Event.id)).where(func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before))
