"""Tasks and their people, as pure rules: what is missing, what overlaps, who is next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from storage.events import Place
from storage.volunteering import Task, Volunteer


def needed(task: Task) -> int:
    """So many are missing until the task can be done."""
    return max(0, task.least - task.taken)


def room(task: Task) -> int:
    """So many more can take it."""
    return max(0, task.most - task.taken)


def overlap(one: Task, other: Task) -> bool:
    """Whether nobody can do both: their hours meet. A shift without an end is its first minute; what has no hours overlaps nothing."""
    if one.starts_at is None or other.starts_at is None:
        return False
    ends, other_ends = one.ends_at or one.starts_at, other.ends_at or other.starts_at
    if one.starts_at == other.starts_at:
        return True
    return one.starts_at < other_ends and other.starts_at < ends


def overlapping(task: Task, others: Iterable[Task]) -> list[Task]:
    """Those of the others that overlap a task."""
    return [other for other in others if other.id != task.id and overlap(task, other)]


def promoted(queue: Iterable[Volunteer], free: int) -> Iterator[Volunteer]:
    """Who of a queue gets the free places: the first ones."""
    return islice(queue, free)


def place_in(task: Task, *, capped: bool = False) -> Place:
    """Where somebody comes who takes it now: nobody passes a queue.

    `capped`: one may have only so many tasks a week. Who waits for a task with a free place then has as many, and stands in nobody's way.
    """
    return Place.SEATED if room(task) > 0 and (task.waiting == 0 or capped) else Place.WAITING


def span_of(tasks: Iterable[Task]) -> tuple[datetime | None, datetime | None]:
    """The first start and the last end of tasks (instants); None where none has hours."""
    starts = [task.starts_at for task in tasks if task.starts_at is not None]
    if not starts:
        return None, None
    ends = [task.ends_at or task.starts_at for task in tasks if task.starts_at is not None]
    return min(starts), max(each for each in ends if each is not None)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a task lacks: so many are `needed`; there is `room` for so many."""

    task: Task
    needed: int
    room: int


def missing_most(tasks: Iterable[Task]) -> list[Missing]:
    """The tasks, those first that lack the largest share of the people they need; then those with room; full ones last."""
    found = [Missing(task, needed(task), room(task)) for task in tasks]
    return sorted(found, key=lambda each: (-each.needed / each.task.least, each.room == 0, each.task.number))
