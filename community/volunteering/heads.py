"""The first line of a call: when, what, @ where, and how many where it has no tasks below."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, time

import regex

from community.events.lines import fitting
from community.refusals import Refused
from community.volunteering.counts import Count, count_signs, take_count
from community.volunteering.hours import FIRST_SHORT, SINCE, Said, take_times, unread_hours
from community.volunteering.notes import take_contact, take_leave
from community.volunteering.placing import HeadTime
from community.when import Reason, Span, Understood, find_when, understand, understand_day
from community.when.reading import House
from community.when.tokens import DASHES, tokens_of
from community.when.understood import NOT_UNDERSTOOD
from storage.events import TITLE

LONGEST = 8 * TITLE
"""Characters of a first line; what is longer is not read."""

_EDGES = " ,;·–-:|"
_AGE = regex.compile(r"[\s,]*\(?(?<![\w–-])(?P<age>[kK]?-?[0-9]{1,2}\+)\)?(?=\s|$|[,;])")
_SPAN = regex.compile(r"[0-9.:]+\s?[–—-]\s?[0-9.:]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line says."""

    title: str
    place: str | None
    time: HeadTime
    count: Count | None = None
    requirement: str | None = None
    contact: str | None = None
    leave_hours: int | None = None


def read_head(line: str, house: House) -> Head:
    """Understand the first line.

    Raises: Refused (call-no-title, call-tasks-in-head, call-two-days, past, no-such-date, no-time, not-understood, ends-too-early,
    title-too-long, place-too-long, call-bad-leave, and those of `take_count`).
    """
    line = SINCE.sub("", unicodedata.normalize("NFC", line))
    if count_signs(line) > 1:
        raise Refused("call-tasks-in-head")
    contact, line = take_contact(line)
    leave_hours, line = take_leave(line)
    found, phrase, rest = _beginning(line, house)
    requirement, rest = take_age(rest)
    count, rest = take_count(rest)
    title, _, place = rest.partition(" @ ") if " @ " in rest else rest.partition("@")
    when, title, place = _time(found, phrase, title, place, house)
    title = title.strip(_EDGES)
    if not any(character.isalnum() for character in title):
        raise Refused("call-no-title")
    words = fitting(title, place.strip(_EDGES), None)
    return Head(words["title"], words["place"], when, count, requirement, contact, leave_hours)


def read_when(line: str, house: House) -> tuple[HeadTime, str | None] | None:
    """A line that says nothing but when the call is, and perhaps where; None where it says more. Raises as `read_head`."""
    when, _, place = unicodedata.normalize("NFC", line).partition("@")
    said, rest = take_times(when, house)
    if rest or said.day is None:
        return None
    time, _, _ = _time(NOT_UNDERSTOOD, "", when, "", house)
    return time, place.strip(_EDGES) or None


def take_age(line: str) -> tuple[str | None, str]:
    """`18+`, and the line without it."""
    found = _AGE.search(line)
    return (None, line) if found is None else (found["age"], f"{line[: found.start()]}{line[found.end() :]}")


def _beginning(line: str, house: House) -> tuple[Understood, str, str]:
    """The date a line begins with, its words, and the rest; a short weekday that is sooner a word of the title stays there."""
    found, rest = find_when(line, house.now, house.zone)
    phrase = line.strip()[: len(line.strip()) - len(rest)].strip(_EDGES)
    if phrase.isalpha() and len(phrase) < len("idag") and phrase.casefold() not in FIRST_SHORT and not rest[:1].isupper():
        return NOT_UNDERSTOOD, "", line.strip()
    return found, phrase, rest


def _time(found: Understood, phrase: str, title: str, place: str, house: House) -> tuple[HeadTime, str, str]:
    """When it is, and the title and the place without what they say of that."""
    if found.start is not None:
        return HeadTime(found.start, found.end), title, place
    if found.candidates and not _is_day(phrase, house):
        return HeadTime(candidates=found.candidates), title, place
    if found.reason in (Reason.PAST, Reason.NO_SUCH_DATE):
        raise Refused(str(found.reason))
    said, title = take_times(title, house)
    if said == Said():
        said, place = take_times(place, house)
    if phrase and (said.day is not None or (found.reason is Reason.AMBIGUOUS and not _is_day(phrase, house))):
        raise Refused("call-two-days")
    _check_read(title, said)
    whole = " ".join(part for part in (phrase, said.phrase) if part)
    return (HeadTime() if not whole else _placed(whole, house)), title, place


def _check_read(title: str, said: Said) -> None:
    """Hours that were not understood must not become a part of the title."""
    unread = unread_hours(title) if not said.has_hours else None
    if unread is not None:
        raise Refused("ends-too-early" if _SPAN.fullmatch(unread) else "not-understood")


def _placed(phrase: str, house: House) -> HeadTime:
    """When a phrase is; a day alone comes first where hours could be meant too (`fre 15.10`)."""
    found, day = (read(phrase, house.now, house.zone) for read in (understand, understand_day))
    if found.start is not None:
        return HeadTime(found.start, found.end)
    if day.start is not None:
        return HeadTime(_midnight(day.start), whole_day=True)
    if found.candidates:
        return HeadTime(candidates=found.candidates)
    if day.candidates:
        return HeadTime(whole_day=True, candidates=tuple(Span(_midnight(span.start)) for span in day.candidates))
    raise Refused(_code(found, phrase))


def _code(found: Understood, phrase: str) -> str:
    """A part of a day (`this evening`) has no hours; several days (`la–su`, a week) are not one."""
    if found.reason is Reason.NO_TIME and not any(token.text in DASHES for token in tokens_of(phrase)):
        return "no-time"
    return "call-two-days" if found.reason in (Reason.NO_TIME, Reason.AMBIGUOUS) else str(found.reason)


def _is_day(phrase: str, house: House) -> bool:
    day = understand_day(phrase, house.now, house.zone)
    return day.start is not None or bool(day.candidates)


def _midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date(), time())
