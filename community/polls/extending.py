"""The asker gives a poll more time, or takes it back; both are on record."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions, reminders
from community.allowance import own_rules
from community.events.fields import Part
from community.house_rules import rules_of
from community.polls.closing import end, note, show_panel
from community.polls.organising import asked_by, must_ask
from community.polls.reminding import plan
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.when import existing, instant, understand
from storage import cards, drafts, outbox, people, polls
from storage.audit import Act
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.polls import REASON, Poll, PollState

EXTEND, CANCEL = "poll-extend", "poll-cancel"
"""What the next words are: a later end, or why it is cancelled."""

LONGEST = timedelta(days=366)


def ask_words(
    db: Connection, *, poll: int, kind: str, who: int, message: int, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """The pressed message asks until when (EXTEND), or why (CANCEL); the next words are it.

    Raises: Refused (poll-gone, not-asker, poll-closed, poll-cancelled).
    """
    _open(must_ask(db, poll=poll, who=who, admin_of=admin_of), now)
    questions.ask(db, who=who, kind=kind, data={"poll": poll}, now=now)
    reply(db, kind=kind, to=who, language=_language(db, who), params={"poll": poll}, edit=message, now=now)


def asked_about(db: Connection, *, who: int, kind: str, now: datetime) -> int | None:
    """The poll about which somebody's next words of this kind are; None when there is none."""
    draft = questions.asked(db, who=who, kind=kind, now=now)
    return draft.data["poll"] if draft else None


def extend(
    db: Connection,
    *,
    poll: int,
    who: int,
    rules: HouseRules,
    now: datetime,
    day: date | None = None,
    text: str | None = None,
    message: int | None = None,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """It closes on that day at the hour it had, or when `text` says. The same day again changes nothing.

    The pressed message, or a new one, shows it.

    Raises: Refused (poll-gone, not-asker, poll-closed, poll-cancelled, not-understood, past, not-later, too-late).
    """
    found = _open(asked_by(db, poll, who, admin_of=admin_of), now)
    zone = ZoneInfo(found.zone)
    later = _read(text or "", now, zone) if day is None else datetime.combine(day, found.closes.time())
    closes = existing(later, zone)
    closes_at = instant(closes, zone)
    if day is not None and closes == found.closes:
        show_panel(db, poll, who, message, now)
        return
    if closes_at <= found.closes_at:
        raise Refused("not-later", part=Part.TIME)
    if closes_at > now + LONGEST:
        raise Refused("too-late", part=Part.TIME)
    polls.change_poll(db, poll, closes=closes, closes_at=closes_at, revision=found.revision + 1)
    plan(db, found.model_copy(update={"closes": closes, "closes_at": closes_at}), rules, now)
    cards.bump(db, poll)
    note(db, Act.POLL_EXTENDED, poll, who, now)
    drafts.leave_drafts(db, who)
    show_panel(db, poll, who, message, now)


def cancel(
    db: Connection,
    *,
    poll: int,
    who: int,
    rules: HouseRules,
    now: datetime,
    text: str | None = None,
    message: int | None = None,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """It is taken back, and its answers are deleted; those who answered are told, with `text` as the reason. Asking twice changes nothing.

    Raises: Refused (poll-gone, not-asker, poll-closed, no-reason, reason-too-long).
    """
    found = asked_by(db, poll, who, admin_of=admin_of)
    if found.state is not PollState.CANCELLED:
        why = None if text is None else _reason(text)
        told = [person for person in polls.list_voters(db, poll) if person.reach is Reach.OPEN and person.telegram_id != who]
        polls.rewrite_ballots(db, poll, [])
        end(db, _open(found, now), PollState.CANCELLED, now, note=why)
        _tell(db, found, told, rules, now)
        note(db, Act.POLL_CANCELLED, poll, who, now)
    drafts.leave_drafts(db, who)
    show_panel(db, poll, who, message, now)


def _tell(db: Connection, poll: Poll, told: list[Person], rules: HouseRules, now: datetime) -> None:
    here, zone = rules_of(polls.house_of(db, poll.id), rules), ZoneInfo(poll.zone)
    for person in told:
        message = Message("poll-cancelled", {"poll": poll.id}, lane=Lane.PRIVATE, key=f"poll-cancelled:{poll.id}:{person.id}")
        at = reminders.not_in_quiet(now, zone, own_rules(person, here))
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at)


def _open(poll: Poll, now: datetime) -> Poll:
    if poll.state is PollState.CANCELLED:
        raise Refused("poll-cancelled")
    if poll.state is not PollState.OPEN or now >= poll.closes_at:
        raise Refused("poll-closed")
    return poll


def _read(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    read = understand(text, now, zone)
    if read.start is None:
        raise Refused(read.reason or "not-understood", part=Part.TIME)
    return read.start


def _reason(text: str) -> str:
    words = clean_line(text, longest=len(text) or 1)
    if not words:
        raise Refused("no-reason")
    if len(words) > REASON:
        raise Refused("reason-too-long", over=len(words) - REASON, most=REASON)
    return words


def _language(db: Connection, who: int) -> str:
    person = people.find_person(db, who)
    return (person.language if person else None) or "en"
