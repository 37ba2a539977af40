"""What stands last in the line of a poll: `until Thu 20:00`, `max 2`, `10 points`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import regex

from community.refusals import Refused
from community.when import Reason, instant, is_hours, understand
from community.when.tokens import tokens_of
from community.when.words import said, table
from storage.polls import PollKind

UNTIL = table(
    {
        "until|till|fram till|up to|by|answer by|closes|ends|asti|senast|svara senast|stänger|viimeistään|vastaa viimeistään|vastaa"
        "|päättyy|sulkeutuu": None
    }
)
ASTI = table({"asti|saakka|mennessä": None})
"""After the date."""
_MAX = r"(?:max|maks|enint(?:ään)?|korkeintaan|högst|at\s+most|up\s+to)\.?\s*(?P<most>[0-9]{1,6})"
_CHOICES = r"(?:\s+(?:options?|choices?|vaihtoehtoa|alternativ|val|kpl|st|people|henkeä|personer|paikkaa|platser|places))?\.?"
_POINTS = r"(?:max\.?\s*)?(?P<most>[0-9]{1,6})\s*(?:points?|dots?|pistettä|piste|poäng)(?:\s+each)?\.?"
_MOST = regex.compile(_MAX + _CHOICES, regex.IGNORECASE)
_MOST_LAST = regex.compile(rf"(?P<rest>.*?\S)[\s,]+{_MAX}{_CHOICES}", regex.IGNORECASE)
_DOTS = regex.compile(_POINTS, regex.IGNORECASE)
_DOTS_LAST = regex.compile(rf"(?P<rest>.*?\S)[\s,]+{_POINTS}", regex.IGNORECASE)
_CLOCK = regex.compile(r"[0-9][.:][0-9]{2}|\bklo\b|\bkl\b|[0-9]\s*[ap]m\b", regex.IGNORECASE)
FARTHEST = 20
"""No deadline has more words and signs; what stands before is not searched for one."""
_ENDED = regex.compile(r"[?!.,;–-]$")


@dataclass(frozen=True, slots=True)
class Settings:
    """Until when (on the wall of the house), and how many: options, points, or places of each option."""

    closes: datetime | None = None
    most: int | None = None


def take_settings(parts: list[str], kind: PollKind | None, now: datetime, zone: ZoneInfo) -> tuple[list[str], Settings]:
    """The question and the options of a line without what is set last in it; of each setting there is one.

    Raises: Refused (poll-bad-deadline, poll-closes-past, poll-max-not-here).
    """
    parts, settings = _question_apart(parts), Settings()
    while True:
        closes = _deadline(parts, now, zone) if settings.closes is None else None
        most = _most(parts, kind) if settings.most is None else None
        if closes is not None:
            parts, settings = closes[0], replace(settings, closes=closes[1])
        elif most is not None:
            parts, settings = most[0], replace(settings, most=most[1])
        else:
            return parts, settings


def _question_apart(parts: list[str]) -> list[str]:
    """`Shall we? until Thu 20:00`: what follows the question mark of a question alone is a part."""
    question, mark, after = parts[0].rpartition("?")
    return [question + mark, after.strip()] if len(parts) == 1 and question and _date_said(after.strip()) is not None else parts


def _date_said(part: str) -> str | None:
    """The phrase after `until` or before `asti`, where a part is that; None where it is something else."""
    tokens = tokens_of(part)
    ends = [after for _, after in said(UNTIL, tokens, 0)]
    phrase = part[tokens[max(ends) - 1].ends :] if ends else part
    last = tokens_of(phrase)
    if last and any(said(ASTI, last, len(last) - 1)):
        phrase = phrase[: last[-1].begins]
    return (phrase.strip() or None) if phrase != part else None


def _deadline(parts: list[str], now: datetime, zone: ZoneInfo) -> tuple[list[str], datetime] | None:
    """The line without its deadline; options that all say until when are options."""
    *before, last = parts
    phrase = _date_said(last) if before else None
    if phrase is not None and any(_date_said(part) for part in before[1:]):
        return None
    closes = None if phrase is None else _checked(phrase, now, zone)
    if closes is not None:
        return before, closes
    found = None if any(_says_until(part) for part in before[1:]) else _at_the_end(last, now, zone)
    if found is not None and (before or _ENDED.search(found[0])):
        return [*before, found[0].rstrip(" ,;–-")], found[1]
    if phrase is not None and _CLOCK.search(phrase):
        raise Refused("poll-bad-deadline")
    return None


def _checked(phrase: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The deadline that is said; None where the phrase is no date (`until it rains`)."""
    found = understand(phrase, now, zone)
    if found.start is not None and instant(found.start, zone) > now:
        return found.start
    if found.start is not None or found.reason is Reason.PAST:
        raise Refused("poll-closes-past")
    if found.reason is Reason.NOT_UNDERSTOOD:
        return None
    raise Refused("poll-bad-deadline")


def _says_until(part: str) -> bool:
    tokens = tokens_of(part)
    return any(any(said(words, tokens, at)) for at in range(len(tokens)) for words in (UNTIL, ASTI))


def _at_the_end(part: str, now: datetime, zone: ZoneInfo) -> tuple[str, datetime] | None:
    """`Grill until Thu 20:00`: only what is a date with its day and hour, and only where nothing before it says until."""
    tokens = tokens_of(part)
    for at in range(max(1, len(tokens) - FARTHEST), len(tokens)):
        rest = part[: tokens[at].begins].rstrip()
        phrase = _date_said(part[tokens[at].begins :])
        if phrase is None or is_hours(phrase) or _says_until(rest) or not regex.search(r"\w", rest):
            continue
        start = understand(phrase, now, zone).start
        if start is not None and instant(start, zone) > now:
            return rest, start
    return None


def _most(parts: list[str], kind: PollKind | None) -> tuple[list[str], int] | None:
    """The line without `max 2` or `10 points`; a part of its own, or after the last option where the kind is said."""
    if len(parts) == 1:
        return None
    whole, last = (_DOTS, _DOTS_LAST) if kind is PollKind.DOTS else (_MOST, _MOST_LAST)
    found = whole.fullmatch(parts[-1])
    if found is not None:
        if kind not in (None, PollKind.MANY, PollKind.DOTS, PollKind.PLACES):
            raise Refused("poll-max-not-here")
        return parts[:-1], int(found["most"])
    found = last.fullmatch(parts[-1]) if kind in (PollKind.MANY, PollKind.DOTS) else None
    return None if found is None else ([*parts[:-1], found["rest"].rstrip(" ,")], int(found["most"]))
