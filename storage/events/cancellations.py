"""Why an event does not take place, and until when that can be undone and is told to nobody."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.events.tables import Event
from storage.rows import every, first
from storage.types import BigInt, UtcDateTime, one_of

REASON = 120
"""The longest reason somebody writes, in characters."""


class Why(StrEnum):
    """The usual reasons by one letter, as a button carries it; or words, or none."""

    UNSAID = "u"
    WEATHER = "w"
    FEW = "f"
    ILL = "i"
    WORDS = "o"


class Cancellation(SQLModel, table=True):
    """An event was cancelled. At `due_at` it is told, and can be undone no more; None once it was told.

    `by_id`: who cancelled it and so need not be told; kept until then. `words`: the reason, where it is none of the usual ones.
    """

    __tablename__ = "event_cancellations"

    event_id: int = Field(
        sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    why: Why = Field(sa_type=one_of(Why))
    words: str | None = Field(default=None, max_length=REASON)
    cancelled_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)


def add_cancellation(db: Connection, cancelled: Cancellation) -> None:
    """It is cancelled, and will be told."""
    db.execute(insert(Cancellation), cancelled.model_dump())


def find_cancellation(db: Connection, event_id: int) -> Cancellation | None:
    """How an event was cancelled; None if it was not, or in another way."""
    return first(db, Cancellation, select(Cancellation).where(col(Cancellation.event_id) == event_id))


def remove_cancellation(db: Connection, event_id: int) -> None:
    """It takes place after all."""
    db.execute(delete(Cancellation).where(col(Cancellation.event_id) == event_id))


def list_due_cancellations(db: Connection, now: datetime, limit: int) -> list[Cancellation]:
    """Those that are to be told now, the longest waiting first."""
    due = select(Cancellation).where(col(Cancellation.due_at) <= now).order_by(col(Cancellation.due_at))
    return every(db, Cancellation, due.limit(limit))


def close_cancellation(db: Connection, event_id: int) -> None:
    """It is told: nobody can undo it, and who did it is not kept."""
    db.execute(update(Cancellation).where(col(Cancellation.event_id) == event_id).values(due_at=None, by_id=None))


def end_undo(db: Connection, event_id: int, now: datetime) -> None:
    """It can't be undone any more, and is told now."""
    waiting = (col(Cancellation.event_id) == event_id) & (col(Cancellation.due_at) > now)
    db.execute(update(Cancellation).where(waiting).values(due_at=now))


NEXT_CANCELLATION = select(func.min(col(Cancellation.due_at)))
"""When one is told next."""


def forget_reasons(db: Connection, *, ended_before: datetime) -> int:
    """Blank the written reasons of events that would have ended before an instant: they may be about people. How many."""
    ended = select(col(Event.id)).where(func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before)
    old = col(Cancellation.words).is_not(None) & col(Cancellation.event_id).in_(ended)
    return db.execute(update(Cancellation).where(old).values(words=None, why=Why.UNSAID)).rowcount
