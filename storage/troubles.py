"""What went wrong between the bot and a group, and whether those who look after it have been told: once, until it is well again."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Index, UniqueConstraint, delete, exists, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, one_of

GRACE = timedelta(minutes=1)
"""What is well again within a minute disturbs nobody."""


class TroubleKind(StrEnum):
    """What it is. The last two are no states: they are over once they are told."""

    REMOVED = "removed"  # the bot is not in the group any more
    MUTED = "muted"  # it may not write there
    DEMOTED = "demoted"  # it is no admin any more
    NO_TOPIC = "no-topic"  # the topic for cards is closed or gone
    MOVED = "moved"  # the group became a supergroup
    RENAMED = "renamed"


PASSING = (TroubleKind.MOVED, TroubleKind.RENAMED)


class Trouble(SQLModel, table=True):
    """A group has a trouble; `due_at` is when it is told, None once it was."""

    __tablename__ = "troubles"
    __table_args__ = (UniqueConstraint("chat_id", "kind"), Index("ix_troubles_due_at", "due_at"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    chat_id: int = Field(sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    kind: TroubleKind = Field(sa_type=one_of(TroubleKind))
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def begin(db: Connection, chat_id: int, kind: TroubleKind, now: datetime) -> None:
    """Something went wrong; what was wrong already stays as it is."""
    if not is_there(db, chat_id, kind):
        added(db, insert(Trouble), {"chat_id": chat_id, "kind": kind, "due_at": now + GRACE})


def end(db: Connection, chat_id: int, kind: TroubleKind) -> None:
    """It is well again: should it happen once more, it is told once more."""
    db.execute(delete(Trouble).where(col(Trouble.chat_id) == chat_id, col(Trouble.kind) == kind))


def is_there(db: Connection, chat_id: int, kind: TroubleKind) -> bool:
    """Whether it is so, told or not."""
    return bool(db.execute(select(exists().where(col(Trouble.chat_id) == chat_id, col(Trouble.kind) == kind))).scalar())


def list_due(db: Connection, now: datetime, limit: int) -> list[Trouble]:
    """What is to be told now, the oldest first."""
    return every(db, Trouble, select(Trouble).where(col(Trouble.due_at) <= now).order_by(col(Trouble.id)).limit(limit))


def look_up(db: Connection, number: int) -> Trouble | None:
    """The trouble with this number, unless it is over; held until the transaction ends."""
    return first(db, Trouble, select(Trouble).where(col(Trouble.id) == number).with_for_update())


def note_told(db: Connection, trouble: Trouble) -> None:
    """Nobody needs to be told again."""
    if trouble.kind in PASSING:
        end(db, trouble.chat_id, trouble.kind)
    else:
        db.execute(update(Trouble).where(col(Trouble.id) == trouble.id).values(due_at=None))


NEXT_TROUBLE = select(func.min(col(Trouble.due_at))).where(col(Trouble.due_at).is_not(None))
"""When there is next something to tell."""
