"""Why an event or a call does not take place, and until when that can be undone and is told to nobody."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.cards import Thing, ThingKind
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
    """An event or a call was cancelled. At `due_at` it is told, and can be undone no more; None once it was told.

    `by_id`: who cancelled it and so need not be told; kept until then. `words`: the reason, where it is none of the usual ones.
    """

    __tablename__ = "cancellations"

    thing_id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    why: Why = Field(sa_type=one_of(Why))
    words: str | None = Field(default=None, max_length=REASON)
    cancelled_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)


def add_cancellation(db: Connection, cancelled: Cancellation) -> None:
    """It is cancelled, and will be told."""
    db.execute(insert(Cancellation), cancelled.model_dump())


def find_cancellation(db: Connection, thing_id: int) -> Cancellation | None:
    """How a thing was cancelled; None if it was not, or in another way."""
    return first(db, Cancellation, select(Cancellation).where(col(Cancellation.thing_id) == thing_id))


def remove_cancellation(db: Connection, thing_id: int) -> None:
    """It takes place after all."""
    db.execute(delete(Cancellation).where(col(Cancellation.thing_id) == thing_id))


def list_due_cancellations(db: Connection, kind: ThingKind, now: datetime, limit: int) -> list[Cancellation]:
    """Those of one kind of thing that are to be told now, the longest waiting first."""
    due = select(Cancellation).join(Thing, col(Thing.id) == col(Cancellation.thing_id))
    due = due.where(col(Cancellation.due_at) <= now, col(Thing.kind) == kind)
    return every(db, Cancellation, due.order_by(col(Cancellation.due_at)).limit(limit))


def close_cancellation(db: Connection, thing_id: int) -> None:
    """It is told: nobody can undo it, and who did it is not kept."""
    db.execute(update(Cancellation).where(col(Cancellation.thing_id) == thing_id).values(due_at=None, by_id=None))


def end_undo(db: Connection, thing_id: int, now: datetime) -> None:
    """It can't be undone any more, and is told now."""
    waiting = (col(Cancellation.thing_id) == thing_id) & (col(Cancellation.due_at) > now)
    db.execute(update(Cancellation).where(waiting).values(due_at=now))


NEXT_CANCELLATION = select(func.min(col(Cancellation.due_at)))
"""When one is told next."""


def blank_reasons(db: Connection, things: Select[Any]) -> int:
    """Blank the written reasons of these things: they may be about people. How many."""
    old = col(Cancellation.words).is_not(None) & col(Cancellation.thing_id).in_(things)
    return db.execute(update(Cancellation).where(old).values(words=None, why=Why.UNSAID)).rowcount
