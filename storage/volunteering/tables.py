"""The tables of calls for hands: what there is to do, and who does it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.events import GUEST, PLACE, TEXT, TITLE, Passing, Place
from storage.types import BigInt, UtcDateTime, WallTime, one_of

CONTACT = 60
"""The longest words about whom to ask, in characters."""

TASK, ABOUT, REQUIREMENT = 60, 200, 60
"""The longest name of a task, sentence about it, and requirement, in characters."""


class CallState(StrEnum):
    """Where a call is in its life."""

    OPEN = "open"
    CANCELLED = "cancelled"
    OVER = "over"


class Turnout(StrEnum):
    """Whether it is known who came to a call that is over."""

    UNASKED = "unasked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    ASSUMED = "assumed"  # nobody said otherwise in time: all who had a task came


class Call(SQLModel, table=True):
    """A call for hands. Wall times and zone are the truth; `begins_at` and `finishes_at` are the first start and the last end of its
    tasks, of a day without hours its midnights, and None where nothing has a date ("who can …?").

    `starts`, `ends`: what its head says; `whole_day`: `starts` is a day without an hour. `contact`: whom to ask, in words; None: its
    organiser. `event_id`: the event it belongs to, on whose card it stands. `leave_hours`: so many hours before a task it can be given
    back without asking; `closed`: nobody new can take anything. `changed_at`: when its organiser
    changed it last; `auto_needed`: the chat is asked without the organiser's tap when somebody is missing. `weekly_cap`: so many of its
    tasks one neighbour may have in a week.

    After it: `turnout_at` is when the organiser is asked (again), or silence counts as a yes; `came` how many people came, `strangers`
    those of them the bot does not know, and `month` (`2027-05`) the one they count in.
    """

    __tablename__ = "calls"
    __table_args__ = (Index("ix_calls_state_begins_at", "state", "begins_at"), Index("ix_calls_turnout_at", "turnout_at"))

    id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    title: str = Field(max_length=TITLE)
    place: str | None = Field(default=None, max_length=PLACE)
    text: str | None = Field(default=None, max_length=TEXT)
    contact: str | None = Field(default=None, max_length=CONTACT)
    organiser_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)
    event_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="events.id", ondelete="SET NULL", unique=True)
    starts: datetime | None = Field(default=None, sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    whole_day: bool = False
    zone: str = Field(max_length=64)
    begins_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finishes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: CallState = Field(default=CallState.OPEN, sa_type=one_of(CallState))
    leave_hours: int | None = None
    closed: bool = False
    auto_needed: bool = False
    weekly_cap: int | None = None
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 1
    turnout: Turnout = Field(default=Turnout.UNASKED, sa_type=one_of(Turnout))
    turnout_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    came: int | None = None
    strangers: int = 0
    month: str | None = Field(default=None, max_length=7)


class Task(SQLModel, table=True):
    """What somebody can take. `number` stands for it in lists; no other task of the call ever gets it.

    `least`: so many are needed; `most`: so many can take it; `taken` and `waiting` are how many have it and wait for it.

    After it: `others` helped without having signed up; `each_minutes` is what one did of a task without hours, as the organiser says;
    `came` how many helped in all, and `minutes` how long all of them together. These numbers stay when names go.
    """

    __tablename__ = "tasks"
    __table_args__ = (UniqueConstraint("call_id", "number"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    call_id: int = Field(sa_type=BigInt, foreign_key="calls.id", ondelete="CASCADE")
    number: int
    name: str = Field(max_length=TASK)
    about: str | None = Field(default=None, max_length=ABOUT)
    requirement: str | None = Field(default=None, max_length=REQUIREMENT)
    least: int = 1
    most: int = 1
    starts: datetime | None = Field(default=None, sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    taken: int = 0
    waiting: int = 0
    others: int = 0
    each_minutes: int | None = None
    came: int | None = None
    minutes: int | None = None


class Volunteer(SQLModel, table=True):
    """Somebody who does a task, waits for it, or has given it back (Place.NONE: an older press that comes late changes nothing).

    `person_id` is None for a neighbour without a phone, for whom `by_id` answers (`nickname` only if the neighbour agreed to it,
    `passing`: how far the last news have come), and for somebody who was forgotten but still comes. `house_id`: the house it counts
    for. `untold`: they got it and could not be told. `overlaps`: they said that it may overlap another task of theirs.
    `leaving`: they want to give it back so late that an organiser is asked.
    `absent`: the organiser says that they did not come; `thanked`: they were thanked.
    `confirmed`: they know of the hours it has; not where it was moved far, and they have not said whether they still can.
    """

    __tablename__ = "volunteers"
    __table_args__ = (
        UniqueConstraint("task_id", "person_id"),
        Index("ix_volunteers_person_id", "person_id"),
        Index("ix_volunteers_by_id", "by_id"),
        Index("ix_volunteers_house_id", "house_id"),
        Index("ix_volunteers_queue", "task_id", "place", "queued_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    task_id: int = Field(sa_type=BigInt, foreign_key="tasks.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    nickname: str | None = Field(default=None, max_length=GUEST)
    passing: Passing = Field(default=Passing.NOTHING, sa_type=one_of(Passing))
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    place: Place = Field(sa_type=one_of(Place))
    queued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    update_id: int = Field(default=0, sa_type=BigInt)
    untold: bool = False
    overlaps: bool = False
    leaving: bool = False
    confirmed: bool = True
    absent: bool = False
    thanked: bool = False


class Helper(SQLModel, table=True):
    """That somebody helped in a house in a month (`2027-05`), so that nobody is counted twice in the report of a year.

    `mark` stands for the person in that house and year when `person_id` is gone. `call_id`: what they helped with, as long as that may
    still be corrected.
    """

    __tablename__ = "helpers"
    __table_args__ = (Index("ix_helpers_house_id", "house_id", "month"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    call_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="calls.id", ondelete="SET NULL", index=True)
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)
    month: str = Field(max_length=7)
    mark: str = Field(max_length=16)
