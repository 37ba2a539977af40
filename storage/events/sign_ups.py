"""Finding, listing and changing what neighbours answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update
from sqlmodel import col

from storage.events.events import find_event
from storage.events.proxies import find_contact
from storage.events.tables import Answer, Event, Place, SignUp
from storage.people import Person
from storage.rows import added, every, first, loaded


def find_sign_up(db: Connection, event_id: int, person_id: int) -> SignUp | None:
    """What the person answered."""
    row = db.execute(_SIGN_UP, {"event": event_id, "person": person_id}).first()
    return None if row is None else loaded(SignUp, row._mapping)


_SIGN_UP = select(SignUp).where(col(SignUp.event_id) == bindparam("event"), col(SignUp.person_id) == bindparam("person"))


def add_sign_up(db: Connection, **values: Any) -> int:
    """A new answer; its number."""
    return added(db, insert(SignUp), values)


def change_sign_up(db: Connection, sign_up_id: int, **values: Any) -> None:
    """Set columns of an answer."""
    db.execute(_CHANGE_SIGN_UP, {"sign_up": sign_up_id, **values})


_CHANGE_SIGN_UP = update(SignUp).where(col(SignUp.id) == bindparam("sign_up"))


def remove_sign_up(db: Connection, sign_up_id: int) -> None:
    """Delete an answer; the event's totals are the caller's."""
    db.execute(delete(SignUp).where(col(SignUp.id) == sign_up_id))


def list_queue(db: Connection, event_id: int) -> Iterator[SignUp]:
    """Who waits, the first in the queue first; read as far as the caller goes."""
    return (loaded(SignUp, row._mapping) for row in db.execute(_QUEUE, {"event": event_id}))


def count_ahead(db: Connection, sign_up: SignUp) -> int:
    """How many wait before a sign-up that waits."""
    return db.execute(_AHEAD, {"event": sign_up.event_id, "since": sign_up.queued_at, "own": sign_up.id}).scalar_one()


_WAITS = (col(SignUp.event_id) == bindparam("event")) & (col(SignUp.place) == Place.WAITING)
_QUEUE = select(SignUp).where(_WAITS).order_by(col(SignUp.queued_at), col(SignUp.id))
_EARLIER = or_(
    col(SignUp.queued_at) < bindparam("since"),
    and_(col(SignUp.queued_at) == bindparam("since"), col(SignUp.id) < bindparam("own")),
)
_AHEAD = select(func.count()).select_from(SignUp).where(_WAITS, _EARLIER)


def list_people(db: Connection, event_id: int) -> list[tuple[SignUp, Person]]:
    """Who comes, may come or waits, in the order they came, with whom to write to: themselves, or who signed them up."""
    query = select(SignUp).where(col(SignUp.event_id) == event_id, col(SignUp.answer) != Answer.CANT).order_by(col(SignUp.id))
    pairs = [(sign_up, find_contact(db, sign_up)) for sign_up in every(db, SignUp, query)]
    return [(sign_up, person) for sign_up, person in pairs if person is not None]


def list_answers(db: Connection, event_id: int) -> list[tuple[SignUp, Person | None]]:
    """Who comes, may come or waits, in the order they came, also those without a name."""
    query = select(SignUp).where(col(SignUp.event_id) == event_id, col(SignUp.answer) != Answer.CANT).order_by(col(SignUp.id))
    answers = every(db, SignUp, query)
    there = select(col(SignUp.person_id)).where(col(SignUp.event_id) == event_id)
    known = {person.id: person for person in every(db, Person, select(Person).where(col(Person.id).in_(there)))}
    return [(answer, known.get(answer.person_id or 0)) for answer in answers]


def list_sign_ups(db: Connection, person_id: int, after: datetime) -> list[tuple[SignUp, Event]]:
    """What a person answered to events that start after an instant, the next one first."""
    query = (
        select(SignUp)
        .join(Event, col(Event.id) == col(SignUp.event_id))
        .where(col(SignUp.person_id) == person_id, col(Event.starts_at) > after)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    found = []
    for sign_up in every(db, SignUp, query):
        event = find_event(db, sign_up.event_id)
        assert event is not None
        found.append((sign_up, event))
    return found


def find_sign_up_with_event(db: Connection, sign_up_id: int) -> tuple[SignUp, Event] | None:
    """A sign-up and what it is for."""
    sign_up = first(db, SignUp, select(SignUp).where(col(SignUp.id) == sign_up_id))
    event = find_event(db, sign_up.event_id) if sign_up else None
    return None if sign_up is None or event is None else (sign_up, event)


def count_untold(db: Connection, event_id: int) -> int:
    """How many got a seat and could not be told."""
    untold = select(func.count()).select_from(SignUp).where(col(SignUp.event_id) == event_id, col(SignUp.untold))
    return db.execute(untold).scalar_one()


def unconfirm(db: Connection, event_id: int, *, answered_until: datetime, but: int | None) -> None:
    """Who said until then that they come has not said so of the time it has now; but one, who chose it."""
    earlier = (col(SignUp.event_id) == event_id) & (col(SignUp.answer) == Answer.COMING) & (col(SignUp.changed_at) <= answered_until)
    others = or_(col(SignUp.person_id).is_(None), col(SignUp.person_id) != (but or 0))
    db.execute(update(SignUp).where(earlier, others).values(confirmed=False))


def count_unconfirmed(db: Connection, event_id: int) -> int:
    """How many have a seat and have not said yet that they come at the new time."""
    waited_for = (col(SignUp.event_id) == event_id) & (col(SignUp.place) == Place.SEATED) & col(SignUp.confirmed).is_(False)
    return int(db.execute(select(func.coalesce(func.sum(SignUp.party), 0)).where(waited_for)).scalar_one())


def count_alone(db: Connection, event_id: int) -> int:
    """How many come alone and wish to be greeted."""
    alone = select(func.count()).select_from(SignUp).where(col(SignUp.event_id) == event_id, col(SignUp.alone))
    return db.execute(alone).scalar_one()


def forget_sign_ups(db: Connection, *, ended_before: datetime) -> int:
    """Delete the answers to events that ended before an instant; the events keep their totals. How many."""
    ended = func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before
    return db.execute(delete(SignUp).where(col(SignUp.event_id).in_(select(col(Event.id)).where(ended)))).rowcount
