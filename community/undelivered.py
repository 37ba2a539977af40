"""What follows when a message can't be delivered: each noun looks whether it was one of its own."""

from sqlalchemy import Connection

from community import events, volunteering
from storage.outbox import Debt


def note_failed(db: Connection, debt: Debt) -> None:
    """Who got a seat or a task by a message that can't be delivered keeps it, and the organiser sees that they could not be told."""
    events.note_failed(db, debt)
    volunteering.note_failed(db, debt)
