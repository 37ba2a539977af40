"""On which day and at which hours a task is: its own, or those of the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from community.refusals import Refused
from community.volunteering.hours import Said, brief, hours_of
from community.when import Reason, Span, Understood, existing, instant, understand, understand_day
from community.when.clock import Hours
from community.when.reading import House

AROUND = timedelta(days=3)
"""A weekday of a task is the one nearest to the day of the call: the Friday before a Saturday, the Sunday after it."""

MOST_DAYS = 7
"""So many days of a long call are looked at for hours without a day."""

_REFUSED = {
    Reason.PAST: "call-past",
    Reason.NO_SUCH_DATE: "call-no-such-date",
    Reason.AMBIGUOUS: "call-unclear-time",
    Reason.NOT_UNDERSTOOD: "call-bad-hours",
    Reason.NO_TIME: "call-day-alone",
}


@dataclass(frozen=True, slots=True)
class HeadTime:
    """When a call is, on the wall; of `candidates` one is still to be chosen. Nothing: it has no date."""

    starts: datetime | None = None
    ends: datetime | None = None
    whole_day: bool = False
    candidates: tuple[Span, ...] = ()

    @property
    def span(self) -> Span | None:
        """What tasks are placed by: its time, or the first reading of it."""
        return Span(self.starts, self.ends) if self.starts is not None else next(iter(self.candidates), None)


@dataclass(frozen=True, slots=True)
class TaskTime:
    """When a task is, on the wall; nothing: any time. `own_day`: its line names a day."""

    starts: datetime | None = None
    ends: datetime | None = None
    own_day: bool = False


def place(said: Said, head: HeadTime, house: House) -> TaskTime:
    """Place a task. Raises: Refused (call-no-day, those of a day that can't be, with `said`: the words it is about)."""
    if said.day is None and said.hours is None:
        return TaskTime() if head.whole_day or head.span is None else TaskTime(head.span.start, head.span.end)
    found = _own(said, head, house) if said.day is not None else _placed(said.phrase, head, house)
    if instant(found.start, house.zone) < house.now:
        raise Refused("call-past", said=brief(said.phrase))
    return TaskTime(found.start, found.end, own_day=said.day is not None)


def _own(said: Said, head: HeadTime, house: House) -> Span:
    """A task that names its day: with its own hours, or with those of the call."""
    found = _near(said, head, house, hours=True)
    if found.start is not None:
        return Span(found.start, found.end)
    day = _near(said, head, house, hours=False).start if found.reason is Reason.NO_TIME else None
    if day is None or head.span is None or head.whole_day:
        raise Refused(_REFUSED[found.reason or Reason.NOT_UNDERSTOOD], said=brief(said.phrase))
    moved = datetime.combine(day.date(), time()) - datetime.combine(head.span.start.date(), time())
    return Span(
        existing(head.span.start + moved, house.zone), existing(head.span.end + moved, house.zone) if head.span.end is not None else None
    )


def _near(said: Said, head: HeadTime, house: House, *, hours: bool) -> Understood:
    """What a day means; weekdays are those around the day of the call."""
    read = understand if hours else understand_day
    plain = read(said.phrase, house.now, house.zone)
    if head.span is None or not said.is_weekday:
        return plain
    around = instant(datetime.combine(head.span.start.date(), time()) - AROUND, house.zone)
    near = read(said.phrase, max(around, house.now), house.zone)
    return plain if near.reason in (Reason.PAST, Reason.NOT_UNDERSTOOD) else near


def _placed(phrase: str, head: HeadTime, house: House) -> Span:
    """Hours on the day of the call; of several readings or days the one that lies within its hours."""
    if head.span is None:
        understood = understand(phrase, house.now, house.zone)
        if understood.start is None:
            raise Refused("call-no-day", said=brief(phrase))
        return Span(understood.start, understood.end)
    could_be = [_on(head.span.start, day, hours, house) for hours in hours_of(phrase) for day in range(_days(head))]
    could_be = [span for span in could_be if span.end is None or instant(span.end, house.zone) > instant(span.start, house.zone)]
    within = sorted(span for span in could_be if head.ends is not None and _lies_within(span, head.span)) or could_be
    if not within:
        raise Refused("call-bad-hours", said=brief(phrase))
    if len({span.start.time() for span in within}) > 1:
        raise Refused("call-unclear-time", said=brief(phrase))
    return within[0]


def _days(head: HeadTime) -> int:
    span = head.span
    assert span is not None
    return 1 if span.end is None else min((span.end.date() - span.start.date()).days + 1, MOST_DAYS)


def _on(first: datetime, day: int, hours: Hours, house: House) -> Span:
    midnight = datetime.combine(first.date(), time()) + timedelta(days=day)
    starts = existing(midnight + timedelta(minutes=hours.start), house.zone)
    return Span(starts, None if hours.end is None else existing(midnight + timedelta(minutes=hours.end), house.zone))


def _lies_within(span: Span, whole: Span) -> bool:
    assert whole.end is not None
    return whole.start <= span.start and (span.end or span.start) <= whole.end
