"""Who has read an announcement, and who asked its sender for help."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlmodel import col

from storage.announcements.tables import Announcement, AnnouncementState, HelpRequest, Reading
from storage.rows import added, every, first


def add_reading(db: Connection, announcement: int, person: int, house: int | None, now: datetime) -> bool:
    """Somebody has read it; False if they had said so."""
    mine = (col(Reading.announcement_id) == announcement) & (col(Reading.person_id) == person)
    if db.execute(select(col(Reading.id)).where(mine)).first() is not None:
        return False
    db.execute(insert(Reading), {"announcement_id": announcement, "person_id": person, "house_id": house, "read_at": now})
    return True


def count_readings(db: Connection, announcement: int, house: int | None = None) -> int:
    """How many people have read it (in a house)."""
    query: Any = select(func.count()).select_from(Reading).where(col(Reading.announcement_id) == announcement)
    return int(db.execute(query if house is None else query.where(col(Reading.house_id) == house)).scalar_one())


def untie_readings(db: Connection, *, ended_before: datetime) -> int:
    """Who read announcements that went out so long ago becomes a number for each house; how many."""
    ended = select(col(Announcement.id)).where(col(Announcement.ended_at) < ended_before)
    theirs = col(Reading.person_id).is_not(None) & col(Reading.announcement_id).in_(ended)
    return db.execute(update(Reading).where(theirs).values(person_id=None)).rowcount


def list_open_requests_of(db: Connection, person: int) -> list[tuple[HelpRequest, Announcement]]:
    """What somebody (by row) asked and is not done yet, each with its announcement, unless that was recalled; the oldest first."""
    query = select(HelpRequest).join(Announcement, col(Announcement.id) == col(HelpRequest.announcement_id))
    query = query.where(col(HelpRequest.person_id) == person, col(HelpRequest.closed_at).is_(None))
    query = query.where(col(Announcement.state) != AnnouncementState.RECALLED).order_by(col(HelpRequest.asked_at), col(HelpRequest.id))
    asked = every(db, HelpRequest, query)
    wanted = select(Announcement).where(col(Announcement.id).in_({each.announcement_id for each in asked}))
    found = {each.id: each for each in every(db, Announcement, wanted)}
    return [(each, found[each.announcement_id]) for each in asked]


def add_request(db: Connection, **values: Any) -> int:
    """Somebody asks; the number of the request."""
    return added(db, insert(HelpRequest), values)


def find_request(db: Connection, number: int) -> HelpRequest | None:
    """The request with this number."""
    return first(db, HelpRequest, select(HelpRequest).where(col(HelpRequest.id) == number))


def lock_request(db: Connection, number: int) -> HelpRequest | None:
    """The same, held until the transaction ends."""
    return first(db, HelpRequest, select(HelpRequest).where(col(HelpRequest.id) == number).with_for_update())


def find_open_request(db: Connection, announcement: int, person: int) -> HelpRequest | None:
    """What somebody (by row) asked after an announcement and is not done yet."""
    mine = (col(HelpRequest.announcement_id) == announcement) & (col(HelpRequest.person_id) == person)
    return first(db, HelpRequest, select(HelpRequest).where(mine, col(HelpRequest.closed_at).is_(None)).with_for_update())


def change_request(db: Connection, number: int, **values: Any) -> None:
    """Set columns of a request."""
    db.execute(update(HelpRequest).where(col(HelpRequest.id) == number).values(**values))


def count_asked(db: Connection, person: int, since: datetime) -> int:
    """How often somebody (by row) asked since an instant."""
    mine = (col(HelpRequest.person_id) == person) & (col(HelpRequest.asked_at) > since)
    return db.execute(select(func.count()).select_from(HelpRequest).where(mine)).scalar_one()


def list_requests(db: Connection, announcement: int | None = None) -> list[HelpRequest]:
    """All requests there are (after an announcement): the open ones first, those the longest waiting first; then the newest."""
    query = select(HelpRequest) if announcement is None else select(HelpRequest).where(col(HelpRequest.announcement_id) == announcement)
    waiting = every(db, HelpRequest, query.where(col(HelpRequest.closed_at).is_(None)).order_by(col(HelpRequest.asked_at)))
    return waiting + every(
        db, HelpRequest, query.where(col(HelpRequest.closed_at).is_not(None)).order_by(col(HelpRequest.closed_at).desc())
    )


def list_alarms(db: Connection, now: datetime, limit: int) -> list[HelpRequest]:
    """Those that have waited too long for an answer; held until the transaction ends."""
    query = select(HelpRequest).where(col(HelpRequest.alarm_at) <= now).order_by(col(HelpRequest.alarm_at)).limit(limit)
    return every(db, HelpRequest, query.with_for_update())


def forget_requests(db: Connection, *, closed_before: datetime, asked_before: datetime) -> int:
    """Delete those that were done, or asked, so long ago; how many."""
    old = or_(col(HelpRequest.closed_at) < closed_before, col(HelpRequest.asked_at) < asked_before)
    return db.execute(delete(HelpRequest).where(old)).rowcount


def forget_answers_of(db: Connection, house: int) -> None:
    """A house goes: who read what there, and what was asked there, goes with it."""
    for table in (Reading, HelpRequest):
        db.execute(delete(table).where(col(table.house_id) == house))


NEXT_ALARM = select(func.min(col(HelpRequest.alarm_at))).where(col(HelpRequest.alarm_at).is_not(None))
"""When a request without an answer is told again."""
