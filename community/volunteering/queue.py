"""The queue of a task moves: free places go to who waits, and they are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community import reminders
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.volunteering.rules import promoted, room
from community.volunteering.weeks import may_get
from storage import volunteering
from storage.events import Passing, Place
from storage.outbox import Debt, Lane, Message
from storage.people import Person, Reach
from storage.volunteering import Call, Task, Volunteer

YOURS = "task-yours"
"""Somebody who waited has the task now."""

NEIGHBOURS = "task-neighbours"
"""The same, to who answers for a neighbour without a phone."""


def move_queue(db: Connection, call: Call, task: Task, rules: HouseRules, now: datetime) -> list[Volunteer]:
    """Give the free places of a task to who waits, tell them, and write the task's counts; who they are.

    Who has as many tasks that week as the organiser lets one have stays in the queue, and the next one is asked.

    The caller holds the call (`lock_call`), and `task` counts what is written.
    """
    waiting = volunteering.list_waiting(db, task.id) if task.waiting and room(task) else []
    lucky = list(promoted((each for each in waiting if may_get(db, call, task, each)), room(task)))
    for volunteer in lucky:
        _give(db, call, task, volunteer, rules, now)
    if lucky:
        task.taken, task.waiting = task.taken + len(lucky), task.waiting - len(lucky)
        volunteering.change_task(db, task.id, taken=task.taken, waiting=task.waiting)
    return lucky


def move_queues(db: Connection, call: int, rules: HouseRules, now: datetime, *, but: int | None = None) -> None:
    """Every queue of a call moves, except that of one task. The caller holds the call."""
    found = volunteering.find_call(db, call)
    assert found is not None, "it is held"
    for task in volunteering.list_tasks(db, call):
        if task.id != but:
            move_queue(db, found, task, rules, now)


def move_capped(db: Connection, call: Call, task: Task, rules: HouseRules, now: datetime) -> None:
    """Somebody has a task no more: where one may have only so many a week, they may now get another for which they wait."""
    if call.weekly_cap is not None:
        move_queues(db, call.id, rules, now, but=task.id)


def _give(db: Connection, call: Call, task: Task, volunteer: Volunteer, rules: HouseRules, now: datetime) -> None:
    person = volunteering.find_contact(db, volunteer)
    told = person is not None and person.reach is Reach.OPEN
    seated = {"place": Place.SEATED, "queued_at": None, "changed_at": now, "untold": not told}
    volunteering.change_volunteer(db, volunteer.id, **seated)
    reminders.plan_shift(db, volunteer.model_copy(update=seated), task, call, rules, now)
    if person is None or not told:
        return
    if volunteer.person_id is None:
        volunteering.change_volunteer(db, volunteer.id, passing=Passing.OPEN)
        tell(db, call, task, person, NEIGHBOURS, rules, now, volunteer=volunteer.id)
    else:
        tell(db, call, task, person, YOURS, rules, now)


def tell(db: Connection, call: Call, task: Task, person: Person, kind: str, rules: HouseRules, now: datetime, **params: Any) -> bool:
    """Somebody hears of a task, outside the quiet hours unless it begins soon; False if they can't be written to."""
    message = Message(kind, {"task": task.id, **params}, lane=Lane.PRIVATE, until=task.ends_at or call.finishes_at)
    return reminders.write_to(db, person, message, rules_at(db, call.id, rules), now, event_at=task.starts_at or call.begins_at)


def note_failed(db: Connection, debt: Debt) -> None:
    """A message can't be delivered; if it told somebody that a task is theirs, the organiser sees that they could not be told."""
    if debt.kind == NEIGHBOURS:
        volunteering.change_volunteer(db, debt.params["volunteer"], untold=True)
    elif debt.kind == YOURS and debt.address is not None:
        volunteering.note_untold(db, debt.params["task"], debt.address)
