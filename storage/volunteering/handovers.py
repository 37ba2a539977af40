"""Tasks whose volunteers look for somebody else to do them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.invitations import digest
from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime


class HandOver(SQLModel, table=True):
    """A task is somebody's until another one takes it over.

    `asking`: whoever waits for it was asked, and `groups_at` is when the groups are; None: they were, or can't be. `groups_asked`: at
    least one was. `digest`: of the secret in the link for one neighbour.
    """

    __tablename__ = "hand_overs"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    volunteer_id: int = Field(sa_type=BigInt, foreign_key="volunteers.id", ondelete="CASCADE", unique=True)
    asking: bool = False
    groups_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    groups_asked: bool = False
    digest: str | None = Field(default=None, max_length=64, unique=True)


def begin(db: Connection, volunteer_id: int) -> HandOver:
    """The hand-over of a volunteer's task, made now if need be."""
    found = find_of(db, volunteer_id)
    if found is None:
        values = {"volunteer_id": volunteer_id, "asking": False, "groups_asked": False}
        found = get(db, added(db, insert(HandOver), values))
    assert found is not None
    return found


def find_of(db: Connection, volunteer_id: int) -> HandOver | None:
    """The hand-over of a volunteer's task."""
    return first(db, HandOver, select(HandOver).where(col(HandOver.volunteer_id) == volunteer_id))


def get(db: Connection, number: int) -> HandOver | None:
    """The hand-over with this number."""
    return first(db, HandOver, select(HandOver).where(col(HandOver.id) == number))


def find_by_secret(db: Connection, secret: str) -> HandOver | None:
    """The hand-over to which a link leads."""
    return first(db, HandOver, select(HandOver).where(col(HandOver.digest) == digest(secret)))


def change(db: Connection, number: int, **values: Any) -> None:
    """Set columns of a hand-over."""
    db.execute(update(HandOver).where(col(HandOver.id) == number).values(**values))


def set_secret(db: Connection, number: int, secret: str) -> None:
    """Only this link leads to it from now on."""
    change(db, number, digest=digest(secret))


def remove(db: Connection, number: int) -> None:
    """Somebody has taken the task, or it is not to be handed over any more."""
    db.execute(delete(HandOver).where(col(HandOver.id) == number))


def list_due(db: Connection, now: datetime, limit: int) -> list[HandOver]:
    """Those for which groups are asked now."""
    return every(db, HandOver, select(HandOver).where(col(HandOver.groups_at) <= now).order_by(col(HandOver.groups_at)).limit(limit))


NEXT_HAND_OVER = select(func.min(col(HandOver.groups_at)))
"""When groups are asked next."""
