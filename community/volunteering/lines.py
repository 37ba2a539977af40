"""One message that calls for hands: when, what, @ where; and a task on each line below."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import regex

from community.refusals import Refused
from community.when import Span, find_when


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


@dataclass(frozen=True, slots=True)
class CallLine:
    """What a message calls for. `candidates`: two readings of its day to choose from."""

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


_TASK = regex.compile(r"(?P<name>.*?)\s*[×x](?P<least>\d+)(?:[–-](?P<most>\d+))?\s*(?:(?P<from>\d+)[–-](?P<to>\d+))?$")


def read_call(text: str, now: datetime, zone: ZoneInfo) -> CallLine:
    """Understand a call. Raises: Refused (call-needs-words, call-lines)."""
    head, *rest = text.strip().splitlines() or [""]
    when, left = find_when(head, now, zone)
    day = datetime.combine(when.about, time()) if when.about and when.start is None else None
    first = when.start or day
    title, _, place = (part.strip() for part in left.partition("@"))
    if not title:
        raise Refused("call-needs-words")
    tasks = []
    for number, line in enumerate(rest, 1):
        found = _TASK.match(line.strip())
        if not found:
            raise Refused("call-needs-words", number=number)
        hours = [first.replace(hour=int(found[name])) if first and found[name] else None for name in ("from", "to")]
        starts, ends = hours if hours[0] else (when.start, when.end)
        tasks.append(TaskLine(found["name"], None, None, int(found["least"]), int(found["most"] or found["least"]), starts, ends))
    times = {"starts": first, "ends": when.end, "whole_day": day is not None}
    return CallLine(title, place or None, tasks=tuple(tasks) or (TaskLine(title),), **times)  # type: ignore[arg-type]
