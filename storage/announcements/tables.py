"""The tables of announcements: what is said, to whom it goes, who read it, and who asked for help."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel, col

from storage.types import BigInt, UtcDateTime, WallTime, one_of


class Voice(StrEnum):
    """Who speaks; the header of a notice says so."""

    COMMUNITY_MANAGER = "community-manager"
    PROPERTY_MANAGER = "property-manager"
    BOARD = "board"
    MAINTENANCE = "maintenance"


class AnnouncementState(StrEnum):
    """How far an announcement is."""

    AWAITING = "awaiting"  # a second manager's word
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"  # half-way
    CANCELLED = "cancelled"  # before the first copy went
    RECALLED = "recalled"


class CopyState(StrEnum):
    """How far one copy is; while it is OWED its debt tells the rest."""

    PENDING = "pending"
    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DROPPED = "dropped"


class Change(StrEnum):
    """What was owed last to a copy that is out."""

    EDIT = "edit"
    DELETE = "delete"
    REPLACE = "replace"  # by one line: it is too old to be deleted


class AskKind(StrEnum):
    """What somebody wants of the sender."""

    HELP = "help"
    QUESTION = "question"


class Announcement(SQLModel, table=True):
    """Something said to many; its number is that of its thing.

    `texts`: Telegram's HTML by language. `audience`: see community.announcements.audience. `asks`: it has buttons to have read it
    and to ask for help. `wall` is the house time it goes at, in `zone`; `event_id` and `event_offset` (minutes, negative before
    it) say it relative to an event. `due_at`: not before; None while its event is cancelled; of one that was cancelled, until when that
    can be undone. `revision` grows with every edit, and with the recall.
    `progress_id`: the message in the author's private chat that shows how far it is, since `shown_at`.
    """

    __tablename__ = "announcements"
    __table_args__ = tuple(Index(f"ix_announcements_{column}", column) for column in ("author_id", "approved_by_id", "event_id"))

    id: int = Field(
        sa_type=BigInt, primary_key=True, foreign_key="things.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    author_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    approved_by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    voice: Voice = Field(sa_type=one_of(Voice))
    state: AnnouncementState = Field(sa_type=one_of(AnnouncementState))
    texts: dict[str, str] = Field(sa_type=JSON)
    picture: str | None = Field(default=None, max_length=256)
    document: str | None = Field(default=None, max_length=256)
    urgent: bool = False
    pinned: bool = False
    asks: bool = False
    audience: dict[str, Any] = Field(sa_type=JSON)
    wall: datetime | None = Field(default=None, sa_type=WallTime)
    zone: str | None = Field(default=None, max_length=64)
    event_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="events.id", ondelete="SET NULL")
    event_offset: int | None = None
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 0
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    progress_id: int | None = Field(default=None, sa_type=BigInt)
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


_UNDER_WAY = text("state IN ('scheduled', 'sending')")
Index("ix_announcements_due", col(Announcement.state), col(Announcement.due_at), sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY)


class Copy(SQLModel, table=True):
    """An announcement in one chat, or (by role) in one person's private chat.

    `languages`: those of its text, the first one first. `due_at`: not before, as it is quiet in that house; None for at once.
    `debt_id`: what is owed, as long as the outbox keeps it; `change_id`: the last edit or recall (`change`), which brings it to
    `revision`; what became of that stays in `change_state` and `change_reason`. `message_id`: None, too, when the group moved since.
    """

    __tablename__ = "announcement_copies"
    __table_args__ = (
        UniqueConstraint("announcement_id", "chat_id"),
        UniqueConstraint("announcement_id", "person_id"),
        Index("ix_announcement_copies_chat_id", "chat_id"),
        Index("ix_announcement_copies_person_id", "person_id"),
        Index("ix_announcement_copies_house_id", "house_id"),
        Index("ix_announcement_copies_debt_id", "debt_id"),
        Index("ix_announcement_copies_change_id", "change_id"),
        Index("ix_announcement_copies_next", "announcement_id", "state", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    announcement_id: int = Field(sa_type=BigInt, foreign_key="announcements.id", ondelete="CASCADE")
    chat_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    thread_id: int | None = Field(default=None, sa_type=BigInt)
    languages: str = Field(max_length=32)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: CopyState = Field(default=CopyState.PENDING, sa_type=one_of(CopyState))
    reason: str | None = Field(default=None, max_length=64)
    debt_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="outbox.id", ondelete="SET NULL")
    message_id: int | None = Field(default=None, sa_type=BigInt)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 0
    change_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="outbox.id", ondelete="SET NULL")
    change: Change | None = Field(default=None, sa_type=one_of(Change))
    change_state: CopyState | None = Field(default=None, sa_type=one_of(CopyState))
    change_reason: str | None = Field(default=None, max_length=64)


class Reading(SQLModel, table=True):
    """Somebody said that they have read it. Without a person it is a number of its house."""

    __tablename__ = "announcement_readings"
    __table_args__ = (
        UniqueConstraint("announcement_id", "person_id"),
        Index("ix_announcement_readings_person_id", "person_id"),
        Index("ix_announcement_readings_house_id", "house_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    announcement_id: int = Field(sa_type=BigInt, foreign_key="announcements.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    read_at: datetime = Field(sa_type=UtcDateTime)


class HelpRequest(SQLModel, table=True):
    """Somebody needs help, or asks the sender something (`text`). `alarm_at`: unanswered until then, the manager is told."""

    __tablename__ = "help_requests"
    __table_args__ = (
        Index("ix_help_requests_announcement_id", "announcement_id"),
        Index("ix_help_requests_person_id", "person_id"),
        Index("ix_help_requests_house_id", "house_id"),
        Index(
            "ix_help_requests_alarm_at",
            "alarm_at",
            sqlite_where=text("alarm_at IS NOT NULL"),
            postgresql_where=text("alarm_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    announcement_id: int = Field(sa_type=BigInt, foreign_key="announcements.id", ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    kind: AskKind = Field(sa_type=one_of(AskKind))
    text: str | None = Field(default=None, sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    alarm_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
