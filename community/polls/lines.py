"""One line that asks neighbours: `many: What shall we buy? | Bench | Grill | max 2 | until Thu 20:00`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import regex

from bot.names import clean_line
from community.polls.dating import LineOption, are_dates, date_option
from community.polls.manners import Manner, asks_yes_or_no, take_manner
from community.polls.settings import Settings, take_settings
from community.refusals import Refused
from storage.polls import LABEL, QUESTION, PollKind

FEWEST, MOST_OPTIONS = 2, 20
MOST_QUICK = 12
"""So many options Telegram's own poll holds (Bot API 9.1)."""
MOST_POINTS = 100
USUAL_POINTS = 10
LARGEST = 1000
"""Places of one option."""

YES_AND_NO = (LineOption(), LineOption())

_BARS = regex.compile(r"[|｜\n\r\u2028\u2029]")
_BULLET = regex.compile(r"^\s*(?:[-–—•*·▪◦]+(?:\s+|$))+")
_LIMIT = regex.compile(
    r"(?P<label>.*\S)\s*(?:\((?:max\.?\s*)?(?P<limit>[0-9]{1,6})\)"
    r"|[×x]\s*(?P<limit>[0-9]{1,6})|[\s,]max\.?\s*(?P<limit>[0-9]{1,6}))",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PollLine:
    """What a line asks. `options` is empty where the kind has its own (consent); yes and no (`yes_no`) have no labels: each
    reader sees them in their language.

    `most`: at most so many options, or the points of each. `closes`: on the wall of the house, None where nobody said. `quick`: as
    Telegram's own poll. `by_itself`: the options are dates, so it is a date poll, though nobody said so; `one:` makes them words.
    """

    question: str
    kind: PollKind
    options: tuple[LineOption, ...] = ()
    most: int | None = None
    closes: datetime | None = None
    visible: bool = False
    quick: bool = False
    yes_no: bool = False
    by_itself: bool = False

    @property
    def open_dates(self) -> tuple[int, ...]:
        """The places (from 0) of dates that can be read in two ways; each is offered until it is chosen."""
        return tuple(at for at, option in enumerate(self.options) if option.candidates)


def read_line(line: str, now: datetime, zone: ZoneInfo) -> PollLine:
    """Understand a question with its options.

    Raises: Refused with poll-needs-words, poll-unreadable, poll-two-kinds, poll-bad-deadline, poll-closes-past,
    poll-max-not-here, question-too-long, option-too-long, poll-no-options, poll-consent-options, poll-needs-options, poll-too-many,
    poll-option-twice, poll-not-a-date and its companions (`community.polls.dating`), poll-closes-after-date, poll-bad-max,
    poll-bad-points, poll-no-limit, poll-bad-limit, poll-quick-kind, poll-quick-plain.
    """
    manner, parts = _asked(line)
    parts, settings = take_settings(parts, manner.kind, now, zone)
    question, *words = parts
    _fits("question", question, QUESTION)
    for word in words:
        _fits("option", word, LABEL + (len(" (000000)") if manner.kind is PollKind.PLACES else 0))
    kind = _kind(manner, settings, tuple(words), now, zone)
    yes_no = kind is PollKind.ONE and not words and asks_yes_or_no(question)
    by_itself = manner.kind is None and kind is PollKind.DATES
    if not yes_no:
        _check_number(kind, len(words), quick=manner.quick)
    options = YES_AND_NO if yes_no else _options(kind, words, settings, now, zone)
    most = _most(kind, settings)
    if manner.quick:
        _check_quick(kind, settings)
    return PollLine(question, kind, options, most, settings.closes, manner.visible, manner.quick, yes_no, by_itself)


def read_options(kind: PollKind, text: str, now: datetime, zone: ZoneInfo) -> tuple[LineOption, ...]:
    """Options alone, a line or a bar apart. Raises: Refused with those reasons of `read_line` that are about options."""
    words = [part for part in _parts(text) if part]
    for word in words:
        _fits("option", word, LABEL + (len(" (000000)") if kind is PollKind.PLACES else 0))
    return _options(kind, words, Settings(), now, zone)


def _asked(line: str) -> tuple[Manner, list[str]]:
    """How it is asked, and the question with what follows it; each part cleaned, empty ones left out."""
    line = line.strip()
    if not line:
        raise Refused("poll-needs-words")
    parts = _parts(line)
    if not parts or not parts[0]:
        raise Refused("poll-needs-words")
    manner, question = take_manner(parts[0])
    kept = [part for part in (question, *parts[1:]) if part]
    if not kept:
        raise Refused("poll-needs-words")
    return manner, kept


def _parts(line: str) -> list[str]:
    lines = "\n" in line
    cut = _BARS.split(line) if _BARS.search(line) else line.split(";")
    written = [_BULLET.sub("", part) if lines else part.strip() for part in cut]
    cleaned = [clean_line(part, longest=len(part)) if part else "" for part in written]
    for number, part in enumerate(cleaned, 1):
        if part is None:
            raise Refused("poll-unreadable", number=number)
    return [part or "" for part in cleaned]


def _fits(name: str, text: str, most: int, **params: object) -> None:
    if len(text) > most:
        raise Refused(f"{name}-too-long", over=len(text) - most, most=most, **params)


def _kind(manner: Manner, settings: Settings, words: tuple[str, ...], now: datetime, zone: ZoneInfo) -> PollKind:
    """The kind that was said; `max 2` makes it many, dates alone a date poll."""
    if manner.kind is not None:
        return manner.kind
    if settings.most is not None:
        return PollKind.MANY
    return PollKind.DATES if not manner.quick and len(words) <= MOST_OPTIONS and are_dates(words, now, zone) else PollKind.ONE


def _options(kind: PollKind, words: list[str], settings: Settings, now: datetime, zone: ZoneInfo) -> tuple[LineOption, ...]:
    if kind is PollKind.DATES:
        options = tuple(date_option(word, now, zone) for word in words)
        _check_dates(options, words, settings.closes)
        return options
    if kind is PollKind.PLACES:
        options = tuple(_with_limit(word, settings.most) for word in words)
    else:
        options = tuple(LineOption(label=word) for word in words)
    seen: set[str] = set()
    for option in options:
        _fits("option", option.label, LABEL)
        if option.label.casefold() in seen:
            raise Refused("poll-option-twice", option=option.label)
        seen.add(option.label.casefold())
    return options


def _with_limit(word: str, usual: int | None) -> LineOption:
    """`Sauna shift (5)`, `Sauna ×5`, `Sauna max 5`; without its own limit that of all."""
    found = _LIMIT.fullmatch(word)
    label, limit = (found["label"].rstrip(" ,"), int(found["limit"])) if found else (word, usual)
    if limit is None:
        raise Refused("poll-no-limit", option=word)
    if not 1 <= limit <= LARGEST:
        raise Refused("poll-bad-limit", option=label, most=LARGEST)
    return LineOption(label=label, limit=limit)


def _check_dates(options: tuple[LineOption, ...], words: list[str], closes: datetime | None) -> None:
    """Each date once, and answers end before the first of them."""
    seen: set[tuple[datetime | None, datetime | None, bool]] = set()
    for option, word in zip(options, words, strict=True):
        said = (option.starts, option.ends, option.whole_day)
        if option.starts is not None and said in seen:
            raise Refused("poll-option-twice", option=word)
        if closes is not None and option.starts is not None and closes > option.starts:
            raise Refused("poll-closes-after-date", option=word)
        seen.add(said)


def _check_number(kind: PollKind, number: int, *, quick: bool) -> None:
    most = MOST_QUICK if quick else MOST_OPTIONS
    if kind is PollKind.CONSENT:
        if number:
            raise Refused("poll-consent-options")
    elif number == 0:
        raise Refused("poll-no-options")
    elif number < FEWEST:
        raise Refused("poll-needs-options")
    elif number > most:
        raise Refused("poll-too-many", most=most, over=number - most)


def _most(kind: PollKind, settings: Settings) -> int | None:
    if kind is PollKind.DOTS:
        points = USUAL_POINTS if settings.most is None else settings.most
        if not 1 <= points <= MOST_POINTS:
            raise Refused("poll-bad-points", most=MOST_POINTS)
        return points
    if kind is PollKind.MANY and settings.most is not None and not 1 <= settings.most <= MOST_OPTIONS:
        raise Refused("poll-bad-max", most=MOST_OPTIONS)
    return settings.most if kind is PollKind.MANY else None


def _check_quick(kind: PollKind, settings: Settings) -> None:
    if settings != Settings():
        raise Refused("poll-quick-plain")
    if kind not in (PollKind.ONE, PollKind.MANY):
        raise Refused("poll-quick-kind")
