"""What is done to an announcement that is out already: it is edited or recalled, in every copy."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.announcements import approval
from community.announcements.authority import steering
from community.announcements.sending import FED, KIND
from community.refusals import Refused
from storage import announcements, outbox
from storage.announcements import Announcement, AnnouncementState, Change, Copy
from storage.outbox import Lane, Message, Op, To

DELETABLE = timedelta(hours=47)
"""Telegram deletes messages younger than 48 hours (https://core.telegram.org/bots/api#deletemessage); a long queue has time, too."""

CHANGE = "announcement-change"
"""How the keys of what is owed to copies that are out begin."""

OUT = (AnnouncementState.SENDING, AnnouncementState.SENT, AnnouncementState.STOPPED)
"""It has copies that can be edited and recalled."""

OVER = (AnnouncementState.CANCELLED, AnnouncementState.RECALLED)
"""Nothing of it is left to change."""


def edit(db: Connection, *, who: int, announcement: int, texts: Mapping[str, str], now: datetime) -> Announcement:
    """It says this from now on, in the copies that are out too; what a second manager agreed to and has not gone, they see again.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over, empty-announcement).
    """
    found = steering(db, who, announcement)
    if found.state in OVER:
        raise Refused("announcement-over")
    if not any(texts.values()) and not (found.picture or found.document):
        raise Refused("empty-announcement")
    found.texts, found.revision = dict(texts), found.revision + (found.state in OUT)
    outbox.drop_beginning(db, f"{CHANGE}:{found.id}:", now)  # they would say what is owed anew
    announcements.change_announcement(db, found.id, texts=found.texts, revision=found.revision, shown_at=now)
    approval.ask_again(db, found, now)
    return found


def recall(db: Connection, *, who: int, announcement: int, now: datetime) -> Announcement:
    """It is taken back everywhere: what has not gone does not go, copies are deleted or (older than two days) say that it was withdrawn.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over).
    """
    found = steering(db, who, announcement)
    if found.state not in OUT:
        raise Refused("announcement-over")
    announcements.drop_pending(db, found.id, "recalled")
    for kind in (KIND, CHANGE):
        outbox.drop_beginning(db, f"{kind}:{found.id}:", now)
    values = {"state": AnnouncementState.RECALLED, "revision": found.revision + 1, "ended_at": now, "shown_at": now}
    announcements.change_announcement(db, found.id, **values)
    found.state, found.revision = AnnouncementState.RECALLED, found.revision + 1
    return found


def feed_changes(db: Connection, now: datetime) -> int:
    """A duty: copies that say less than is true are owed their change, some at a time; how many."""
    copies = announcements.list_to_change(db, FED)
    found: dict[int, Announcement | None] = {}
    for copy in copies:
        if copy.announcement_id not in found:
            found[copy.announcement_id] = announcements.find_announcement(db, copy.announcement_id)
        announcement = found[copy.announcement_id]
        assert announcement is not None, "a foreign key points to the row"
        _owe_change(db, announcement, copy, now)
    return len(copies)


def _owe_change(db: Connection, announcement: Announcement, copy: Copy, now: datetime) -> None:
    key, change = f"{CHANGE}:{announcement.id}:{copy.id}:{announcement.revision}", _change(announcement, copy, now)
    kind = KIND if change is Change.EDIT else "announcement-recalled"
    op = Op.DELETE if change is Change.DELETE else Op.EDIT
    address, language = (None, None) if copy.person_id is None else announcements.addresses_of(db, [copy])[copy.person_id]
    to = To(chat_id=copy.chat_id, address=address, language=language)
    params = {"announcement": announcement.id, "copy": copy.id}
    outbox.owe(db, to, Message(kind, params, lane=Lane.BROADCAST, key=key, op=op, message_id=copy.message_id), at=now)
    announcements.note_changing(db, {key: copy.id}, change=change, revision=announcement.revision)


def _change(announcement: Announcement, copy: Copy, now: datetime) -> Change:
    if announcement.state is not AnnouncementState.RECALLED:
        return Change.EDIT
    return Change.DELETE if copy.sent_at is not None and now - copy.sent_at < DELETABLE else Change.REPLACE
