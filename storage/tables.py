"""All tables, imported for what importing them does: they stand in SQLModel's metadata."""

from sqlmodel import SQLModel

from storage import (
    audit,
    bringing,
    cards,
    codes,
    consents,
    drafts,
    erasures,
    events,
    feeds,
    invitations,
    outbox,
    people,
    places,
    posts,
    process,
    receipts,
    reminders,
    reports,
    roles,
    series,
    topics,
    troubles,
    vouchers,
)

TABLES = SQLModel.metadata

__all__ = [
    "TABLES",
    "audit",
    "bringing",
    "cards",
    "codes",
    "consents",
    "drafts",
    "erasures",
    "events",
    "feeds",
    "invitations",
    "outbox",
    "people",
    "places",
    "posts",
    "process",
    "receipts",
    "reminders",
    "reports",
    "roles",
    "series",
    "topics",
    "troubles",
    "vouchers",
]
