"""Whom to remind of what, and when, is planned as soon as it is known, and again whenever it changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.reminders.lines import plan_call_lines, plan_line
from community.reminders.subjects import Shift, SignedUp, Subject
from community.reminders.times import due_times, not_in_quiet
from storage import cards, events, outbox, reminders, volunteering
from storage.events import Event, SignUp
from storage.outbox import Message, To
from storage.people import Person, Reach
from storage.reminders import ReminderKind
from storage.volunteering import Call, Task, Volunteer


def write_to(
    db: Connection, person: Person, message: Message, rules: HouseRules, at: datetime, *, event_at: datetime | None = None
) -> bool:
    """Owe somebody a message from `at` on, or from the end of the hours that are quiet for them.

    It is not counted; what the bot writes by itself goes by `community.allowance.tell`. False if they can't be written to, or it was
    owed before.
    """
    if person.reach is not Reach.OPEN:
        return False
    awake = not_in_quiet(at, ZoneInfo(rules.zone), own_rules(person, rules), event_at=event_at)
    return outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=awake)


def plan(db: Connection, sign_up: SignUp, event: Event, person: Person, rules: HouseRules, now: datetime) -> bool:
    """Make a sign-up's reminders what they must be; whether there is one."""
    due = _due(db, SignedUp(sign_up, event), person, rules, now)
    reminders.set_reminders(db, sign_up.id, due)
    return bool(due)


def plan_shift(db: Connection, volunteer: Volunteer, task: Task, call: Call, rules: HouseRules, now: datetime) -> bool:
    """Make the reminders of somebody who has a task (or has it no more) what they must be; whether there is one."""
    person = volunteering.find_contact(db, volunteer)
    due = _due(db, Shift(volunteer, task, call), person, rules, now) if person else {}
    reminders.set_shift_reminders(db, volunteer.id, due)
    return bool(due)


def _due(db: Connection, subject: Subject, person: Person, rules: HouseRules, now: datetime) -> dict[ReminderKind, datetime]:
    """The times of somebody's reminders of something; none of what does not hold, has no date, or can't be written."""
    if not subject.holds or subject.starts is None or person.reach is not Reach.OPEN:
        return {}
    own = own_rules(person, rules_at(db, subject.thing, rules))
    return due_times(subject.starts, ZoneInfo(subject.zone), person.reminding, person.lead_minutes, own, now)


def plan_all(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    """The person can be written to again, or wants to be reminded otherwise."""
    for sign_up, event in events.list_sign_ups(db, person.id, now):
        plan(db, sign_up, event, person, rules, now)
    for sign_up, _, event in events.list_all_proxied(db, person.id, now):
        plan(db, sign_up, event, person, rules, now)
    for found in (volunteering.list_of_person, volunteering.list_answered_for):
        for volunteer, task, call in found(db, person.id, now):
            plan_shift(db, volunteer, task, call, rules, now)


def plan_event(db: Connection, event: Event, rules: HouseRules, now: datetime) -> None:
    """The event has another time, or takes place after all: everyone's reminders and the lines of its chats follow."""
    for sign_up, person in events.list_people(db, event.id):
        plan(db, sign_up, event, person, rules, now)
    for card in cards.list_cards(db, event.id):
        plan_line(db, event, card.chat_id, rules, now)


def plan_call(db: Connection, call: Call, rules: HouseRules, now: datetime) -> None:
    """Tasks of a call have another time, or other people: everyone's reminders and the lines of its chats follow."""
    tasks = volunteering.list_tasks(db, call.id)
    for task in tasks:
        for volunteer in volunteering.list_doing(db, task.id):
            plan_shift(db, volunteer, task, call, rules, now)
    for card in cards.list_cards(db, volunteering.shown_on(call)):
        plan_call_lines(db, call, tasks, card.chat_id, rules, now)
