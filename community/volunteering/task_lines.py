"""One line of a call: a task, how many it needs, when it is, what it asks for, and a sentence about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import regex

from bot.names import clean_line
from community.refusals import Refused
from community.volunteering.counts import BREAK, Count, is_count, take_count
from community.volunteering.heads import take_age
from community.volunteering.hours import SINCE, Said, brief, take_times, unread_hours
from community.volunteering.placing import HeadTime, place
from community.when.day import days
from community.when.reading import House
from community.when.tokens import tokens_of
from storage.volunteering import ABOUT, REQUIREMENT, TASK

LONGEST_LINE = 600
"""Characters of a line; what is longer is not read."""

BULLET = regex.compile(r"^\s*(?:[-–—•·▪◦‣⁃]+\s*|\*+\s+|[☐☑✅✔️□]+\s*|\[[ xX]?\]\s*)+")
_NUMBERED = regex.compile(
    r"^\s*(?:(?P<number>[0-9]{1,2})\.|[0-9]{1,2}\)|[a-zA-Z]\))\s+(?=\S)(?!(?:kerros|kerroksen|krs|rappu|rapun|våning|våningen)\b)",
    regex.IGNORECASE,
)
_ABOUT = regex.compile(r"\s*:(?=\s|$)(?![^()]*\))")
_BRACKETS = regex.compile(r"\s*\((?P<inside>[^()]*)(?:\)|$)")
_EDGES = " ,;·–—-:\t"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What one line says; times on the wall. `own_day`: it names a day of its own."""

    name: str
    about: str | None = None
    requirement: str | None = None
    least: int = 1
    most: int = 1
    starts: datetime | None = None
    ends: datetime | None = None
    own_day: bool = False


def read_task(number: int, line: str, time: HeadTime, house: House) -> TaskLine:
    """The task of the line of that number.

    Raises: Refused (call-line-too-long, call-no-name, call-bad-hours, call-name-too-long, call-text-too-long, call-about-too-long,
    call-requirement-too-long, and those of `take_count` and `place`).
    """
    _fits("line", line, LONGEST_LINE)
    signs = _signs(_without_bullet(number, line), house)
    when = place(signs.said, time, house)
    name = clean(signs.name)
    if not name:
        raise Refused("call-no-name")
    unread = unread_hours(name) if not signs.said.has_hours else None
    if unread is not None:
        raise Refused("call-bad-hours", said=brief(unread))
    signed = signs.count is not None or signs.said != Said()
    _fits("name" if signed else "text", name, TASK)
    about, requirement = clean(signs.about), clean(signs.requirement)
    _fits("about", about, ABOUT)
    _fits("requirement", requirement, REQUIREMENT)
    count = signs.count or Count(1, 1)
    return TaskLine(name, about or None, requirement or None, count.least, count.most, when.starts, when.ends, when.own_day)


def said_in(line: str, house: House) -> tuple[bool, bool]:
    """Whether the line of a task says how many it needs, and whether it says when."""
    signs = _signs(line, house)
    return signs.count is not None, signs.said != Said()


@dataclass(frozen=True, slots=True)
class _Signs:
    """The parts of the line of a task, as typed."""

    name: str
    about: str
    requirement: str
    count: Count | None
    said: Said


def _signs(line: str, house: House) -> _Signs:
    """Take a line apart: `name ×6 12–15 (18+): a sentence`, in any order before the sentence."""
    words, about = _about(SINCE.sub("", line))
    words, requirements, in_brackets = _brackets(words, house)
    age, words = take_age(words)
    count, words = take_count(words)
    said, name = take_times(words, house)
    if count is None and in_brackets is None:
        count, also, about = _signs_first(about, said, house)
        said = also if also != Said() else said
    if count is not None and in_brackets is not None:
        raise Refused("call-two-counts")
    requirement = ", ".join(part for part in (*requirements, age) if part)
    return _Signs(name, about, requirement, count or in_brackets, said)


def _about(line: str) -> tuple[str, str]:
    found = _ABOUT.search(line)
    return (line, "") if found is None else (line[: found.start()], line[found.end() :].strip())


def _brackets(words: str, house: House) -> tuple[str, list[str], Count | None]:
    """The words without brackets, what is asked for in them, and how many where they say that; hours in them stay as hours."""
    requirements: list[str] = []
    count: Count | None = None

    def read(found: regex.Match[str]) -> str:
        nonlocal count
        inside = found["inside"].strip()
        number = is_count(inside)
        if number is not None and count is None:
            count = number
            return BREAK
        said, rest = take_times(inside, house)
        if said != Said() and not rest:
            return f"{BREAK}{inside}{BREAK}"
        requirements.append(inside)
        return BREAK

    return _BRACKETS.sub(read, words), requirements, count


def _signs_first(about: str, said: Said, house: House) -> tuple[Count | None, Said, str]:
    """`Raking: 6 people, 12–15, bring a rake`: what follows the colon begins with how many or when."""
    first, comma, more = about.partition(",")
    count, rest = take_count(first) if about else (None, "")
    also, rest = take_times(rest, house) if said == Said() else (Said(), rest)
    if rest.strip(_EDGES + BREAK) or (count is None and also == Said()):
        return None, Said(), about
    later = Said()
    if comma and said == also == Said():
        later, more = take_times(more.partition(",")[0].strip(), house)[0], more
        if later != Said():
            _, more = take_times(more, house)
    return count, also if also != Said() else later, more.strip()


def _without_bullet(number: int, line: str) -> str:
    """`- raking`, `1. raking`, `1) raking`; another number than the line's own is no number of a list (`5. kerros`, `5. kesäkuuta`)."""
    line = BULLET.sub("", line)
    found = _NUMBERED.match(line)
    if found is None or found["number"] not in (None, str(number)):
        return line
    is_date = any(day.numbered is not None for day, _ in days(tokens_of(line), 0))
    return line if is_date else line[found.end() :]


def clean(words: str) -> str:
    """What was typed as it is shown: without what is invisible, and without the signs around it."""
    return clean_line(words.strip(_EDGES), longest=len(words) + 1) or ""


def _fits(name: str, words: str, most: int) -> None:
    if len(words) > most:
        raise Refused(f"call-{name}-too-long", over=len(words) - most, most=most)
