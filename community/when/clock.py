"""The grammar of the time of day: `klo 18`, `18.30`, `12–15`, `6pm`, `at 6`, `kello kuusi`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from community.when import words
from community.when.tokens import DASHES, Tokens, glued_at, number_at, sign_at
from community.when.words import Marker, Part, said

HOUR = 60
HALF_DAY = 12 * HOUR
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Minutes after the midnight with which the day begins; an end after 24 is on the following night."""

    start: int
    end: int | None = None

    def later(self, minutes: int) -> Hours:
        """The same hours, so many minutes later."""
        return Hours(self.start + minutes, None if self.end is None else self.end + minutes)


@dataclass(frozen=True, slots=True)
class Clock:
    """What was said of the time: no hours (only `illalla`), one reading, or several.

    `sure` is False where even a single reading must be asked about. A clock that `needs_day` is bare numbers (`12–15`),
    hours only because a day stands before them.
    """

    hours: tuple[Hours, ...] = ()
    sure: bool = True
    needs_day: bool = False

    def within(self, part: Part | None) -> Clock:
        """The readings that fit `in the evening`; where none fits, those that were said and those that would fit, unsure."""
        if part is None or not self.hours:
            return self
        first, last = part.value
        fitting = tuple(hours for hours in self.hours if first <= hours.start // HOUR <= last)
        if fitting:
            return replace(self, hours=fitting)
        shifted = (hours.later(HALF_DAY) for hours in self.hours)
        return replace(self, hours=self.hours + tuple(h for h in shifted if first <= h.start // HOUR <= last), sure=False)


@dataclass(frozen=True, slots=True)
class _Time:
    """One time as written: minutes after midnight, the half of the day if said, and whether it may be a 12-hour time."""

    minute: int
    half: str | None = None
    spoken: bool = False
    bare: bool = False


def clocks(tokens: Tokens, at: int) -> Iterator[tuple[Clock, int]]:
    """Every reading of a time of day, or of a time span within a day, that begins at this place."""
    for _, after in said(words.NOON, tokens, at):
        yield Clock((Hours(HALF_DAY),)), after
    for _, after in said(words.MIDNIGHT, tokens, at):
        yield Clock((Hours(0), Hours(DAY))), after
    for _, after in said(words.VAGUE, tokens, at):
        yield Clock(), after
    for marker, after in _markers(tokens, at):
        yield from _marked(tokens, after, marker)
    for openers, joiners in ((words.FROM, words.TO), (words.BETWEEN, words.BETWEEN_AND)):
        for marker, after in said(openers, tokens, at):
            yield from (found for found in _marked(tokens, after, marker, joiners) if found[0].hours[0].end is not None)


def _markers(tokens: Tokens, at: int) -> Iterator[tuple[Marker, int]]:
    yield Marker.NONE, at
    yield from said(words.MARKERS, tokens, at)


def _marked(tokens: Tokens, at: int, marker: Marker, joiners: words.Words[None] = words.TO) -> Iterator[tuple[Clock, int]]:
    for start, after in _times(tokens, at, marker):
        bare = marker is Marker.NONE and start.bare
        yield Clock(_single(start), needs_day=bare), _open_end(tokens, after, marker)
        for joined in _joined(tokens, after, joiners):
            for inner, place in _markers(tokens, joined):
                for end, beyond in _times(tokens, place, inner if inner is not Marker.NONE else marker):
                    clock = _between(start, end)
                    if clock is not None:
                        yield replace(clock, needs_day=bare and end.bare), _full_stop(tokens, beyond, marker)


def _times(tokens: Tokens, at: int, marker: Marker) -> Iterator[tuple[_Time, int]]:
    for hour, after in said(words.HOURS, tokens, at):
        inflected = tokens[after - 1].text.endswith(words.FINNISH_AT_AN_HOUR)
        if marker is not Marker.NONE or inflected:
            yield _Time(hour * HOUR, spoken=True), after
        yield from ((_Time(hour * HOUR, spoken=True), end) for half, end in said(words.HALVES, tokens, after) if half == "clock")
    for time, after in _written(tokens, at, marker):
        halves = list(said(words.HALVES, tokens, after))
        if not halves:
            yield time, after
        for half, end in halves:
            yield from ((halved, end) for halved in _halved(time, half))


def _written(tokens: Tokens, at: int, marker: Marker) -> Iterator[tuple[_Time, int]]:
    """`18`, `18.30` and `18:30`; `18.30.` is a date unless `klo` stands before it, and `5.6.18` is nothing."""
    hour = number_at(tokens, at)
    if hour is None or hour > 24:
        return
    spoken = marker is Marker.AT and tokens[at].text[0] != "0" and hour <= 12
    minute = number_at(tokens, at + 2) if sign_at(tokens, at + 1, ".:") and glued_at(tokens, at + 2) else None
    if minute is not None and len(tokens[at + 2].text) == 2:
        dated = tokens[at + 1].text == "." and marker is Marker.NONE and sign_at(tokens, at + 3, ".")
        if minute < HOUR and hour * HOUR + minute <= DAY and not dated:
            yield _Time(hour * HOUR + minute, spoken=spoken), at + 3
        return
    if not (tokens[at].glued and marker is Marker.NONE and tokens[at - 1].text in ".:"):
        yield _Time(hour * HOUR, spoken=spoken, bare=True), at + 1


def _halved(time: _Time, half: str) -> Iterator[_Time]:
    """`6pm`, `6 o'clock`; there is no 13pm."""
    if half == "clock":
        yield _Time(time.minute, spoken=0 < time.minute < 13 * HOUR)
    elif HOUR <= time.minute < 13 * HOUR:
        yield _Time(time.minute % HALF_DAY + (HALF_DAY if half == "pm" else 0), half=half)


def _single(time: _Time) -> tuple[Hours, ...]:
    """Twelve is noon in both clocks as people use them; 12am is the midnight before or after."""
    if time.half == "am" and time.minute == 0:
        return Hours(0), Hours(DAY)
    if time.spoken and time.minute < HALF_DAY:
        return Hours(time.minute), Hours(time.minute + HALF_DAY)
    return (Hours(time.minute),)


def _between(start: _Time, end: _Time) -> Clock | None:
    """From one time to another, over midnight if that makes at most half a day (`22–1`, but not `15–12`)."""
    if end.half is not None and start.half is None:
        return _with_shared_half(start, end)
    if start.half is not None and end.half is None:
        return None
    if start.spoken and HOUR <= start.minute < 13 * HOUR and HOUR <= end.minute < 13 * HOUR:
        length = (end.minute - start.minute) % HALF_DAY or HALF_DAY
        first = start.minute % HALF_DAY
        return Clock((Hours(first, first + length), Hours(first + HALF_DAY, first + HALF_DAY + length)))
    length = end.minute - start.minute
    if length <= 0:
        length += DAY
        if length > HALF_DAY:
            return None
    return Clock((Hours(start.minute, start.minute + length),))


def _with_shared_half(start: _Time, end: _Time) -> Clock | None:
    """`6–8pm` is the evening; `11–1pm` is asked about."""
    if not HOUR <= start.minute < 13 * HOUR:
        return None
    shift = end.minute // HALF_DAY * HALF_DAY
    first = start.minute % HALF_DAY + shift
    if first < end.minute:
        return Clock((Hours(first, end.minute),))
    if shift and start.minute % HALF_DAY < end.minute:
        return Clock((Hours(start.minute % HALF_DAY, end.minute),), sure=False)
    return None


def _joined(tokens: Tokens, at: int, joiners: words.Words[None]) -> Iterator[int]:
    if at < len(tokens) and tokens[at].text in DASHES:
        yield at + 1
    yield from (after for _, after in said(joiners, tokens, at))


def _open_end(tokens: Tokens, at: int, marker: Marker) -> int:
    """`klo 18–` says that nobody knows the end."""
    if glued_at(tokens, at) and tokens[at].text in DASHES and not glued_at(tokens, at + 1):
        return at + 1
    return _full_stop(tokens, at, marker)


def _full_stop(tokens: Tokens, at: int, marker: Marker) -> int:
    return at + 1 if marker is not Marker.NONE and sign_at(tokens, at, ".") and not glued_at(tokens, at + 1) else at
