"""The notices of the last days, for the week's lists, and the last one of a house."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import announcements
from storage.announcements import Arrived

RECENT = timedelta(days=7)
"""Before Monday's list came a week of which it is the end."""

MOST = 3
"""So many notices stand in a list: the last ones, as a message has its length."""


def recent_in_chat(db: Connection, chat_id: int, now: datetime) -> tuple[Arrived, ...]:
    """What a group (by row) was told in the last days, in the order it came; without what was recalled."""
    return tuple(reversed(announcements.list_arrived_in_chat(db, chat_id, now - RECENT, MOST)))


def recent_for(db: Connection, person_id: int, houses: Iterable[int], now: datetime) -> tuple[Arrived, ...]:
    """What the groups of somebody's houses, or they themselves, were told in the last days; each notice once."""
    return tuple(reversed(announcements.list_arrived_for(db, person_id, houses, now - RECENT, MOST)))


def last_in_house(db: Connection, house_id: int) -> Arrived | None:
    """The last notice that the groups of a house got."""
    return announcements.find_last_arrived(db, house_id)
