"""The word of a second manager on a notice that waits for it: it goes, or its author has it back as a draft."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.announcements.authority import manager, must_reach
from community.announcements.drafting import DRAFTED
from community.announcements.reach import Reached, reach
from community.announcements.sending import begin
from community.announcements.writing import DROPPED
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import announcements, drafts, outbox, people
from storage.announcements import Announcement, AnnouncementState, restored
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach

ASKED, GIVEN_UP = "announcement-to-approve", "announcement-dropped"
"""The messages that ask a second manager, and that tell the author that it is a draft again."""


@dataclass(frozen=True, slots=True)
class ToApprove:
    """A notice as a second manager decides on it. `asker`: its author's name, None where they show none."""

    announcement: Announcement
    asker: str | None
    reached: Reached


def look(db: Connection, *, who: int, announcement: int) -> ToApprove:
    """What a second manager decides on. Raises: Refused (announcement-gone, may-not-announce, not-your-houses, own-announcement)."""
    found = announcements.find_announcement(db, announcement)
    _approver(db, who, found)
    assert found is not None, "or it was refused"
    author = people.look_up_person(db, found.author_id) if found.author_id else None
    name = author.name if author is not None and author.name_shown else None
    return ToApprove(found, name, reach(db, restored(found.audience)))


def agree(db: Connection, *, who: int, announcement: int, message: int, language: str, rules: HouseRules, now: datetime) -> bool:
    """It goes, at once or at its time; False when it was decided before. The pressed message says how it is.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, own-announcement).
    """
    found, second = _deciding(db, who, announcement)
    waited = found.state is AnnouncementState.AWAITING
    if waited:
        announcements.change_announcement(db, found.id, state=AnnouncementState.SCHEDULED, approved_by_id=second.id)
        if found.due_at is not None and found.due_at <= now:
            begin(db, found, rules, now)
        _tell_author(db, found, Message("announcement-agreed", lane=Lane.PRIVATE), now)
    reply(db, kind=ASKED, to=who, language=language, params={"announcement": found.id}, edit=message, now=now)
    return waited


def turn_down(db: Connection, *, who: int, announcement: int, message: int, language: str, rules: HouseRules, now: datetime) -> bool:
    """It does not go like this: its author hears of it and has it back as a draft; False when it was decided before.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, own-announcement).
    """
    found, _ = _deciding(db, who, announcement)
    waited = found.state is AnnouncementState.AWAITING
    if waited and (draft := _back_to_draft(db, found, rules, now)) is not None:
        _tell_author(db, found, Message("announcement-turned-down", {"draft": draft}, lane=Lane.PRIVATE), now)
    reply(db, kind=ASKED, to=who, language=language, params={"announcement": found.id}, edit=message, now=now)
    return waited


def take_back(db: Connection, *, who: int, announcement: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """Its author does not want to wait: it is a draft again, and the pressed message says so.

    Raises: Refused (announcement-gone, not-yours, announcement-decided).
    """
    found, person = announcements.lock_announcement(db, announcement), people.find_person(db, who)
    if found is None:
        raise Refused("announcement-gone")
    if person is None or found.author_id != person.id:
        raise Refused("not-yours")
    if found.state is not AnnouncementState.AWAITING:
        raise Refused("announcement-decided")
    draft = _back_to_draft(db, found, rules, now)
    assert draft is not None, "its author is here"
    announcements.change_announcement(db, found.id, progress_id=None, shown_at=None)
    reply(db, kind=GIVEN_UP, to=who, language=language, params={"draft": draft}, edit=message, now=now)


def _deciding(db: Connection, who: int, announcement: int) -> tuple[Announcement, Person]:
    """It is held, for a manager of all its houses who did not write it."""
    found = announcements.lock_announcement(db, announcement)
    second = _approver(db, who, found)
    assert found is not None, "or it was refused"
    return found, second


def _approver(db: Connection, who: int, found: Announcement | None) -> Person:
    second = manager(db, who)
    if found is None:
        raise Refused("announcement-gone")
    must_reach(db, second, restored(found.audience))
    if found.author_id == second.person.id:
        raise Refused("own-announcement")
    return second.person


def _back_to_draft(db: Connection, found: Announcement, rules: HouseRules, now: datetime) -> int | None:
    """Nobody gets it, and its author can go on writing; None when there is no author any more."""
    announcements.change_announcement(db, found.id, state=AnnouncementState.CANCELLED, ended_at=now)
    author = people.look_up_person(db, found.author_id) if found.author_id else None
    if author is None:
        return None
    until, who = now + timedelta(hours=rules.drafts_hours), author.telegram_id
    return drafts.add_draft(db, kind=DRAFTED, step=DROPPED, author=who, address=who, data=_written(found), expires_at=until)


def _written(found: Announcement) -> dict[str, object]:
    """What its draft knew."""
    said = {"texts": found.texts, "voice": found.voice, "audience": found.audience, "picture": found.picture, "document": found.document}
    options = {"urgent": found.urgent, "pinned": found.pinned, "asks": found.asks}
    wall = found.wall.isoformat() if found.wall is not None and found.event_id is None else None
    return {**said, **options, "wall": wall, "zone": found.zone, "event": found.event_id, "offset": found.event_offset}


def _tell_author(db: Connection, found: Announcement, told: Message, now: datetime) -> None:
    author = people.look_up_person(db, found.author_id) if found.author_id else None
    if author is None or author.reach is not Reach.OPEN:
        return
    to = To(address=author.telegram_id, language=author.language)
    outbox.owe(db, to, told, at=now)
    if found.progress_id is not None:
        shown = Message("announcement-progress", {"announcement": found.id}, lane=Lane.PRIVATE, op=Op.EDIT, message_id=found.progress_id)
        outbox.owe(db, to, shown, at=now)
