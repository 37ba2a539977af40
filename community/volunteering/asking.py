"""From what somebody wrote to a call: what its draft keeps, and the call that is made of it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.events.drafting import span_of
from community.events.organising import organises
from community.refusals import Refused
from community.volunteering import checks
from community.volunteering.lines import CallLine, read_call
from community.volunteering.rules import span_of as hours_of
from community.volunteering.task_lines import TaskLine
from community.volunteering.tips import plan_tips
from community.when import instant
from storage import cards, events, volunteering
from storage.cards import ThingKind
from storage.events import EventState
from storage.places import House
from storage.volunteering import Call, Task

Data = dict[str, Any]


def read(line: str, now: datetime, zone: ZoneInfo, picture: str | None) -> Data:
    """What a draft keeps of a message. Raises: Refused with the reasons of `read_call`, no-picture-in-call."""
    if picture is not None:
        raise Refused("no-picture-in-call")
    return data_of(read_call(line, now, zone), line)


def data_of(read: CallLine, line: str) -> Data:
    """What a draft keeps: plain values, times on the wall."""
    return {
        "line": line,
        "title": read.title,
        "place": read.place,
        "text": read.text,
        "contact": read.contact,
        "leave_hours": read.leave_hours,
        **(span_of(read.starts, read.ends) if read.starts else {"starts": None, "ends": None}),
        "whole_day": read.whole_day,
        "candidates": [span_of(each.start, each.end) for each in read.candidates],
        "tasks": [kept(task) for task in read.tasks],
    }


def kept(task: TaskLine) -> Data:
    """A task as a draft keeps it; its name and the sentence about it begin with a capital, as they stand on a line of their own."""
    words = {name: getattr(task, name) for name in ("requirement", "least", "most", "own_day")}
    words |= {"name": _capital(task.name), "about": task.about and _capital(task.about)}
    return {**words, **(span_of(task.starts, task.ends) if task.starts else {"starts": None, "ends": None})}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def is_open(data: Data) -> bool:
    """Whether something must be answered before it can be published."""
    return bool(data["candidates"]) or not data["title"] or not data["tasks"]


def choose(data: Data, number: int) -> Data:
    """What a draft keeps after one of two readings of its time was chosen: its tasks move along."""
    candidates = data["candidates"]
    first, chosen = candidates[0], candidates[number]
    return {**data, **chosen, "candidates": [], "tasks": [_chosen(task, first, chosen) for task in data["tasks"]]}


def _chosen(task: Data, first: Data, chosen: Data) -> Data:
    """A task without hours of its own has those that were chosen; one with hours moves to the day."""
    if task["own_day"]:
        return task
    if all(task[name] == first[name] for name in ("starts", "ends")):
        return {**task, **chosen}
    before, after = (datetime.fromisoformat(each["starts"]).date() for each in (first, chosen))
    return _moved(task, after - before)


def _moved(task: Data, days: timedelta) -> Data:
    times = {name: (datetime.fromisoformat(task[name]) + days).isoformat() if task[name] else None for name in ("starts", "ends")}
    return {**task, **times}


def make(db: Connection, data: Data, house: House, organiser: int, now: datetime) -> int:
    """The call of a draft; its number. Raises: Refused: past, when its last task has ended meanwhile, and the reasons of `of_event`."""
    zone = ZoneInfo(house.zone)
    tasks = [_task(each, number, zone) for number, each in enumerate(data["tasks"], 1)]
    starts, ends = (datetime.fromisoformat(data[name]) if data[name] else None for name in ("starts", "ends"))
    begins_at, finishes_at = span_of_call(tasks, starts, ends, zone, whole_day=data["whole_day"])
    if finishes_at is not None and finishes_at <= now:
        raise Refused("past")
    event, home = of_event(db, data, organiser) or (None, house.id)
    thing = cards.add_thing(db, ThingKind.CALL, home, now)
    words = {name: data[name] for name in ("title", "place", "text", "contact", "leave_hours", "whole_day")}
    call = Call(
        id=thing,
        organiser_id=organiser,
        event_id=event,
        starts=starts,
        ends=ends,
        zone=house.zone,
        begins_at=begins_at,
        finishes_at=finishes_at,
        auto_needed=data.get("auto_needed", False),
        **words,
    )
    volunteering.add_call(db, call, [task.model_copy(update={"call_id": thing}) for task in tasks])
    checks.keep(db, thing, data)
    plan_tips(db, call, now)
    return thing


def of_event(db: Connection, data: Data, organiser: int) -> tuple[int, int] | None:
    """The event a call is made for, held until the transaction ends, and its house; None for a call by itself.

    Raises: Refused (event-gone, event-cancelled, not-organiser, event-has-call).
    """
    if not data.get("of_event"):
        return None
    asked = events.lock_event(db, data["of_event"], None)
    if asked is None:
        raise Refused("event-gone")
    if asked.event.state is not EventState.PUBLISHED:
        raise Refused("event-cancelled")
    if not organises(db, asked.event, organiser):
        raise Refused("not-organiser")
    if volunteering.find_of_event(db, asked.event.id) is not None:
        raise Refused("event-has-call")
    return asked.event.id, asked.house_id


def _task(data: Data, number: int, zone: ZoneInfo) -> Task:
    starts, ends = (datetime.fromisoformat(data[name]) if data[name] else None for name in ("starts", "ends"))
    words = {name: data[name] for name in ("name", "about", "requirement", "least", "most")}
    starts_at, ends_at = (instant(wall, zone) if wall else None for wall in (starts, ends))
    return Task(call_id=0, number=number, starts=starts, ends=ends, starts_at=starts_at, ends_at=ends_at, **words)


def span_of_call(
    tasks: list[Task], starts: datetime | None, ends: datetime | None, zone: ZoneInfo, *, whole_day: bool
) -> tuple[datetime | None, datetime | None]:
    """From when to when it is: by its tasks; where they have no hours, by its head; a day alone from midnight to midnight."""
    first, last = hours_of(tasks)
    if starts is None:
        return first, last
    midnight = datetime.combine(starts.date() + timedelta(days=1), time())
    head_first = instant(starts, zone)
    head_last = instant(midnight if whole_day else ends or starts, zone)
    if first is None or last is None:
        return head_first, head_last
    all_have_hours = all(task.starts_at is not None for task in tasks)
    return (first, last) if all_have_hours else (min(first, head_first), max(last, head_last))
