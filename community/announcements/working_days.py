"""When a request that nobody answered has waited long enough: two working days of its house, and never on a day off."""

from datetime import date, datetime, time, timedelta

from community.quiet import IsDayOff

WAITED = 2
"""Working days."""

OPENS, CLOSES = time(9), time(16)
"""Before and after these hours nobody is expected to answer."""


def overdue(asked: datetime, is_day_off: IsDayOff) -> datetime:
    """When what was `asked` has waited two working days. What comes out of hours counts from the next morning. Wall clock in and out."""
    counted = _in_hours(asked, is_day_off)
    day = counted.date()
    for _ in range(WAITED):
        day = _next_working_day(day, is_day_off)
    return datetime.combine(day, counted.time())


def _in_hours(wall: datetime, is_day_off: IsDayOff) -> datetime:
    if is_day_off(wall.date()) or wall.time() > CLOSES:
        return datetime.combine(_next_working_day(wall.date(), is_day_off), OPENS)
    return datetime.combine(wall.date(), max(wall.time(), OPENS))


def _next_working_day(day: date, is_day_off: IsDayOff) -> date:
    day += timedelta(days=1)
    while is_day_off(day):
        day += timedelta(days=1)
    return day
