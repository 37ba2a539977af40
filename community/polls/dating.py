"""The options of a date poll, as people write them: days and hours, whole days, or readings to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import regex

from community.refusals import Refused
from community.when import Reason, Span, is_hours, understand, understand_day

_NUMBERS = regex.compile(r"[0-9]+(?:[./][0-9]+)?")
"""`1.5` alone is sooner a number than the first of May."""

REFUSED = {
    Reason.PAST: "poll-date-past",
    Reason.NO_SUCH_DATE: "poll-no-such-date",
    Reason.AMBIGUOUS: "poll-date-unclear",
    Reason.NO_TIME: "poll-date-half",
}
"""A date that was said in part, or of which there is nothing to choose."""


@dataclass(frozen=True, slots=True)
class LineOption:
    """One thing to vote for: its words, or a time on the wall of the house, or both readings of one to choose from.

    Of a date that is clear `label` is empty; `starts` of a `whole_day` is its midnight. `limit`: so many places.
    """

    label: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    whole_day: bool = False
    limit: int | None = None
    candidates: tuple[Span, ...] = ()


def are_dates(options: tuple[str, ...], now: datetime, zone: ZoneInfo) -> bool:
    """Whether all of them name days, even if some of those can't be: hours alone and bare numbers do not."""
    return bool(options) and not all(_NUMBERS.fullmatch(option) for option in options) and all(names_a_day(o, now, zone) for o in options)


def names_a_day(phrase: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a whole phrase is about a day of the calendar."""
    return understand(phrase, now, zone).reason is not Reason.NOT_UNDERSTOOD and not is_hours(phrase)


def date_option(phrase: str, now: datetime, zone: ZoneInfo) -> LineOption:
    """A day as somebody wrote it. Raises: Refused (poll-not-a-date and those of `REFUSED`, with `option`)."""
    found = understand(phrase, now, zone)
    if found.reason is Reason.NOT_UNDERSTOOD or is_hours(phrase):
        raise Refused("poll-not-a-date", option=phrase)
    if found.start is not None:
        return LineOption(starts=found.start, ends=found.end)
    if found.candidates:
        return LineOption(label=phrase, candidates=found.candidates)
    day = understand_day(phrase, now, zone)
    if day.start is not None:
        return LineOption(starts=_midnight(day.start), whole_day=True)
    if day.candidates:
        return LineOption(label=phrase, whole_day=True, candidates=tuple(Span(_midnight(span.start)) for span in day.candidates))
    raise Refused(REFUSED.get(found.reason or Reason.NOT_UNDERSTOOD, "poll-not-a-date"), option=phrase)


def _midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date(), time())
