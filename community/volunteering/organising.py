"""Who may do what only the organiser of a call does: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community.organising import Organising
from storage import volunteering
from storage.volunteering import Call

ORGANISING: Organising[Call] = Organising(
    owner=lambda call: call.organiser_id,
    own=lambda db, call, person: volunteering.change_call(db, call, organiser_id=person),
    gone="call-gone",
    denied="not-call-organiser",
    hangs=volunteering.shown_on,
)

may_organise, organises, organisers_of = ORGANISING.may, ORGANISING.by, ORGANISING.people


def must_organise(db: Connection, *, call: int, who: int, admin_of: frozenset[int] = frozenset()) -> Call:
    """The call, for who may change it; for looking. Raises: Refused (call-gone, not-call-organiser)."""
    return ORGANISING.must(db, volunteering.find_call(db, call), who, admin_of)


def organised_by(db: Connection, call: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Call:
    """The call, for who may change it, held until the transaction ends. Raises: Refused (call-gone, not-call-organiser)."""
    return ORGANISING.must(db, volunteering.lock_call(db, call), who, admin_of)


def thing_shown(db: Connection, call: int) -> int:
    """The thing by whose cards a call hangs in groups: itself, or the event it belongs to."""
    found = volunteering.find_call(db, call)
    return volunteering.shown_on(found) if found else call
