"""The names of guests: set, listed, removed with the answer they belong to."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import col

from storage.events.tables import Guest, SignUp
from storage.rows import every


def set_guests(db: Connection, sign_up_id: int, names: Sequence[str]) -> None:
    """These and no others come with a sign-up."""
    db.execute(delete(Guest).where(col(Guest.sign_up_id) == sign_up_id))
    if names:
        db.execute(insert(Guest), [{"sign_up_id": sign_up_id, "name": name} for name in names])


def list_guests(db: Connection, event_id: int) -> dict[int, tuple[str, ...]]:
    """The names of the guests at an event, by the number of the sign-up they belong to."""
    query = select(Guest).join(SignUp, col(SignUp.id) == col(Guest.sign_up_id)).where(col(SignUp.event_id) == event_id)
    found: dict[int, tuple[str, ...]] = {}
    for guest in every(db, Guest, query.order_by(col(Guest.id))):
        found[guest.sign_up_id] = (*found.get(guest.sign_up_id, ()), guest.name)
    return found
