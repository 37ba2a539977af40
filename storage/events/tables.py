"""The tables of events and of who comes to them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import BigInt, UtcDateTime, WallTime, one_of

TITLE, PLACE, TEXT = 80, 60, 600
"""The longest title, place and text of an event, in characters."""

GUEST = 64
"""The longest name of a guest, in characters."""


class EventState(StrEnum):
    """Where an event is in its life."""

    PUBLISHED = "published"
    CANCELLED = "cancelled"
    OVER = "over"


class Answer(StrEnum):
    """What a neighbour says to an event."""

    COMING = "c"
    MAYBE = "m"
    CANT = "n"


class Place(StrEnum):
    """Where somebody who wants to come is."""

    SEATED = "seated"
    OFFERED = "offered"  # a seat is held for them until they take it, or the time for it is over
    WAITING = "waiting"
    NONE = "none"


class Event(SQLModel, table=True):
    """Something neighbours come to. Wall time and zone are the truth; `starts_at` and `ends_at` are derived from them.

    `occurrence`: the day by which its series knows it; it stays when the event is moved.
    `picture`: by which Telegram knows the picture of its card; only Telegram has the picture itself.
    `ask_at`: when its organiser is to be asked how many came. `names`: first names of those who come and said so stand on its card.
    `minimum`: so many must come; `check_at`: when it is looked at whether they do.
    `held`: places that are free and that no tap can have now: on offer, or kept back (see Seating).
    `deadline`: until when neighbours can sign up, on the wall; `deadline_at` is derived from it. `closed`: nobody new can sign up,
    because the organiser said so or the deadline has passed.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_state_starts_at", "state", "starts_at"),
        Index("ix_events_check_at", "check_at", sqlite_where=text("check_at IS NOT NULL"), postgresql_where=text("check_at IS NOT NULL")),
        Index(
            "ix_events_deadline_at",
            "deadline_at",
            sqlite_where=text("deadline_at IS NOT NULL"),
            postgresql_where=text("deadline_at IS NOT NULL"),
        ),
        Index(
            "ix_events_ask_at",
            "ask_at",
            sqlite_where=text("ask_at IS NOT NULL"),
            postgresql_where=text("ask_at IS NOT NULL"),
        ),
        Index("ix_events_series_id_occurrence", "series_id", "occurrence", unique=True),
    )

    id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    title: str = Field(max_length=TITLE)
    place: str | None = Field(default=None, max_length=PLACE)
    text: str | None = Field(default=None, max_length=TEXT)
    organiser_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)
    starts: datetime = Field(sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    zone: str = Field(max_length=64)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    capacity: int | None = None
    minimum: int | None = None
    check_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: EventState = Field(default=EventState.PUBLISHED, sa_type=one_of(EventState))
    revision: int = 1
    seated: int = 0
    waiting: int = 0
    maybe: int = 0
    series_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="series.id", ondelete="SET NULL")
    occurrence: date | None = Field(default=None, sa_type=Date)
    picture: str | None = Field(default=None, max_length=256)
    held: int = 0
    came: int | None = None
    thanks: int = 0
    names: bool = False
    ask_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deadline: datetime | None = Field(default=None, sa_type=WallTime)
    deadline_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed: bool = False


class SignUp(SQLModel, table=True):
    """A person's answer to an event. `queued_at` orders the queue; `untold` marks a promotion that could not be told.

    `confirmed` is False after the event was moved far, until the person says that they still come.
    `house_id`: the house it counts for. `without_phone`: it stands for neighbours without a phone. `offered_until`: when an offer ends.
    `person_id` is None for a nameless seat: somebody who was forgotten but still comes.
    `children` are those of the `party` who are children. `alone`: they wish to be greeted. `came`: the organiser saw them at the door.
    `thanked`: they said thanks after it.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_sign_ups_person_id", "person_id"),
        Index("ix_sign_ups_queue", "event_id", "place", "queued_at"),
        Index("ix_sign_ups_house_id", "house_id"),
        Index(
            "ix_sign_ups_offered_until",
            "offered_until",
            sqlite_where=text("offered_until IS NOT NULL"),
            postgresql_where=text("offered_until IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    event_id: int = Field(sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    answer: Answer = Field(sa_type=one_of(Answer))
    place: Place = Field(sa_type=one_of(Place))
    party: int = 1
    queued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    update_id: int = Field(default=0, sa_type=BigInt)
    untold: bool = False
    confirmed: bool = True
    children: int = 0
    alone: bool = False
    came: bool = False
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    without_phone: bool = False
    offered_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    thanked: bool = False


class Guest(SQLModel, table=True):
    """The name of somebody who comes with a neighbour, for the organiser."""

    __tablename__ = "guests"
    __table_args__ = (Index("ix_guests_sign_up_id", "sign_up_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    sign_up_id: int = Field(sa_type=BigInt, foreign_key="sign_ups.id", ondelete="CASCADE")
    name: str = Field(max_length=GUEST)


class Seating(SQLModel, table=True):
    """How an event gives out its places, where not simply to who comes first. Times are days before it, at 17 on the wall.

    `reserve`: so many places are kept for neighbours without a phone until `reserve_days` before. `quota`: until `quota_days` before,
    no house gets more. `offer_minutes`: a free place is offered for so long, instead of given. `draw_days`: when lots are drawn;
    `seed` is secret until then, and `record` is what was drawn. `due_at`: when the next of these times comes.
    """

    __tablename__ = "seatings"
    __table_args__ = (Index("ix_seatings_due_at", "due_at"),)

    event_id: int = Field(
        sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    reserve: int = 0
    reserve_days: int = 1
    quota: int | None = None
    quota_days: int = 1
    offer_minutes: int | None = None
    draw_days: int | None = None
    seed: str | None = Field(default=None, max_length=64)
    drawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    record: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
