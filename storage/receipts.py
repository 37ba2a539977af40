"""Which updates were handled: a replay from Telegram changes nothing."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Index, delete, text
from sqlmodel import Field, SQLModel

from storage.types import BigInt, UtcDateTime


class AlreadySeen(Exception):
    """The update was handled before; nothing was done now."""


class HandledUpdate(SQLModel, table=True):
    """The id of an update whose change is committed. Holds nothing about the person."""

    __tablename__ = "handled_updates"
    __table_args__ = (Index("ix_handled_updates_handled_at", "handled_at"),)

    update_id: int = Field(sa_type=BigInt, primary_key=True, sa_column_kwargs={"autoincrement": False})
    handled_at: datetime = Field(sa_type=UtcDateTime)


def sign(db: Connection, update_id: int) -> None:
    """Remember the update in the caller's transaction.

    The time is the database's own, because retention of ids is about Telegram's clock, never about a house's.

    Raises: AlreadySeen.
    """
    written = db.execute(_INSERT, {"id": update_id, "at": _stamp(db)})
    if written.rowcount == 0:
        raise AlreadySeen


_INSERT = text("INSERT INTO handled_updates (update_id, handled_at) VALUES (:id, :at) ON CONFLICT DO NOTHING")


def _stamp(db: Connection) -> object:
    moment = datetime.now(UTC)
    return moment.replace(tzinfo=None).isoformat(sep=" ") if db.dialect.name == "sqlite" else moment


def was_handled(db: Connection, update_id: int) -> bool:
    """Whether the update's change is committed."""
    return db.execute(_FIND, {"id": update_id}).first() is not None


_FIND = text("SELECT 1 FROM handled_updates WHERE update_id = :id")


def forget_handled(db: Connection, *, kept: timedelta) -> int:
    """Drop ids that were handled longer ago than `kept`, by the same clock they were signed with; how many."""
    return db.execute(delete(HandledUpdate).where(HandledUpdate.handled_at < datetime.now(UTC) - kept)).rowcount  # type: ignore[arg-type]
