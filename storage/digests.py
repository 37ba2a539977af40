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


NEXT_DIGEST = select(func.min(col(Person.digest_at)))
"""When the next list for somebody is due."""

NEXT_LIST = select(func.min(col(Chat.digest_at)))
"""When the next list for a group is due."""
