"""Who may organise an event: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import cards, events, people
from storage.events import Event
from storage.people import Person


def may_organise(db: Connection, event: Event, who: int, *, admin_of: frozenset[int] = frozenset()) -> bool:
    """Whether somebody may do what only organisers do: they are one, or manage the house, or administer a group it hangs in.

    `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.
    """
    if any(cards.find_card(db, event.id, group) is not None for group in admin_of):
        return True
    person = people.find_person(db, who)
    if person is None:
        return False
    return organises(db, event, person.id) or roles.is_manager(db, person.id, events.house_of(db, event.id).id)


def organises(db: Connection, event: Event, person: int) -> bool:
    """Whether this person (by row) organises the event, alone or with others."""
    return event.organiser_id == person or events.is_organiser(db, event.id, person)


def must_organise(db: Connection, *, event: int, who: int, admin_of: frozenset[int] = frozenset()) -> Event:
    """The event, for who may organise it; for looking. Raises: Refused (event-gone, not-organiser)."""
    return _authorised(db, events.find_event(db, event), who, admin_of)


def organised(db: Connection, event: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Event:
    """The event, for who may organise it, held until the transaction ends. Raises: Refused (event-gone, not-organiser)."""
    asked = events.lock_event(db, event, None)
    return _authorised(db, asked.event if asked else None, who, admin_of)


def organisers_of(db: Connection, event: Event) -> list[Person]:
    """Everybody who organises an event, first the one whose it is, then in the order in which they came."""
    theirs = [people.get_person(db, event.organiser_id)] if event.organiser_id else []
    return [*theirs, *events.list_co_organisers(db, event.id)]


def names_of(organisers: list[Person]) -> tuple[str, ...]:
    """The names others may see."""
    return tuple(person.name for person in organisers if person.name and person.name_shown)


def _authorised(db: Connection, event: Event | None, who: int, admin_of: frozenset[int]) -> Event:
    if event is None:
        raise Refused("event-gone")
    if not may_organise(db, event, who, admin_of=admin_of):
        raise Refused("not-organiser")
    return event
