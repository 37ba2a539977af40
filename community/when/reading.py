"""From a phrase to its meaning: all readings the grammar has, each placed in the calendar, one of them or a refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.when import words
from community.when.calendar import dates_of
from community.when.clock import Clock, Hours, clocks
from community.when.day import WEEK_DAYS, Day, days
from community.when.tokens import DASHES, Tokens, tokens_of
from community.when.understood import NOT_UNDERSTOOD, Reason, Span, Understood, existing, instant, refused
from community.when.words import said

LONGEST = 40
"""No date has more words and signs than this; a longer line is not read to its end."""
FIRST_BARE_HOUR = 7
"""In a line a bare number below this, before a title, is sooner the title's own (`5 Lasta`)."""

SEPARATORS = re.compile(rf"^(?:\s|[,;:|·]|[{''.join(map(re.escape, sorted(DASHES)))}](?=\s))+")


@dataclass(frozen=True, slots=True)
class _Moment:
    day: Day
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A moment, and the moment of its end if that was said with its own day."""

    start: _Moment
    until: _Moment | None = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a reading comes to; `contradicts` when its own parts disagree."""

    understood: Understood
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class _House:
    """The clock of the house: the moment, and what the wall shows."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def has_passed(self, wall: datetime) -> bool:
        return instant(wall, self.zone) < self.now


def understand(phrase: str, now: datetime, zone: ZoneInfo) -> Understood:
    """What a whole phrase means, in any of the three languages; never raises, never guesses, never a time before `now`.

    `now` is aware (a naive one is taken as the wall clock of `zone`).
    """
    tokens = tokens_of(unicodedata.normalize("NFC", phrase))
    if len(tokens) > LONGEST:
        return NOT_UNDERSTOOD
    return _meant((reading for reading, after in _readings(tokens) if after == len(tokens)), _house(now, zone))


def find_when(line: str, now: datetime, zone: ZoneInfo) -> tuple[Understood, str]:
    """The longest beginning of a line that is a date, and the rest of the line (the whole line where there is no date).

    A bare number that may belong to the title is not taken silently: the reading is offered as a candidate.
    """
    line = unicodedata.normalize("NFC", line)
    tokens, house = tokens_of(line)[:LONGEST], _house(now, zone)
    found: dict[int, list[_Reading]] = {}
    for reading, after in _readings(tokens):
        if _may_end(tokens, after):
            found.setdefault(after, []).append(reading)
    if not found:
        return NOT_UNDERSTOOD, line.strip()
    after = max(found)
    understood = _meant(found[after], house)
    if _doubtful(tokens, after):
        shorter = _before_dash(tokens, after)
        after = shorter if shorter in found else after
        understood = _unsure(_meant(found[after], house))
    return _with_second(understood, _rest(line, tokens, after), now, zone)


def _house(now: datetime, zone: ZoneInfo) -> _House:
    return _House(now if now.tzinfo is not None else now.replace(tzinfo=zone), zone)


def _readings(tokens: Tokens) -> Iterator[tuple[_Reading, int]]:
    """All readings of moments and of spans from moment to moment, with the place after each."""
    for start, after in _moments(tokens, 0):
        yield _Reading(start), after
        if after < len(tokens) and tokens[after].text in DASHES and start.day != Day():
            yield from ((_Reading(start, until), end) for until, end in _ends(tokens, after + 1, start))


def _ends(tokens: Tokens, at: int, start: _Moment) -> Iterator[tuple[_Moment, int]]:
    """The other end, with a day of its own; where one end has its hour so has the other (`8–10.12` are hours, not a date)."""
    for until, end in _moments(tokens, at):
        spaced = not tokens[at - 1].glued
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


def _meant(readings: Iterator[_Reading] | list[_Reading], house: _House) -> Understood:
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
    return distinct[0] if len(distinct) == 1 else refused(Reason.AMBIGUOUS, *(s for u in distinct for s in _spans(u)))


def _spans(understood: Understood) -> tuple[Span, ...]:
    return understood.candidates if understood.start is None else (Span(understood.start, understood.end),)


def _unsure(understood: Understood) -> Understood:
    spans = _spans(understood)
    return refused(Reason.AMBIGUOUS, *spans) if spans else understood


def _meaning(reading: _Reading, house: _House) -> _Meaning:
    """A reading in the calendar: the past first (no hour could save it), then what is missing, then what is open."""
    day, clock = reading.start.day, reading.start.clock
    found = dates_of(day, house.today)
    slashed = day.numbered is not None and day.numbered.other is not None
    if found.reason is not None and not found.dates and not slashed:
        return _Meaning(refused(found.reason), found.contradicts)
    if clock is None or not clock.hours:
        return _Meaning(refused(Reason.AMBIGUOUS if slashed and found.reason else Reason.NO_TIME), found.contradicts)
    clock = clock.within(day.part)
    starts = [(on, hours) for on in found.dates for hours in clock.hours]
    spans: list[Span] = []
    for on, hours in starts:
        span = _span(on, hours, reading.until, house, rolls=found.rolls)
        if isinstance(span, Reason):
            return _Meaning(refused(span), found.contradicts)
        spans += [span] if span is not None else []
    if not spans:
        return _Meaning(refused(Reason.AMBIGUOUS if slashed and found.reason else Reason.PAST), found.contradicts)
    if found.reason is None and clock.sure and len(starts) == 1:
        return _Meaning(Understood(spans[0].start, spans[0].end))
    return _Meaning(refused(Reason.AMBIGUOUS, *spans), found.contradicts)


def _span(on: date, hours: Hours, until: _Moment | None, house: _House, *, rolls: bool) -> Span | Reason | None:
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


def _end(until: _Moment, start: datetime, house: _House) -> datetime | Reason:
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


def _may_end(tokens: Tokens, after: int) -> bool:
    """A date ends at a space or before a comma or colon, never inside a word or a number (`12–15-vuotiaat`)."""
    if after >= len(tokens) or not tokens[after].glued:
        return True
    follower = tokens[after + 1] if after + 1 < len(tokens) else None
    return tokens[after].text in {",", ";", ":"} and not (follower and follower.glued and follower.text.isdigit())


def _doubtful(tokens: Tokens, after: int) -> bool:
    """A bare last number that the title after it may need: `5 lasta leikkii`, `klo 12 – 15 lasta`."""
    last = tokens[after - 1]
    if after >= len(tokens) or not (tokens[after].text.isalpha()) or not last.text.isdigit() or last.glued or after < 2:
        return False
    before = tuple(token.text for token in tokens[max(0, after - 3) : after - 1])
    marked = any(before[-length:] in words.MARKERS or before[-length:] in words.JOINERS for length in (1, 2))
    return not marked and (tokens[after].lower or (before[-1] not in DASHES and int(last.text) < FIRST_BARE_HOUR))


def _before_dash(tokens: Tokens, after: int) -> int:
    return after - 2 if tokens[after - 2].text in DASHES else after


def _rest(line: str, tokens: Tokens, after: int) -> str:
    return SEPARATORS.sub("", line[tokens[after - 1].ends :]).strip()


def _with_second(understood: Understood, rest: str, now: datetime, zone: ZoneInfo) -> tuple[Understood, str]:
    """`la 22.5. klo 12 ja su 23.5. klo 13 Talkoot`: two times for one event are offered, not half forgotten."""
    tokens = tokens_of(rest)
    for _, after in said(words.AND, tokens, 0):
        second, remains = find_when(rest[tokens[after - 1].ends :], now, zone)
        if second.reason is not Reason.NOT_UNDERSTOOD:
            return refused(Reason.AMBIGUOUS, *_spans(understood), *_spans(second)), remains
    return understood, rest
