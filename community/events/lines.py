"""One line that announces an event: when, what, @ where, max and min how many, sign up by when; further lines are its text."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

import regex

from bot.names import clean_line, units
from community.events import deadlines
from community.refusals import Refused
from community.when import Reason, Repeats, Understood, find_repeating, find_when
from storage.events import PLACE, TEXT, TITLE

_CAPACITY = regex.compile(
    r"[\s,;·]+(?:max|maks|enint(?:ään)?|korkeintaan|högst|at\s+most)\.?\s*(?P<seats>\d+)"
    r"(?:\s+(?:people|persons|places|henkeä|henkilöä|hlö|hlöä|paikkaa|personer|platser))?\.?\s*$",
    regex.IGNORECASE,
)
_MINIMUM = regex.compile(
    r"[\s,;·]+(?:min|vähintään|väh|ainakin|minst|at\s+least)\.?\s*(?P<least>\d+)"
    r"(?:\s+(?:people|persons|henkeä|henkilöä|hlö|hlöä|personer|deltagare))?\.?\s*$",
    regex.IGNORECASE,
)
_DEADLINE = regex.compile(
    r"[\s,;·]+(?:sign[\s-]?up\s+by|(?:ilmoittaudu|ilmoittautuminen|ilm\.)\s+viimeistään|(?:anmälan|anmäl\s+(?:dig|er))\s+senast)\s+",
    regex.IGNORECASE,
)
LARGEST = 1000

TEXT_BELOW_PICTURE = 300
"""Telegram takes 1024 characters below a picture; so many are left for the text beside the other lines of a card."""


@dataclass(frozen=True, slots=True)
class Line:
    """What an announcement says. `when` may still hold two readings to choose from; `repeats`: how it comes again."""

    when: Understood
    title: str
    place: str | None
    text: str | None
    capacity: int | None
    repeats: Repeats | None = None
    deadline: datetime | None = None
    minimum: int | None = None


def read_line(line: str, now: datetime, zone: ZoneInfo) -> Line:
    """Understand an announcement.

    Raises: Refused with no-line, the reasons of community.when (past, no-time, no-such-date, ambiguous, not-understood; for a series
    no-such-rule, one-weekday, bad-end, bad-times), bad-deadline, deadline-after-start, bad-capacity,
    bad-minimum, minimum-above-capacity, and those of `fitting`.
    """
    head, _, text = line.strip().partition("\n")
    if not head:
        raise Refused("no-line")
    when, rest, repeats = find_repeating(head, now, zone)
    if when.reason is not None and not when.candidates:
        raise Refused(str(when.reason))
    rest, deadline = _deadline(rest, when, now, zone)
    rest, minimum = _minimum(rest)
    rest, capacity = _capacity(rest)
    rest, minimum = _minimum(rest) if minimum is None else (rest, minimum)
    check_minimum(minimum, capacity)
    title, _, place = rest.partition(" @ ") if " @ " in rest else (*rest.partition("@"),)
    words = fitting(title.strip(" ,;·–-"), place, text)
    return Line(when=when, capacity=capacity, repeats=repeats, deadline=deadline, minimum=minimum, **words)


def check_minimum(minimum: int | None, capacity: int | None) -> None:
    """Raises: Refused (bad-minimum, minimum-above-capacity)."""
    if minimum is None:
        return
    if not 1 <= minimum <= LARGEST:
        raise Refused("bad-minimum", most=LARGEST)
    if capacity is not None and minimum > capacity:
        raise Refused("minimum-above-capacity", most=capacity)


class Words(TypedDict):
    """The title, the place and the text of an event, as they are shown."""

    title: str
    place: str | None
    text: str | None


def fitting_below(picture: str | None, text: str | None) -> None:
    """Raises: Refused("text-too-long-below") with `over`, where a text is too long to stand below a picture."""
    over = units(text or "") - TEXT_BELOW_PICTURE
    if picture is not None and over > 0:
        raise Refused("text-too-long-below", over=over, most=TEXT_BELOW_PICTURE)


def fitting(title: str, place: str | None, text: str | None) -> Words:
    """What somebody wrote, cleaned, where it is not too long.

    Raises: Refused (no-title, and title-too-long, place-too-long, text-too-long with `over`, how many characters too many).
    """
    title, place, text = _shown(title), _shown(place or ""), (text or "").strip()
    if not title:
        raise Refused("no-title")
    for name, value, most in (("title", title, TITLE), ("place", place, PLACE), ("text", text, TEXT)):
        if len(value) > most:
            raise Refused(f"{name}-too-long", over=len(value) - most, most=most)
    return {"title": title, "place": place or None, "text": text or None}


def _shown(text: str) -> str:
    """A title or a place without what is invisible or turns the line around; empty when nothing readable is left."""
    return clean_line(text, longest=len(text)) or ""


def _deadline(rest: str, when: Understood, now: datetime, zone: ZoneInfo) -> tuple[str, datetime | None]:
    """The line without `sign up by …`, and until when that is. Raises: Refused (past, bad-deadline, deadline-after-start)."""
    found = _DEADLINE.search(rest)
    if found is None:
        return rest, None
    said, after = find_when(rest[found.end() :], now, zone)
    if said.start is None:
        raise Refused("past" if said.reason is Reason.PAST else "bad-deadline")
    for start in (*(span.start for span in when.candidates), *((when.start,) if when.start else ())):
        deadlines.check(said.start, start, zone, now)
    return f"{rest[: found.start()]} {after}", said.start


def _capacity(rest: str) -> tuple[str, int | None]:
    found = _CAPACITY.search(rest)
    if found is None:
        return rest, None
    seats = int(found["seats"])
    if not 1 <= seats <= LARGEST:
        raise Refused("bad-capacity", most=LARGEST)
    return rest[: found.start()], seats


def _minimum(rest: str) -> tuple[str, int | None]:
    found = _MINIMUM.search(rest)
    return (rest, None) if found is None else (rest[: found.start()], int(found["least"]))
