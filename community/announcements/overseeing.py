"""What a sender oversees: their notices, how far each is, what went wrong where, and the report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from community.announcements.authority import Sender, must_reach, seeing, sender, steering
from community.announcements.changing import OUT
from community.announcements.sending import Counts, counts
from community.refusals import Refused
from storage import announcements, places
from storage.announcements import Announcement, AnnouncementState, CopyState, Outcome, restored
from storage.places import House

TOLD = 500
"""So many troubles are told; whoever has more has one cause for all of them."""

MOST = 60
"""So many of the last notices can be looked through."""

_FIRST = (AnnouncementState.AWAITING, AnnouncementState.SENDING, AnnouncementState.SCHEDULED)

LISTED = 6
"""Notices, or copies that went wrong, on one screen."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A notice, and how far it is."""

    announcement: Announcement
    counts: Counts


@dataclass(frozen=True, slots=True)
class Notices:
    """A page of the notices somebody may see, what is still to be done first, then the newest; `more`: there are others."""

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
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """A copy that did not arrive where it should, or could not be changed: where, and why. `chat`: the title of its group."""

    house: str | None
    chat: str | None
    private: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a notice: by house, and what went wrong; `changes`: how far the last edit or recall is."""

    announcement: Announcement
    counts: Counts
    rows: tuple[Row, ...]
    troubles: tuple[Trouble, ...]
    read: int
    changes: Mapping[Outcome, int] = field(default_factory=dict)


def list_notices(db: Connection, *, who: int, page: int) -> Notices:
    """What somebody announced, or others did to the houses they announce to. Raises: Refused("may-not-announce")."""
    speaker = sender(db, who)
    found = [each for each in announcements.list_by(db, speaker.person.id, _houses(db, speaker), MOST) if _is_theirs(db, speaker, each)]
    found.sort(key=lambda each: each.state not in _FIRST)
    page = max(min(page, (len(found) - 1) // LISTED), 0)
    shown = tuple(Listed(each, counts(db, each.id)) for each in found[page * LISTED :][:LISTED])
    return Notices(shown, page, len(found) > (page + 1) * LISTED)


def send_again(db: Connection, *, who: int, announcement: int, now: datetime) -> Announcement:
    """The copies of which nobody knows whether they arrived go once more.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over).
    """
    found = steering(db, who, announcement)
    if found.state not in OUT:
        raise Refused("announcement-over")
    if announcements.take_uncertain(db, found.id):
        found.state = AnnouncementState.SENDING
        announcements.change_announcement(db, found.id, state=found.state, ended_at=None, shown_at=now)
    return found


def report(db: Connection, *, who: int, announcement: int) -> Report:
    """What became of a notice. Raises: Refused (announcement-gone, may-not-announce, not-your-houses)."""
    found = seeing(db, who, announcement)
    changes: Counter[Outcome] = Counter()
    for each in announcements.count_changes(db, found.id):
        changes[each.outcome] += each.number
    read = announcements.count_readings(db, found.id)
    return Report(found, counts(db, found.id), tuple(_rows(db, found.id)), tuple(_troubles(db, found.id)), read, changes)


def _rows(db: Connection, announcement: int) -> Iterable[Row]:
    by_house: dict[tuple[int | None, str], dict[CopyState, int]] = {}
    for each in announcements.count_copies(db, announcement):
        states = by_house.setdefault((each.house_id, each.languages), {})
        states[each.state] = states.get(each.state, 0) + each.number
    changes: dict[tuple[int | None, str], Counter[Outcome]] = {}
    for change in announcements.count_changes(db, announcement):
        changes.setdefault((change.house_id, change.languages), Counter())[change.outcome] += change.number
    houses = {each.id: each for each in announcements.list_houses(db, announcement)}
    for (house, languages), states in sorted(by_house.items(), key=lambda item: (item[0][0] or 0, item[0][1])):
        theirs = changes.get((house, languages), Counter())
        yield Row(
            houses.get(house or 0),
            tuple(languages.split(",")),
            sent=states.get(CopyState.SENT, 0),
            waiting=states.get(CopyState.PENDING, 0) + states.get(CopyState.OWED, 0),
            failed=states.get(CopyState.FAILED, 0) + states.get(CopyState.DROPPED, 0),
            uncertain=states.get(CopyState.UNCERTAIN, 0),
            read=announcements.count_readings(db, announcement, house) if house is not None else 0,
            changed=sum(theirs[each] for each in (Outcome.EDITED, Outcome.DELETED, Outcome.REPLACED)),
            unchanged=theirs[Outcome.FAILED],
        )


def _troubles(db: Connection, announcement: int) -> Iterable[Trouble]:
    for each in announcements.list_troubles(db, announcement, TOLD):
        unchanged = each.outcome is Outcome.FAILED and each.state is CopyState.SENT
        why = f"change-{each.why}" if unchanged else each.reason
        yield Trouble(each.house, each.chat, each.private, why or each.state)


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
