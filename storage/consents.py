"""What somebody agreed to or declined, under which version of the privacy notice: proof for the controller (GDPR, article 7(1))."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Index, delete, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import first
from storage.types import BigInt, UtcDateTime, one_of


class ConsentKind(StrEnum):
    """What it is about."""

    JOINING = "joining"
    NOTICE = "notice"  # a changed notice was shown
    REMINDERS = "reminders"
    DIGEST = "digest"
    NAME = "name"  # one's name on one's own events
    NAMES = "names"  # one's first name on cards of what one comes to


class Consent(SQLModel, table=True):
    """One yes or no. `given_at` is None for a no to what is on by itself; `ended_at`: when it was withdrawn, or replaced by a newer one."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_person_id", "person_id"),
        Index("ix_consents_ended_at", "ended_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    kind: ConsentKind = Field(sa_type=one_of(ConsentKind))
    version: int
    given_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def give(db: Connection, person_id: int, kind: ConsentKind, version: int, now: datetime) -> None:
    """Somebody says yes under this version of the notice; saying it again changes nothing, a newer version replaces the older."""
    last = _last(db, person_id, kind)
    if last is not None and last.ended_at is None and last.version == version:
        return
    _end(db, person_id, kind, now)
    db.execute(insert(Consent), {"person_id": person_id, "kind": kind, "version": version, "given_at": now})


def withdraw(db: Connection, person_id: int, kind: ConsentKind, version: int, now: datetime) -> None:
    """Somebody says no, also to what they were never asked; saying it again changes nothing."""
    last = _last(db, person_id, kind)
    if last is None:
        db.execute(insert(Consent), {"person_id": person_id, "kind": kind, "version": version, "ended_at": now})
    else:
        _end(db, person_id, kind, now)


def forget_ended(db: Connection, *, ended_before: datetime) -> int:
    """Delete what was withdrawn or replaced before an instant; what holds is kept as long as it holds. How many."""
    return db.execute(delete(Consent).where(col(Consent.ended_at) < ended_before)).rowcount


def _last(db: Connection, person_id: int, kind: ConsentKind) -> Consent | None:
    mine = (col(Consent.person_id) == person_id) & (col(Consent.kind) == kind)
    return first(db, Consent, select(Consent).where(mine).order_by(col(Consent.id).desc()))


def _end(db: Connection, person_id: int, kind: ConsentKind, now: datetime) -> None:
    holds = (col(Consent.person_id) == person_id) & (col(Consent.kind) == kind) & col(Consent.ended_at).is_(None)
    db.execute(update(Consent).where(holds).values(ended_at=now))
