"""Topics of groups that have them, as far as the bot has heard of them: Telegram has no call that lists them."""

from sqlalchemy import Connection, UniqueConstraint, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import every
from storage.types import BigInt

NAME = 128
"""The longest name of a topic, in characters; Telegram's own limit."""


class Topic(SQLModel, table=True):
    """A topic of a group, by Telegram's number of its thread. In a `closed` one, or one that is gone, nobody writes."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("chat_id", "thread_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    chat_id: int = Field(sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    thread_id: int = Field(sa_type=BigInt)
    name: str = Field(max_length=NAME)
    closed: bool = False


def note_topic(db: Connection, chat_id: int, thread_id: int, name: str) -> None:
    """A topic is called so."""
    one = (col(Topic.chat_id) == chat_id) & (col(Topic.thread_id) == thread_id)
    if not db.execute(update(Topic).where(one).values(name=name[:NAME])).rowcount:
        db.execute(insert(Topic), {"chat_id": chat_id, "thread_id": thread_id, "name": name[:NAME], "closed": False})


def close_topic(db: Connection, chat_id: int, thread_id: int, *, closed: bool) -> None:
    """A topic was closed, or opened again; one that is not known stays so."""
    db.execute(update(Topic).where(col(Topic.chat_id) == chat_id, col(Topic.thread_id) == thread_id).values(closed=closed))


def list_open(db: Connection, chat_id: int) -> list[Topic]:
    """The topics of a group in which one can write, the newest first."""
    query = select(Topic).where(col(Topic.chat_id) == chat_id, col(Topic.closed).is_(False))
    return every(db, Topic, query.order_by(col(Topic.thread_id).desc()))
