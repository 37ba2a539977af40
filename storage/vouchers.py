"""Vouchers: that somebody who does something for a house knows that a person lives there. Who said so stands in the audit log."""

from datetime import datetime

from sqlalchemy import Connection, Index, UniqueConstraint, delete, exists, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import added, first
from storage.types import BigInt, UtcDateTime


class Voucher(SQLModel, table=True):
    """A person asked to be known in a house; `given_at` is None until somebody said yes."""

    __tablename__ = "vouchers"
    __table_args__ = (
        UniqueConstraint("person_id", "house_id"),
        Index("ix_vouchers_house_id", "house_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    given_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def look_up_voucher(db: Connection, number: int) -> Voucher | None:
    """The voucher with this number, which a button may have made up."""
    return first(db, Voucher, select(Voucher).where(col(Voucher.id) == number).with_for_update())


def find_voucher(db: Connection, person: int, house: int) -> Voucher | None:
    """What a person asked for in a house."""
    return first(db, Voucher, select(Voucher).where(col(Voucher.person_id) == person, col(Voucher.house_id) == house))


def is_given(db: Connection, person: int, house: int) -> bool:
    """Whether somebody has vouched for a person in a house."""
    given = (col(Voucher.person_id) == person) & (col(Voucher.house_id) == house) & col(Voucher.given_at).is_not(None)
    return bool(db.execute(select(exists().where(given))).scalar())


def ask(db: Connection, person: int, house: int, now: datetime) -> int:
    """The person asks (again); the number of the voucher."""
    found = find_voucher(db, person, house)
    if found is None:
        return added(db, insert(Voucher), {"person_id": person, "house_id": house, "asked_at": now})
    db.execute(update(Voucher).where(col(Voucher.id) == found.id).values(asked_at=now))
    return found.id


def give(db: Connection, number: int, now: datetime) -> None:
    """Somebody said yes."""
    db.execute(update(Voucher).where(col(Voucher.id) == number).values(given_at=now))


def take_back(db: Connection, number: int) -> None:
    """It does not hold any more."""
    db.execute(delete(Voucher).where(col(Voucher.id) == number))


def forget_unanswered(db: Connection, *, asked_before: datetime) -> int:
    """Delete what was asked before an instant and nobody said yes to; how many."""
    unanswered = (col(Voucher.asked_at) < asked_before) & col(Voucher.given_at).is_(None)
    return db.execute(delete(Voucher).where(unanswered)).rowcount
