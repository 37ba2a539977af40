"""A task that is to be given back after the organiser's hour: the place is kept until an organiser lets it go."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from community import reminders
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.refusals import Refused
from community.volunteering.organising import organisers_of
from community.volunteering.queue import tell
from storage import volunteering
from storage.events import Place
from storage.outbox import Lane, Message
from storage.people import Reach
from storage.volunteering import Call, Task, Volunteer

LEAVING, LEAVE_ASKED = "task-leaving", "task-leave-asked"


def is_late(call: Call, task: Task, found: Volunteer, now: datetime) -> bool:
    """Whether the organiser's hour is past; who waits can always go, and so can who had it before it was moved far."""
    starts = task.starts_at or call.begins_at
    if found.place is not Place.SEATED or call.leave_hours is None or starts is None or not found.confirmed:
        return False
    return now > starts - timedelta(hours=call.leave_hours)


def in_time(call: Call, task: Task, found: Volunteer, now: datetime) -> None:
    """A place that goes for another one must not be one an organiser is asked about first. Raises: Refused("task-late")."""
    if is_late(call, task, found, now):
        raise Refused("task-late", task=task.name)


def must_ask(db: Connection, call: Call, task: Task, found: Volunteer, rules: HouseRules, now: datetime) -> bool:
    """Whether the place is kept for now: its organisers are asked, once. Where none can be, nobody decides, and it is given back.

    Who wants to go is told that they can hand it over meanwhile. The caller holds the call.
    """
    reached = [person for person in organisers_of(db, call) if person.reach is Reach.OPEN and person.id != found.person_id]
    if not is_late(call, task, found, now) or not reached:
        return False
    if not found.leaving:
        volunteering.change_volunteer(db, found.id, leaving=True)
        here, starts = rules_at(db, call.id, rules), task.starts_at or call.begins_at
        for person in reached:
            question = Message(LEAVING, {"volunteer": found.id}, lane=Lane.PRIVATE, until=starts)
            reminders.write_to(db, person, question, here, now, event_at=starts)
        if (contact := volunteering.find_contact(db, found)) is not None:
            tell(db, call, task, contact, LEAVE_ASKED, rules, now, volunteer=found.id)
    return True
