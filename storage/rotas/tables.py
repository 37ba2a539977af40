"""The tables of rotas: the duty, who takes turns, and whose turn it is when."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Date, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.events import PLACE, TEXT, TITLE
from storage.types import BigInt, UtcDateTime, WallTime, one_of

FLAT = 24
"""The longest label of a flat, in characters."""


class RotaState(StrEnum):
    """Where a rota is in its life."""

    GATHERING = "gathering"  # neighbours join; no turn is given yet
    RUNNING = "running"
    ENDED = "ended"


class TurnState(StrEnum):
    """What became of a turn."""

    GIVEN = "given"
    OPEN = "open"  # nobody has it
    SKIPPED = "skipped"  # the date falls out, so it counts for nobody


class Rota(SQLModel, table=True):
    """A duty that comes again by a rule (as in storage.series), counted from `starts`, a wall time; `zone` says what the wall shows.

    `by_flat`: flats take turns, not people. `without_holidays`: it does not come on holidays and their eves. `until`: its last day.
    `given_until`: the last day whose turn was given. `due_at`: when there is next something to do for it.
    """

    __tablename__ = "rotas"
    __table_args__ = (
        Index("ix_rotas_due_at", "due_at", sqlite_where=text("due_at IS NOT NULL"), postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_rotas_organiser_id", "organiser_id"),
    )

    id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    title: str = Field(max_length=TITLE)
    place: str | None = Field(default=None, max_length=PLACE)
    text: str | None = Field(default=None, max_length=TEXT)
    organiser_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    rule: str = Field(max_length=64)
    starts: datetime = Field(sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    zone: str = Field(max_length=64)
    until: date | None = Field(default=None, sa_type=Date)
    without_holidays: bool = False
    by_flat: bool = False
    state: RotaState = Field(default=RotaState.GATHERING, sa_type=one_of(RotaState))
    given_until: date | None = Field(default=None, sa_type=Date)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 1


class Member(SQLModel, table=True):
    """A person or a flat that takes turns. `place`, `ahead` and `owed`: as in community.rotas.fairness.

    `away_from`, `away_until`: the pause, the second day not in it.
    """

    __tablename__ = "rota_members"
    __table_args__ = (
        UniqueConstraint("rota_id", "person_id"),
        UniqueConstraint("rota_id", "flat"),
        Index("ix_rota_members_person_id", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    rota_id: int = Field(sa_type=BigInt, foreign_key="rotas.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    flat: str | None = Field(default=None, max_length=FLAT)
    place: int
    ahead: int | None = None
    owed: int = 0
    away_from: date | None = Field(default=None, sa_type=Date)
    away_until: date | None = Field(default=None, sa_type=Date)


class FlatMember(SQLModel, table=True):
    """That somebody has said which flat of a rota is theirs, to be reminded of its turns."""

    __tablename__ = "rota_residents"
    __table_args__ = (
        UniqueConstraint("member_id", "person_id"),
        Index("ix_rota_residents_person_id", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    member_id: int = Field(sa_type=BigInt, foreign_key="rota_members.id", ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")


class Turn(SQLModel, table=True):
    """One date of a rota, and whose turn it is; without a member and not open, nobody can tell any more whose it was.

    `declined`: members (by row) who could not take it. `swap_with_id`: the turn its holder would take for it. `remind_at`: when
    whoever has it is reminded.
    """

    __tablename__ = "rota_turns"
    __table_args__ = (
        UniqueConstraint("rota_id", "day"),
        Index("ix_rota_turns_member_id", "member_id"),
        Index(
            "ix_rota_turns_remind_at",
            "remind_at",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    rota_id: int = Field(sa_type=BigInt, foreign_key="rotas.id", ondelete="CASCADE")
    day: date = Field(sa_type=Date)
    starts: datetime = Field(sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: TurnState = Field(default=TurnState.OPEN, sa_type=one_of(TurnState))
    member_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="rota_members.id", ondelete="SET NULL")
    declined: list[int] = Field(default_factory=list, sa_type=JSON)
    swap_with_id: int | None = Field(default=None, sa_type=BigInt)
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def over_at(self) -> datetime:
        """When it is over."""
        return self.ends_at or self.starts_at
