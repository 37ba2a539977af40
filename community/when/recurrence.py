"""Rules by which something comes again, on the clock of the wall: every week, every other week, by date or by weekday of the month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from community.when.understood import existing, instant

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
"""The last such day of a month."""
MOST_NUMBERED = 4
"""Not every month has a fifth Tuesday."""


class Cadence(StrEnum):
    """How often, and by what."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY_DATE = "monthly-date"
    MONTHLY_WEEKDAY = "monthly-weekday"


@dataclass(frozen=True, slots=True)
class Rule:
    """`weekday` from Monday, 0; `nth` such weekday of a month; `day` of a month, which a short month may not have; -1 is the last one."""

    cadence: Cadence
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None

    @classmethod
    def on(cls, day: date, cadence: Cadence, nth: int | None = None) -> Rule:
        """The rule by which something that is on `day` comes again; `nth` where the day itself leaves it open (fourth or last)."""
        if cadence is Cadence.MONTHLY_DATE:
            return cls(cadence, day=nth or day.day)
        if cadence is Cadence.MONTHLY_WEEKDAY:
            number = (day.day - 1) // 7 + 1
            return cls(cadence, day.weekday(), nth or (number if number <= MOST_NUMBERED else LAST))
        return cls(cadence, day.weekday())

    @property
    def text(self) -> str:
        """The rule in RFC 5545's form."""
        if self.cadence is Cadence.MONTHLY_DATE:
            return f"FREQ=MONTHLY;BYMONTHDAY={self.day}"
        named = WEEKDAYS[self.weekday or 0]
        if self.cadence is Cadence.MONTHLY_WEEKDAY:
            return f"FREQ=MONTHLY;BYDAY={self.nth}{named}"
        return f"FREQ=WEEKLY;INTERVAL={2 if self.cadence is Cadence.FORTNIGHTLY else 1};BYDAY={named}"

    @classmethod
    def read(cls, text: str) -> Rule:
        """The rule that `text` wrote."""
        parts = dict(part.split("=") for part in text.split(";"))
        if "BYMONTHDAY" in parts:
            return cls(Cadence.MONTHLY_DATE, day=int(parts["BYMONTHDAY"]))
        weekday = WEEKDAYS.index(parts["BYDAY"][-2:])
        if parts["FREQ"] == "MONTHLY":
            return cls(Cadence.MONTHLY_WEEKDAY, weekday, int(parts["BYDAY"][:-2]))
        return cls(Cadence.FORTNIGHTLY if parts["INTERVAL"] == "2" else Cadence.WEEKLY, weekday)

    def days(self, first: date, since: date, until: date | None = None) -> Iterator[date]:
        """The days it falls on, counted from `first` (which is one of them), from `since` to `until`; without an end, for ever."""
        found = rrulestr(self.text, dtstart=datetime.combine(first, time())).xafter(datetime.combine(since, time()), inc=True)
        return takewhile(lambda day: until is None or day <= until, (each.date() for each in found))


class Pattern(Protocol):
    """What comes again: its first wall-clock start and end, and the zone that says what the wall shows."""

    @property
    def starts(self) -> datetime: ...
    @property
    def ends(self) -> datetime | None: ...
    @property
    def zone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Times:
    """When one occurrence is: on the wall (a time that the clock really shows), and the instants."""

    starts: datetime
    ends: datetime | None
    starts_at: datetime
    ends_at: datetime | None


def times_on(pattern: Pattern, day: date) -> Times:
    """The occurrence of a day: at the same wall time and as long on the wall as the first, whatever the clock did between.

    A start inside the gap of spring is moved on by it; so is an end that would then come before the start.
    """
    zone = ZoneInfo(pattern.zone)
    wall = datetime.combine(day, pattern.starts.time())
    starts = existing(wall, zone)
    if pattern.ends is None:
        return Times(starts, None, instant(starts, zone), None)
    ends = existing(wall + (pattern.ends - pattern.starts), zone)
    if instant(ends, zone) <= instant(starts, zone):
        ends = existing(starts + (pattern.ends - pattern.starts), zone)
    return Times(starts, ends, instant(starts, zone), instant(ends, zone))
