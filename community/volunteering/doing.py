"""Who does what, for those who organise a call."""

from dataclasses import dataclass

from sqlalchemy import Connection

from community.volunteering.organising import must_organise
from storage import volunteering
from storage.volunteering import Call, Task, Volunteer


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who does a task or waits for it. `name`: what they call themselves; without one they are `Neighbour {number}`."""

    volunteer: Volunteer
    number: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Doing:
    """A call with its tasks, each with who does it and, after them, who waits for it."""

    call: Call
    tasks: tuple[tuple[Task, tuple[Doer, ...]], ...]


def who_does_what(db: Connection, *, call: int, who: int) -> Doing:
    """Who does what in a call. Raises: Refused (call-gone, not-call-organiser)."""
    found = must_organise(db, call=call, who=who)
    doers: dict[int, list[Doer]] = {}
    numbers: dict[int, int] = {}  # a neighbour without a name has the same number in every task
    for volunteer, person in volunteering.list_doers(db, call):
        name = person.name if person else volunteer.nickname
        number = 0 if name else numbers.setdefault(volunteer.person_id or -volunteer.id, len(numbers) + 1)
        doers.setdefault(volunteer.task_id, []).append(Doer(volunteer, number, name))
    return Doing(found, tuple((task, tuple(doers.get(task.id, ()))) for task in volunteering.list_tasks(db, call)))
