"""Who has read an announcement, and who asked its sender for help."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlmodel import col

from storage.announcements.tables import HelpRequest, Reading
from storage.rows import first


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


def find_request(db: Connection, number: int) -> HelpRequest | None:
    """The request with this number."""
    return first(db, HelpRequest, select(HelpRequest).where(col(HelpRequest.id) == number))


NEXT_ALARM = select(func.min(col(HelpRequest.alarm_at))).where(col(HelpRequest.alarm_at).is_not(None))
"""When a request without an answer is told again."""
