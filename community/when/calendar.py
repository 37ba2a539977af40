"""Which days of the calendar are meant by what was said of a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from community.when.day import WEEK_DAYS, Dates, Day, Numbered
from community.when.understood import Reason
from community.when.words import Turn

MONTHS_AHEAD = 9
"""A date without a year means the next such date; further away than this, the one that has passed was meant."""


def dates_of(day: Day, today: date) -> Dates:
    """The days that may be meant on `today`, the likeliest first, or the reason why there is none."""
    if day.numbered is not None:
        return _numbered(day, day.numbered, today)
    if day.offset is not None:
        return _agreeing(day, today + timedelta(days=day.offset), today)
    if day.week is not None or day.near_week is not None:
        return _of_week(day, today)
    if day.weekday is not None:
        return _of_weekday(day.weekday, day.turn, today)
    return Dates((today,))


def _numbered(day: Day, numbered: Numbered, today: date) -> Dates:
    if numbered.other is not None:
        return _of_two(day, numbered, numbered.other, today)
    found = _on_calendar(numbered, today)
    return Dates(reason=Reason.NO_SUCH_DATE) if found is None else _agreeing(day, found, today)


def _of_two(day: Day, one: Numbered, other: Numbered, today: date) -> Dates:
    """`5/6`: a weekday decides between the two readings; otherwise those to come are offered, even if it is only one."""
    found = (_on_calendar(one, today), _on_calendar(other, today))
    coming = tuple(reading for reading in found if reading is not None and reading >= today)
    fitting = tuple(reading for reading in coming if reading.weekday() == day.weekday)
    if len(fitting) == 1:
        return Dates(fitting)
    return Dates(coming, Reason.AMBIGUOUS if coming else Reason.PAST)


def _on_calendar(numbered: Numbered, today: date) -> date | None:
    """The day as written; without a year the next one, or the last one where the next is too far away."""
    year = numbered.year
    if year is None:
        year = today.year + ((numbered.month, numbered.day) < (today.month, today.day))
    if not 1 <= numbered.month <= 12 or not 1 <= numbered.day <= monthrange(year, numbered.month)[1]:
        return None
    found = date(year, numbered.month, numbered.day)
    if numbered.year is not None or not _too_far(found, today):
        return found
    return found.replace(year=year - 1, day=min(found.day, monthrange(year - 1, found.month)[1]))


def _too_far(found: date, today: date) -> bool:
    return (found.year * 12 + found.month, found.day) > (today.year * 12 + today.month + MONTHS_AHEAD, today.day)


def _agreeing(day: Day, found: date, today: date) -> Dates:
    """The date, if what else was said of the day agrees with it; else both days, to choose from."""
    said_too = today + timedelta(days=day.offset) if day.offset is not None else found
    if said_too == found and day.weekday is not None and found.weekday() != day.weekday:
        said_too = _weekday_near(found, day.weekday, today)
    weeks = [w for w in (day.week, None if day.near_week is None else _week_number(today, day.near_week)) if w is not None]
    contradicts = said_too != found or any(week != found.isocalendar().week for week in weeks)
    if found < today:
        return Dates(reason=Reason.PAST, contradicts=contradicts, passed=None if contradicts else found)
    return Dates((found, said_too), Reason.AMBIGUOUS, contradicts=True) if contradicts else Dates((found,))


def _weekday_near(found: date, weekday: int, today: date) -> date:
    """The day of that name nearest to the date, but not in the past."""
    near = found + timedelta(days=(weekday - found.weekday() + 3) % WEEK_DAYS - 3)
    return near if near >= today else near + timedelta(days=WEEK_DAYS)


def _week_number(today: date, weeks_ahead: int) -> int:
    return (today + timedelta(weeks=weeks_ahead)).isocalendar().week


def _of_week(day: Day, today: date) -> Dates:
    """A weekday of an ISO week; a week alone has seven days, and nobody has said which."""
    if day.weekday is None:
        return Dates(reason=Reason.AMBIGUOUS)
    if day.week is None:
        assert day.near_week is not None
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=day.near_week)
        return _agreeing(Day(), monday + timedelta(days=day.weekday), today)
    year = today.isocalendar().year
    found = _iso_day(year, day.week, day.weekday)
    if found is not None and found >= today:
        return Dates((found,))
    coming = _iso_day(year + 1, day.week, day.weekday)
    if coming is not None and not _too_far(coming, today):
        return Dates((coming,))
    return Dates(reason=Reason.NO_SUCH_DATE if found is None else Reason.PAST)


def _iso_day(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        return None


def _of_weekday(weekday: int, turn: Turn, today: date) -> Dates:
    """The coming one (today counts); `next` may be that or the one after, unless today is that weekday."""
    if turn is Turn.LAST:
        return Dates(reason=Reason.PAST)
    ahead = (weekday - today.weekday()) % WEEK_DAYS
    coming = today + timedelta(days=ahead)
    after = coming + timedelta(days=WEEK_DAYS)
    if turn is Turn.NEXT:
        return Dates((coming, after), Reason.AMBIGUOUS) if ahead else Dates((after,))
    return Dates((coming,), rolls=turn is Turn.COMING)
