"""Whose first names may stand on the card of an event."""

from datetime import datetime

from sqlalchemy import Connection, Select, select
from sqlmodel import col

from storage.events.tables import Answer, Event, Place, SignUp
from storage.people import Person, Reach
from storage.rows import every


def list_listed(db: Connection, event_id: int) -> list[Person]:
    """Who has a place, a name, and said yes to being named on cards; in the order in which they signed up."""
    return every(db, Person, _named_and_seated(event_id).where(col(Person.listed).is_(True)).order_by(col(SignUp.id)))


def list_unasked(db: Connection, event_id: int) -> list[Person]:
    """Who has a place and a name, can be written to, and was never asked."""
    unasked = col(Person.listed).is_(None) & (col(Person.reach) == Reach.OPEN)
    return every(db, Person, _named_and_seated(event_id).where(unasked).order_by(col(SignUp.id)))


def list_naming(db: Connection, person_id: int, after: datetime) -> list[int]:
    """The events with names on their cards that somebody comes to and that end after an instant."""
    mine = (col(SignUp.person_id) == person_id) & (col(SignUp.answer) == Answer.COMING)
    query = select(Event).join(SignUp, col(SignUp.event_id) == col(Event.id)).where(mine, col(Event.names))
    return [event.id for event in every(db, Event, query.order_by(col(Event.id))) if (event.ends_at or event.starts_at) > after]


def _named_and_seated(event_id: int) -> Select[Person]:
    there = (col(SignUp.event_id) == event_id) & (col(SignUp.place) == Place.SEATED)
    return select(Person).join(SignUp, col(SignUp.person_id) == col(Person.id)).where(there, col(Person.name).is_not(None))
