"""The grammar of days: `la 22.5.`, `ke vk 22`, `ensi perjantaina`, `huomenna`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from community.when import words
from community.when.tokens import Tokens, glued_at, number_at, sign_at, year_at
from community.when.understood import Reason
from community.when.words import Part, Turn, said

MOST_ITEMS = 4
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Numbered:
    """A day of the calendar as written; `other` is the American reading of `5/6`."""

    day: int
    month: int
    year: int | None = None
    other: Numbered | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What was said of the day; each thing at most once."""

    weekday: int | None = None
    turn: Turn = Turn.COMING
    numbered: Numbered | None = None
    offset: int | None = None
    week: int | None = None
    near_week: int | None = None
    part: Part | None = None

    def joined(self, other: Day) -> Day | None:
        """Both things said of one day, or None where something is said twice."""
        merged = self
        for name in ("weekday", "numbered", "offset", "week", "near_week", "part"):
            value = getattr(other, name)
            if value is not None:
                if getattr(self, name) is not None:
                    return None
                merged = replace(merged, **{name: value})
        return replace(merged, turn=other.turn) if other.weekday is not None else merged


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that may be meant, or why there is none; `passed` is the day of the past that was meant.

    `rolls`: a weekday whose hour has passed today means next week's. `contradicts`: two things said of the day do not agree.
    """

    dates: tuple[date, ...] = ()
    reason: Reason | None = None
    rolls: bool = False
    contradicts: bool = False
    passed: date | None = None

    @property
    def only(self) -> date | None:
        """The one day it is about, if there is one."""
        return self.dates[0] if len(self.dates) == 1 else self.passed


def days(tokens: Tokens, at: int) -> Iterator[tuple[Day, int]]:
    """Every reading of a day that begins at this place, in any order of its parts."""
    yield from _more(tokens, at, Day(), MOST_ITEMS)


def _more(tokens: Tokens, at: int, so_far: Day, left: int) -> Iterator[tuple[Day, int]]:
    for place in (at, *(after for _, after in said(words.BEFORE_A_DAY, tokens, at))):
        for item, after in _items(tokens, place):
            joined = so_far.joined(item)
            if joined is not None:
                yield joined, after
                if left > 1:
                    yield from _more(tokens, after, joined, left - 1)
    if so_far != Day():
        for part, after in said(words.PARTS, tokens, at):
            joined = so_far.joined(Day(part=part))
            if joined is not None:
                yield joined, after


def _items(tokens: Tokens, at: int) -> Iterator[tuple[Day, int]]:
    for (offset, part), after in said(words.DAY_PARTS, tokens, at):
        yield Day(offset=offset, part=part), after
    for offset, after in said(words.DAYS, tokens, at):
        yield Day(offset=offset), after
    for near_week, after in said(words.NEAR_WEEKS, tokens, at):
        yield Day(near_week=near_week), after
    for _, after in said(words.WEEK, tokens, at):
        week = number_at(tokens, after)
        if week is not None:
            yield Day(week=week), after + 1
    for turn, after in ((Turn.COMING, at), *said(words.TURNS, tokens, at)):
        for (weekday, part), end in said(words.WEEKDAY_PARTS, tokens, after):
            yield Day(weekday=weekday, turn=turn, part=part), end
        for weekday, end in said(words.WEEKDAYS, tokens, after):
            yield Day(weekday=weekday, turn=turn), _dot(tokens, end)
    for numbered, after in _numbered(tokens, at):
        yield Day(numbered=numbered), after


def _numbered(tokens: Tokens, at: int) -> Iterator[tuple[Numbered, int]]:
    yield from _iso(tokens, at)
    yield from _dotted(tokens, at)
    yield from _slashed(tokens, at)
    yield from _named(tokens, at)


def _iso(tokens: Tokens, at: int) -> Iterator[tuple[Numbered, int]]:
    """`2027-06-05`, also when `T18:30` follows."""
    year, month, day = year_at(tokens, at), number_at(tokens, at + 2), number_at(tokens, at + 4)
    signs = sign_at(tokens, at + 1, "-") and sign_at(tokens, at + 3, "-")
    if year and signs and month is not None and day is not None and glued_at(tokens, at + 2) and glued_at(tokens, at + 4):
        after = at + 5
        yield Numbered(day, month, year), after + 1 if sign_at(tokens, after, "t") and glued_at(tokens, after + 1) else after


def _dotted(tokens: Tokens, at: int) -> Iterator[tuple[Numbered, int]]:
    """`22.5.`, `22.5`, `22. 5.`, `22.5.2027`, `22.5.27`; without the last dot only what can be a date."""
    day, month = number_at(tokens, at), number_at(tokens, at + 2)
    if day is None or month is None or not sign_at(tokens, at + 1, "."):
        return
    if not sign_at(tokens, at + 3, "."):
        if glued_at(tokens, at + 2) and 1 <= month <= 12 and 1 <= day <= 31:
            yield Numbered(day, month), at + 3
        return
    yield Numbered(day, month), at + 4
    year = year_at(tokens, at + 4)
    if year is not None:
        yield Numbered(day, month, year), at + 5
    short = number_at(tokens, at + 4)
    if short is not None and short > 24 and glued_at(tokens, at + 4):
        yield Numbered(day, month, 2000 + short), at + 5


def _slashed(tokens: Tokens, at: int) -> Iterator[tuple[Numbered, int]]:
    """`22/5` has one reading, `5/6` has two."""
    first, second = number_at(tokens, at), number_at(tokens, at + 2)
    if first is None or second is None or not (sign_at(tokens, at + 1, "/") and glued_at(tokens, at + 2)):
        return
    year, after = None, at + 3
    if sign_at(tokens, at + 3, "/"):
        year, after = year_at(tokens, at + 4), at + 5
        if year is None:
            return
    if second > 12:
        first, second = second, first
    other = Numbered(second, first, year) if first <= 12 and first != second else None
    yield Numbered(first, second, year, other), after


def _named(tokens: Tokens, at: int) -> Iterator[tuple[Numbered, int]]:
    """`5. kesäkuuta`, `kesäkuun 5. päivä`, `22nd of May`, `May 22, 2027`, `22 maj`."""
    day = number_at(tokens, at)
    if day is not None:
        for ordinal in _after(words.ORDINAL, tokens, at + 1):
            for place in _after(words.OF, tokens, ordinal):
                for month, after in said(words.MONTHS, tokens, place):
                    yield from _with_year(tokens, _dot(tokens, after), day, month)
    for month, after in said(words.MONTHS, tokens, at):
        place = _dot(tokens, after)
        day = number_at(tokens, place)
        if day is not None:
            for end in _after(words.ORDINAL, tokens, place + 1):
                yield from _with_year(tokens, end, day, month)


def _with_year(tokens: Tokens, at: int, day: int, month: int) -> Iterator[tuple[Numbered, int]]:
    yield Numbered(day, month), at
    place = at + 1 if sign_at(tokens, at, ",") else at
    year = year_at(tokens, place)
    if year is not None:
        yield Numbered(day, month, year), place + 1


def _after(table: words.Words[None], tokens: Tokens, at: int) -> Iterator[int]:
    """The place itself, and the place after each of these phrases."""
    yield at
    yield from (after for _, after in said(table, tokens, at))


def _dot(tokens: Tokens, at: int) -> int:
    return at + 1 if sign_at(tokens, at, ".") else at
