"""Who looks after an event, a poll or a call beside the one whose it is, and the links by which they are asked to."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.people import Person
from storage.rows import every, first
from storage.types import BigInt, UtcDateTime


class Organiser(SQLModel, table=True):
    """Somebody who looks after an event or a poll with the one whose it is, and may do the same."""

    __tablename__ = "organisers"
    __table_args__ = (
        UniqueConstraint("thing_id", "person_id"),
        Index("ix_organisers_person_id", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    thing_id: int = Field(sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")


class Invitation(SQLModel, table=True):
    """A link by which the first who confirms it looks after a thing too; at most one is open for each.

    `person_id` is who asks.
    """

    __tablename__ = "organiser_invitations"
    __table_args__ = (Index("ix_organiser_invitations_person_id", "person_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    thing_id: int = Field(sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", unique=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    token: str = Field(max_length=32, unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)


def add_organiser(db: Connection, thing_id: int, person_id: int) -> None:
    """One more organiser of an event."""
    db.execute(insert(Organiser), {"thing_id": thing_id, "person_id": person_id})


def remove_organiser(db: Connection, thing_id: int, person_id: int) -> bool:
    """They do not organise it any more; whether they did."""
    one = (col(Organiser.thing_id) == thing_id) & (col(Organiser.person_id) == person_id)
    return bool(db.execute(delete(Organiser).where(one)).rowcount)


def is_organiser(db: Connection, thing_id: int, person_id: int) -> bool:
    """Whether the person organises the event beside the one whose it is."""
    one = (col(Organiser.thing_id) == thing_id) & (col(Organiser.person_id) == person_id)
    return db.execute(select(col(Organiser.id)).where(one)).first() is not None


def list_co_organisers(db: Connection, thing_id: int) -> list[Person]:
    """The people who organise an event beside the one whose it is, the longest one first."""
    query = select(Person).join(Organiser, col(Organiser.person_id) == col(Person.id)).where(col(Organiser.thing_id) == thing_id)
    return every(db, Person, query.order_by(col(Organiser.id)))


def add_invitation(db: Connection, **values: Any) -> None:
    """A new link; the values are its columns."""
    db.execute(insert(Invitation), values)


def find_invitation(db: Connection, thing_id: int) -> Invitation | None:
    """The link to an event that was made last."""
    return first(db, Invitation, select(Invitation).where(col(Invitation.thing_id) == thing_id))


def find_invitation_by_token(db: Connection, token: str) -> Invitation | None:
    """The link with this token."""
    return first(db, Invitation, select(Invitation).where(col(Invitation.token) == token).with_for_update())


def remove_invitation(db: Connection, thing_id: int) -> None:
    """The link to an event leads nowhere any more."""
    db.execute(delete(Invitation).where(col(Invitation.thing_id) == thing_id))
