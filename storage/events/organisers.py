"""Who organises an event beside the one whose it is, and the links by which they are asked to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Index, UniqueConstraint, delete, exists, func, insert, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from storage.cards import Thing
from storage.events.tables import Event, EventState
from storage.people import Person
from storage.rows import every, first
from storage.types import BigInt, UtcDateTime


class Organiser(SQLModel, table=True):
    """Somebody who organises an event with the one whose it is (`events.organiser_id`), and may do the same."""

    __tablename__ = "organisers"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_organisers_person_id", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    event_id: int = Field(sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")


class Invitation(SQLModel, table=True):
    """A link that makes the first who confirms it an organiser of the event; at most one is open per event.

    `person_id` is who asks.
    """

    __tablename__ = "organiser_invitations"
    __table_args__ = (Index("ix_organiser_invitations_person_id", "person_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    event_id: int = Field(sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE", unique=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    token: str = Field(max_length=32, unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)


def add_organiser(db: Connection, event_id: int, person_id: int) -> None:
    """One more organiser of an event."""
    db.execute(insert(Organiser), {"event_id": event_id, "person_id": person_id})


def remove_organiser(db: Connection, event_id: int, person_id: int) -> bool:
    """They do not organise it any more; whether they did."""
    one = (col(Organiser.event_id) == event_id) & (col(Organiser.person_id) == person_id)
    return bool(db.execute(delete(Organiser).where(one)).rowcount)


def is_organiser(db: Connection, event_id: int, person_id: int) -> bool:
    """Whether the person organises the event beside the one whose it is."""
    one = (col(Organiser.event_id) == event_id) & (col(Organiser.person_id) == person_id)
    return db.execute(select(col(Organiser.id)).where(one)).first() is not None


def list_co_organisers(db: Connection, event_id: int) -> list[Person]:
    """The people who organise an event beside the one whose it is, the longest one first."""
    query = select(Person).join(Organiser, col(Organiser.person_id) == col(Person.id)).where(col(Organiser.event_id) == event_id)
    return every(db, Person, query.order_by(col(Organiser.id)))


def organised_by(person_id: int) -> ColumnElement[bool]:
    """The events this person organises, alone or with others, as a condition of a query."""
    with_others = select(col(Organiser.event_id)).where(col(Organiser.person_id) == person_id)
    return or_(col(Event.organiser_id) == person_id, col(Event.id).in_(with_others))


def count_published(db: Connection, person_id: int, since: datetime) -> int:
    """How many events a person has published since an instant; of a series only the first counts."""
    earlier = aliased(Event)
    not_first = exists().where(col(earlier.series_id) == col(Event.series_id), col(earlier.id) < col(Event.id))
    query = select(func.count()).select_from(Event).join(Thing, col(Thing.id) == col(Event.id))
    mine = (col(Event.organiser_id) == person_id) & (col(Thing.created_at) > since)
    return db.execute(query.where(mine, ~not_first)).scalar_one()


def list_organised(db: Connection, person_id: int, now: datetime) -> list[Event]:
    """Coming events this person organises, alone or with others, the next one first."""
    coming = (col(Event.state) == EventState.PUBLISHED) & (col(Event.starts_at) > now)
    return every(db, Event, select(Event).where(organised_by(person_id), coming).order_by(col(Event.starts_at), col(Event.id)))


def add_invitation(db: Connection, **values: Any) -> None:
    """A new link; the values are its columns."""
    db.execute(insert(Invitation), values)


def find_invitation(db: Connection, event_id: int) -> Invitation | None:
    """The link to an event that was made last."""
    return first(db, Invitation, select(Invitation).where(col(Invitation.event_id) == event_id))


def find_invitation_by_token(db: Connection, token: str) -> Invitation | None:
    """The link with this token."""
    return first(db, Invitation, select(Invitation).where(col(Invitation.token) == token).with_for_update())


def remove_invitation(db: Connection, event_id: int) -> None:
    """The link to an event leads nowhere any more."""
    db.execute(delete(Invitation).where(col(Invitation.event_id) == event_id))


def forget_organisers(db: Connection, *, ended_before: datetime, now: datetime) -> int:
    """Delete who else organised what ended before an instant, and links whose time is over; how many."""
    ended = select(col(Event.id)).where(func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before)
    organised = db.execute(delete(Organiser).where(col(Organiser.event_id).in_(ended))).rowcount
    return organised + db.execute(delete(Invitation).where(col(Invitation.expires_at) <= now)).rowcount
