"""What is shown of an announcement: a copy as its readers see it, and to the sender how far it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.announcements.sending import PROGRESS, SHOWN_EVERY, Counts, counts
from storage import announcements, cards, outbox, people
from storage.announcements import Announcement, AnnouncementState, Copy, CopyState, Outcome
from storage.outbox import Debt, Lane, Message, Op, To
from storage.people import Reach

ASKING = timedelta(minutes=1)
"""So long a question stands on the message that shows how far a notice is."""


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """A copy, with how many have read it in its house."""

    announcement: Announcement
    copy: Copy
    read: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement is.

    `held`: how many houses wait for the end of their quiet, by when that is; `changes`: how far the last change is.
    """

    announcement: Announcement
    counts: Counts
    held: Mapping[datetime, int] = field(default_factory=dict)
    changes: Mapping[Outcome, int] = field(default_factory=dict)


def texts_for(texts: Mapping[str, str], languages: tuple[str, ...]) -> Mapping[str, str]:
    """What is said to readers of these languages, in their order; where none of theirs was written, the first that was."""
    theirs = {language: texts[language] for language in languages if texts.get(language)}
    return theirs or dict(list(texts.items())[:1])


def show_copy(db: Connection, number: int) -> ShownCopy | None:
    """A copy as it is now; None when it is gone."""
    copy = announcements.find_copy(db, number)
    found = announcements.find_announcement(db, copy.announcement_id) if copy else None
    if copy is None or found is None:
        return None
    return ShownCopy(found, copy, announcements.count_readings(db, found.id, copy.house_id) if found.asks else 0)


def show_card(db: Connection, card: int) -> ShownCopy | None:
    """The copy that hangs as a card; None for a card of anything else."""
    hung = cards.get_card(db, card)
    copy = announcements.find_in_chat(db, hung.thing_id, hung.chat_id) if hung else None
    return show_copy(db, copy.id) if copy else None


def show(db: Connection, announcement: int, now: datetime) -> Progress | None:
    """How far an announcement is; None when it is gone."""
    found = announcements.find_announcement(db, announcement)
    if found is None:
        return None
    changes: Counter[Outcome] = Counter()
    for each in announcements.count_changes(db, announcement):
        changes[each.outcome] += each.number
    return Progress(found, counts(db, announcement), announcements.count_held(db, announcement, now), changes)


def follow_in(db: Connection, announcement: Announcement, *, who: int, message: int, now: datetime) -> None:
    """The sender looks at how far it is in this message of theirs from now on, as long as something moves."""
    author = people.look_up_person(db, announcement.author_id) if announcement.author_id else None
    if author is not None and author.telegram_id == who:
        announcements.change_announcement(db, announcement.id, progress_id=message, **({"shown_at": now} if announcement.shown_at else {}))


def hold(db: Connection, announcement: Announcement, *, message: int, now: datetime) -> None:
    """A question stands on this message: if it shows how far it is, it follows again in a while."""
    if announcement.progress_id == message and announcement.shown_at is not None:
        announcements.change_announcement(db, announcement.id, shown_at=now + ASKING)


def note_progress(db: Connection, debt: Debt, message: int, now: datetime) -> None:
    """If it was a new message that shows how far one is, its author looks there from now on."""
    found = announcements.find_announcement(db, debt.params["announcement"]) if debt.kind == PROGRESS and debt.op is Op.SEND else None
    if found is not None and debt.address is not None:
        follow_in(db, found, who=debt.address, message=message, now=now)


def show_progress(db: Connection, now: datetime) -> int:
    """A duty: the senders' progress follows what is on its way, and says the end; how many."""
    told = 0
    for each in announcements.list_shown_before(db, now):
        under_way = each.state is AnnouncementState.SENDING or _is_moving(db, each.id)
        if under_way and each.shown_at is not None and each.shown_at > now - SHOWN_EVERY:
            continue
        told += 1
        announcements.change_announcement(db, each.id, shown_at=_shown_next(db, each, now) if under_way else None)
        author = people.look_up_person(db, each.author_id) if each.author_id else None
        if each.progress_id is not None and author is not None and author.reach is Reach.OPEN:
            to = To(address=author.telegram_id, language=author.language)
            shown = Message("announcement-progress", {"announcement": each.id}, lane=Lane.PRIVATE, op=Op.EDIT, message_id=each.progress_id)
            outbox.owe(db, to, shown, at=now)
    return told


def _is_moving(db: Connection, announcement: int) -> bool:
    """Whether copies are on their way to Telegram, or their change is."""
    return announcements.anything_left(db, announcement) or announcements.anything_changing(db, announcement)


def _shown_next(db: Connection, announcement: Announcement, now: datetime) -> datetime:
    """Now; or the end of the quiet for which all that is left waits: until then nothing moves."""
    owed, until = counts(db, announcement.id).states.get(CopyState.OWED, 0), announcements.next_due(db, announcement.id)
    waits = until is not None and until > now and not owed and not announcements.anything_changing(db, announcement.id)
    return until if waits and until is not None else now
