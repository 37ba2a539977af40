"""One message that calls for hands: when, what, @ where; and a task on each line below."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import regex

from bot.names import clean_line, cut
from community.events.lines import fitting
from community.refusals import Refused
from community.volunteering.counts import Count, count_signs
from community.volunteering.heads import LONGEST, Head, read_head, read_when
from community.volunteering.hours import Said, unread_hours
from community.volunteering.notes import is_open, is_text, take_contact, take_leave, text_of
from community.volunteering.placing import HeadTime, place
from community.volunteering.task_lines import BULLET, LONGEST_LINE, TaskLine, clean, read_task
from community.when import Span
from community.when.reading import House
from storage.events import TITLE
from storage.volunteering import CONTACT, TASK

MOST_TASKS = 20

_LINES = regex.compile(r"[\n\r\v\f\u0085\u2028\u2029]+")
_EDGES = " ,;·–—-:\t"


@dataclass(frozen=True, slots=True)
class CallLine:
    """What a message calls for. `candidates`: two readings of its day to choose from; tasks stand on the first until then.

    `starts` of a `whole_day` is its midnight.
    """

    title: str
    place: str | None = None
    text: str | None = None
    contact: str | None = None
    leave_hours: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    whole_day: bool = False
    candidates: tuple[Span, ...] = ()
    tasks: tuple[TaskLine, ...] = ()


@dataclass(slots=True)
class _Below:
    """What the whole message says of the call, the lines that are tasks by their number, and what is wrong."""

    contact: str | None
    leave_hours: int | None
    place: str | None
    time: HeadTime
    tasks: list[tuple[int, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    wrong: list[list[Any]] = field(default_factory=list)


def read_call(text: str, now: datetime, zone: ZoneInfo) -> CallLine:
    """Understand a call.

    Raises: Refused (call-needs-words, call-lines with `lines`: `[number, code, params]` of every wrong line, 1 being the first below
    the head; those of `read_head`, call-count-in-head, contact-too-long, text-too-long).
    """
    house = House.at(now, zone)
    head_line, *below = _entries(text)
    if len(head_line) > LONGEST:
        raise Refused("title-too-long", over=len(head_line) - TITLE, most=TITLE)
    head = read_head(head_line, house)
    said = _below(below, head, house)
    time, tasks = said.time, _tasks(said, said.time, house)
    if said.wrong:
        raise Refused("call-lines", lines=sorted(said.wrong, key=lambda wrong: int(wrong[0])))
    if tasks and head.count is not None:
        raise Refused("call-count-in-head")
    return CallLine(
        **fitting(head.title, said.place, "\n".join(said.texts)),
        contact=contact_of(said.contact),
        leave_hours=said.leave_hours,
        starts=time.starts,
        ends=time.ends,
        whole_day=time.whole_day,
        candidates=time.candidates,
        tasks=tasks or (_only_task(head, time, house),),
    )


def contact_of(words: str | None) -> str | None:
    contact = clean(words or "")
    if len(contact) > CONTACT:
        raise Refused("contact-too-long", over=len(contact) - CONTACT, most=CONTACT)
    return contact or None


def _entries(text: str) -> list[str]:
    """The first line and those below, without empty ones; `;` parts the first, and others where each part says how many."""
    lines = [line.strip() for line in _LINES.split(text) if line.replace(";", "").strip()]
    if not lines:
        raise Refused("call-needs-words")
    entries = [part.strip() for part in lines[0].split(";") if part.strip()]
    quoted = False
    for line in lines[1:]:
        if quoted:
            entries[-1] += f"\n{line}"
        else:
            parts = [part.strip() for part in line.split(";") if part.strip()]
            entries += parts if not is_text(line) and all(count_signs(part) for part in parts) else [line]
        quoted = is_open(entries[-1])
    return entries


def _below(lines: list[str], head: Head, house: House) -> _Below:
    said = _Below(contact=head.contact, leave_hours=head.leave_hours, place=head.place, time=head.time)
    for number, line in enumerate(lines, 1):
        with _wrong(said, number, line):
            if not _noted(said, line, house):
                said.tasks.append((number, line))
    return said


@contextmanager
def _wrong(said: _Below, number: int, line: str) -> Iterator[None]:
    """What is refused of one line is written down, and the next one is read."""
    try:
        yield
    except Refused as refused:
        said.wrong.append([number, refused.code, {"line": cut(clean_line(line, longest=len(line)) or "", TASK), **refused.params}])


def _noted(said: _Below, line: str, house: House) -> bool:
    """Whether a line says something of the whole call, which is noted then. Raises: Refused as `read_head`, contact-too-long."""
    if is_text(line):
        said.texts.append(text_of(line))
        return True
    if len(line) > LONGEST_LINE:
        return False
    plain = BULLET.sub("", line)
    contact, rest = take_contact(plain)
    leave_hours, rest = take_leave(rest)
    if (contact or leave_hours) and not rest.strip(_EDGES):
        said.contact, said.leave_hours = contact or said.contact, leave_hours or said.leave_hours
        return True
    if plain.startswith("@") and said.place is None:
        said.place = plain.lstrip("@ ")
        return True
    return _is_heading(plain) or _is_when(said, plain, house)


def _is_heading(line: str) -> bool:
    """`Tehtävät:` says nothing by itself."""
    return line.endswith(":") and not count_signs(line) and unread_hours(line) is None


def _is_when(said: _Below, line: str, house: House) -> bool:
    found = read_when(line, house) if said.time == HeadTime() else None
    if found is not None:
        said.time, said.place = found[0], found[1] or said.place
    return found is not None


def _tasks(said: _Below, time: HeadTime, house: House) -> tuple[TaskLine, ...]:
    tasks: dict[tuple[str, datetime | None, datetime | None], TaskLine] = {}
    for number, line in said.tasks[:MOST_TASKS]:
        with _wrong(said, number, line):
            task = read_task(number, line, time, house)
            key = task.name.casefold(), task.starts, task.ends
            if key in tasks:
                raise Refused("call-task-twice", task=task.name)
            tasks[key] = task
    over = len(said.tasks) - MOST_TASKS
    if over > 0:
        with _wrong(said, *said.tasks[MOST_TASKS]):
            raise Refused("call-too-many-tasks", over=over, most=MOST_TASKS)
    return tuple(tasks.values())


def _only_task(head: Head, time: HeadTime, house: House) -> TaskLine:
    """What is to be done where there is nothing but a first line."""
    count, when = head.count or Count(1, 1), place(Said(), time, house)
    return TaskLine(cut(head.title, TASK), None, head.requirement, count.least, count.most, when.starts, when.ends)
