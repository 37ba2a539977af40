"""Answers that need nothing but saying: owed like everything else, so that they come after a crash too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from storage import drafts, outbox, places
from storage.outbox import Message, Op, To

REFUSAL_SHOWN_S = 120


def reply(
    db: Connection, *, kind: str, to: int, language: str, now: datetime, params: Mapping[str, Any] | None = None, edit: int | None = None
) -> None:
    """Owe somebody a private message (or, with `edit`, turn that message of ours into it)."""
    message = Message(kind, params or {}, op=Op.SEND if edit is None else Op.EDIT, message_id=edit)
    outbox.owe(db, To(address=to, language=language), message, at=now)


def say_here(
    db: Connection, *, chat: int, thread: int | None, reply_to: int, kind: str, params: Mapping[str, Any] | None = None, now: datetime
) -> None:
    """Where an answer can't be private: one line in the group (of Telegram's number) that takes itself back after two minutes."""
    found = places.find_chat(db, chat)
    if found is not None:
        line = Message(kind, params or {}, reply_to=reply_to, delete_after=REFUSAL_SHOWN_S)
        outbox.owe(db, To(chat_id=found.id, thread=thread), line, at=now)


def leave_drafts(db: Connection, *, who: int) -> None:
    """A command leaves what was being written."""
    drafts.leave_drafts(db, who)
