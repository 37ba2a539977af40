"""When a call that is being made is: its tasks move along with it. Pure rules."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import regex

from community.events.drafting import span_of
from community.refusals import Refused
from community.volunteering.placing import HeadTime
from community.volunteering.steps import NOTHING, Data, Step, answered
from community.when import instant

_SPAN = regex.compile(r"([0-9]{1,2})-([0-9]{1,2})")


def timed(head: HeadTime, data: Data) -> Data:
    """When it is, with or without hours, or one of two readings: its tasks move along."""
    first = head.candidates[0] if head.candidates else None
    known = {**_moved(data, first.start if first else head.starts, first.end if first else head.ends, whole_day=head.whole_day)}
    if first is not None:
        known |= {"starts": None, "ends": None, "candidates": [span_of(each.start, each.end) for each in head.candidates]}
    done = (Step.WHEN,) if head.whole_day else (Step.WHEN, Step.HOURS)
    return answered({**known, "again": False}, *done)


def on_day(day: date, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """It is on that day; if it had another day before, at the same hours. Raises: Refused("past")."""
    if day < now.astimezone(zone).date():
        raise Refused("past")
    midnight = datetime.combine(day, time())
    if not data["again"]:
        open_ = [each for each in data["answered"] if each != Step.HOURS]
        return timed(HeadTime(midnight, None, whole_day=True), {**data, "answered": open_})
    starts, ends = times_of(data)
    if starts is None or data["whole_day"]:
        return answered(timed(HeadTime(midnight, None, whole_day=True), data), Step.HOURS)
    start = datetime.combine(day, starts.time())
    return timed(_coming(HeadTime(start, start + (ends - starts) if ends else None), now, zone), data)


def without_date(data: Data) -> Data:
    """It has no date, and neither have its tasks."""
    return answered({**_moved(data, None, None, whole_day=False), "again": False}, Step.WHEN)


def at_hours(value: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """It is at these hours of its day (`12-15`), or without hours (nothing). Raises: Refused (old-button, past)."""
    starts, _ = times_of(data)
    if starts is None:
        raise Refused("old-button")
    if not value:
        return answered(data, Step.HOURS)
    return timed(_coming(HeadTime(*hours_on(starts.date(), value)), now, zone), data)


def days_offered(today: date) -> list[date]:
    """The usual days: the coming Saturday and Sunday, and those a week later."""
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    return [saturday + timedelta(days=ahead) for ahead in (0, 1, 7, 8)]


def times_offered(data: Data) -> list[tuple[datetime, datetime]]:
    """Hours for a task: the halves of its call's; of a day without hours the usual ones."""
    starts, ends = times_of(data)
    if starts is None:
        return []
    if data["whole_day"] or ends is None:
        return [hours_on(starts.date(), f"{hour}-{hour + 3}") for hour in (9, 12, 15) if data["whole_day"] or hour >= starts.hour]
    half = starts + timedelta(hours=int((ends - starts).total_seconds()) // 7200)
    whole_hours = starts.minute == ends.minute == 0 and starts.date() == ends.date()
    return [(starts, half), (half, ends)] if whole_hours and starts < half else []


def _coming(head: HeadTime, now: datetime, zone: ZoneInfo) -> HeadTime:
    if head.starts is not None and instant(head.ends or head.starts, zone) <= now:
        raise Refused("past")
    return head


def hours_on(day: date, value: str) -> tuple[datetime, datetime]:
    """`12-15` on a day; `22-6` ends on the next. Raises: Refused("old-button")."""
    found = _SPAN.fullmatch(value)
    hours = [int(each) for each in found.groups()] if found else []
    if not hours or max(hours) > 23:
        raise Refused("old-button")
    start, end = (datetime.combine(day, time(hour)) for hour in hours)
    return start, end if end > start else end + timedelta(days=1)


def head_of(data: Data) -> HeadTime:
    """When a call is, for placing its tasks."""
    return HeadTime(*times_of(data), whole_day=data["whole_day"])


def times_of(of: Data) -> tuple[datetime | None, datetime | None]:
    """When a call or a task is, as its draft keeps it."""
    starts, ends = (datetime.fromisoformat(of[name]) if of[name] else None for name in ("starts", "ends"))
    return starts, ends


def _moved(data: Data, starts: datetime | None, ends: datetime | None, *, whole_day: bool) -> Data:
    """It is then; its tasks move along."""
    times = span_of(starts, ends) if starts else {"starts": None, "ends": None}
    known = {**data, **times, "whole_day": whole_day and starts is not None, "candidates": []}
    was = times_of(data)[0] or min((begin for begin, _ in map(times_of, data["tasks"]) if begin), default=None)
    days = starts.date() - was.date() if starts and was else None
    return {**known, "tasks": [retimed(task, known, days, data) for task in data["tasks"]]}


def retimed(task: Data, known: Data, days: timedelta | None, was: Data = NOTHING) -> Data:
    """A task at the hours of its call has the new ones (`known`); another moves by so many days; one with a day of its own stays."""
    if task["own_day"]:
        return task
    head_alone = was["starts"] is None or was["whole_day"]
    follows = task["starts"] is None if head_alone else (task["starts"], task["ends"]) == (was["starts"], was["ends"])
    if follows or known["starts"] is None:
        span = (None, None) if known["whole_day"] else (known["starts"], known["ends"])
        return {**task, "starts": span[0], "ends": span[1]}
    starts, ends = times_of(task)
    if starts is None or days is None:
        return task
    return {**task, **span_of(starts + days, ends + days if ends else None)}
