"""Announcements before and after an event: they move with it, wait when it is cancelled, and go no more once they are of no use."""

from datetime import datetime

from sqlalchemy import Connection

from community.announcements.timing import beside
from community.events.cancelling import can_undo
from community.events.telling import GRACE
from community.house_rules import rules_at
from community.quiet import HouseRules
from storage import announcements, events, outbox, people
from storage.announcements import Announcement, AnnouncementState
from storage.events import Event, EventState
from storage.outbox import Lane, Message, To
from storage.people import Reach


def follow(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Before anything begins: those that hang on an event are where it is now; how many changed.

    It looks at the event each time and not at what was done to it, so that no way to move one is forgotten: a series moves all of its
    dates, a cancellation is undone, a card is taken down.
    """
    return sum(_follow(db, announcement, event, rules, now) for announcement, event in announcements.list_following(db))


def _follow(db: Connection, announcement: Announcement, event: Event | None, rules: HouseRules, now: datetime) -> bool:
    if announcement.state is AnnouncementState.SENDING:
        return _cut_short(db, announcement, event, now)
    if event is None or event.state is EventState.CANCELLED:
        return _hold(db, announcement, event, now)
    offset = announcement.event_offset or 0
    if offset <= 0 and event.starts_at <= now:
        announcements.change_announcement(db, announcement.id, state=AnnouncementState.CANCELLED, due_at=None, ended_at=now, shown_at=now)
        params, key = {"announcement": announcement.id}, f"announcement-late:{announcement.id}"
        _tell(db, announcement, Message("announcement-late", params, lane=Lane.PRIVATE, key=key), now)
        return True
    going = beside(event, offset, rules_at(db, event.id, rules), urgent=announcement.urgent)
    if going.due_at == announcement.due_at:
        return False
    outbox.drop_beginning(db, _held_key(announcement), now)
    values = {"due_at": going.due_at, "wall": going.wall, "zone": going.zone}
    announcements.change_announcement(db, announcement.id, **values, shown_at=now)
    return True


def _hold(db: Connection, announcement: Announcement, event: Event | None, now: datetime) -> bool:
    """It waits for its author; they hear of it when the cancellation can't be undone any more."""
    if announcement.due_at is None:
        return False
    announcements.change_announcement(db, announcement.id, due_at=None, shown_at=now)
    revision = event.revision if event is not None else 0
    params, key = {"announcement": announcement.id}, f"{_held_key(announcement)}{revision}"
    _tell(db, announcement, Message("announcement-held", params, lane=Lane.PRIVATE, key=key), now + GRACE)
    return True


def _cut_short(db: Connection, announcement: Announcement, event: Event | None, now: datetime) -> bool:
    """Copies that wait for the end of quiet hours, or that downtime kept, don't go when the event has begun, or is not to be."""
    gone = event is None or (event.state is EventState.CANCELLED and not can_undo(events.find_cancellation(db, event.id), now))
    late = event is not None and (announcement.event_offset or 0) <= 0 and event.starts_at <= now
    if not gone and not late:
        return False
    reason = "late" if late else "event-cancelled"
    announcements.drop_pending(db, announcement.id, reason)
    return outbox.drop_beginning(db, f"announcement:{announcement.id}:", now) > 0


def _held_key(announcement: Announcement) -> str:
    return f"announcement-held:{announcement.id}:"


def _tell(db: Connection, announcement: Announcement, message: Message, at: datetime) -> None:
    author = people.look_up_person(db, announcement.author_id) if announcement.author_id else None
    if author is not None and author.reach is Reach.OPEN:
        outbox.owe(db, To(address=author.telegram_id, language=author.language), message, at=at)
