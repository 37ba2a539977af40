"""What of a call can be changed, and what people know of it: pure rules."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from community.events.lines import fitting
from community.refusals import Refused
from community.volunteering.heads import read_when
from community.volunteering.lines import contact_of
from community.volunteering.placing import HeadTime
from community.volunteering.task_lines import read_task, said_in
from community.when import instant, is_hours
from community.when.reading import House
from storage.rows import loaded
from storage.volunteering import Call, Task


class Part(StrEnum):
    """What can be changed, by one letter, as a button carries it."""

    TITLE = "t"
    WHEN = "w"
    PLACE = "p"
    CONTACT = "c"
    TEXT = "x"
    TASK = "k"
    NEW_TASK = "n"


CLEARED: Mapping[Part, str] = {Part.PLACE: "place", Part.CONTACT: "contact", Part.TEXT: "text"}
"""What a call can be without."""

OF_CALL = ("title", "place", "contact", "text", "starts", "ends", "whole_day")
OF_TASK = ("name", "starts", "ends")


def known_of(call: Call, tasks: Sequence[Task]) -> dict[str, Any]:
    """What people know of a call, as plain values that can be stored."""
    return {**_plain(call, OF_CALL), "tasks": {str(task.id): _plain(task, OF_TASK) for task in tasks}}


def parts_of(was: Mapping[str, Any], call: Call) -> frozenset[str]:
    """Which columns of a call are other than people know."""
    now = _plain(call, OF_CALL)
    return frozenset(name for name in OF_CALL if was.get(name) != now[name])


def is_other(was: Mapping[str, Any], task: Task) -> bool:
    """Whether a task is other than people know; of a new one nobody knows anything."""
    before = was["tasks"].get(str(task.id))
    return before is not None and before != _plain(task, OF_TASK)


def moved_far(was: Mapping[str, Any], call: Call, task: Task, far: timedelta) -> bool:
    """Whether a task begins so much earlier or later than people know that they are asked whether they still can."""
    before = was["tasks"].get(str(task.id))
    old, new = (before or {}).get("starts") or was["starts"], task.starts or call.starts
    if old is None or new is None:
        return old is not None or new is not None
    zone = ZoneInfo(call.zone)
    return abs(instant(new, zone) - instant(datetime.fromisoformat(old), zone)) > far


def _plain(row: Call | Task, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def words_of(part: Part, said: str, call: Call) -> dict[str, Any]:
    """The column that becomes another one by these words.

    Raises: Refused (no-title, title-too-long, place-too-long, text-too-long, contact-too-long).
    """
    if part is Part.CONTACT:
        return {"contact": contact_of(said)}
    values = {"title": call.title, "place": call.place, "text": call.text}
    values[{Part.TITLE: "title", Part.PLACE: "place", Part.TEXT: "text"}[part]] = said.strip().removeprefix("@").strip()
    return dict(fitting(values["title"] or "", values["place"], values["text"]))


def time_of(said: str, call: Call, now: datetime) -> HeadTime:
    """The day and the hours somebody means; hours alone are those of the day it has.

    Raises: Refused (call-when, and those of `read_when`).
    """
    if is_hours(said) and call.starts is not None:
        said = f"{call.starts.date().isoformat()} {said}"
    found = read_when(said, House.at(now, ZoneInfo(call.zone)))
    if found is None or found[0].starts is None:
        raise Refused("call-when")
    return found[0]


def moved(task: Task, call: Call, time: HeadTime) -> tuple[datetime | None, datetime | None]:
    """When a task is once its call has moved: what had the hours of the call has the new ones, all else moves along."""
    assert time.starts is not None, "a call moves to a day"
    if task.starts is None:
        return None, None
    if not time.whole_day and (task.starts, task.ends) == (call.starts, call.ends):
        return time.starts, time.ends
    old = call.starts or task.starts
    days_only = call.whole_day or time.whole_day or call.starts is None
    by = timedelta(days=(time.starts.date() - old.date()).days) if days_only else time.starts - old
    return task.starts + by, task.ends + by if task.ends else None


def task_of(said: str, call: Call, now: datetime, before: Task | None = None) -> dict[str, Any]:
    """The columns of a task by its line; of one that is there already (`before`), what the line does not say stays.

    Raises: Refused with the reasons of `read_task`.
    """
    house = House.at(now, ZoneInfo(call.zone))
    read = read_task(0, said, HeadTime(call.starts, call.ends, call.whole_day), house)
    values: dict[str, Any] = {name: getattr(read, name) for name in ("name", "about", "requirement", "least", "most", "starts", "ends")}
    if before is None:
        return values
    counted, timed = said_in(said, house)
    stays = [name for name in ("about", "requirement") if values[name] is None]
    stays += [] if counted else ["least", "most"]
    stays += [] if timed else ["starts", "ends"]
    return values | {name: getattr(before, name) for name in stays}


def with_times(task: Task, zone: ZoneInfo, **values: Any) -> Task:
    """A task with other columns, and the instants that follow from its wall times."""
    changed = loaded(Task, {**task.__dict__, **values})
    changed.starts_at, changed.ends_at = (instant(wall, zone) if wall else None for wall in (changed.starts, changed.ends))
    return changed
