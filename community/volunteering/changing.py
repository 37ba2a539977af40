"""A call is changed: its cards, its checks and its queues follow, and those it concerns are told a minute later, all in one message."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import questions, reminders
from community.house_rules import rules_at
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering import news
from community.volunteering.asking import span_of_call
from community.volunteering.closing import changeable
from community.volunteering.fields import CLEARED, Part, known_of, moved, task_of, time_of, with_times, words_of
from community.volunteering.lacking import plan_checks
from community.volunteering.lines import MOST_TASKS
from community.volunteering.queue import move_queue
from storage import cards, drafts, people, volunteering
from storage.outbox import Lane, Message
from storage.rows import loaded
from storage.volunteering import Call, Task

KIND = "call-change"
WAITED = timedelta(hours=1)

Admins = frozenset[int]
NOBODY: Admins = frozenset()


def choose_part(db: Connection, *, call: int, presser: Presser, message: int, now: datetime, admin_of: Admins = NOBODY) -> None:
    """The pressed message shows what can be changed; what was asked before is left. Here and below `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over).
    """
    changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    drafts.leave_drafts(db, presser.telegram_id)
    _show(db, "call-change", {"call": call}, presser, now, message)


def ask_part(
    db: Connection,
    *,
    call: int,
    part: Part,
    task: int,
    presser: Presser,
    message: int,
    now: datetime,
    admin_of: Admins = NOBODY,
) -> None:
    """The next words are what this part (or the `task`) is to be; the pressed message asks for them.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, task-gone, call-too-many-tasks).
    """
    changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    if part is Part.TASK:
        _task(db, call, task)
    if part is Part.NEW_TASK and len(volunteering.list_tasks(db, call)) >= MOST_TASKS:
        raise Refused("call-too-many-tasks", over=1, most=MOST_TASKS)
    params = {"call": call, "part": part, "task": task}
    questions.ask(db, who=presser.telegram_id, kind=KIND, data=params, now=now, waited=WAITED)
    _show(db, "call-change-part", params, presser, now, message)


def changes_what(db: Connection, *, who: int, now: datetime) -> int | None:
    """The call that somebody's next words change."""
    draft = questions.asked(db, who=who, kind=KIND, now=now)
    return int(draft.data["call"]) if draft else None


def take_change(db: Connection, *, presser: Presser, text: str, rules: HouseRules, now: datetime, admin_of: Admins = NOBODY) -> None:
    """It is so from now on, and a new message says so.

    Raises: Refused (draft-gone, and the reasons of changeable and of the words); the question stays open then.
    """
    draft = questions.awaited(db, who=presser.telegram_id, kind=KIND, now=now)
    part = Part(draft.data["part"])
    before = changeable(db, draft.data["call"], presser.telegram_id, now, admin_of=admin_of)
    tasks = volunteering.list_tasks(db, before.id)
    if part is Part.NEW_TASK:
        _add(db, before, tasks, task_of(text, before, now))
        changed, values = volunteering.list_tasks(db, before.id), dict[str, Any]()
    elif part is Part.TASK:
        task = _task(db, before.id, draft.data["task"])
        changed, values = _with(tasks, task, task_of(text, before, now, task), before), {}
    elif part is Part.WHEN:
        time = time_of(text, before, now)
        values = {"starts": time.starts, "ends": time.ends, "whole_day": time.whole_day}
        changed = [with_times(task, ZoneInfo(before.zone), **_times(task, before, time)) for task in tasks]
    else:
        changed, values = tasks, words_of(part, text, before)
    drafts.remove_draft(db, draft.id)
    _save(db, before, tasks, values, changed, presser, rules, now)
    _show(db, "call-saved", {"call": before.id}, presser, now)


def clear_part(
    db: Connection, *, call: int, part: Part, presser: Presser, message: int, rules: HouseRules, now: datetime, admin_of: Admins = NOBODY
) -> None:
    """It is to be without. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, old-button)."""
    before = changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    if part not in CLEARED:
        raise Refused("old-button")
    drafts.leave_drafts(db, presser.telegram_id)
    tasks = volunteering.list_tasks(db, call)
    _save(db, before, tasks, {CLEARED[part]: None}, tasks, presser, rules, now)
    _show(db, "call-saved", {"call": call}, presser, now, message)


def remove_task(
    db: Connection, *, call: int, task: int, presser: Presser, message: int, rules: HouseRules, now: datetime, admin_of: Admins = NOBODY
) -> None:
    """A task is not needed any more; who has it or awaits it is told.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, task-gone, last-task).
    """
    before = changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    gone, tasks = _task(db, call, task), volunteering.list_tasks(db, call)
    if len(tasks) == 1:
        raise Refused("last-task")
    drafts.leave_drafts(db, presser.telegram_id)
    here = rules_at(db, call, rules)
    for person in _people_of(db, gone, presser.telegram_id):
        message_ = Message("task-removed", {"call": call, "name": gone.name}, lane=Lane.PRIVATE, key=f"task-removed:{task}:{person.id}")
        reminders.write_to(db, person, message_, here, now, event_at=gone.starts_at or before.begins_at)
    volunteering.remove_task(db, task)
    _save(db, before, tasks, {}, [each for each in tasks if each.id != task], presser, rules, now)
    _show(db, "call-saved", {"call": call}, presser, now, message)


def _save(
    db: Connection,
    before: Call,
    tasks: Sequence[Task],
    values: dict[str, Any],
    changed: Sequence[Task],
    presser: Presser,
    rules: HouseRules,
    now: datetime,
) -> None:
    """The call is so, with these tasks; what follows from it follows. Where it is so already, nothing does.

    Raises: Refused (past, ends-too-early).
    """
    if all(getattr(before, name) == value for name, value in values.items()) and _rows(changed) == _rows(tasks):
        return
    after = loaded(Call, {**before.__dict__, **values, "revision": before.revision + 1, "changed_at": now})
    zone = ZoneInfo(after.zone)
    after.begins_at, after.finishes_at = span_of_call(list(changed), after.starts, after.ends, zone, whole_day=after.whole_day)
    if after.finishes_at is not None and after.finishes_at <= now:
        raise Refused("past")
    if any(task.starts_at and task.ends_at and task.ends_at <= task.starts_at for task in changed):
        raise Refused("ends-too-early")
    for task, row in zip(changed, _rows(changed), strict=True):
        volunteering.change_task(db, task.id, **row)
        move_queue(db, after, task, rules, now)
    times = {name: getattr(after, name) for name in ("begins_at", "finishes_at", "revision", "changed_at")}
    volunteering.change_call(db, after.id, **values, **times)
    cards.bump(db, volunteering.shown_on(after))
    plan_checks(db, after, rules, now)
    reminders.plan_call(db, after, rules, now)
    author = people.find_person(db, presser.telegram_id)
    news.keep(db, before, known_of(before, tasks), after, author.id if author else None, rules, now)


COLUMNS = frozenset({"name", "about", "requirement", "least", "most", "starts", "ends", "starts_at", "ends_at"})


def _rows(tasks: Sequence[Task]) -> list[dict[str, Any]]:
    """What can be changed of tasks."""
    return [{name: getattr(task, name) for name in COLUMNS} for task in tasks]


def _times(task: Task, call: Call, time: Any) -> dict[str, Any]:
    starts, ends = moved(task, call, time)
    return {"starts": starts, "ends": ends}


def _with(tasks: Sequence[Task], task: Task, values: dict[str, Any], call: Call) -> list[Task]:
    """The tasks, one of them another; never for fewer people than have it."""
    new = with_times(task, ZoneInfo(call.zone), **{**values, "most": max(values["most"], task.taken)})
    return [new if each.id == task.id else each for each in tasks]


def _add(db: Connection, call: Call, tasks: Sequence[Task], values: dict[str, Any]) -> None:
    new = with_times(Task(call_id=call.id, number=max(task.number for task in tasks) + 1, name=""), ZoneInfo(call.zone), **values)
    volunteering.add_task(db, new)


def _task(db: Connection, call: int, task: int) -> Task:
    """A task of a call. Raises: Refused("task-gone")."""
    found = volunteering.find_task(db, task)
    if found is None or found[1].id != call:
        raise Refused("task-gone")
    return found[0]


def _people_of(db: Connection, task: Task, but: int) -> list[Any]:
    theirs = [*volunteering.list_doing(db, task.id), *volunteering.list_waiting(db, task.id)]
    found = {person.id: person for each in theirs if (person := volunteering.find_contact(db, each)) is not None}
    return [person for person in found.values() if person.telegram_id != but]


def _show(db: Connection, kind: str, params: dict[str, Any], presser: Presser, now: datetime, message: int | None = None) -> None:
    reply(db, kind=kind, to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)
