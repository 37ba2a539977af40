"""What a reminder of tasks says: those that are still one's own, at the time that was told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from community.reminders.subjects import Shift
from storage import volunteering
from storage.volunteering import Call, Task, Volunteer


@dataclass(slots=True)
class ShiftShown:
    """A task that comes up for the reader (`mine`), for neighbours without a phone they answer for, or both. `starts`: on the wall."""

    task: Task
    call: Call
    starts: datetime
    mine: bool = False
    neighbours: list[Volunteer] = field(default_factory=list)


def show_shifts(db: Connection, shifts: Sequence[tuple[int, str]], who: int) -> list[ShiftShown]:
    """The tasks of these volunteers (by row, each with the time on the wall that was told) as far as it is still so."""
    shown: dict[int, ShiftShown] = {}
    for number, told in shifts:
        volunteer = volunteering.get_volunteer(db, number)
        found = volunteering.find_task(db, volunteer.task_id) if volunteer else None
        if volunteer is None or found is None:
            continue
        shift = Shift(volunteer, *found)
        contact, starts = shift.contact(db), shift.starts
        if not shift.holds or starts is None or starts.isoformat() != told or contact is None or contact.telegram_id != who:
            continue
        each = shown.setdefault(shift.task.id, ShiftShown(shift.task, shift.call, starts))
        each.mine = each.mine or volunteer.person_id is not None
        each.neighbours += [volunteer] if volunteer.person_id is None else []
    return list(shown.values())
