"""When weekly lists are due: a column of the person for the one in private, of the chat for the one in the group."""

from datetime import datetime

from sqlalchemy import Connection, func, or_, select
from sqlmodel import col

from storage.people import Person
from storage.places import Chat
from storage.rows import every


def list_due_people(db: Connection, now: datetime, limit: int) -> list[Person]:
    """Whose list is due, the longest waiting first."""
    due = select(Person).where(col(Person.digest_at) <= now).order_by(col(Person.digest_at)).limit(limit)
    return every(db, Person, due)


def list_due_chats(db: Connection, now: datetime, limit: int) -> list[Chat]:
    """The chats whose list is due, and those that have no day for it yet."""
    due = or_(col(Chat.digest_at).is_(None), col(Chat.digest_at) <= now)
    return every(db, Chat, select(Chat).where(due).order_by(col(Chat.digest_at)).limit(limit))


def next_due_at(db: Connection) -> datetime | None:
    """When the next list is due; None when there is none."""
    columns = (Person.digest_at, Chat.digest_at)
    times = [db.execute(select(func.min(each))).scalar() for each in columns]
    return min((time for time in times if time is not None), default=None)
