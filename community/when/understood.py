"""What came of a phrase: a time, or a reason why not, with the readings there could be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Reason(StrEnum):
    """Why a phrase is refused; the views hold the words and an example for each."""

    PAST = "past"
    NO_TIME = "no-time"
    NO_SUCH_DATE = "no-such-date"
    AMBIGUOUS = "ambiguous"
    NOT_UNDERSTOOD = "not-understood"
    NO_SUCH_RULE = "no-such-rule"
    ONE_WEEKDAY = "one-weekday"
    BAD_END = "bad-end"
    BAD_TIMES = "bad-times"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when to when, as a clock on the wall of the house shows it (naive); `end` is None when nobody said it."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """Either `start` is set (and `reason` is None), or `reason` is, and `candidates` are the readings to offer.

    `start` and `end` are naive local wall clock, never in the past, and always a time that exists. `about` is the one day that a
    refusal is about (`past`, `no-time`), if there is one, for an answer that names it.
    """

    start: datetime | None = None
    end: datetime | None = None
    reason: Reason | None = None
    candidates: tuple[Span, ...] = ()
    about: date | None = field(default=None, compare=False)


NOT_UNDERSTOOD = Understood(reason=Reason.NOT_UNDERSTOOD)


def refused(reason: Reason, *candidates: Span, about: date | None = None) -> Understood:
    """A refusal, with each reading that may be meant once and in the order of time."""
    ordered = sorted(set(candidates), key=lambda span: (span.start, span.end or span.start))
    return Understood(reason=reason, candidates=tuple(ordered), about=about)


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which the clock of the house shows `wall` (naive).

    A time that the clock jumps over moves forward by the gap; a time that comes twice means the first. PEP 495's `fold=0` is
    exactly this rule.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def existing(wall: datetime, zone: ZoneInfo) -> datetime:
    """The wall-clock time the house really shows at `instant(wall)`: another only inside the gap of spring."""
    return instant(wall, zone).astimezone(zone).replace(tzinfo=None, fold=0)
