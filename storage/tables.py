"""All tables, imported for what importing them does: they stand in SQLModel's metadata."""

from sqlmodel import SQLModel

from storage import cards, consents, drafts, erasures, events, feeds, outbox, people, places, process, receipts, reminders

TABLES = SQLModel.metadata

__all__ = [
    "TABLES",
    "cards",
    "consents",
    "drafts",
    "erasures",
    "events",
    "feeds",
    "outbox",
    "people",
    "places",
    "process",
    "receipts",
    "reminders",
]
