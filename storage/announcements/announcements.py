"""Finding, listing and changing announcements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update
from sqlmodel import col

from storage.announcements.tables import Announcement, AnnouncementState, Copy
from storage.rows import every, first


def add_announcement(db: Connection, announcement: Announcement) -> None:
    """A new announcement."""
    db.execute(insert(Announcement), announcement.model_dump())


def find_announcement(db: Connection, number: int) -> Announcement | None:
    """The announcement with this number."""
    return first(db, Announcement, select(Announcement).where(col(Announcement.id) == number))


def lock_announcement(db: Connection, number: int) -> Announcement | None:
    """The announcement, held until the transaction ends."""
    return first(db, Announcement, select(Announcement).where(col(Announcement.id) == number).with_for_update())


def change_announcement(db: Connection, number: int, **values: Any) -> None:
    """Set columns of an announcement."""
    db.execute(update(Announcement).where(col(Announcement.id) == number).values(**values))


def list_due(db: Connection, now: datetime) -> list[Announcement]:
    """Those that are to begin now, the earliest first; held until the transaction ends."""
    due = (col(Announcement.state) == AnnouncementState.SCHEDULED) & (col(Announcement.due_at) <= now)
    return every(db, Announcement, select(Announcement).where(due).order_by(col(Announcement.due_at)).limit(10).with_for_update())


def list_shown_before(db: Connection, moment: datetime) -> list[Announcement]:
    """Those whose progress was last shown at this moment or before, and is still to be shown."""
    query = select(Announcement).where(col(Announcement.shown_at) <= moment).order_by(col(Announcement.shown_at)).limit(10)
    return every(db, Announcement, query)


def list_in_state(db: Connection, *states: AnnouncementState) -> list[Announcement]:
    """Those in one of these states, the oldest first."""
    return every(db, Announcement, select(Announcement).where(col(Announcement.state).in_(states)).order_by(col(Announcement.id)))


def list_by(db: Connection, author: int, houses: Iterable[int] | None, limit: int) -> list[Announcement]:
    """What somebody (by row) wrote, or what goes to these houses (None: to any), the newest first."""
    query = select(Announcement)
    if houses is not None:
        there = select(col(Copy.announcement_id)).where(col(Copy.house_id).in_(list(houses)))
        query = query.where(or_(col(Announcement.author_id) == author, col(Announcement.id).in_(there)))
    return every(db, Announcement, query.order_by(col(Announcement.id).desc()).limit(limit))


def list_in_house(db: Connection, house: int, since: datetime, limit: int) -> list[Announcement]:
    """What the groups of a house were told since an instant and is not withdrawn, the newest first."""
    there = select(col(Copy.announcement_id)).where(col(Copy.house_id) == house, col(Copy.chat_id).is_not(None))
    told = (AnnouncementState.SENDING, AnnouncementState.SENT, AnnouncementState.STOPPED)
    query = select(Announcement).where(col(Announcement.id).in_(there), col(Announcement.state).in_(told))
    query = query.where(col(Announcement.started_at) > since).order_by(col(Announcement.started_at).desc(), col(Announcement.id).desc())
    return every(db, Announcement, query.limit(limit))


def count_urgent(db: Connection, house: int, since: datetime) -> int:
    """How many urgent ones a house got since an instant."""
    query = select(func.count()).select_from(Announcement).join(Copy, col(Copy.announcement_id) == col(Announcement.id))
    urgent = col(Announcement.urgent) & (col(Announcement.started_at) > since)
    return db.execute(query.where(urgent, col(Copy.house_id) == house, col(Copy.chat_id).is_not(None))).scalar_one()


_SCHEDULED = (col(Announcement.state) == AnnouncementState.SCHEDULED) & col(Announcement.due_at).is_not(None)

NEXT_ANNOUNCEMENT = select(func.min(col(Announcement.due_at))).where(_SCHEDULED)
"""When the next one begins."""
