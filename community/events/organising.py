"""Who may organise an event: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community.organising import Organising
from storage import events
from storage.events import Event
from storage.people import Person

ORGANISING: Organising[Event] = Organising(
    owner=lambda event: event.organiser_id,
    own=lambda db, event, person: events.change_event(db, event, organiser_id=person),
    gone="event-gone",
    denied="not-organiser",
)

may_organise, organises, organisers_of = ORGANISING.may, ORGANISING.by, ORGANISING.people


def must_organise(db: Connection, *, event: int, who: int, admin_of: frozenset[int] = frozenset()) -> Event:
    """The event, for who may organise it; for looking. Raises: Refused (event-gone, not-organiser)."""
    return ORGANISING.must(db, events.find_event(db, event), who, admin_of)


def organised(db: Connection, event: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Event:
    """The event, for who may organise it, held until the transaction ends. Raises: Refused (event-gone, not-organiser)."""
    asked = events.lock_event(db, event, None)
    return ORGANISING.must(db, asked.event if asked else None, who, admin_of)


def names_of(organisers: list[Person]) -> tuple[str, ...]:
    """The names others may see."""
    return tuple(person.name for person in organisers if person.name and person.name_shown)
