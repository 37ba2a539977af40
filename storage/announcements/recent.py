"""The notices that arrived lately: in a group, in the houses of somebody, in one house the last of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlmodel import col

from storage.announcements.tables import Announcement, AnnouncementState, Copy
from storage.rows import loaded


@dataclass(frozen=True, slots=True)
class Arrived:
    """A notice, and when it arrived first; `message`: in the one group that was asked about."""

    announcement: Announcement
    at: datetime
    message: int | None = None


_OUT = (AnnouncementState.SENDING, AnnouncementState.SENT, AnnouncementState.STOPPED)
"""It says something to those who have it: not recalled."""


def list_arrived_in_chat(db: Connection, chat_id: int, since: datetime, limit: int) -> list[Arrived]:
    """What arrived in a group (by row) after an instant, the newest first."""
    return _arrived(db, (col(Copy.chat_id) == chat_id) & (col(Copy.sent_at) > since), limit)


def list_arrived_for(db: Connection, person_id: int, houses: Iterable[int], since: datetime, limit: int) -> list[Arrived]:
    """What arrived in the groups of these houses, or in somebody's private chat, after an instant, the newest first."""
    in_groups = col(Copy.chat_id).is_not(None) & col(Copy.house_id).in_(list(houses))
    return _arrived(db, or_(in_groups, col(Copy.person_id) == person_id) & (col(Copy.sent_at) > since), limit)


def find_last_arrived(db: Connection, house_id: int) -> Arrived | None:
    """The last notice in the groups of a house."""
    return next(iter(_arrived(db, (col(Copy.house_id) == house_id) & col(Copy.chat_id).is_not(None), 1)), None)


def _arrived(db: Connection, which: ColumnElement[bool], limit: int) -> list[Arrived]:
    at = func.min(col(Copy.sent_at)).label("at")
    query: Any = select(Announcement, at, func.min(col(Copy.message_id)).label("message"))
    query = query.join(Copy, col(Copy.announcement_id) == col(Announcement.id))
    query = query.where(which, col(Copy.sent_at).is_not(None), col(Announcement.state).in_(_OUT))
    found = []
    for row in db.execute(query.group_by(col(Announcement.id)).order_by(at.desc(), col(Announcement.id).desc()).limit(limit)):
        values = dict(row._mapping)
        arrived, message = values.pop("at"), values.pop("message")
        found.append(Arrived(loaded(Announcement, values), arrived, message))
    return found
