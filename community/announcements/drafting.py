"""An announcement that is being written: what its draft knows, and the one place where that becomes an announcement.

The draft's data: `texts` by language, `picture`, `document`, `voice`, `urgent`, `pinned`, `asks`, `audience` (saved), `wall`
(house time, ISO) and `zone`, `event` and `offset` (minutes), `edits`: the announcement that is edited, and `was`: its texts then.
While it is written: `asking`, the language whose text is asked for, `gaps` (a ready text has some), `shown`, the languages of the
copy that is looked at, `before`, the texts that were replaced, and `panel`, the message with the buttons.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community.announcements.authority import sender, whole
from community.announcements.sending import Written
from community.quiet import HouseRules
from community.refusals import Refused
from storage import drafts
from storage.announcements import Voice, restored
from storage.drafts import Draft

DRAFTED = "announcement"
"""The kind of the draft."""


def begin(db: Connection, *, who: int, texts: Mapping[str, str], rules: HouseRules, now: datetime, **data: Any) -> int:
    """Somebody begins to write, for all they can reach; the draft's number. Raises: Refused("may-not-announce")."""
    speaker = sender(db, who)
    known = {"texts": dict(texts), "voice": speaker.voices[0], "audience": whole(speaker).saved(), **data}
    until = now + timedelta(hours=rules.drafts_hours)
    return drafts.add_draft(db, kind=DRAFTED, step="preview", author=who, address=who, data=known, expires_at=until)


def draft_of(db: Connection, who: int, draft: int, now: datetime) -> Draft:
    """A draft for its author, held. Raises: Refused (announcement-done, not-yours)."""
    found = drafts.find_draft(db, draft)
    if found is None or found.kind != DRAFTED or found.expires_at <= now:
        raise Refused("announcement-done")
    if found.author != who:
        raise Refused("not-yours")
    return found


def change(db: Connection, found: Draft, **data: Any) -> None:
    """The draft knows this now."""
    found.data = {**found.data, **data}
    drafts.change_draft(db, found.id, data=found.data)


def written(data: Mapping[str, Any]) -> Written:
    """What a draft says, as it is announced."""
    return Written(
        texts=data["texts"],
        audience=restored(data["audience"]),
        voice=Voice(data["voice"]),
        picture=data.get("picture"),
        document=data.get("document"),
        urgent=bool(data.get("urgent")),
        pinned=bool(data.get("pinned")),
        asks=bool(data.get("asks")),
        wall=datetime.fromisoformat(data["wall"]) if data.get("wall") else None,
        zone=data.get("zone"),
        event=data.get("event"),
        offset=data.get("offset"),
    )
