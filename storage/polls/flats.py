"""Who may give the answer of a flat, while a poll is open; everything sealed with the poll's key."""

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from storage.polls.tables import FlatState, PollFlat
from storage.rows import added, every, first


def find_flat_of(db: Connection, poll_id: int, voter: str) -> PollFlat | None:
    """The flat for which a sealed voter speaks, or asked to."""
    return first(db, PollFlat, select(PollFlat).where(col(PollFlat.poll_id) == poll_id, col(PollFlat.voter) == voter))


def find_claim(db: Connection, claim_id: int) -> PollFlat | None:
    """The claim with this number."""
    return first(db, PollFlat, select(PollFlat).where(col(PollFlat.id) == claim_id))


def list_of_flat(db: Connection, poll_id: int, flat: str) -> list[PollFlat]:
    """Everybody who speaks for a sealed flat or asked to, who holds it first."""
    query = select(PollFlat).where(col(PollFlat.poll_id) == poll_id, col(PollFlat.flat) == flat)
    return every(db, PollFlat, query.order_by(col(PollFlat.id)))


def list_open_by_flat(db: Connection) -> list[int]:
    """The open polls in which somebody speaks for a flat."""
    return list(db.execute(select(col(PollFlat.poll_id)).distinct().order_by(col(PollFlat.poll_id))).scalars())


def add_claim(db: Connection, poll_id: int, flat: str, voter: str, state: FlatState) -> int:
    """A sealed voter speaks for a sealed flat, or asks to; its number."""
    return added(db, insert(PollFlat), {"poll_id": poll_id, "flat": flat, "voter": voter, "state": state})


def change_claim(db: Connection, claim_id: int, state: FlatState) -> None:
    """Somebody may speak for the flat now."""
    db.execute(update(PollFlat).where(col(PollFlat.id) == claim_id).values(state=state))


def remove_flat(db: Connection, poll_id: int, voter: str) -> None:
    """A sealed voter speaks for no flat any more."""
    db.execute(delete(PollFlat).where(col(PollFlat.poll_id) == poll_id, col(PollFlat.voter) == voter))
