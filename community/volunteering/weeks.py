"""How many tasks of a call somebody has in a week, by the ISO week on the clock of the wall."""

from sqlalchemy import Connection

from community.refusals import Refused
from storage import volunteering
from storage.events import Place
from storage.volunteering import Call, Task, Volunteer

Week = tuple[int, int]


def week_of(call: Call, task: Task) -> Week | None:
    """The ISO year and week of a task: of its own day, or that of its call; None without a date."""
    wall = task.starts or call.starts
    return (wall.isocalendar().year, wall.isocalendar().week) if wall is not None else None


def may_have(db: Connection, call: Call, task: Task, *, person: int | None = None, by: int | None = None, name: str = "") -> bool:
    """Whether somebody may have one more task of a call in the week of this one: a person, or a neighbour `name`d so by who answers
    for them. What they wait for does not count; whom nobody names can't be told apart."""
    week = week_of(call, task)
    if call.weekly_cap is None or week is None or (person is None and not name):
        return True
    tasks = {each.id: each for each in volunteering.list_tasks(db, call.id)}
    rows = [row for row, _ in volunteering.list_doers(db, call.id) if row.place is Place.SEATED and row.task_id != task.id]
    theirs = [row for row in rows if _is(row, person, by, name) and week_of(call, tasks[row.task_id]) == week]
    return len(theirs) < call.weekly_cap


def must_be_below_cap(db: Connection, call: Call, task: Task, *, person: int | None = None, by: int | None = None, name: str = "") -> None:
    """Somebody may have one more task of a call in its week; who wants it, takes it over or swaps for it.

    Raises: Refused("cap-reached").
    """
    if not may_have(db, call, task, person=person, by=by, name=name):
        raise Refused("cap-reached", most=call.weekly_cap)


def may_get(db: Connection, call: Call, task: Task, volunteer: Volunteer) -> bool:
    """Whether somebody who waits for a task may have it now."""
    return may_have(db, call, task, person=volunteer.person_id, by=volunteer.by_id, name=volunteer.nickname or "")


def _is(row: Volunteer, person: int | None, by: int | None, name: str) -> bool:
    if person is not None:
        return row.person_id == person
    return row.person_id is None and row.by_id == by and (row.nickname or "").casefold() == name.casefold()
