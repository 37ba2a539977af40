"""What somebody writes to change one part of an event, understood as the line of an event is."""

from datetime import datetime
from zoneinfo import ZoneInfo

import regex

from community.events.fields import Changes, Part
from community.refusals import Refused
from community.when import Span, find_when, is_hours
from storage.events import Event

_NUMBER = regex.compile(r"^\D{0,12}(?P<number>\d{1,9})\D{0,12}$")


def read_part(part: Part, said: str, event: Event, now: datetime) -> tuple[Changes, ...]:
    """The change somebody means; two or more where a time can be read in several ways.

    Raises: Refused (past, no-time, no-such-date, ambiguous, not-understood, only-time, no-seats, no-picture); what is understood
    and can't be is refused by community.events.fields.changed.
    """
    if part is Part.PICTURE:
        raise Refused("no-picture")
    if part is Part.CAPACITY:
        return (Changes(capacity=_number(said)),)
    if part is Part.MINIMUM:
        return (Changes(minimum=_number(said)),)
    if part is Part.TITLE:
        return (Changes(title=said),)
    if part is Part.PLACE:
        return (Changes(place=said.strip().removeprefix("@")),)
    if part is Part.TEXT:
        return (Changes(text=said),)
    spans = _spans(said, part, event, now)
    if part is Part.DEADLINE:
        could_be = [span for span in spans if span.start <= event.starts] or spans
        return tuple(Changes(deadline=span.start) for span in could_be)
    return tuple(_time(span, event) for span in spans)


def _spans(said: str, part: Part, event: Event, now: datetime) -> tuple[Span, ...]:
    """The times that may be meant. Hours alone are those of the event's own day: who moves it by an hour does not name the day."""
    if part is Part.TIME and is_hours(said):
        said = f"{event.starts.date().isoformat()} {said}"
    when, rest = find_when(said.strip(), now, ZoneInfo(event.zone))
    if when.reason is not None and not when.candidates:
        raise Refused(str(when.reason), part=part)
    if rest:
        raise Refused("only-time", part=part)
    return when.candidates or (Span(when.start or event.starts, when.end),)


def _time(span: Span, event: Event) -> Changes:
    """Without an end it lasts as long as before."""
    lasts = event.ends - event.starts if event.ends else None
    return Changes(starts=span.start, ends=span.end or (span.start + lasts if lasts else None))


def _number(said: str) -> int:
    found = _NUMBER.match(said.strip())
    if found is None:
        raise Refused("no-seats")
    return int(found["number"])
