"""Making a call in private: what, when, where, its tasks one by one, and a preview from which all can be changed. Pure rules.

What is known so far is a plain dict, as a draft keeps it (see asking.data_of). `answered`: which questions about the call are done;
`open`: what is still asked about the last of its tasks; `done`: its author says that the tasks are all there; `again`: its time, or
that of the earlier call it is like, is moved to another day.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import regex

from community.events.drafting import span_of
from community.refusals import Refused
from community.volunteering.asking import kept
from community.volunteering.heads import Head
from community.volunteering.placing import HeadTime
from community.volunteering.steps import HEAD, NOTHING, Data, Rule, Step, answered
from community.volunteering.task_lines import TaskLine
from community.volunteering.timing import hours_on, retimed, timed, times_of
from storage.events import Event
from storage.volunteering import Call, Task

ALLOWED: Mapping[Rule, tuple[int, ...]] = {Rule.LEAVE: (0, 12, 24, 48), Rule.AUTO: (0, 1)}
"""The values a rule can have; 0: none, or no."""

WAYS: Mapping[Step, tuple[Step, ...]] = {
    Step.WHAT: (Step.LIKE,),
    Step.LIKE: (Step.WHAT,),
    Step.WHEN: (Step.CHANGE,),
    Step.HOURS: (Step.CHANGE,),
    Step.WHERE: (Step.CHANGE,),
    Step.TASKS: (Step.CHANGE, Step.MORE),
    Step.MORE: (Step.TASKS, Step.NEEDS, Step.ABOUT),
    Step.NEEDS: (Step.MORE,),
    Step.ABOUT: (Step.MORE,),
    Step.PREVIEW: (Step.TASKS, Step.CHANGE, Step.RULES),
    Step.CHANGE: (Step.PREVIEW, Step.TITLE, Step.CONTACT, Step.TEXT),
    Step.TITLE: (Step.CHANGE,),
    Step.CONTACT: (Step.CHANGE,),
    Step.TEXT: (Step.CHANGE,),
    Step.RULES: (Step.PREVIEW,),
}
"""What a button may lead to, and from where."""

SEASON = timedelta(days=45)
"""Calls of about this time of the year are offered first."""

YEAR = 365

_NUMBER = regex.compile(r"[0-9]{1,4}")


def whole(data: Data) -> Data:
    """What a draft knows, also one that began with a line."""
    return {**NOTHING, "answered": list(HEAD), "done": True, **data}


def next_step(data: Data) -> Step:
    """The first question that is open; the preview when none is."""
    if data["candidates"]:
        return Step.CHOOSE
    if not data["title"]:
        return Step.WHAT
    asked = [step for step in HEAD if step not in data["answered"] and (step is not Step.HOURS or data["starts"])]
    if asked:
        return asked[0]
    if data["open"]:
        return Step(data["open"][0])
    return Step.PREVIEW if data["done"] and data["tasks"] else Step.TASKS


def asked_again(step: Step, data: Data) -> Data:
    """What is known when a question is asked once more."""
    match step:
        case Step.WHEN:
            return {**data, "answered": [each for each in data["answered"] if each != step], "again": data["starts"] is not None}
        case Step.HOURS if data["starts"] is None:
            raise Refused("old-button")
        case Step.HOURS | Step.WHERE:
            return {**data, "answered": [each for each in data["answered"] if each != step]}
        case Step.TASKS:
            return {**data, "done": False}
        case Step.PREVIEW if not data["tasks"]:
            raise Refused("call-needs-task")
        case Step.PREVIEW:
            return {**data, "done": True}
        case _:
            return data


def from_template(title: str, tasks: Sequence[tuple[str, int, int]], data: Data) -> Data:
    """What is known of a usual call: its title, and its usual tasks with how many they need."""
    return {**data, "title": title, "tasks": [kept(TaskLine(name, None, None, least, most)) for name, least, most in tasks]}


def of_event(event: Event) -> Data:
    """What is known of a call for an event: all but what there is to do."""
    times = span_of(event.starts, event.ends)
    return {**NOTHING, **times, "title": event.title, "place": event.place, "answered": list(HEAD), "of_event": event.id}


def like(call: Call, tasks: Sequence[Task], data: Data) -> Data:
    """All of an earlier call; only its day is asked."""
    words = {name: getattr(call, name) for name in ("title", "place", "text", "contact", "leave_hours", "auto_needed", "whole_day")}
    times = span_of(call.starts, call.ends) if call.starts else {"starts": None, "ends": None}
    copied = [
        kept(TaskLine(each.name, each.about, each.requirement, each.least, each.most, each.starts, each.ends, own_day=False))
        for each in tasks
    ]
    return {**data, **words, **times, "tasks": copied, "done": True, "again": True, "answered": [Step.WHERE]}


def offered_first(calls: Sequence[Call], today: date) -> list[Call]:
    """Earlier calls, the newest first; but before all others those of this season of an earlier year."""
    return sorted(calls, key=lambda call: not is_of_season(call, today))


def is_of_season(call: Call, today: date) -> bool:
    """Whether a call was at about this time of an earlier year."""
    if call.begins_at is None:
        return False
    apart = abs((today - call.begins_at.date()).days)
    return apart > 2 * SEASON.days and min(apart % YEAR, YEAR - apart % YEAR) <= SEASON.days


def named(head: Head, data: Data) -> Data:
    """What is known after its first line: perhaps also when, where and how many."""
    known = {
        **data,
        "title": head.title,
        "contact": head.contact or data["contact"],
        "leave_hours": head.leave_hours or data["leave_hours"],
    }
    known = placed_at(head.place, known) if head.place else known
    if head.time != HeadTime():
        known = timed(head.time, known)
    if head.count is not None and not data["tasks"]:
        only = kept(TaskLine(head.title, None, head.requirement, head.count.least, head.count.most))
        known = {**known, "tasks": [retimed(only, known, None)], "done": True}
    return known


def placed_at(place: str | None, data: Data) -> Data:
    """It is there, or nowhere in particular."""
    return answered({**data, "place": place}, Step.WHERE)


def with_task(task: TaskLine, asked: Sequence[Step], data: Data) -> Data:
    """One more task, about which this is still `asked`. Raises: Refused("call-task-twice")."""
    key = task.name.casefold(), task.starts, task.ends
    if any((each["name"].casefold(), *times_of(each)) == key for each in data["tasks"]):
        raise Refused("call-task-twice", task=task.name)
    return {**data, "tasks": [*data["tasks"], kept(task)], "open": list(asked), "done": False}


def without_last(left: int, data: Data) -> Data:
    """The first so many tasks stay."""
    return {**data, "tasks": data["tasks"][:left], "open": []}


def of_last(data: Data, answers: Step | None = None, **values: Any) -> Data:
    """More is known of the last task; `answers`: the question this was the answer of."""
    *others, last = data["tasks"]
    return {**data, "tasks": [*others, {**last, **values}], "open": [each for each in data["open"] if each != answers]}


def last_needs(value: str, data: Data) -> Data:
    """The last task needs so many. Raises: Refused("old-button")."""
    if not _NUMBER.fullmatch(value) or int(value) < 1:
        raise Refused("old-button")
    return of_last(data, Step.PEOPLE, least=int(value), most=int(value))


def last_at(value: str, data: Data) -> Data:
    """The last task is at these hours (`12-13`), at those of its call (`all`), or at any (nothing). Raises: Refused("old-button")."""
    starts, ends = times_of(data)
    if starts is None:
        raise Refused("old-button")
    if value == "all" and not data["whole_day"]:
        return of_last(data, Step.TIMES, **span_of(starts, ends))
    if not value:
        return of_last(data, Step.TIMES, starts=None, ends=None)
    return of_last(data, Step.TIMES, **span_of(*hours_on(starts.date(), value)))


def cleared(step: Step, data: Data) -> Data:
    """What may be left out is left out. Raises: Refused("old-button")."""
    match step:
        case Step.CONTACT:
            return {**data, "contact": None}
        case Step.TEXT:
            return {**data, "text": None}
        case Step.NEEDS:
            return of_last(data, requirement=None)
        case Step.ABOUT:
            return of_last(data, about=None)
        case _:
            raise Refused("old-button")


def put(rule: Rule, value: int, data: Data) -> Data:
    """A rule has this value now; twice is the same. Raises: Refused("old-button")."""
    if value not in ALLOWED[rule]:
        raise Refused("old-button")
    return {**data, rule: bool(value) if rule is Rule.AUTO else value or None}
