"""`talkoot when`: how a phrase is understood, for people and as one JSON object a line for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from community.when import Reason, Span, Understood, understand

MINUTES = "%Y-%m-%dT%H:%M"
WHY_NOT = {
    Reason.PAST: "that has passed; write a coming time, for example: Sat 12–15",
    Reason.NO_TIME: "the time is missing; write it too, for example: Sat 12–15",
    Reason.NO_SUCH_DATE: "there is no such date in the calendar",
    Reason.AMBIGUOUS: "it can be read in more than one way",
    Reason.NOT_UNDERSTOOD: "not understood; write for example: Sat 12–15, or 29.5. klo 12–15",
    Reason.NO_SUCH_RULE: "a series is weekly, every other week or monthly; write for example: every Fri 18",
    Reason.ONE_WEEKDAY: "a series has one weekday; make one for each day",
    Reason.BAD_END: "this can't be the last day of a series; write for example: every Fri 18 until 15.12.",
    Reason.BAD_TIMES: "a series comes 2 to 100 times; write for example: every Fri 18 ×10",
}


class Times(TypedDict):
    """A span as local wall clock, `YYYY-MM-DDTHH:MM`; `end` is null when nobody said it."""

    start: str
    end: str | None


class WhenLine(TypedDict):
    """One phrase as `talkoot when --json` prints it; `start` is null when `reason` is not."""

    phrase: str
    start: str | None
    end: str | None
    reason: str | None
    candidates: list[Times]


def when_lines(phrases: Iterable[str], now: datetime, zone: ZoneInfo) -> Iterator[WhenLine]:
    """Each phrase (a line break at its end is dropped) with what it means at `now` (aware) in `zone`."""
    for phrase in phrases:
        phrase = phrase.rstrip("\r\n")
        understood = understand(phrase, now, zone)
        yield WhenLine(
            phrase=phrase,
            start=_minutes(understood.start),
            end=_minutes(understood.end),
            reason=None if understood.reason is None else understood.reason.value,
            candidates=[_times(candidate) for candidate in understood.candidates],
        )


def human(understood: Understood) -> str:
    """The same for people: the time, or why not and what it could be, one reading a line."""
    if understood.start is not None:
        return _span(Span(understood.start, understood.end))
    reason = understood.reason or Reason.NOT_UNDERSTOOD
    why = f"refused ({reason}): {WHY_NOT[reason]}"
    return "\n".join([why, *(f"  could be {_span(candidate)}" for candidate in understood.candidates)])


def _times(span: Span) -> Times:
    return Times(start=span.start.strftime(MINUTES), end=_minutes(span.end))


def _span(span: Span) -> str:
    return f"{span.start:%A %Y-%m-%d %H:%M}" + ("" if span.end is None else f" – {span.end:%A %Y-%m-%d %H:%M}")


def _minutes(at: datetime | None) -> str | None:
    return None if at is None else at.strftime(MINUTES)
