"""From a phrase to its meaning: all readings the grammar has, each placed in the calendar, one of them or a refusal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.when import words
from community.when.calendar import dates_of
from community.when.clock import DAY, Clock, Hours, clocks
from community.when.day import WEEK_DAYS, Day, days
from community.when.tokens import DASHES, Tokens, tokens_of
from community.when.understood import NOT_UNDERSTOOD, Reason, Span, Understood, existing, instant, refused
from community.when.words import said

LONGEST = 40
"""No date has more words and signs than this; a longer line is not read to its end."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What was said of one end: a day, a time of day, or both."""

    day: Day
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A moment, and the moment of its end if that was said with its own day."""

    start: _Moment
    until: _Moment | None = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a reading comes to; `contradicts` when its own parts disagree."""

    understood: Understood
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """The clock of the house: the moment (aware), and the zone that says what the wall shows."""

    now: datetime
    zone: ZoneInfo

    @classmethod
    def at(cls, now: datetime, zone: ZoneInfo) -> House:
        """The house at a moment; a naive one is taken as its wall clock."""
        return cls(now if now.tzinfo is not None else now.replace(tzinfo=zone), zone)

    @property
    def today(self) -> date:
        """The date on the wall."""
        return self.now.astimezone(self.zone).date()

    def has_passed(self, wall: datetime) -> bool:
        """Whether that time on the wall is over; the present minute's start is not, as long as no second has gone by."""
        return instant(wall, self.zone) < self.now


def understand(phrase: str, now: datetime, zone: ZoneInfo) -> Understood:
    """What a whole phrase means, in any of the three languages; never raises, never guesses, never a time before `now`.

    `now` is aware (a naive one is taken as the wall clock of `zone`).
    """
    tokens = tokens_of(unicodedata.normalize("NFC", phrase))
    if len(tokens) > LONGEST:
        return NOT_UNDERSTOOD
    return meant((reading for reading, after in readings(tokens) if after == len(tokens)), House.at(now, zone))


def understand_day(phrase: str, now: datetime, zone: ZoneInfo) -> Understood:
    """What a whole phrase means that names a day and neither hours nor a part of it (`la 22.5.`), as the last minute of that day.

    The day of `start`, or of each candidate, is what was meant; everything else is refused as by `understand`.
    """
    tokens = tokens_of(unicodedata.normalize("NFC", phrase))
    if len(tokens) > LONGEST:
        return NOT_UNDERSTOOD
    last_minute = Clock((Hours(DAY - 1),))
    days_alone = (r.start.day for r, after in readings(tokens) if after == len(tokens) and r.until is None and r.start.clock is None)
    return meant((Reading(_Moment(day, last_minute)) for day in days_alone if day.part is None), House.at(now, zone))


def is_hours(phrase: str) -> bool:
    """Whether a whole phrase is hours of a day that it does not name (`klo 18`, `12–15`)."""
    tokens = tokens_of(unicodedata.normalize("NFC", phrase.strip()))[:LONGEST]
    named = any(after == len(tokens) for reading, after in readings(tokens) if reading.start.day != Day())
    return not named and any(after == len(tokens) for _, after in clocks(tokens, 0))


def readings(tokens: Tokens) -> Iterator[tuple[Reading, int]]:
    """All readings of moments and of spans from moment to moment, with the place after each."""
    for start, after in _moments(tokens, 0):
        yield Reading(start), after
        if after < len(tokens) and tokens[after].text in DASHES and start.day != Day():
            yield from ((Reading(start, until), end) for until, end in _ends(tokens, after + 1, start))


def _ends(tokens: Tokens, at: int, start: _Moment) -> Iterator[tuple[_Moment, int]]:
    """The other end, with a day of its own; where one end has its hour so has the other (`8–10.12` are hours, not a date)."""
    for until, end in _moments(tokens, at):
        spaced = not tokens[at - 1].glued and until.day.numbered is not None
        if until.day != Day() and (until.clock is None if start.clock is None else until.clock is not None or spaced):
            yield until, end


def _moments(tokens: Tokens, at: int) -> Iterator[tuple[_Moment, int]]:
    """A day with its time, a time with its day, or one of them; commas are allowed between."""
    for day, after in days(tokens, at):
        yield _Moment(day), after
        for clock, end in clocks(tokens, _past_comma(tokens, after)):
            yield from ((_Moment(whole, clock), place) for whole, place in _with_part(tokens, end, day))
    for clock, after in clocks(tokens, at):
        if clock.needs_day:
            continue
        yield from ((_Moment(whole, clock), place) for whole, place in _with_part(tokens, after, Day()))
        place = _past_comma(tokens, after)
        if place < len(tokens) and tokens[place].text != "to":
            yield from ((_Moment(day, clock), end) for day, end in days(tokens, place))


def _with_part(tokens: Tokens, at: int, day: Day) -> Iterator[tuple[Day, int]]:
    yield day, at
    for part, after in said(words.PARTS, tokens, at):
        joined = day.joined(Day(part=part))
        if joined is not None:
            yield joined, after


def _past_comma(tokens: Tokens, at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].text == "," else at


def meant(readings: Iterator[Reading] | list[Reading], house: House) -> Understood:
    """One meaning of all the readings: the only one, or all of them as candidates."""
    meanings = [_meaning(reading, house) for reading in readings]
    if any(not meaning.contradicts for meaning in meanings):
        meanings = [meaning for meaning in meanings if not meaning.contradicts]
    distinct = list(dict.fromkeys(meaning.understood for meaning in meanings))
    for reason in (Reason.NOT_UNDERSTOOD, Reason.NO_SUCH_DATE):
        if any(understood.reason is not reason for understood in distinct):
            distinct = [understood for understood in distinct if understood.reason is not reason]
    if not distinct:
        return NOT_UNDERSTOOD
    return distinct[0] if len(distinct) == 1 else refused(Reason.AMBIGUOUS, *(s for u in distinct for s in spans(u)))


def spans(understood: Understood) -> tuple[Span, ...]:
    """The readings there are: the one that is understood, or the candidates."""
    return understood.candidates if understood.start is None else (Span(understood.start, understood.end),)


def _meaning(reading: Reading, house: House) -> _Meaning:
    """A reading in the calendar: the past first (no hour could save it), then what is missing, then what is open."""
    day, clock = reading.start.day, reading.start.clock
    found = dates_of(day, house.today)
    if not found.dates:
        return _Meaning(refused(found.reason or Reason.NOT_UNDERSTOOD, about=found.passed), found.contradicts)
    if clock is None or not clock.hours:
        slashed = day.numbered is not None and day.numbered.other is not None and found.reason is not None
        return _Meaning(refused(Reason.AMBIGUOUS if slashed else Reason.NO_TIME, about=found.only), found.contradicts)
    clock = clock.within(day.part)
    placed = [_span(on, hours, reading.until, house, rolls=found.rolls) for on in found.dates for hours in clock.hours]
    for reason in placed:
        if isinstance(reason, Reason):
            return _Meaning(refused(reason), found.contradicts)
    coming = [span for span in placed if isinstance(span, Span)]
    if not coming:
        return _Meaning(refused(Reason.PAST, about=found.only), found.contradicts)
    if found.reason is None and clock.sure and len(placed) == 1:
        return _Meaning(Understood(coming[0].start, coming[0].end))
    return _Meaning(refused(Reason.AMBIGUOUS, *coming), found.contradicts)


def _span(on: date, hours: Hours, until: _Moment | None, house: House, *, rolls: bool) -> Span | Reason | None:
    """The span on that day, None if it has passed, or the reason why there is none."""
    start = existing(_wall(on, hours.start), house.zone)
    if house.has_passed(start):
        if not rolls:
            return None
        return _span(on + timedelta(days=WEEK_DAYS), hours, until, house, rolls=False)
    if until is not None:
        end = _end(until, start, house)
        if isinstance(end, Reason) or hours.end is not None:
            return end if isinstance(end, Reason) else Reason.NOT_UNDERSTOOD
    elif hours.end is not None:
        end = existing(_wall(on, hours.end), house.zone)
    else:
        return Span(start)
    return Span(start, end) if instant(end, house.zone) > instant(start, house.zone) else Reason.NOT_UNDERSTOOD


def _end(until: _Moment, start: datetime, house: House) -> datetime | Reason:
    """The end of a span of several days, counted from the day of its start; it must be the only one."""
    found = dates_of(until.day, start.date())
    if found.reason is not None:
        return Reason.NOT_UNDERSTOOD if found.reason is Reason.PAST else found.reason
    if until.clock is None or not until.clock.hours:
        return Reason.NO_TIME
    clock = until.clock.within(until.day.part)
    if len(clock.hours) > 1 or not clock.sure:
        return Reason.AMBIGUOUS
    if clock.hours[0].end is not None:
        return Reason.NOT_UNDERSTOOD
    return existing(_wall(found.dates[0], clock.hours[0].start), house.zone)


def _wall(on: date, minutes: int) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=minutes)
