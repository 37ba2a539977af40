"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Enum, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

BigInt = BigInteger().with_variant(Integer, "sqlite")
"""Telegram's ids have up to 52 bits; SQLite numbers rows only in a column called INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC.

    `DateTime(timezone=True)` drops the offset on SQLite: 18:00+03:00 would come back as a naive 18:00.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a point in time needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallTime(TypeDecorator[datetime]):
    """What the clock on the wall of a house shows: local, without a zone, to the minute (`2027-05-22T12:00`)."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        if value is None:
            return None
        if value.tzinfo is not None:
            raise ValueError("a wall-clock time has no time zone of its own")
        return value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def one_of(members: type[StrEnum]) -> Enum:
    """A column for a StrEnum, kept as its value and checked by neither database (a new member needs no migration)."""
    return Enum(members, native_enum=False, length=24, values_callable=lambda each: [member.value for member in each])
