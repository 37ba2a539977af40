"""Finding, listing and changing calls for hands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, or_, select, update
from sqlmodel import col

from storage.cards import Card, Thing
from storage.organisers import Organiser
from storage.places import Chat
from storage.rows import every, first, loaded
from storage.volunteering.tables import Call, CallState, Task, Volunteer


@dataclass(frozen=True, slots=True)
class AskedTask:
    """All that a press on a task needs to know, from one look. `chat_house_id`: the house of the chat it came from.

    The card is that of the call, or of the event it belongs to.
    """

    task: Task
    call: Call
    house_id: int
    card_id: int | None
    card_message: int | None
    chat_house_id: int | None


def add_call(db: Connection, call: Call, tasks: Iterable[Task]) -> None:
    """A new call with what there is to do."""
    db.execute(insert(Call), call.model_dump())
    db.execute(insert(Task), [task.model_dump(exclude={"id"}) for task in tasks])


def find_call(db: Connection, call_id: int) -> Call | None:
    """The call with this number."""
    return first(db, Call, select(Call).where(col(Call.id) == call_id))


def lock_call(db: Connection, call_id: int) -> Call | None:
    """The call, held until the transaction ends: whoever changes who does what holds it."""
    return first(db, Call, select(Call).where(col(Call.id) == call_id).with_for_update())


def lock_task(db: Connection, task_id: int, chat_telegram_id: int | None = None) -> AskedTask | None:
    """A task and its call, which is held until the transaction ends, with the card in the chat a press came from (None: private)."""
    call_id = db.execute(select(col(Task.call_id)).where(col(Task.id) == task_id)).scalar()
    call = lock_call(db, call_id) if call_id is not None else None
    task = first(db, Task, select(Task).where(col(Task.id) == task_id)) if call else None
    if call is None or task is None:
        return None
    query: Any = (
        select(
            col(Thing.house_id).label("thing_house"),
            col(Card.id).label("card"),
            col(Card.message_id).label("card_message"),
            col(Chat.house_id).label("chat_house"),
        )
        .select_from(Thing)
        .outerjoin(Chat, col(Chat.telegram_id) == chat_telegram_id)
        .outerjoin(Card, and_(col(Card.thing_id) == shown_on(call), col(Card.chat_id) == col(Chat.id)))
        .where(col(Thing.id) == call.id)
    )
    row = db.execute(query).one()
    return AskedTask(task, call, row.thing_house, row.card, row.card_message, row.chat_house)


def shown_on(call: Call) -> int:
    """The thing whose cards show a call: the event it belongs to, or itself."""
    return call.event_id or call.id


def change_call(db: Connection, call_id: int, **values: Any) -> None:
    """Set columns of a call."""
    db.execute(update(Call).where(col(Call.id) == call_id).values(**values))


def find_of_event(db: Connection, event_id: int) -> Call | None:
    """The call that belongs to an event."""
    return first(db, Call, select(Call).where(col(Call.event_id) == event_id))


def list_houses_asked(db: Connection, call: Call) -> list[int]:
    """The houses in whose groups a call hangs; none once it was taken down everywhere."""
    shown = select(col(Chat.house_id)).join(Card, col(Card.chat_id) == col(Chat.id)).where(col(Card.thing_id) == shown_on(call))
    return sorted(set(db.execute(shown).scalars()))


def list_open(db: Connection, houses: Iterable[int], now: datetime, limit: int) -> list[Call]:
    """The open calls that hang in these houses, the next one first, those without a date last."""
    shown = select(col(Card.thing_id)).join(Chat, col(Chat.id) == col(Card.chat_id)).where(col(Chat.house_id).in_(houses))
    here = col(Call.id).in_(shown) | col(Call.event_id).in_(shown)
    return every(db, Call, _going(now).where(here).limit(limit))


def list_organised_by(db: Connection, person_id: int, now: datetime) -> list[Call]:
    """The open calls somebody organises, alone or with others, the next one first."""
    with_others = select(col(Organiser.thing_id)).where(col(Organiser.person_id) == person_id)
    theirs = or_(col(Call.organiser_id) == person_id, col(Call.id).in_(with_others))
    return every(db, Call, _going(now).where(theirs))


def is_open(now: datetime) -> ColumnElement[bool]:
    """Whether a call is open and not over, as a condition of a query."""
    return (col(Call.state) == CallState.OPEN) & (col(Call.finishes_at).is_(None) | (col(Call.finishes_at) > now))


def _going(now: datetime) -> Any:
    return select(Call).where(is_open(now)).order_by(col(Call.begins_at).is_(None), col(Call.begins_at), col(Call.id))


def list_over(db: Connection, now: datetime, limit: int) -> list[Call]:
    """Open calls whose last task has ended, the longest first."""
    query = select(Call).where(col(Call.state) == CallState.OPEN, col(Call.finishes_at) <= now)
    return every(db, Call, query.order_by(col(Call.finishes_at)).limit(limit).with_for_update())


NEXT_END = select(func.min(col(Call.finishes_at))).where(col(Call.state) == CallState.OPEN)
"""When the next call is over."""


def count_called(db: Connection, person_id: int, since: datetime) -> int:
    """How many calls somebody has published since an instant."""
    query = select(func.count()).select_from(Call).join(Thing, col(Thing.id) == col(Call.id))
    return db.execute(query.where(col(Call.organiser_id) == person_id, col(Thing.created_at) > since)).scalar_one()


def list_untouched(db: Connection, before: datetime, limit: int) -> list[Call]:
    """Open calls without a date which nobody has made, changed or answered since an instant."""
    answered = exists().where(col(Task.call_id) == col(Call.id), col(Volunteer.task_id) == col(Task.id), col(Volunteer.changed_at) > before)
    query = select(Call).join(Thing, col(Thing.id) == col(Call.id))
    old = (col(Thing.created_at) <= before) & (col(Call.changed_at).is_(None) | (col(Call.changed_at) <= before))
    endless = (col(Call.state) == CallState.OPEN) & col(Call.finishes_at).is_(None)
    return every(db, Call, query.where(endless, old, ~answered).limit(limit).with_for_update(of=Call))


def list_tasks(db: Connection, call_id: int) -> list[Task]:
    """What there is to do, in the order it was written."""
    return every(db, Task, select(Task).where(col(Task.call_id) == call_id).order_by(col(Task.number)))


def find_task(db: Connection, task_id: int) -> tuple[Task, Call] | None:
    """A task and its call."""
    row = db.execute(select(Task).where(col(Task.id) == task_id)).first()
    task = loaded(Task, row._mapping) if row else None
    call = find_call(db, task.call_id) if task else None
    return (task, call) if task and call else None


def add_task(db: Connection, task: Task) -> None:
    """One more thing to do."""
    db.execute(insert(Task), task.model_dump(exclude={"id"}))


def remove_task(db: Connection, task_id: int) -> None:
    """It is not to be done, and nobody does it."""
    db.execute(delete(Task).where(col(Task.id) == task_id))


def change_task(db: Connection, task_id: int, **values: Any) -> None:
    """Set columns of a task."""
    db.execute(update(Task).where(col(Task.id) == task_id).values(**values))
