"""Why something does not take place: asked for in private, written in a few words, and kept until somebody says yes."""

from datetime import datetime

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions
from community.refusals import Refused
from storage import drafts
from storage.drafts import Draft
from storage.events import REASON

CONFIRM = "confirm"


def ask(db: Connection, *, kind: str, thing: int, who: int, now: datetime) -> None:
    """The next words of somebody are why a thing is cancelled."""
    questions.ask(db, who=who, kind=kind, data={"thing": thing}, now=now)


def take(db: Connection, *, kind: str, who: int, text: str, now: datetime) -> Draft:
    """The draft that keeps these words until they say yes. Raises: Refused (draft-gone, no-reason, reason-too-long)."""
    draft = questions.awaited(db, who=who, kind=kind, now=now)
    words = clean_line(text, longest=len(text))
    if not words:
        raise Refused("no-reason")
    if len(words) > REASON:
        raise Refused("reason-too-long", over=len(words) - REASON, most=REASON)
    drafts.change_draft(db, draft.id, step=CONFIRM, data={**draft.data, "words": words})
    return draft


def kept(db: Connection, draft: int, kind: str) -> str | None:
    """What somebody wrote, until they said yes."""
    found = drafts.find_draft(db, draft)
    return found.data.get("words") if found is not None and found.kind == kind else None


def use(db: Connection, draft: int, *, kind: str, thing: int, who: int) -> str:
    """What somebody wrote about this thing, which is not kept any more. Raises: Refused("draft-gone")."""
    found = drafts.find_draft(db, draft)
    if found is None or found.kind != kind or found.author != who or found.data["thing"] != thing or "words" not in found.data:
        raise Refused("draft-gone")
    drafts.remove_draft(db, draft)
    return str(found.data["words"])


def leave(db: Connection, *, kind: str, who: int, now: datetime) -> None:
    """Nobody asks for a reason any more."""
    question = questions.asked(db, who=who, kind=kind, now=now)
    if question is not None:
        drafts.remove_draft(db, question.id)
