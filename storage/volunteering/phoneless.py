"""What is kept about neighbours without a phone by a nickname: the tasks for which somebody signed them up."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlmodel import col

from storage.cards import Thing
from storage.events import Passing
from storage.rows import every
from storage.volunteering.calls import find_task
from storage.volunteering.tables import Call, Task, Volunteer


@dataclass(frozen=True, slots=True)
class TaskTrace:
    """One of them."""

    call: Call
    task: Task
    volunteer: Volunteer

    @property
    def name(self) -> str:
        """As whom somebody signed them up."""
        return self.volunteer.nickname or ""

    @property
    def passing(self) -> Passing:
        """How far the last news came."""
        return self.volunteer.passing

    @property
    def entry(self) -> str:
        """What tells it from the others, in a button."""
        return f"v{self.volunteer.id}"


def list_traces(db: Connection, house_id: int) -> list[TaskTrace]:
    """All there are by a nickname in a house: in its calls, or counting for it in those of others."""
    query: Any = select(Volunteer).join(Task, col(Task.id) == col(Volunteer.task_id)).join(Thing, col(Thing.id) == col(Task.call_id))
    here = or_(col(Thing.house_id) == house_id, col(Volunteer.house_id) == house_id)
    found = []
    for volunteer in every(db, Volunteer, query.where(here, col(Volunteer.nickname).is_not(None)).order_by(col(Volunteer.id))):
        of = find_task(db, volunteer.task_id)
        assert of is not None, "a volunteer is one of a task"
        found.append(TaskTrace(of[1], of[0], volunteer))
    return found
