"""What calendars show of calls for hands, whatever became of it."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlmodel import col

from storage.cards import Thing
from storage.events import Place
from storage.rows import every, first
from storage.volunteering.tables import Call, Task, Volunteer


def list_calls_of_house(db: Connection, house_id: int, since: datetime, limit: int) -> list[Call]:
    """Calls of a house that begin after an instant, the first one first; not those of an event, which stands there itself."""
    query = select(Call).join(Thing, col(Thing.id) == col(Call.id))
    ours = (col(Thing.house_id) == house_id) & col(Call.event_id).is_(None) & (col(Call.begins_at) > since)
    return every(db, Call, query.where(ours).order_by(col(Call.begins_at), col(Call.id)).limit(limit))


def list_tasks_of_person(db: Connection, person_id: int, since: datetime, limit: int) -> list[tuple[Volunteer, Task, Call]]:
    """What somebody, or a neighbour they answer for, does or has given back in calls that begin after an instant, the first one first."""
    theirs = (col(Volunteer.person_id) == person_id) | ((col(Volunteer.by_id) == person_id) & col(Volunteer.person_id).is_(None))
    query = (
        select(Volunteer)
        .join(Task, col(Task.id) == col(Volunteer.task_id))
        .join(Call, col(Call.id) == col(Task.call_id))
        .where(theirs, col(Volunteer.place) != Place.WAITING, col(Call.begins_at) > since)
        .order_by(col(Call.begins_at), col(Task.id), col(Volunteer.id))
        .limit(limit)
    )
    found = []
    for volunteer in every(db, Volunteer, query):
        task = first(db, Task, select(Task).where(col(Task.id) == volunteer.task_id))
        call = first(db, Call, select(Call).where(col(Call.id) == task.call_id)) if task else None
        if task and call:
            found.append((volunteer, task, call))
    return found
