"""Who may do what only the organiser of a call does: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import cards, events, people, volunteering
from storage.people import Person
from storage.volunteering import Call


def organises(db: Connection, call: Call, person: int) -> bool:
    """Whether this person (by row) organises the call, alone or with others."""
    return call.organiser_id == person or events.is_organiser(db, call.id, person)


def may_organise(db: Connection, call: Call, who: int, *, admin_of: frozenset[int] = frozenset()) -> bool:
    """Whether somebody may change a call: it is theirs, or they manage the house, or administer a group it hangs in.

    `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.
    """
    if any(cards.find_card(db, volunteering.shown_on(call), group) is not None for group in admin_of):
        return True
    person = people.find_person(db, who)
    return person is not None and (organises(db, call, person.id) or roles.is_manager(db, person.id, volunteering.house_of(db, call.id).id))


def must_organise(db: Connection, *, call: int, who: int, admin_of: frozenset[int] = frozenset()) -> Call:
    """The call, for who may change it; for looking. Raises: Refused (call-gone, not-call-organiser)."""
    return _authorised(db, volunteering.find_call(db, call), who, admin_of)


def organised_by(db: Connection, call: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Call:
    """The call, for who may change it, held until the transaction ends. Raises: Refused (call-gone, not-call-organiser)."""
    return _authorised(db, volunteering.lock_call(db, call), who, admin_of)


def organisers_of(db: Connection, call: Call) -> list[Person]:
    """Everybody who organises a call, first the one whose it is."""
    theirs = [people.get_person(db, call.organiser_id)] if call.organiser_id else []
    return [*theirs, *events.list_co_organisers(db, call.id)]


def thing_shown(db: Connection, call: int) -> int:
    """The thing by whose cards a call hangs in groups: itself, or the event it belongs to."""
    found = volunteering.find_call(db, call)
    return volunteering.shown_on(found) if found else call


def _authorised(db: Connection, call: Call | None, who: int, admin_of: frozenset[int]) -> Call:
    if call is None:
        raise Refused("call-gone")
    if not may_organise(db, call, who, admin_of=admin_of):
        raise Refused("not-call-organiser")
    return call
