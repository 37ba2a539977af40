"""What the bot itself began in its chats: a row for each post that counts towards a chat's budget."""

from datetime import date, timedelta

from sqlalchemy import Connection, Date, Index, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.types import BigInt

KEPT = timedelta(days=14)
"""Longer than any budget looks back."""


class StartedPost(SQLModel, table=True):
    """The bot began something in a chat, on a day of its house."""

    __tablename__ = "started_posts"
    __table_args__ = (Index("ix_started_posts_chat_id", "chat_id", "day"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    chat_id: int = Field(sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    day: date = Field(sa_type=Date)


def note_post(db: Connection, chat_id: int, day: date) -> None:
    """The bot begins something in a chat on this day; what is long past is let go."""
    mine = col(StartedPost.chat_id) == chat_id
    db.execute(delete(StartedPost).where(mine, col(StartedPost.day) < day - KEPT))
    db.execute(insert(StartedPost), {"chat_id": chat_id, "day": day})


def list_days(db: Connection, chat_id: int, since: date) -> list[date]:
    """The days from `since` on, one for each post."""
    days = select(col(StartedPost.day)).where(col(StartedPost.chat_id) == chat_id, col(StartedPost.day) >= since)
    return list(db.execute(days.order_by(col(StartedPost.day))).scalars())
