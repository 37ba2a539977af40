"""What somebody was asked to write in private: their next words are the answer, and a command leaves the question."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community.refusals import Refused
from storage import drafts
from storage.drafts import Draft

STEP = "line"
WAITED = timedelta(minutes=15)
"""So long the next words of somebody are the answer."""


def ask(db: Connection, *, who: int, kind: str, data: Mapping[str, Any], now: datetime, waited: timedelta = WAITED) -> int:
    """The next words are the answer to this, and to nothing that was asked before; the number of the draft that waits for them."""
    drafts.leave_drafts(db, who)
    return drafts.add_draft(db, kind=kind, step=STEP, author=who, address=who, data=dict(data), expires_at=now + waited)


def asked(db: Connection, *, who: int, kind: str, now: datetime) -> Draft | None:
    """The question of this kind that somebody's next words answer; None when there is none."""
    draft = drafts.find_open_draft(db, who, kind, STEP)
    return draft if draft is not None and draft.expires_at > now else None


def awaited(db: Connection, *, who: int, kind: str, now: datetime) -> Draft:
    """The same, for the words that answer it. Raises: Refused("draft-gone")."""
    draft = asked(db, who=who, kind=kind, now=now)
    if draft is None:
        raise Refused("draft-gone")
    return draft


def is_asked(db: Connection, *, who: int, kind: str, now: datetime) -> bool:
    """Whether the next words of somebody answer a question of this kind."""
    return asked(db, who=who, kind=kind, now=now) is not None
