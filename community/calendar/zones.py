"""Time zones as calendars want them: with the rule of each change, not with a list of its dates.

Outlook reads a VTIMEZONE only by `DTSTART`, `RRULE` and the offsets, and ignores `RDATE` ([MS-STANOICAL] 2.2.47), which is all that
icalendar's own generator writes. So the yearly rule is found from the zone's changes, and tried on every year that is needed.
Where no rule holds (Ramadan moves the clock in Morocco), each change stands there by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
"""The last such day of a month."""


@dataclass(frozen=True, slots=True)
class Change:
    """The clock is put forward or back: what it showed just before, and both offsets."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


def time_zone(key: str, first: int, last: int) -> Timezone:
    """The VTIMEZONE of a zone, right for all of the years `first` to `last`."""
    zone = ZoneInfo(key)
    years = [_changes(zone, year) for year in range(first - 1, last + 2)]
    if not any(years):
        return _component(key, [_fixed(zone, first)])
    rules = [_rule(each) for each in zip(*years, strict=True)] if len({len(year) for year in years}) == 1 else [None]
    if None in rules:
        return _component(key, [_fixed(zone, first), *(_observance(change, None) for year in years for change in year)])
    return _component(key, [_observance(change, rule) for change, rule in zip(years[0], rules, strict=True)])


def _changes(zone: ZoneInfo, year: int) -> list[Change]:
    """The changes of a year, found to the minute."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=day) for day in range((date(year + 1, 1, 1) - start.date()).days + 1)]
    offsets = [_offset(zone, day) for day in days]
    pairs = zip(days[:-1], days[1:], offsets[:-1], offsets[1:], strict=True)
    return [_change(zone, early, late) for early, late, before, after in pairs if before != after]


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> Change:
    before = _offset(zone, early)
    low, high = 0, int((late - early).total_seconds()) // 60
    while high - low > 1:
        middle = (low + high) // 2
        unchanged = _offset(zone, early + timedelta(minutes=middle)) == before
        low, high = (middle, high) if unchanged else (low, middle)
    at = early + timedelta(minutes=high)
    return Change((at + before).replace(tzinfo=None), before, _offset(zone, at), at.astimezone(zone).tzname() or "")


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _rule(changes: Sequence[Change]) -> vRecur | None:
    """The rule by which a change comes each year (`BYMONTH=3;BYDAY=-1SU`); None when there is no such rule."""
    first = changes[0]
    for nth in (LAST, (first.wall.day - 1) // 7 + 1):
        if all(_same_kind(first, each) and each.wall.date() == _nth(each.wall.year, first.wall, nth) for each in changes):
            return vRecur(freq="YEARLY", bymonth=first.wall.month, byday=f"{nth}{WEEKDAYS[first.wall.weekday()]}")
    return None


def _same_kind(one: Change, other: Change) -> bool:
    return (one.wall.time(), one.before, one.after) == (other.wall.time(), other.before, other.after)


def _nth(year: int, like: datetime, nth: int) -> date | None:
    """The nth such weekday of the month in another year; None when it has no fifth one."""
    month = [day for day in (date(year, like.month, 1) + timedelta(days=d) for d in range(31)) if day.month == like.month]
    days = [day for day in month if day.weekday() == like.weekday()]
    return days[nth - 1 if nth > 0 else nth] if nth <= len(days) else None


def _observance(change: Change, rule: vRecur | None) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", change.wall)
    if rule is not None:
        part.add("rrule", rule)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part


def _fixed(zone: ZoneInfo, year: int) -> TimezoneStandard | TimezoneDaylight:
    """A zone whose clock is never changed."""
    start = datetime(year - 1, 1, 1, tzinfo=UTC)
    offset = _offset(zone, start)
    return _observance(Change(start.replace(tzinfo=None), offset, offset, start.astimezone(zone).tzname() or ""), None)


def _component(key: str, parts: Sequence[TimezoneStandard | TimezoneDaylight]) -> Timezone:
    component = Timezone()
    component.add("tzid", key)
    for part in parts:
        component.add_component(part)
    return component
