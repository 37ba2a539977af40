"""Making a poll in private: the kind, the question, the options, and a preview from which the rest is set. Pure rules.

What is known so far is a plain dict, as a draft keeps it (see asking.data_of). `done`: its author says that the options are all there.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import regex

from bot.names import clean_line
from community.polls.asking import CLOSES, data_of, kept, open_dates, usual_close
from community.polls.lines import FEWEST, MOST_OPTIONS, MOST_POINTS, MOST_QUICK, USUAL_POINTS, read_line, read_options
from community.refusals import Refused
from community.when import Reason, instant, understand, understand_day
from storage.polls import QUESTION, Poll, PollKind, PollOption, Proposals

Data = dict[str, Any]

QUICK = "quick"
"""Telegram's own poll, where a kind is asked for."""


class Step(StrEnum):
    """Where the making of a poll is."""

    KIND = "kind"
    MORE_KINDS = "more-kinds"
    LIKE = "like"  # which earlier poll it shall be like
    QUESTION = "question"
    OPTIONS = "options"
    CHOOSE = "choose"  # two readings of a date
    PREVIEW = "preview"
    CHANGE = "change"
    CLOSES = "closes"
    RULES = "rules"


class Rule(StrEnum):
    """What can be set from the preview."""

    VISIBLE = "visible"
    LIVE = "live"
    BY_FLAT = "by_flat"
    QUORUM = "quorum"
    PROPOSALS = "proposals"
    MOST = "most"
    CLOSES = "closes"


PROPOSALS = tuple(Proposals)
"""By the value of their button."""

LARGEST_QUORUM = 1000

NOTHING: Data = {
    "line": "",
    "question": "",
    "kind": "",
    "options": [],
    "most": None,
    "closes": None,
    "visible": False,
    "live": False,
    "by_flat": False,
    "quorum": None,
    "proposals": Proposals.NO,
    "quick": False,
    "open": [],
    "candidates": [],
    "readings": [],
    "done": False,
    "before": [],
}
"""What is known before the first answer."""

WAYS: Mapping[Step, tuple[Step, ...]] = {
    Step.KIND: (Step.MORE_KINDS, Step.LIKE, Step.CHANGE),
    Step.MORE_KINDS: (Step.KIND,),
    Step.LIKE: (Step.KIND,),
    Step.QUESTION: (Step.CHANGE,),
    Step.OPTIONS: (Step.CHANGE,),
    Step.PREVIEW: (Step.OPTIONS, Step.CHANGE, Step.CLOSES, Step.RULES),
    Step.CHANGE: (Step.PREVIEW,),
    Step.CLOSES: (Step.PREVIEW,),
    Step.RULES: (Step.PREVIEW,),
}
"""What a button may lead to, and from where."""

_BAR = regex.compile(r"[|｜]")
_NUMBER = regex.compile(r"[0-9]{1,6}")
_DAY = regex.compile(r"[0-9]{8}")


def whole(data: Data) -> Data:
    """What a draft knows, also one that began with a line."""
    return {**NOTHING, "done": True, **data}


def next_step(data: Data) -> Step:
    """The first question that is open; the preview when none is."""
    if data["candidates"]:
        return Step.CHOOSE
    if not data["kind"]:
        return Step.KIND
    if not data["question"]:
        return Step.QUESTION
    return Step.PREVIEW if data["done"] and _enough(data) else Step.OPTIONS


def is_open(data: Data) -> bool:
    """Whether something must be answered before it can be published."""
    return next_step(whole(data)) is not Step.PREVIEW


def of_kind(kind: str, data: Data) -> Data:
    """What is known once the kind is; options that do not fit it go. Raises: Refused("old-button")."""
    if kind != QUICK and kind not in list(PollKind):
        raise Refused("old-button")
    new = PollKind.ONE if kind == QUICK else PollKind(kind)
    fits = data["kind"] and _shape(new) == _shape(PollKind(data["kind"]))
    most = USUAL_POINTS if new is PollKind.DOTS else None
    same = {"kind": new, "quick": kind == QUICK, "most": most}
    if fits:
        return {**data, **same}
    return {**data, **same, "options": [], "open": [], "candidates": [], "readings": [], "done": new is PollKind.CONSENT}


def with_yes_or_no(data: Data) -> Data:
    """It is asked with yes and no, which every reader sees in their language."""
    no_label = {"label": "", "starts": None, "ends": None, "whole_day": False, "limit": None}
    return {**of_kind(PollKind.ONE, data), "options": [no_label, no_label], "done": True}


def like(poll: Poll, options: list[PollOption], data: Data) -> Data:
    """All of an earlier poll but its days and its end."""
    dates = poll.kind is PollKind.DATES
    words = [{"label": each.label, "starts": None, "ends": None, "whole_day": False, "limit": each.limit} for each in options]
    rules = {name: getattr(poll, name) for name in ("most", "visible", "live", "by_flat", "quorum", "proposals")}
    own = {"question": poll.question, "kind": poll.kind, "quick": False, **rules}
    return {**data, **own, "options": [] if dates or poll.kind is PollKind.CONSENT else words, "closes": None, "done": not dates}


def written(step: Step, text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """What is known after words; a whole line (`Which? | This | That`) answers everything, at any question.

    Raises: Refused with the reasons of community.polls.lines.read_line, poll-bad-deadline, poll-closes-past, poll-closes-after-dates,
    poll-bad-number.
    """
    if _BAR.search(text):
        return {**data, **data_of(read_line(text, now, zone), text, now, zone), "done": True}
    match step:
        case Step.QUESTION:
            return _asked(text, data, now, zone)
        case Step.OPTIONS:
            return with_options(text, data, now, zone)
        case Step.CLOSES:
            return closing(_said_close(text, now, zone), data, now, zone)
        case Step.RULES:
            number = _NUMBER.search(text)
            if number is None:
                raise Refused("poll-bad-number", most=LARGEST_QUORUM)
            return put(Rule.QUORUM, int(number[0]), data, now, zone)
        case _:
            raise Refused("poll-choose")


def with_options(text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """More options, each on a line. Raises: Refused with the reasons of community.polls.lines.read_line about options."""
    kind, before = PollKind(data["kind"]), data["options"]
    more = read_options(kind, text, now, zone)
    most = MOST_QUICK if data["quick"] else MOST_OPTIONS
    if len(before) + len(more) > most:
        raise Refused("poll-too-many", most=most, over=len(before) + len(more) - most)
    words = text.strip().splitlines()
    for option, known in zip(more, map(kept, more), strict=True):
        if not option.candidates and any(_same(known, each) for each in before):
            raise Refused("poll-option-twice", option=option.label or words[0])
    return {**data, "options": [*before, *map(kept, more)], **open_dates(more, len(before))}


def without_last(left: int, data: Data) -> Data:
    """The first so many options stay."""
    return {**data, "options": data["options"][:left], "open": [], "candidates": [], "readings": []}


def finished(data: Data) -> Data:
    """The options are all there. Raises: Refused("poll-needs-options")."""
    if not _enough(data):
        raise Refused("poll-needs-options")
    return {**data, "done": True}


def in_time(data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """What is known, with an end that is neither past nor after the first of its days."""
    starts = _starts(data)
    closes = datetime.fromisoformat(data["closes"]) if data["closes"] else None
    if closes is not None and instant(closes, zone) > now and all(closes <= start or start.hour == 0 for start in starts):
        return data
    return {**data, "closes": usual_close(starts, now, zone).isoformat()}


def put(rule: Rule, value: int, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """A rule has this value now; twice is the same.

    Raises: Refused (old-button, poll-closes-past, poll-closes-after-dates, poll-bad-number).
    """
    if rule not in rules_of(data):
        raise Refused("old-button")
    match rule:
        case Rule.CLOSES:
            return closing(_on(value), data, now, zone)
        case Rule.PROPOSALS:
            if value >= len(PROPOSALS):
                raise Refused("old-button")
            return {**data, "proposals": PROPOSALS[value]}
        case Rule.QUORUM:
            if value > LARGEST_QUORUM:
                raise Refused("poll-bad-number", most=LARGEST_QUORUM)
            return {**data, "quorum": value or None}
        case Rule.MOST:
            if value > (MOST_POINTS if data["kind"] == PollKind.DOTS else MOST_OPTIONS) or (not value and data["kind"] == PollKind.DOTS):
                raise Refused("old-button")
            return {**data, "most": value or None}
        case _:
            return {**data, rule: bool(value)}


def rules_of(data: Data) -> tuple[Rule, ...]:
    """What can be set for its kind; nothing for Telegram's own."""
    if data["quick"]:
        return ()
    kind = PollKind(data["kind"])
    rules = [Rule.CLOSES, Rule.LIVE, Rule.BY_FLAT, Rule.QUORUM]
    if kind is not PollKind.PLACES:
        rules.append(Rule.VISIBLE)
    if kind not in (PollKind.CONSENT, PollKind.PLACES) and all(each["label"] or each["starts"] for each in data["options"]):
        rules.append(Rule.PROPOSALS)
    if kind in (PollKind.MANY, PollKind.DOTS):
        rules.append(Rule.MOST)
    return tuple(rules)


def closing(closes: datetime, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """It closes then. Raises: Refused (poll-closes-past, poll-closes-after-dates)."""
    if instant(closes, zone) <= now:
        raise Refused("poll-closes-past")
    if any(closes > start and start.hour for start in _starts(data)) or any(closes.date() > start.date() for start in _starts(data)):
        raise Refused("poll-closes-after-dates")
    return {**data, "closes": closes.isoformat()}


def closes_offered(data: Data, today: date) -> list[date]:
    """The usual days on which a poll closes at eight in the evening, as far as its own days allow."""
    days = [today + timedelta(days=ahead) for ahead in (1, 3, 7)]
    starts = _starts(data)
    return [day for day in days if not starts or day < min(starts).date()]


def _on(day: int) -> datetime:
    if not _DAY.fullmatch(str(day)):
        raise Refused("old-button")
    try:
        return datetime.combine(date.fromisoformat(str(day)), CLOSES)
    except ValueError:
        raise Refused("old-button") from None


def _said_close(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    said = understand(text, now, zone)
    if said.start is not None:
        return said.start
    day = understand_day(text, now, zone)
    if day.start is not None:
        return datetime.combine(day.start.date(), CLOSES)
    raise Refused("poll-closes-past" if said.reason is Reason.PAST else "poll-bad-deadline")


def _asked(text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """The question; what stands below it are options."""
    first, _, below = text.strip().partition("\n")
    question = clean_line(first, longest=len(first) or 1)
    if not question:
        raise Refused("poll-needs-words")
    if len(question) > QUESTION:
        raise Refused("question-too-long", over=len(question) - QUESTION, most=QUESTION)
    known = {**data, "question": question}
    return with_options(below, known, now, zone) if below.strip() and not data["done"] else known


def _starts(data: Data) -> list[datetime]:
    return [datetime.fromisoformat(each["starts"]) for each in data["options"] if each["starts"]]


def _same(one: Data, other: Data) -> bool:
    if one["starts"]:
        return (one["starts"], one["ends"]) == (other["starts"], other["ends"])
    return bool(one["label"].casefold() == other["label"].casefold())


def _enough(data: Data) -> bool:
    return data["kind"] == PollKind.CONSENT or len(data["options"]) >= FEWEST


def _shape(kind: PollKind) -> PollKind | None:
    """Kinds whose options are of the same form have the same."""
    return kind if kind in (PollKind.DATES, PollKind.CONSENT, PollKind.PLACES) else None
