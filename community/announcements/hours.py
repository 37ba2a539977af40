"""Choosing when an announcement goes: in words, by a coming event, or at once; for one that is being written and for one that waits."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import questions
from community.announcements import drafting, scheduling
from community.announcements.authority import sender, steering
from community.announcements.drafting import draft_of
from community.announcements.sending import PROGRESS, Written
from community.announcements.timing import OFFSETS, RELATIONS, Going, Relation, Timing, beside, held, settle, zone_for
from community.events import Part
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.when import understand
from storage import announcements, drafts, events, outbox
from storage.announcements import Announcement, Audience, restored
from storage.events import Event
from storage.outbox import Message, Op, To
from storage.places import House

ASKED = "announcement-when"
"""The kind of the question, and of the message that asks it."""

DRAFT = "announcement-draft"
"""Where the answer is seen of one that is being written."""

PAGE = 5
"""So many events are offered at once."""

MORNING = time(9)


class Of(StrEnum):
    """What it is about: a draft, or an announcement that waits."""

    DRAFT = "d"
    NOTICE = "n"


@dataclass(frozen=True, slots=True)
class Planned:
    """When something goes. `going`: None for at once; `wrong`: why it can't.

    `house`: whose clock it is, when the houses have several. `quiet`: how many houses it waits in, by when their quiet ends there.
    """

    going: Going | None = None
    event: Event | None = None
    relation: Relation | None = None
    urgent: bool = False
    wrong: Refused | None = None
    house: str | None = None
    quiet: tuple[tuple[datetime, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The question, what holds so far, and what can be pressed: readings of what was written, or tomorrow morning."""

    of: Of
    number: int
    zone: str
    planned: Planned
    tomorrow: datetime
    candidates: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A page of the coming events of those houses. `chosen`: the one whose ways are shown, each with its time."""

    of: Of
    number: int
    page: int
    events: tuple[Event, ...]
    more: bool
    chosen: Event | None = None
    ways: tuple[tuple[Relation, Going], ...] = ()


@dataclass(frozen=True, slots=True)
class _Subject:
    audience: Audience
    timing: Timing
    urgent: bool


def ask(db: Connection, *, who: int, of: Of, number: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """The pressed message asks; the next words are the answer. Raises: Refused with the reasons of `look`."""
    look(db, who=who, of=of, number=number, rules=rules, now=now)
    questions.ask(db, who=who, kind=ASKED, data={"of": of, "number": number, "message": message}, now=now)
    reply(db, kind=ASKED, to=who, language=language, params={"of": of, "number": number}, edit=message, now=now)


def is_asked(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody say when a notice goes."""
    return questions.is_asked(db, who=who, kind=ASKED, now=now)


def write(db: Connection, *, who: int, text: str, language: str, rules: HouseRules, now: datetime) -> None:
    """It goes then, or both ways to read it are offered; below the words, and what asked for them goes.

    Raises: Refused (draft-gone, the reasons of `choose`, and those of community.when).
    """
    data = questions.awaited(db, who=who, kind=ASKED, now=now).data
    of, number = Of(data["of"]), data["number"]
    zone = look(db, who=who, of=of, number=number, rules=rules, now=now).zone
    read = understand(text, now, ZoneInfo(zone))
    if read.start is None and not read.candidates:
        raise Refused(read.reason or "not-understood", part=Part.DEADLINE)
    outbox.owe(db, To(address=who), Message("gone", op=Op.DELETE, message_id=data["message"]), at=now)
    if read.start is None:
        candidates = [each.start.isoformat() for each in read.candidates]
        params = {"of": of, "number": number, "candidates": candidates}
        reply(db, kind=ASKED, to=who, language=language, params=params, now=now)
        return
    timing = Timing(read.start, zone)
    choose(db, who=who, of=of, number=number, timing=timing, message=None, language=language, rules=rules, now=now)


def choose_wall(
    db: Connection, *, who: int, of: Of, number: int, wall: datetime, message: int, language: str, rules: HouseRules, now: datetime
) -> None:
    """It goes at a time that was offered. Raises: Refused with the reasons of `choose`."""
    zone = look(db, who=who, of=of, number=number, rules=rules, now=now).zone
    timing = Timing(wall, zone)
    choose(db, who=who, of=of, number=number, timing=timing, message=message, language=language, rules=rules, now=now)


def choose(
    db: Connection,
    *,
    who: int,
    of: Of,
    number: int,
    timing: Timing,
    message: int | None,
    language: str,
    rules: HouseRules,
    now: datetime,
) -> None:
    """It goes then, and the pressed message (or a new one) shows what that comes to.

    Raises: Refused (announcement-past, announcement-event, event-gone, event-cancelled, and the reasons of `look` and `reschedule`).
    """
    subject = _subject(db, who, of, number, now)
    settle(db, timing, subject.audience, rules, now, urgent=subject.urgent)
    if of is Of.DRAFT:
        wall = timing.wall.isoformat() if timing.wall else None
        drafting.change(db, draft_of(db, who, number, now), wall=wall, zone=timing.zone, event=timing.event, offset=timing.offset)
    else:
        scheduling.reschedule(db, who=who, announcement=number, timing=timing, rules=rules, now=now)
    _show(db, who, of, number, message, language, now)


def keep_time(db: Connection, *, who: int, of: Of, number: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """Nothing changes, and nothing is asked any more. Raises: Refused with the reasons of `look`."""
    look(db, who=who, of=of, number=number, rules=rules, now=now)
    _show(db, who, of, number, message, language, now)


def _show(db: Connection, who: int, of: Of, number: int, message: int | None, language: str, now: datetime) -> None:
    """What came of it; the next words are no answer any more."""
    asked = questions.asked(db, who=who, kind=ASKED, now=now)
    if asked is not None:
        drafts.remove_draft(db, asked.id)
    if of is Of.DRAFT:
        drafts.change_draft(db, number, resting=False)
        reply(db, kind=DRAFT, to=who, language=language, params={"draft": number}, edit=message, now=now)
    else:
        reply(db, kind=PROGRESS, to=who, language=language, params={"announcement": number}, edit=message, now=now)


def look(
    db: Connection, *, who: int, of: Of, number: int, rules: HouseRules, now: datetime, candidates: tuple[datetime, ...] = ()
) -> Question:
    """What is asked, and what holds so far.

    Raises: Refused (announcement-done, not-yours, may-not-announce, not-your-houses, announcement-keeps, announcement-gone,
    announcement-over, announcement-begun).
    """
    subject = _subject(db, who, of, number, now)
    houses = announcements.list_houses_of(db, subject.audience)
    zone = subject.timing.zone or zone_for(houses, rules)
    tomorrow = datetime.combine(now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), MORNING)
    return Question(of, number, zone, _planned(db, subject, houses, rules, now), tomorrow, candidates)


def look_at_events(
    db: Connection, *, who: int, of: Of, number: int, page: int, event: int | None, rules: HouseRules, now: datetime
) -> Coming:
    """The coming events of the houses it goes to; of one of them, the ways to go with it that are still ahead.

    Raises: Refused (no-events-ahead, event-gone, announcement-event, and the reasons of `look`).
    """
    subject = _subject(db, who, of, number, now)
    if event is not None:
        if events.find_event(db, event) is None:
            raise Refused("event-gone")
        of_theirs = announcements.list_events(db, subject.audience, now, 1, event)
        if not of_theirs:
            raise Refused("announcement-event")
        chosen = of_theirs[0]
        own = rules_at(db, event, rules)
        ways = [(relation, beside(chosen, offset, own, urgent=subject.urgent)) for relation, offset in OFFSETS.items()]
        ahead = tuple(each for each in ways if each[1].due_at > now)
        return Coming(of, number, page, (), more=False, chosen=chosen, ways=ahead)
    found = announcements.list_events(db, subject.audience, now, PAGE * (page + 1) + 1)[PAGE * page :]
    if not found:
        raise Refused("no-events-ahead")
    return Coming(of, number, page, tuple(found[:PAGE]), more=len(found) > PAGE)


def plan(db: Connection, written: Written, rules: HouseRules, now: datetime) -> Planned:
    """When what is being written goes, and where it waits then."""
    subject = _Subject(written.audience, written.timing, written.urgent)
    return _planned(db, subject, announcements.list_houses_of(db, written.audience), rules, now)


def _planned(db: Connection, subject: _Subject, houses: list[House], rules: HouseRules, now: datetime) -> Planned:
    timing = subject.timing
    event = events.find_event(db, timing.event) if timing.event is not None else None
    relation = RELATIONS.get(timing.offset) if timing.offset is not None else None
    try:
        going = settle(db, timing, subject.audience, rules, now, urgent=subject.urgent)
    except Refused as refused:
        return Planned(None, event, relation, subject.urgent, wrong=refused)
    at = going.due_at if going else now
    waiting = {} if subject.urgent else held(houses, rules, at)
    quiet = tuple((end, len(there)) for end, there in sorted(waiting.items()))
    several = going is not None and len({house.zone for house in houses}) > 1
    theirs = [house.name for house in houses if going is not None and house.zone == going.zone] if several else []
    return Planned(going, event, relation, subject.urgent, house=theirs[0] if theirs else None, quiet=quiet)


def _subject(db: Connection, who: int, of: Of, number: int, now: datetime) -> _Subject:
    if of is Of.NOTICE:
        found = steering(db, who, number)
        scheduling.must_wait(found)
        return _Subject(restored(found.audience), timing_of(found), found.urgent)
    sender(db, who)
    data: dict[str, Any] = draft_of(db, who, number, now).data
    if data.get("edits"):
        raise Refused("announcement-keeps")
    written = drafting.written(data)
    return _Subject(written.audience, written.timing, written.urgent)


def timing_of(found: Announcement) -> Timing:
    """What was chosen for an announcement."""
    if found.event_offset is not None:
        return Timing(event=found.event_id, offset=found.event_offset)
    return Timing(found.wall, found.zone)
