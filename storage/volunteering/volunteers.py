"""Who does which task, and who waits for one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update
from sqlmodel import col

from storage.cancellations import blank_reasons
from storage.events import Passing, Place
from storage.organisers import Organiser
from storage.people import Person, get_person
from storage.rows import added, every, first
from storage.volunteering.calls import is_open
from storage.volunteering.tables import Call, Task, Volunteer


def find_volunteer(db: Connection, task_id: int, person_id: int) -> Volunteer | None:
    """Somebody's place in a task, in its queue, or that they gave it back (Place.NONE)."""
    return first(db, Volunteer, select(Volunteer).where(col(Volunteer.task_id) == task_id, col(Volunteer.person_id) == person_id))


def get_volunteer(db: Connection, volunteer_id: int) -> Volunteer | None:
    """The volunteer with this number of their row."""
    return first(db, Volunteer, select(Volunteer).where(col(Volunteer.id) == volunteer_id))


def add_volunteer(db: Connection, **values: Any) -> int:
    """One more who does a task or waits for it; the number of the row. The task's counts are the caller's."""
    return added(db, insert(Volunteer), values)


def change_volunteer(db: Connection, volunteer_id: int, **values: Any) -> None:
    """Set columns of a volunteer."""
    db.execute(update(Volunteer).where(col(Volunteer.id) == volunteer_id).values(**values))


def remove_volunteer(db: Connection, volunteer_id: int) -> None:
    """They have nothing to do with the task any more; its counts are the caller's."""
    db.execute(delete(Volunteer).where(col(Volunteer.id) == volunteer_id))


def list_doing(db: Connection, task_id: int) -> list[Volunteer]:
    """Who does a task, in the order they came."""
    query = select(Volunteer).where(col(Volunteer.task_id) == task_id, col(Volunteer.place) == Place.SEATED)
    return every(db, Volunteer, query.order_by(col(Volunteer.id)))


def list_waiting(db: Connection, task_id: int) -> list[Volunteer]:
    """Who waits for a task, the first one first."""
    query = select(Volunteer).where(col(Volunteer.task_id) == task_id, col(Volunteer.place) == Place.WAITING)
    return every(db, Volunteer, query.order_by(col(Volunteer.queued_at), col(Volunteer.id)))


def list_doers(db: Connection, call_id: int) -> list[tuple[Volunteer, Person | None]]:
    """Who does a task of a call, or waits for it, also those without a name; of each task first who does it, in the order they came."""
    of_call = col(Volunteer.task_id).in_(select(col(Task.id)).where(col(Task.call_id) == call_id))
    query = select(Volunteer).where(of_call, col(Volunteer.place) != Place.NONE)
    order = col(Volunteer.place) == Place.WAITING, col(Volunteer.queued_at), col(Volunteer.id)
    theirs = select(col(Volunteer.person_id)).where(of_call)
    known = {person.id: person for person in every(db, Person, select(Person).where(col(Person.id).in_(theirs)))}
    return [(each, known.get(each.person_id or 0)) for each in every(db, Volunteer, query.order_by(*order))]


def count_untold(db: Connection, call_id: int) -> int:
    """How many have a task of a call and could not be told."""
    of_call = col(Volunteer.task_id).in_(select(col(Task.id)).where(col(Task.call_id) == call_id))
    has = of_call & (col(Volunteer.place) == Place.SEATED) & col(Volunteer.untold)
    return db.execute(select(func.count()).select_from(Volunteer).where(has)).scalar_one()


def count_ahead(db: Connection, volunteer: Volunteer) -> int:
    """How many wait before somebody who waits."""
    assert volunteer.queued_at is not None, "who waits is in the queue since an instant"
    same = (col(Volunteer.queued_at) == volunteer.queued_at) & (col(Volunteer.id) < volunteer.id)
    ahead = or_(col(Volunteer.queued_at) < volunteer.queued_at, same)
    waits = and_(col(Volunteer.task_id) == volunteer.task_id, col(Volunteer.place) == Place.WAITING)
    return db.execute(select(func.count()).select_from(Volunteer).where(waits, ahead)).scalar_one()


def list_of_person(db: Connection, person_id: int, now: datetime) -> list[tuple[Volunteer, Task, Call]]:
    """What somebody does, or waits for, in calls that are open and not over, the next one first, what has no hours last."""
    return _theirs(db, col(Volunteer.person_id) == person_id, now)


def list_answered_for(db: Connection, person_id: int, now: datetime) -> list[tuple[Volunteer, Task, Call]]:
    """The same of the neighbours without a phone for whom somebody answers."""
    return _theirs(db, (col(Volunteer.by_id) == person_id) & col(Volunteer.person_id).is_(None), now)


def _theirs(db: Connection, whose: Any, now: datetime) -> list[tuple[Volunteer, Task, Call]]:
    ordered = col(Task.starts_at).is_(None), col(Task.starts_at), col(Task.id)
    found = _with_tasks(db, _HAS.join(Call, col(Call.id) == col(Task.call_id)).where(whose, is_open(now)).order_by(*ordered))
    there = {task.call_id for _, task in found}
    calls = {call.id: call for call in every(db, Call, select(Call).where(col(Call.id).in_(there)))}
    return [(volunteer, task, calls[task.call_id]) for volunteer, task in found]


def list_in_call(db: Connection, call_id: int, person_id: int) -> list[tuple[Volunteer, Task]]:
    """What somebody does, or waits for, in a call, in the order of its tasks."""
    mine = (col(Task.call_id) == call_id) & (col(Volunteer.person_id) == person_id)
    return _with_tasks(db, _HAS.where(mine).order_by(col(Task.number)))


def list_answered_in_call(db: Connection, call_id: int, person_id: int) -> list[tuple[Volunteer, Task]]:
    """The same of the neighbours without a phone for whom somebody answers."""
    theirs = (col(Task.call_id) == call_id) & (col(Volunteer.by_id) == person_id) & col(Volunteer.person_id).is_(None)
    return _with_tasks(db, _HAS.where(theirs).order_by(col(Task.number), col(Volunteer.id)))


_HAS: Any = select(Volunteer).join(Task, col(Task.id) == col(Volunteer.task_id)).where(col(Volunteer.place) != Place.NONE)


def _with_tasks(db: Connection, query: Any) -> list[tuple[Volunteer, Task]]:
    """The volunteers of a query, each with their task."""
    found = every(db, Volunteer, query)
    wanted = {volunteer.task_id for volunteer in found}
    tasks = {task.id: task for task in every(db, Task, select(Task).where(col(Task.id).in_(wanted)))} if wanted else {}
    return [(volunteer, tasks[volunteer.task_id]) for volunteer in found]


def list_contacts(db: Connection, call_id: int) -> list[Person]:
    """Everybody who is told when a call does not take place: who does a task or waits for one, or answers for who does."""
    rows = select(Volunteer).join(Task, col(Task.id) == col(Volunteer.task_id)).where(col(Task.call_id) == call_id)
    found = (find_contact(db, each) for each in every(db, Volunteer, rows.where(col(Volunteer.place) != Place.NONE)))
    return list({person.id: person for person in found if person is not None}.values())


def find_contact(db: Connection, volunteer: Volunteer) -> Person | None:
    """Whom to write to about a volunteer: the person, or who answers for them; None for a nameless one."""
    number = volunteer.person_id or volunteer.by_id
    return get_person(db, number) if number is not None else None


def note_untold(db: Connection, task_id: int, telegram_id: int) -> None:
    """Somebody has a task and could not be told."""
    whose = select(col(Person.id)).where(col(Person.telegram_id) == telegram_id)
    has = (col(Volunteer.task_id) == task_id) & col(Volunteer.person_id).in_(whose) & (col(Volunteer.place) == Place.SEATED)
    db.execute(update(Volunteer).where(has).values(untold=True))


def stop_answering(db: Connection, person_id: int) -> None:
    """Somebody answers for neighbours no more: these keep their places, without a nickname."""
    theirs = (col(Volunteer.by_id) == person_id) & col(Volunteer.person_id).is_(None)
    db.execute(update(Volunteer).where(theirs).values(by_id=None, nickname=None, passing=Passing.NOTHING))


def forget_reasons(db: Connection, *, ended_before: datetime) -> int:
    """Blank why calls were cancelled that ended before an instant; how many."""
    return blank_reasons(db, _over(ended_before))


def forget_organisers(db: Connection, *, ended_before: datetime) -> int:
    """Delete who else looked after calls that ended before an instant; how many."""
    return db.execute(delete(Organiser).where(col(Organiser.thing_id).in_(_over(ended_before)))).rowcount


def forget_answering(db: Connection, *, ended_before: datetime) -> int:
    """Who answered for whom in calls that ended before an instant, and the nicknames; the places stay. How many."""
    theirs = col(Volunteer.task_id).in_(_ended(ended_before)) & col(Volunteer.by_id).is_not(None)
    return db.execute(update(Volunteer).where(theirs).values(by_id=None, nickname=None, passing=Passing.NOTHING)).rowcount


def forget_volunteers(db: Connection, *, ended_before: datetime) -> int:
    """Delete who did what in calls that ended before an instant; the tasks keep their counts. How many."""
    return db.execute(delete(Volunteer).where(col(Volunteer.task_id).in_(_ended(ended_before)))).rowcount


def _ended(before: datetime) -> Any:
    return select(col(Task.id)).where(col(Task.call_id).in_(_over(before)))


def _over(before: datetime) -> Any:
    return select(col(Call.id)).where(col(Call.ended_at) < before)
