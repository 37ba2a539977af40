"""People: who they are to the bot, and the houses they belong to."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Date, Index, UniqueConstraint, bindparam, exists, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import added, every, first, loaded
from storage.types import BigInt, UtcDateTime, one_of

NAME = 64
"""The longest name, in characters."""


class Reach(StrEnum):
    """Whether the bot can write to a person in private."""

    NEVER = "never"  # has not started the bot
    OPEN = "open"
    BLOCKED = "blocked"
    GONE = "gone"  # the account is deleted


class Reminding(StrEnum):
    """When a person wants to be reminded of what they said yes to."""

    OFF = "off"
    DAY_BEFORE = "day-before"
    SHORTLY = "shortly"
    BOTH = "both"


class Person(SQLModel, table=True):
    """Somebody who joined a house or answered a card.

    `name`: only what they wrote themselves, shown to others where they organise, if `name_shown`. `listed`: whether its first word may
    stand on cards of what they come to; None: they were never asked.
    `notice_version`, `notice_at`: the privacy notice they saw last. `told_at`: when they were told that they are erased if they stay away.
    `quiet_from`, `quiet_until`: quiet hours of their own, None as in the house. `digest_at`: when the weekly list is due next, None for
    who did not join or does not want it. `written_on`, `written`: the last day on which the bot wrote by itself, and how often.
    """

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_digest_at", "digest_at"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    telegram_id: int = Field(sa_type=BigInt, unique=True)
    name: str | None = Field(default=None, max_length=NAME)
    name_shown: bool = False
    language: str | None = Field(default=None, max_length=8)
    reach: Reach = Field(default=Reach.NEVER, sa_type=one_of(Reach))
    reminding: Reminding = Field(default=Reminding.DAY_BEFORE, sa_type=one_of(Reminding))
    lead_minutes: int = 120
    notice_version: int | None = None
    notice_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    joined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    active_month: str = Field(default="", max_length=7)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    quiet_from: int | None = None
    quiet_until: int | None = None
    digest: bool = True
    digest_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    written_on: date | None = Field(default=None, sa_type=Date)
    written: int = 0
    listed: bool | None = None


class Membership(SQLModel, table=True):
    """A person belongs to a house."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("person_id", "house_id"),
        Index("ix_memberships_house_id", "house_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    joined_at: datetime = Field(sa_type=UtcDateTime)


def find_person(db: Connection, telegram_id: int) -> Person | None:
    """Who has this Telegram id."""
    row = db.execute(_BY_TELEGRAM_ID, {"who": telegram_id}).first()
    return None if row is None else loaded(Person, row._mapping)


_BY_TELEGRAM_ID = select(Person).where(col(Person.telegram_id) == bindparam("who"))


def get_person(db: Connection, person_id: int) -> Person:
    """The person of a row that points to one."""
    person = first(db, Person, select(Person).where(col(Person.id) == person_id))
    assert person is not None, "a foreign key points to the row"
    return person


def look_up_person(db: Connection, person_id: int) -> Person | None:
    """The person with this number, which a button may have made up."""
    return first(db, Person, select(Person).where(col(Person.id) == person_id))


def hold(db: Connection, person_id: int) -> None:
    """Nobody else changes what hangs on this person until the transaction ends."""
    db.execute(select(col(Person.id)).where(col(Person.id) == person_id).with_for_update())


def add_person(db: Connection, telegram_id: int, **values: Any) -> Person:
    """A new person; the values are columns of `people`."""
    person_id = added(db, insert(Person), {"telegram_id": telegram_id, **_defaults(), **values})
    return Person(id=person_id, telegram_id=telegram_id, **{**_defaults(), **values})


def change_person(db: Connection, person_id: int, **values: Any) -> None:
    """Set columns of a person."""
    db.execute(update(Person).where(col(Person.id) == person_id).values(**values))


def change_reach(db: Connection, telegram_id: int, reach: Reach) -> None:
    """Remember whether somebody can be written to; nothing happens for somebody who is not known."""
    db.execute(update(Person).where(col(Person.telegram_id) == telegram_id).values(reach=reach))


def join(db: Connection, person_id: int, house_id: int, now: datetime) -> bool:
    """Make the person a resident of the house; False if they were one."""
    if belongs(db, person_id, house_id):
        return False
    db.execute(insert(Membership), {"person_id": person_id, "house_id": house_id, "joined_at": now})
    return True


def belongs(db: Connection, person_id: int, house_id: int) -> bool:
    """Whether the person is a resident of the house."""
    member = (col(Membership.person_id) == person_id) & (col(Membership.house_id) == house_id)
    return bool(db.execute(select(exists().where(member))).scalar())


def count_residents(db: Connection, house_id: int) -> int:
    """How many live in a house."""
    return int(db.execute(select(func.count()).select_from(Membership).where(col(Membership.house_id) == house_id)).scalar_one())


def list_residents(db: Connection, house_id: int) -> list[Person]:
    """Everybody who has joined a house."""
    query = select(Person).join(Membership, col(Membership.person_id) == col(Person.id)).where(col(Membership.house_id) == house_id)
    return every(db, Person, query.order_by(col(Person.id)))


def list_inactive(db: Connection, *, before_month: str) -> list[Person]:
    """Who was last active before a month (`2026-05`) and has not been told yet what follows."""
    quiet = (col(Person.active_month) < before_month) & col(Person.told_at).is_(None)
    return every(db, Person, select(Person).where(quiet).order_by(col(Person.id)))


def list_told(db: Connection, *, told_before: datetime) -> list[Person]:
    """Who was told before an instant that they are erased if they stay away, and stayed away."""
    return every(db, Person, select(Person).where(col(Person.told_at) < told_before).order_by(col(Person.id)))


def list_house_ids(db: Connection, person_id: int) -> list[int]:
    """The houses of a person, the first joined first."""
    query = select(Membership).where(col(Membership.person_id) == person_id).order_by(col(Membership.id))
    return [member.house_id for member in every(db, Membership, query)]


def _defaults() -> Mapping[str, Any]:
    return {
        "name": None,
        "name_shown": False,
        "language": None,
        "reach": Reach.NEVER,
        "reminding": Reminding.DAY_BEFORE,
        "lead_minutes": 120,
        "notice_version": None,
        "notice_at": None,
        "joined_at": None,
        "active_month": "",
        "told_at": None,
        "quiet_from": None,
        "quiet_until": None,
        "digest": True,
        "digest_at": None,
        "written_on": None,
        "written": 0,
        "listed": None,
    }
