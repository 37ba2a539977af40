"""What the hour of an announcement hangs on: the houses it goes to, their coming events, and how many urgent ones they had."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, or_, select
from sqlmodel import col

from storage.announcements.audience import Audience, houses_of
from storage.announcements.tables import Announcement, AnnouncementState, Copy, CopyState
from storage.cards import Card, Thing
from storage.events import Event, EventState
from storage.places import Chat, House
from storage.rows import every, loaded


def list_houses_of(db: Connection, audience: Audience) -> list[House]:
    """The houses an audience is in, those whose group gets it."""
    return every(db, House, select(House).where(col(House.id).in_(houses_of(audience))).order_by(col(House.id)))


def list_events(db: Connection, audience: Audience, since: datetime, limit: int, event: int | None = None) -> list[Event]:
    """What begins later than `since` in these houses, the next one first; only this event, if one is named."""
    houses = houses_of(audience)
    shown = exists().where(col(Card.thing_id) == col(Event.id), col(Card.chat_id) == col(Chat.id), col(Chat.house_id).in_(houses))
    query = select(Event).join(Thing, col(Thing.id) == col(Event.id)).where(or_(col(Thing.house_id).in_(houses), shown))
    query = query.where(col(Event.state) == EventState.PUBLISHED, col(Event.starts_at) > since)
    if event is not None:
        query = query.where(col(Event.id) == event)
    return every(db, Event, query.order_by(col(Event.starts_at), col(Event.id)).limit(limit))


_FOLLOWING = (AnnouncementState.AWAITING, AnnouncementState.SCHEDULED, AnnouncementState.SENDING)


def list_following(db: Connection) -> list[tuple[Announcement, Event | None]]:
    """Those that go before or after an event and are not out yet, held until the transaction ends, with the event if it is still there."""
    there = col(Announcement.state).in_(_FOLLOWING) & col(Announcement.event_offset).is_not(None)
    found = every(db, Announcement, select(Announcement).where(there).with_for_update())
    wanted = {each.event_id for each in found}
    rows: Any = db.execute(select(Event).where(col(Event.id).in_(wanted))) if found else ()
    events = {row.id: loaded(Event, dict(row._mapping)) for row in rows}
    return [(each, events.get(each.event_id)) for each in found]


def count_urgent(db: Connection, audience: Audience, since: datetime) -> dict[int, int]:
    """How many urgent ones each of these houses got since an instant; houses without one are left out."""
    query: Any = select(col(Copy.house_id), func.count(col(Announcement.id).distinct()))
    query = query.join(Announcement, col(Announcement.id) == col(Copy.announcement_id))
    query = query.where(col(Announcement.urgent), col(Announcement.started_at) > since, col(Copy.house_id).in_(houses_of(audience)))
    return {row[0]: row[1] for row in db.execute(query.group_by(col(Copy.house_id)))}


def list_urgent_ahead(db: Connection) -> list[Announcement]:
    """The urgent ones that have not begun."""
    ahead = col(Announcement.state).in_((AnnouncementState.AWAITING, AnnouncementState.SCHEDULED))
    return every(db, Announcement, select(Announcement).where(ahead, col(Announcement.urgent)))


def count_held(db: Connection, announcement: int, now: datetime) -> dict[datetime, int]:
    """How many houses wait for the end of their quiet, by when that is, the soonest first."""
    due: Any = col(Copy.due_at)
    query: Any = select(due, func.count(col(Copy.house_id).distinct())).where(col(Copy.announcement_id) == announcement, due > now)
    return {row[0]: row[1] for row in db.execute(query.where(col(Copy.state) == CopyState.PENDING).group_by(due).order_by(due))}
