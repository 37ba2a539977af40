"""Who may give the answer of a flat, while a poll is open; everything sealed with the poll's key."""

from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
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


def list_called(db: Connection, poll_id: int, house_id: int, label: str) -> list[PollFlat]:
    """Everybody who speaks, or asked to, for the flat of a house that is called so, who came first first."""
    called = (col(PollFlat.poll_id) == poll_id) & (col(PollFlat.house_id) == house_id) & (col(PollFlat.label) == label)
    return every(db, PollFlat, select(PollFlat).where(called).order_by(col(PollFlat.id)))


def list_doubled(db: Connection, house_id: int) -> list[tuple[int, str]]:
    """The labels, by poll, that are those of two flats of a house, because two houses became one."""
    of_house = select(col(PollFlat.poll_id), col(PollFlat.label)).where(col(PollFlat.house_id) == house_id)
    twice = of_house.group_by(col(PollFlat.poll_id), col(PollFlat.label)).having(func.count(col(PollFlat.flat).distinct()) > 1)
    return [(row[0], row[1]) for row in db.execute(twice.order_by(col(PollFlat.poll_id), col(PollFlat.label)))]


def add_claim(db: Connection, poll_id: int, *, house_id: int, label: str, flat: str, voter: str, state: FlatState) -> int:
    """A sealed voter speaks for a sealed flat, or asks to; its number."""
    values = {"house_id": house_id, "label": label, "flat": flat, "voter": voter, "state": state}
    return added(db, insert(PollFlat), {"poll_id": poll_id, **values})


def change_claim(db: Connection, claim_id: int, **values: Any) -> None:
    """Set columns of a claim."""
    db.execute(update(PollFlat).where(col(PollFlat.id) == claim_id).values(**values))


def remove_flat(db: Connection, poll_id: int, voter: str) -> None:
    """A sealed voter speaks for no flat any more."""
    db.execute(delete(PollFlat).where(col(PollFlat.poll_id) == poll_id, col(PollFlat.voter) == voter))
