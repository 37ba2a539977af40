"""What a sender oversees: their notices, how far each is, what went wrong where, and the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community.announcements.authority import Sender, must_reach, sender, steering
from community.announcements.sending import Counts, counts
from community.refusals import Refused
from storage import announcements, places
from storage.announcements import Announcement, AnnouncementState, Copy, CopyState, restored
from storage.places import Chat, House

LISTED = 6
"""Notices, or copies that went wrong, on one screen."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A notice, and how far it is."""

    announcement: Announcement
    counts: Counts


@dataclass(frozen=True, slots=True)
class Notices:
    """A page of the notices somebody may see, the newest first; `more`: there are others."""

    listed: tuple[Listed, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the copies of one house, in its languages; `house` is None where it is gone."""

    house: House | None
    languages: tuple[str, ...]
    sent: int
    waiting: int
    failed: int
    uncertain: int
    read: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A copy that did not arrive, or can't be changed: where, and why. `chat` is None for a private copy."""

    house: House | None
    chat: Chat | None
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a notice: by house, and what went wrong. `changed`: copies that were edited or recalled, or could not be."""

    announcement: Announcement
    counts: Counts
    rows: tuple[Row, ...]
    troubles: tuple[Trouble, ...]
    read: int
    changed: int = 0
    unchanged: int = 0


def list_notices(db: Connection, *, who: int, page: int) -> Notices:
    """What somebody announced, or others did to the houses they announce to. Raises: Refused("may-not-announce")."""
    speaker = sender(db, who)
    found = announcements.list_by(db, speaker.person.id, _houses(db, speaker), (page + 1) * LISTED + 1)
    mine = [each for each in found[page * LISTED :] if _is_theirs(db, speaker, each)]
    shown = tuple(Listed(each, counts(db, each.id)) for each in mine[:LISTED])
    return Notices(shown, page, len(mine) > LISTED)


def send_again(db: Connection, *, who: int, announcement: int, now: datetime) -> Announcement:
    """The copies of which nobody knows whether they arrived go once more.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over).
    """
    found = steering(db, who, announcement)
    if found.state not in (AnnouncementState.SENDING, AnnouncementState.SENT):
        raise Refused("announcement-over")
    if announcements.take_uncertain(db, found.id, found.revision):
        found.state = AnnouncementState.SENDING
        announcements.change_announcement(db, found.id, state=found.state, ended_at=None, shown_at=now)
    return found


def report(db: Connection, *, who: int, announcement: int) -> Report:
    """What became of a notice. Raises: Refused (announcement-gone, may-not-announce, not-your-houses)."""
    found = steering(db, who, announcement)
    changed, unchanged = announcements.count_changes(db, found.id)
    rows = tuple(_rows(db, found.id))
    read = announcements.count_readings(db, found.id)
    return Report(found, counts(db, found.id), rows, tuple(_troubles(db, found.id)), read, changed, unchanged)


def _rows(db: Connection, announcement: int) -> Iterable[Row]:
    by_house: dict[tuple[int | None, str], dict[CopyState, int]] = {}
    for each in announcements.count_copies(db, announcement):
        states = by_house.setdefault((each.house_id, each.languages), {})
        states[each.state] = states.get(each.state, 0) + each.number
    for (house, languages), states in sorted(by_house.items(), key=lambda item: (item[0][0] or 0, item[0][1])):
        yield Row(
            places.look_up_house(db, house) if house is not None else None,
            tuple(languages.split(",")),
            sent=states.get(CopyState.SENT, 0),
            waiting=states.get(CopyState.PENDING, 0) + states.get(CopyState.OWED, 0),
            failed=states.get(CopyState.FAILED, 0) + states.get(CopyState.DROPPED, 0),
            uncertain=states.get(CopyState.UNCERTAIN, 0),
            read=announcements.count_readings(db, announcement, house) if house is not None else 0,
        )


def _troubles(db: Connection, announcement: int) -> Iterable[Trouble]:
    for state in (CopyState.FAILED, CopyState.UNCERTAIN):
        for copy, why in announcements.list_copies(db, announcement, state, limit=1000):
            yield _trouble(db, copy, why or state)
    for copy, why in announcements.list_unchanged(db, announcement, limit=1000):
        yield _trouble(db, copy, f"change-{why}")


def _trouble(db: Connection, copy: Copy, why: str) -> Trouble:
    house = places.look_up_house(db, copy.house_id) if copy.house_id is not None else None
    return Trouble(house, places.look_up_chat(db, copy.chat_id) if copy.chat_id is not None else None, why)


def _houses(db: Connection, speaker: Sender) -> list[int] | None:
    if speaker.everywhere:
        return None
    managed = places.list_houses(db, areas=speaker.areas) if speaker.areas else []
    return sorted({*speaker.houses, *(house.id for house in managed)})


def _is_theirs(db: Connection, speaker: Sender, found: Announcement) -> bool:
    try:
        must_reach(db, speaker, restored(found.audience))
    except Refused:
        return False
    return True
