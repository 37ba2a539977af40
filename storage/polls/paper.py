"""Slips from neighbours without a phone, as somebody counted and typed them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlmodel import col

from storage.polls.tables import PaperEntry
from storage.rows import added, every, first


def add_entry(db: Connection, **values: Any) -> int:
    """Slips were typed in; the number of the entry."""
    return added(db, insert(PaperEntry), values)


def find_entry(db: Connection, entry_id: int) -> PaperEntry | None:
    """The entry with this number."""
    return first(db, PaperEntry, select(PaperEntry).where(col(PaperEntry.id) == entry_id))


def list_entries(db: Connection, poll_id: int) -> list[PaperEntry]:
    """All entries of a poll, those taken back too, in the order in which they were typed."""
    return every(db, PaperEntry, select(PaperEntry).where(col(PaperEntry.poll_id) == poll_id).order_by(col(PaperEntry.id)))


def take_entry_back(db: Connection, entry_id: int, by: int, at: datetime) -> None:
    """An entry counts no more; it stays as a trace."""
    db.execute(update(PaperEntry).where(col(PaperEntry.id) == entry_id).values(taken_back_at=at, taken_back_by_id=by))


def count_slips(db: Connection, poll_id: int) -> int:
    """How many slips count in a poll."""
    counts = (col(PaperEntry.poll_id) == poll_id) & col(PaperEntry.taken_back_at).is_(None)
    return db.execute(select(func.coalesce(func.sum(col(PaperEntry.slips)), 0)).where(counts)).scalar_one()
