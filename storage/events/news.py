"""What those who signed up for an event still believe of it, until they are told that it is different."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import every, first
from storage.types import BigInt, UtcDateTime


class News(SQLModel, table=True):
    """An event was changed, and at `due_at` those who signed up are told how; `was` is what they know of it.

    `author_id`: the one who made all the changes, and knows of them.
    """

    __tablename__ = "event_news"

    event_id: int = Field(
        sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    was: dict[str, Any] = Field(sa_type=JSON)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    author_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)


def keep_news(db: Connection, event_id: int, *, was: dict[str, Any], changed_at: datetime, due_at: datetime, author_id: int | None) -> None:
    """There is this to tell, instead of what was to be told before."""
    values = {"was": was, "changed_at": changed_at, "due_at": due_at, "author_id": author_id}
    if find_news(db, event_id) is None:
        db.execute(insert(News), {"event_id": event_id, **values})
    else:
        _set(db, event_id, **values)


def hold_news(db: Connection, event_id: int, *, until: datetime) -> None:
    """They are not told before an instant."""
    news = find_news(db, event_id)
    if news is not None and news.due_at < until:
        _set(db, event_id, due_at=until)


def _set(db: Connection, event_id: int, **values: Any) -> None:
    db.execute(update(News).where(col(News.event_id) == event_id).values(**values))


def find_news(db: Connection, event_id: int) -> News | None:
    """What is still to be told of an event."""
    return first(db, News, select(News).where(col(News.event_id) == event_id))


def list_due_news(db: Connection, now: datetime, limit: int) -> list[News]:
    """News whose time has come, the oldest first."""
    return every(db, News, select(News).where(col(News.due_at) <= now).order_by(col(News.due_at)).limit(limit))


def drop_news(db: Connection, event_id: int) -> None:
    """They were told, or there is nothing to tell any more."""
    db.execute(delete(News).where(col(News.event_id) == event_id))


NEXT_NEWS = select(func.min(col(News.due_at)))
"""When news are due next."""
