"""What somebody is reminded of: an event they said yes to, or a task they have."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection

from storage import events, volunteering
from storage.events import Event, EventState, Passing, Place, SignUp
from storage.people import Person
from storage.reminders import AnyReminder, Reminder
from storage.volunteering import Call, CallState, Task, Volunteer

NOON = time(12)
"""What has a day and no hour is reminded of as if it were then."""


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Somebody comes to an event."""

    sign_up: SignUp
    event: Event

    @property
    def thing(self) -> int:
        """Whose house's rules hold."""
        return self.event.id

    @property
    def key(self) -> str:
        """By which a message about it is known."""
        return str(self.sign_up.id)

    @property
    def revision(self) -> int:
        """Of what they said yes to."""
        return self.event.revision

    @property
    def zone(self) -> str:
        """Where it is."""
        return self.event.zone

    @property
    def starts(self) -> datetime | None:
        """When it begins, on the wall."""
        return self.event.starts

    @property
    def holds(self) -> bool:
        """Whether it is still true."""
        return self.event.state is EventState.PUBLISHED and self.sign_up.place is Place.SEATED

    def contact(self, db: Connection) -> Person | None:
        """Whom to write to: themselves, or who signed them up."""
        return events.find_contact(db, self.sign_up)

    def to_be_passed_on(self, db: Connection) -> None:
        """Who signed up a neighbour without a phone reminds them too."""
        if self.sign_up.person_id is None:
            events.change_proxy(db, self.sign_up.id, passing=Passing.OPEN)


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody has a task."""

    volunteer: Volunteer
    task: Task
    call: Call

    @property
    def thing(self) -> int:
        """Whose house's rules hold."""
        return self.call.id

    @property
    def key(self) -> str:
        """By which a message about it is known."""
        return f"shift-{self.volunteer.id}"

    @property
    def revision(self) -> int:
        """Of what they took."""
        return self.call.revision

    @property
    def zone(self) -> str:
        """Where it is."""
        return self.call.zone

    @property
    def starts(self) -> datetime | None:
        """When it begins, on the wall; None for what has no date."""
        return begins(self.task, self.call)

    @property
    def holds(self) -> bool:
        """Whether it is still true."""
        return self.call.state is CallState.OPEN and self.volunteer.place is Place.SEATED

    def contact(self, db: Connection) -> Person | None:
        """Whom to write to: themselves, or who answers for them."""
        return volunteering.find_contact(db, self.volunteer)

    def to_be_passed_on(self, db: Connection) -> None:
        """Who answers for a neighbour without a phone reminds them too."""
        if self.volunteer.person_id is None:
            volunteering.change_volunteer(db, self.volunteer.id, passing=Passing.OPEN)


Subject = SignedUp | Shift


def subject_of(db: Connection, reminder: AnyReminder) -> Subject | None:
    """What a reminder is about; None when it is gone."""
    if isinstance(reminder, Reminder):
        found = events.find_sign_up_with_event(db, reminder.sign_up_id)
        return SignedUp(*found) if found else None
    volunteer = volunteering.get_volunteer(db, reminder.volunteer_id)
    task = volunteering.find_task(db, volunteer.task_id) if volunteer else None
    return Shift(volunteer, *task) if volunteer and task else None


def begins(task: Task, call: Call) -> datetime | None:
    """When a task begins, on the wall: of a day without hours at noon; None for what has no date."""
    if task.starts is not None or call.starts is None:
        return task.starts
    return datetime.combine(call.starts.date(), NOON) if call.whole_day else call.starts
