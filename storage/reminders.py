"""Reminders that are due some time, as rows: they survive every restart."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, Date, Index, UniqueConstraint, delete, func, insert, select
from sqlmodel import Field, SQLModel, col

from storage.events.proxies import Proxy
from storage.events.tables import SignUp
from storage.rows import every, first
from storage.types import BigInt, UtcDateTime, one_of
from storage.volunteering.tables import Volunteer


class ReminderKind(StrEnum):
    """Which of a person's reminders it is."""

    DAY_BEFORE = "day-before"
    SHORTLY = "shortly"


class Reminder(SQLModel, table=True):
    """A person is to be reminded of what they said yes to."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("sign_up_id", "kind"),
        Index("ix_reminders_due_at", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    sign_up_id: int = Field(sa_type=BigInt, foreign_key="sign_ups.id", ondelete="CASCADE")
    kind: ReminderKind = Field(sa_type=one_of(ReminderKind))
    due_at: datetime = Field(sa_type=UtcDateTime)


class ShiftReminder(SQLModel, table=True):
    """A person is to be reminded of a task they have."""

    __tablename__ = "shift_reminders"
    __table_args__ = (
        UniqueConstraint("volunteer_id", "kind"),
        Index("ix_shift_reminders_due_at", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    volunteer_id: int = Field(sa_type=BigInt, foreign_key="volunteers.id", ondelete="CASCADE")
    kind: ReminderKind = Field(sa_type=one_of(ReminderKind))
    due_at: datetime = Field(sa_type=UtcDateTime)


AnyReminder = Reminder | ShiftReminder


class ChatLine(SQLModel, table=True):
    """The one silent line a group gets the day before its events and calls."""

    __tablename__ = "chat_lines"
    __table_args__ = (
        UniqueConstraint("chat_id", "day"),
        Index("ix_chat_lines_due_at", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    chat_id: int = Field(sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    day: date = Field(sa_type=Date)
    due_at: datetime = Field(sa_type=UtcDateTime)


def set_reminders(db: Connection, sign_up_id: int, due: Mapping[ReminderKind, datetime]) -> None:
    """These and no others are the reminders of a sign-up."""
    db.execute(delete(Reminder).where(col(Reminder.sign_up_id) == sign_up_id))
    if due:
        db.execute(insert(Reminder), [{"sign_up_id": sign_up_id, "kind": kind, "due_at": at} for kind, at in due.items()])


def set_shift_reminders(db: Connection, volunteer_id: int, due: Mapping[ReminderKind, datetime]) -> None:
    """These and no others are the reminders of somebody who has a task."""
    db.execute(delete(ShiftReminder).where(col(ShiftReminder.volunteer_id) == volunteer_id))
    if due:
        db.execute(insert(ShiftReminder), [{"volunteer_id": volunteer_id, "kind": kind, "due_at": at} for kind, at in due.items()])


def list_due_reminders(db: Connection, now: datetime, limit: int) -> list[AnyReminder]:
    """Reminders whose time has come, the oldest first."""
    events = every(db, Reminder, select(Reminder).where(col(Reminder.due_at) <= now).order_by(col(Reminder.due_at)).limit(limit))
    due = select(ShiftReminder).where(col(ShiftReminder.due_at) <= now)
    return _in_turn(events, every(db, ShiftReminder, due.order_by(col(ShiftReminder.due_at)).limit(limit)))[:limit]


def list_of_person(db: Connection, person_id: int) -> list[AnyReminder]:
    """All that a person is to be reminded of, also for neighbours they signed up or answer for; the earliest first."""
    theirs = (col(SignUp.person_id) == person_id) | (col(Proxy.person_id) == person_id)
    joined = select(Reminder).join(SignUp, col(SignUp.id) == col(Reminder.sign_up_id))
    events = every(db, Reminder, joined.outerjoin(Proxy, col(Proxy.sign_up_id) == col(SignUp.id)).where(theirs))
    answers = (col(Volunteer.by_id) == person_id) & col(Volunteer.person_id).is_(None)
    query = select(ShiftReminder).join(Volunteer, col(Volunteer.id) == col(ShiftReminder.volunteer_id))
    return _in_turn(events, every(db, ShiftReminder, query.where((col(Volunteer.person_id) == person_id) | answers)))


def _in_turn(events: Sequence[Reminder], shifts: Sequence[ShiftReminder]) -> list[AnyReminder]:
    return sorted([*events, *shifts], key=lambda each: (each.due_at, isinstance(each, ShiftReminder), each.id))


def remove_reminders(db: Connection, reminders: Iterable[AnyReminder]) -> None:
    """They became debts, or are of no use any more."""
    events, shifts = set[int](), set[int]()
    for each in reminders:
        (events if isinstance(each, Reminder) else shifts).add(each.id)
    if events:
        db.execute(delete(Reminder).where(col(Reminder.id).in_(events)))
    if shifts:
        db.execute(delete(ShiftReminder).where(col(ShiftReminder.id).in_(shifts)))


def plan_line(db: Connection, chat_id: int, day: date, due_at: datetime) -> None:
    """A group gets a line about a day; one, however many events there are."""
    known = select(ChatLine).where(col(ChatLine.chat_id) == chat_id, col(ChatLine.day) == day)
    if first(db, ChatLine, known) is None:
        db.execute(insert(ChatLine), {"chat_id": chat_id, "day": day, "due_at": due_at})


def list_due_lines(db: Connection, now: datetime, limit: int) -> list[ChatLine]:
    """Lines whose time has come."""
    return every(db, ChatLine, select(ChatLine).where(col(ChatLine.due_at) <= now).order_by(col(ChatLine.due_at)).limit(limit))


def list_lines(db: Connection, chat_id: int) -> list[ChatLine]:
    """All lines that are planned for a group, the earliest first."""
    return every(db, ChatLine, select(ChatLine).where(col(ChatLine.chat_id) == chat_id).order_by(col(ChatLine.due_at)))


def remove_line(db: Connection, line_id: int) -> None:
    """The line became a debt."""
    db.execute(delete(ChatLine).where(col(ChatLine.id) == line_id))


NEXT_REMINDER = select(func.min(col(Reminder.due_at)))
"""When the next reminder is due."""

NEXT_SHIFT_REMINDER = select(func.min(col(ShiftReminder.due_at)))
"""The same of tasks."""

NEXT_LINE = select(func.min(col(ChatLine.due_at)))
"""When the next line is due."""
