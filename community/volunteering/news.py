"""Those who have a task are told what is different: a minute after the last change, all of it in one message."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.events.fields import ASKED_AGAIN
from community.events.telling import BATCH, GRACE
from community.house_rules import rules_at
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering.fields import is_other, moved_far, parts_of
from community.volunteering.rules import overlapping
from community.volunteering.telling import tell_groups
from storage import events, people, volunteering
from storage.cards import ThingKind
from storage.events import News, Passing
from storage.outbox import Lane, Message
from storage.people import Person
from storage.volunteering import Call, CallState, Task, Volunteer

FOR_GROUP = frozenset({"starts", "ends", "whole_day", "place"})
"""Of these the groups read in a line of their own."""


def keep(db: Connection, before: Call, was: dict[str, Any], after: Call, author: int | None, rules: HouseRules, now: datetime) -> None:
    """The `author` made a call different: those it concerns are to be told. What they know stays as it was kept first."""
    nearer = min((at for at in (before.begins_at, after.begins_at) if at is not None), default=None)
    at = reminders.not_in_quiet(now + GRACE, ZoneInfo(after.zone), rules_at(db, after.id, rules), event_at=nearer)
    kept = events.find_news(db, after.id)
    known, alone = (kept.was, kept.author_id == author) if kept is not None else (was, True)
    events.keep_news(db, after.id, was=known, changed_at=now, due_at=at, author_id=author if alone else None)


def tell_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """News whose time has come are owed to everyone they concern; how many calls there were."""
    due = events.list_due_news(db, ThingKind.CALL, now, BATCH)
    for news in due:
        call = volunteering.lock_call(db, news.thing_id)
        assert call is not None, "a foreign key points to the row"
        events.drop_news(db, call.id)
        if call.state is CallState.OPEN:
            _tell(db, call, news, rules, now)
    return len(due)


def _tell(db: Connection, call: Call, news: News, rules: HouseRules, now: datetime) -> None:
    parts, here = parts_of(news.was, call), rules_at(db, call.id, rules)
    tasks = {task.id: task for task in volunteering.list_tasks(db, call.id)}
    told: dict[int, Person] = {}
    for volunteer, _ in volunteering.list_doers(db, call.id):
        task, person = tasks[volunteer.task_id], volunteering.find_contact(db, volunteer)
        if person is None or not (parts or is_other(news.was, task)):
            continue
        own = volunteer.person_id is not None
        if own and person.id == news.author_id:
            continue
        _to_confirm(db, call, news.was, task, volunteer, now)
        told[person.id] = person
    for person in told.values():
        key = f"call-changed:{call.id}:{call.revision}:{person.id}"
        message = Message("call-changed", {"call": call.id, "was": news.was}, lane=Lane.PRIVATE, key=key, until=call.finishes_at)
        reminders.write_to(db, person, message, here, now, event_at=call.begins_at)
    if parts & FOR_GROUP:
        at = reminders.not_in_quiet(now, ZoneInfo(call.zone), here, event_at=call.begins_at)
        tell_groups(db, call, Message("call-changed-here", {"call": call.id, "was": news.was}, lane=Lane.BROADCAST, again=False), at)


def _to_confirm(db: Connection, call: Call, was: dict[str, Any], task: Task, volunteer: Volunteer, now: datetime) -> None:
    """Who had a task before it was moved far, or has another at its new hours, is asked whether they still can."""
    if volunteer.person_id is None:
        volunteering.change_volunteer(db, volunteer.id, passing=Passing.OPEN)
        return
    others = [each for _, each, _ in volunteering.list_of_person(db, volunteer.person_id, now)]
    clashes = is_other(was, task) and not volunteer.overlaps and overlapping(task, others)
    if clashes or moved_far(was, call, task, ASKED_AGAIN):
        volunteering.change_volunteer(db, volunteer.id, confirmed=False)


def still_can(db: Connection, *, call: int, presser: Presser, message: int, now: datetime) -> None:
    """Somebody keeps what they have in a call that was moved; the pressed message shows it. Pressing twice changes nothing.

    Raises: Refused (call-gone, no-task-here).
    """
    found, person = volunteering.lock_call(db, call), people.find_person(db, presser.telegram_id)
    if found is None:
        raise Refused("call-gone")
    mine = volunteering.list_in_call(db, call, person.id) if person else []
    if person is None or not mine:
        raise Refused("no-task-here")
    others = [each for _, each, _ in volunteering.list_of_person(db, person.id, now)]
    for volunteer, task in mine:
        if not volunteer.confirmed:
            volunteering.change_volunteer(db, volunteer.id, confirmed=True, overlaps=bool(overlapping(task, others)))
    reply(db, kind="call", to=presser.telegram_id, language=presser.language, params={"call": call}, edit=message, now=now)
