"""What is done to an announcement until the minute it goes: it goes at another time, or now, or not at all, or after all."""

from datetime import datetime

from sqlalchemy import Connection

from community.announcements.authority import steering
from community.announcements.sending import begin
from community.announcements.timing import Timing, settle
from community.quiet import HouseRules
from community.refusals import Refused
from storage import announcements, outbox
from storage.announcements import Announcement, AnnouncementState, restored

WAITING = (AnnouncementState.AWAITING, AnnouncementState.SCHEDULED)
"""Nothing of it has gone yet."""


def reschedule(db: Connection, *, who: int, announcement: int, timing: Timing, rules: HouseRules, now: datetime) -> Announcement:
    """It goes at another time, or at once.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-begun, announcement-over, and the reasons of
    `settle`).
    """
    found = _waiting(db, who, announcement)
    going = settle(db, timing, restored(found.audience), rules, now, urgent=found.urgent)
    found.wall, found.zone, found.due_at = (going.wall, going.zone, going.due_at) if going else (None, None, now)
    found.event_id, found.event_offset = timing.event, timing.offset
    columns = {"wall": found.wall, "zone": found.zone, "due_at": found.due_at}
    outbox.drop_beginning(db, f"announcement-held:{found.id}:", now)
    announcements.change_announcement(db, found.id, **columns, event_id=timing.event, event_offset=timing.offset, shown_at=now)
    if going is None and found.state is AnnouncementState.SCHEDULED:
        begin(db, found, rules, now)
        found.state = AnnouncementState.SENDING
    return found


def undo(db: Connection, *, who: int, announcement: int, now: datetime) -> Announcement:
    """It goes after all, at its time. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, notice-undo-gone)."""
    found = steering(db, who, announcement)
    if found.state is AnnouncementState.SCHEDULED:
        return found
    if not can_undo(found, now):
        raise Refused("notice-undo-gone")
    announcements.change_announcement(db, found.id, state=AnnouncementState.SCHEDULED, ended_at=None, shown_at=now)
    found.state, found.ended_at = AnnouncementState.SCHEDULED, None
    return found


def can_undo(found: Announcement, now: datetime) -> bool:
    """Whether one that was cancelled could still go at its time."""
    return _is_cancelled(found) and found.due_at is not None and now < found.due_at


def _is_cancelled(found: Announcement) -> bool:
    return found.state is AnnouncementState.CANCELLED and found.started_at is None


def must_wait(found: Announcement) -> None:
    """Raises: Refused (announcement-over, announcement-begun) when something of it has gone, or nothing will."""
    if found.state is AnnouncementState.CANCELLED:
        raise Refused("announcement-over")
    if found.state not in WAITING:
        raise Refused("announcement-begun")


def _waiting(db: Connection, who: int, announcement: int) -> Announcement:
    found = steering(db, who, announcement)
    must_wait(found)
    return found
