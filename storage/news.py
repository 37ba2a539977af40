"""What those who take part in an event or a call still believe of it, until they are told that it is different."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.cards import Thing, ThingKind
from storage.rows import every, first
from storage.types import BigInt, UtcDateTime


class News(SQLModel, table=True):
    """An event or a call was changed, and at `due_at` those who take part are told how; `was` is what they know of it.

    `author_id`: the one who made all the changes, and knows of them.
    """

    __tablename__ = "news"

    thing_id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    was: dict[str, Any] = Field(sa_type=JSON)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    author_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)


def keep_news(db: Connection, thing_id: int, *, was: dict[str, Any], changed_at: datetime, due_at: datetime, author_id: int | None) -> None:
    """There is this to tell, instead of what was to be told before."""
    values = {"was": was, "changed_at": changed_at, "due_at": due_at, "author_id": author_id}
    if find_news(db, thing_id) is None:
        db.execute(insert(News), {"thing_id": thing_id, **values})
    else:
        _set(db, thing_id, **values)


def hold_news(db: Connection, thing_id: int, *, until: datetime) -> None:
    """They are not told before an instant."""
    news = find_news(db, thing_id)
    if news is not None and news.due_at < until:
        _set(db, thing_id, due_at=until)


def _set(db: Connection, thing_id: int, **values: Any) -> None:
    db.execute(update(News).where(col(News.thing_id) == thing_id).values(**values))


def find_news(db: Connection, thing_id: int) -> News | None:
    """What is still to be told of a thing."""
    return first(db, News, select(News).where(col(News.thing_id) == thing_id))


def list_due_news(db: Connection, kind: ThingKind, now: datetime, limit: int) -> list[News]:
    """News of one kind of thing whose time has come, the oldest first."""
    due = select(News).join(Thing, col(Thing.id) == col(News.thing_id)).where(col(News.due_at) <= now, col(Thing.kind) == kind)
    return every(db, News, due.order_by(col(News.due_at)).limit(limit))


def drop_news(db: Connection, thing_id: int) -> None:
    """They were told, or there is nothing to tell any more."""
    db.execute(delete(News).where(col(News.thing_id) == thing_id))


NEXT_NEWS = select(func.min(col(News.due_at)))
"""When news are due next."""
