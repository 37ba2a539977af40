"""What is seen of a call: on its card, in private, and in lists; and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.events.organising import names_of
from community.people import known
from community.volunteering.answering import takes_part
from community.volunteering.organising import may_organise, organisers_of
from community.volunteering.rules import overlapping
from storage import cards, events, people, volunteering
from storage.events import Cancellation, Place
from storage.people import Person
from storage.volunteering import Call, CallState, SafetyCheck, Task, Volunteer

MOST_LISTED = 8
"""More calls than this on one screen is a list nobody reads."""

BATCH = 50

UNTOUCHED = timedelta(days=60)
"""A call without a date of which nobody has taken or changed anything for so long ends by itself."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody has in a task. `queue`: where they wait for it, 0 when they have it."""

    volunteer: Volunteer
    queue: int = 0


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call for the one who looks at it. `mine`: what they have, by the task's number of its row; `names`: of organisers who are named;
    `organises`: whether the reader may change it, who also sees how many have a task and could not be told (`untold`), what
    was answered before it was published (`checks`), and how many `tips` are to come. `cancelled`: how it was cancelled, if it was."""

    call: Call
    tasks: tuple[Task, ...]
    mine: dict[int, Mine]
    names: tuple[str, ...] = ()
    organises: bool = False
    untold: int = 0
    checks: tuple[SafetyCheck, ...] = ()
    tips: int = 0
    cancelled: Cancellation | None = None


def show(db: Connection, call: int, who: int | None) -> ShownCall | None:
    """A call as `who` sees it (None: in a group); None when it is gone."""
    found = volunteering.find_call(db, call)
    if found is None:
        return None
    reader = people.find_person(db, who) if who is not None else None
    names = names_of(organisers_of(db, found))
    organises = who is not None and may_organise(db, found, who)
    untold = volunteering.count_untold(db, call) if organises else 0
    cancelled = events.find_cancellation(db, call) if found.state is CallState.CANCELLED else None
    tasks, mine = tuple(volunteering.list_tasks(db, call)), _mine(db, call, reader)
    shown = ShownCall(found, tasks, mine, names, organises, untold, cancelled=cancelled)
    if not organises:
        return shown
    return replace(shown, checks=tuple(volunteering.list_checks(db, call)), tips=len(volunteering.list_tips(db, call)))


def _mine(db: Connection, call: int, reader: Person | None) -> dict[int, Mine]:
    if reader is None:
        return {}
    found = volunteering.list_in_call(db, call, reader.id)
    return {task.id: Mine(volunteer, queue_of(db, volunteer)) for volunteer, task in found}


def show_card(db: Connection, card: int) -> ShownCall | None:
    """The call of a card; None when either is gone."""
    found = cards.get_card(db, card)
    return show(db, found.thing_id, None) if found else None


def show_of_event(db: Connection, event: int) -> ShownCall | None:
    """The call that stands on the cards of an event, as groups see it."""
    found = volunteering.find_of_event(db, event)
    return show(db, found.id, None) if found else None


def may_see(db: Connection, *, call: int, who: int) -> bool:
    """Whether somebody may see a call in private; one that is gone is seen by nobody."""
    found, person = volunteering.find_call(db, call), people.find_person(db, who)
    return found is not None and person is not None and (takes_part(db, found, person) or may_organise(db, found, who))


def open_calls(db: Connection, *, who: int, now: datetime) -> list[tuple[Call, Sequence[Task]]]:
    """The open calls of a person's houses with their tasks, the next one first. Raises: Refused("not-joined")."""
    person = known(db, who)
    found = volunteering.list_open(db, people.list_house_ids(db, person.id), now, MOST_LISTED)
    return [(call, volunteering.list_tasks(db, call.id)) for call in found]


@dataclass(frozen=True, slots=True)
class MyTask:
    """A task somebody does, or waits for: `queue` is where, 0 when it is theirs."""

    volunteer: Volunteer
    task: Task
    call: Call
    queue: int = 0


@dataclass(frozen=True, slots=True)
class MyCalls:
    """What somebody has coming up of calls: their tasks, those of neighbours they answer for, and the calls they organise."""

    tasks: tuple[MyTask, ...] = ()
    neighbours: tuple[MyTask, ...] = ()
    organised: tuple[Call, ...] = ()


def my_calls(db: Connection, *, who: int, now: datetime) -> MyCalls:
    """All that somebody has to do with calls that are open; nothing for a stranger."""
    person = people.find_person(db, who)
    if person is None:
        return MyCalls()
    tasks, neighbours = (
        tuple(MyTask(mine, task, call, queue_of(db, mine)) for mine, task, call in found(db, person.id, now))
        for found in (volunteering.list_of_person, volunteering.list_answered_for)
    )
    return MyCalls(tasks, neighbours, tuple(volunteering.list_organised_by(db, person.id, now)[:MOST_LISTED]))


def queue_of(db: Connection, volunteer: Volunteer) -> int:
    """Where somebody waits for a task; 0 when it is theirs."""
    return volunteering.count_ahead(db, volunteer) + 1 if volunteer.place is Place.WAITING else 0


@dataclass(frozen=True, slots=True)
class Clash:
    """A task somebody wants, and what they have at its hours."""

    task: Task
    call: Call
    others: tuple[Task, ...]


def clash(db: Connection, *, task: int, who: int, now: datetime) -> Clash | None:
    """What of somebody's overlaps a task; None when it is gone, or nothing does any more."""
    found, person = volunteering.find_task(db, task), people.find_person(db, who)
    if found is None or person is None:
        return None
    others = overlapping(found[0], [each for _, each, _ in volunteering.list_of_person(db, person.id, now)])
    return Clash(*found, tuple(others)) if others else None


def end_over(db: Connection, now: datetime) -> int:
    """Calls whose last task has ended, or which nobody touches any more: their cards collapse; how many."""
    over = [*volunteering.list_over(db, now, BATCH), *volunteering.list_untouched(db, now - UNTOUCHED, BATCH)]
    for call in over:
        volunteering.change_call(db, call.id, state=CallState.OVER, ended_at=call.finishes_at or now, turnout_at=now)
        cards.bump(db, volunteering.shown_on(call))
    return len(over)
