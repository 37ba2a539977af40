"""From an announcement to its copies: at their hour, at Telegram's pace, each once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.announcements import approval
from community.announcements.authority import must_reach, sender, steering
from community.announcements.following import follow
from community.announcements.timing import Timing, held, settle
from community.announcements.urgency import note_urgent, often
from community.quiet import HouseRules
from community.refusals import Refused
from storage import announcements, cards, outbox
from storage.announcements import Announcement, AnnouncementState, Audience, Copy, CopyState, Voice, restored
from storage.cards import ThingKind
from storage.outbox import Debt, Lane, Message, Op, To

SHOWN_EVERY = timedelta(seconds=5)
"""How often the sender's progress follows."""

KIND, PROGRESS = "announcement", "announcement-progress"
"""The kinds of messages that a copy is, and that show its author how far it is."""

FED, AHEAD = 25, 300
"""So many copies are owed in a transaction, so that taps need not wait long; and no more while so many wait for Telegram."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be announced, in Telegram's HTML by language; the first language is the one others fall back to.

    `wall`, `zone`: the house time it goes at; `event`, `offset`: minutes from the start of an event; neither: at once.
    """

    texts: Mapping[str, str]
    audience: Audience
    voice: Voice
    picture: str | None = None
    document: str | None = None
    urgent: bool = False
    pinned: bool = False
    asks: bool = False
    wall: datetime | None = None
    zone: str | None = None
    event: int | None = None
    offset: int | None = None

    @property
    def timing(self) -> Timing:
        """When it goes."""
        return Timing(self.wall, self.zone, self.event, self.offset)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many copies are how far."""

    states: Mapping[CopyState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def left(self) -> int:
        """Those still to be sent."""
        return self.states.get(CopyState.PENDING, 0) + self.states.get(CopyState.OWED, 0)


def announce(
    db: Connection,
    *,
    who: int,
    written: Written,
    rules: HouseRules,
    now: datetime,
    progress: int | None = None,
    confirmed: bool = False,
) -> Announcement:
    """What was written becomes an announcement: sent at once, or when it is due; one to very many not before a second manager agrees.

    `progress`: the message in the author's private chat that will show how far it is. `confirmed`: it is as urgent as it says, though
    houses had theirs this week.

    Raises: Refused (may-not-announce, not-your-houses, no-audience, empty-announcement, nobody-to-approve, urgent-often, and the
    reasons of `settle`).
    """
    speaker = sender(db, who)
    must_reach(db, speaker, written.audience)
    if written.audience.is_empty:
        raise Refused("no-audience")
    if not any(written.texts.values()) and not (written.picture or written.document):
        raise Refused("empty-announcement")
    going = settle(db, written.timing, written.audience, rules, now, urgent=written.urgent)
    if written.urgent and not confirmed and often(db, written.audience, now):
        raise Refused("urgent-often")
    asked = approval.needed_of(db, speaker, written.audience, rules)
    state = AnnouncementState.AWAITING if asked else AnnouncementState.SCHEDULED
    made = Announcement(
        id=cards.add_thing(db, ThingKind.ANNOUNCEMENT, None, now),
        author_id=speaker.person.id,
        voice=written.voice,
        state=state,
        texts=dict(written.texts),
        picture=written.picture,
        document=written.document,
        urgent=written.urgent,
        pinned=written.pinned,
        asks=written.asks,
        audience=written.audience.saved(),
        wall=going.wall if going else None,
        zone=going.zone if going else None,
        event_id=written.event,
        event_offset=written.offset,
        due_at=going.due_at if going else now,
        progress_id=progress,
    )
    announcements.add_announcement(db, made)
    approval.ask(db, made, asked, now)
    if made.urgent:
        note_urgent(db, made, now)
    if state is AnnouncementState.SCHEDULED and (going is None or going.due_at <= now):
        begin(db, made, rules, now)
    return made


def begin(db: Connection, announcement: Announcement, rules: HouseRules, now: datetime) -> None:
    """Its copies are made, one for each chat or person; where it is quiet they wait, unless it is urgent."""
    audience, number = restored(announcement.audience), announcement.id
    if audience.is_private:
        announcements.add_private_copies(db, number, audience, announcement.revision, rules.language)
    else:
        announcements.add_copies(db, number, audience, announcement.revision)
    if not announcement.urgent:
        for quiet_until, houses in held(announcements.list_houses(db, number), rules, now).items():
            announcements.set_due(db, number, houses, quiet_until)
    announcements.change_announcement(db, number, state=AnnouncementState.SENDING, started_at=now, shown_at=now)


def begin_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """A duty: those whose time has come begin, after those that hang on an event have followed it; how many."""
    followed = follow(db, rules, now)
    due = announcements.list_due(db, now)
    for each in due:
        begin(db, each, rules, now)
    return followed + len(due)


def feed(db: Connection, now: datetime) -> int:
    """A duty: the next copies are owed, as long as not too many wait for Telegram; how many."""
    if announcements.count_waiting_broadcasts(db) >= AHEAD:
        return 0
    copies = announcements.take_pending(db, now, FED)
    if copies:
        _owe(db, copies, now)
    return len(copies)


def _owe(db: Connection, copies: list[Copy], now: datetime) -> None:
    hung, addresses = announcements.cards_of(db, copies), announcements.addresses_of(db, copies)
    owed: list[tuple[To, Message]] = []
    keys: dict[str, int] = {}
    for copy in copies:
        key = f"announcement:{copy.announcement_id}:{copy.id}"
        keys[key] = copy.id
        if copy.person_id is not None:
            address, language = addresses[copy.person_id]
            to, card = To(address=address, language=language), None
        else:
            to, card = To(chat_id=copy.chat_id, thread=copy.thread_id), hung[copy.announcement_id, copy.chat_id or 0]
        owed.append((to, _message(copy, key, card)))
    outbox.owe_all(db, owed, at=now)
    announcements.note_owed(db, keys, state=CopyState.OWED)


def _message(copy: Copy, key: str, card: int | None) -> Message:
    params = {"announcement": copy.announcement_id, "copy": copy.id}
    return Message(KIND, params, lane=Lane.BROADCAST, key=key, card_id=card, again=False)


def note_sent(db: Connection, debt: Debt, message: int, now: datetime) -> None:
    """If it was a copy, it is there, and is pinned where that is wanted."""
    copy = announcements.find_copy(db, debt.params["copy"]) if debt.kind == KIND and debt.op is Op.SEND else None
    if copy is None:
        return
    elsewhere = {"thread_id": None, "reason": "no-thread"} if copy.thread_id != debt.thread_id and debt.chat_id is not None else {}
    announcements.note_sent(db, copy.id, message, now, **elsewhere)
    found = announcements.find_announcement(db, copy.announcement_id)
    if found is not None and found.pinned and debt.chat_id is not None:
        pin = Message("announcement-pin", op=Op.PIN, lane=Lane.BROADCAST, message_id=message)
        outbox.owe(db, To(chat_id=debt.chat_id), pin, at=now)


def is_announced(db: Connection, thing: int) -> bool:
    """Whether a thing is an announcement."""
    return announcements.find_announcement(db, thing) is not None


def finish(db: Connection, now: datetime) -> int:
    """A duty: an announcement whose copies all have their end is sent; how many."""
    over = [each for each in announcements.list_in_state(db, AnnouncementState.SENDING) if not announcements.anything_left(db, each.id)]
    for each in over:
        announcements.change_announcement(db, each.id, state=AnnouncementState.SENT, ended_at=now, shown_at=now - SHOWN_EVERY)
    return len(over)


def stop(db: Connection, *, who: int, announcement: int, now: datetime) -> Announcement:
    """No further copy goes; those on their way arrive. One that had not begun is cancelled.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over).
    """
    found = steering(db, who, announcement)
    if found.state in (AnnouncementState.AWAITING, AnnouncementState.SCHEDULED):
        due_at = found.due_at if found.state is AnnouncementState.SCHEDULED else None
        ended = {"state": AnnouncementState.CANCELLED, "due_at": due_at, "ended_at": now, "shown_at": now}
        announcements.change_announcement(db, found.id, **ended)
    elif found.state is AnnouncementState.SENDING:
        announcements.drop_pending(db, found.id, "stopped")
        outbox.drop_beginning(db, f"announcement:{found.id}:", now)
        announcements.change_announcement(db, found.id, state=AnnouncementState.STOPPED, ended_at=now, shown_at=now)
    else:
        raise Refused("announcement-over")
    return found


def counts(db: Connection, announcement: int) -> Counts:
    """How many copies are how far."""
    return Counts(announcements.count_states(db, announcement))
