"""What comes due by itself: the duties of every tick, and when the next one is."""

from datetime import datetime

from sqlalchemy import Connection

from community import events, reminders
from storage import delivery, drafts
from storage import events as rows
from storage import reminders as reminder_rows

EVERY_TICK = (reminders.call_due, reminders.call_due_lines, events.drop_expired, events.close_over)
"""Each takes the connection and the time, does a part of what is due in its own transaction, and says how much it was."""


def next_due(db: Connection, now: datetime) -> datetime | None:
    """When something happens by itself next: a reminder, a message that waits, a draft's end, an event's end."""
    times = (reminder_rows.next_due_at(db), delivery.next_due(db, now), drafts.next_expiry(db), rows.next_end(db))
    return min((time for time in times if time is not None), default=None)
