"""Reminders whose time has come become messages: what is for one moment and one day is one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules, tell, written_to
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.reminders.subjects import Shift, SignedUp, Subject, subject_of
from community.reminders.times import USEFUL, still_at
from community.when import instant
from storage import reminders
from storage.outbox import Lane, Message
from storage.people import Person, Reach
from storage.reminders import AnyReminder, ReminderKind

BATCH = 200


@dataclass(frozen=True, slots=True)
class _Due:
    """A reminder that is to be given, what it is about, and when that begins on the wall."""

    reminder: AnyReminder
    subject: Subject
    starts: datetime

    @property
    def day(self) -> date:
        """The day it is for."""
        return self.starts.date()

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return instant(self.starts, ZoneInfo(self.subject.zone))


def call_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Turn reminders whose time has come into debts, unless they are of no use any more; how many there were.

    What somebody is to be reminded of at one moment, and for one day, is one message.
    """
    due = reminders.list_due_reminders(db, now, BATCH)
    done: dict[tuple[type, int], AnyReminder] = {}
    for reminder in due:
        if (type(reminder), reminder.id) not in done:
            done |= {(type(each), each.id): each for each in (reminder, *_call(db, reminder, rules, now))}
    reminders.remove_reminders(db, done.values())
    return len(due)


def _call(db: Connection, reminder: AnyReminder, rules: HouseRules, now: datetime) -> list[AnyReminder]:
    """Remind somebody of this, and of what comes with it; all reminders that are done with."""
    first = _find(db, reminder)
    person = first.subject.contact(db) if first else None
    if first is None or person is None:
        return []
    together = _together(db, person, first, now)
    here, zone = rules_at(db, first.subject.thing, rules), ZoneInfo(first.subject.zone)
    own = own_rules(person, here)
    useful = [
        (each, at)
        for each in together
        if each.subject.holds and (at := still_at(each.reminder.due_at, each.starts, zone, own, now)) is not None
    ]
    if useful and person.reach is Reach.OPEN:
        tell(db, person, _message([each for each, _ in useful]), at=useful[0][1], zone=zone, rules=here)
        for each, _ in useful:
            each.subject.to_be_passed_on(db)
    return [each.reminder for each in together]


def _together(db: Connection, person: Person, first: _Due, now: datetime) -> list[_Due]:
    """What is said with a reminder: all others of its kind for the same day that are due, and with the day's last message the rest."""
    of_person = [found for each in reminders.list_of_person(db, person.id) if (found := _find(db, each))]
    same = [each for each in of_person if (each.reminder.kind, each.day) == (first.reminder.kind, first.day)]
    due = [each for each in same if each.reminder.due_at <= now]
    if first.reminder.kind is not ReminderKind.SHORTLY or len(due) == len(same):
        return due
    zone = ZoneInfo(first.subject.zone)
    day = now.astimezone(zone).date()
    later = [
        each for each in of_person if each.reminder.kind is ReminderKind.DAY_BEFORE and each.reminder.due_at.astimezone(zone).date() == day
    ]
    reserved = bool(later) + (person.digest_at is not None and person.digest_at.astimezone(zone).date() == day)
    return due if written_to(person).left(day) - reserved > 1 else same


def _find(db: Connection, reminder: AnyReminder) -> _Due | None:
    subject = subject_of(db, reminder)
    return _Due(reminder, subject, subject.starts) if subject is not None and subject.starts is not None else None


def _message(due: Sequence[_Due]) -> Message:
    """One message for all of them."""
    first = due[0]
    events = [(each.subject.event.id, each.starts.isoformat()) for each in due if isinstance(each.subject, SignedUp)]
    shifts = [(each.subject.volunteer.id, each.starts.isoformat()) for each in due if isinstance(each.subject, Shift)]
    return Message(
        "reminder",
        {"events": list(dict.fromkeys(events)), "shifts": shifts, "kind": first.reminder.kind},
        lane=Lane.PRIVATE,
        key=f"reminder:{first.subject.key}:{first.reminder.kind}:{first.subject.revision}",
        until=max(each.starts_at for each in due) - USEFUL,
    )
