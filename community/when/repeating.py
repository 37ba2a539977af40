"""The grammar of series: `every Tue 18`, `joka toinen ti`, `första söndagen i månaden`, `joka kuun 15.`, each with an end if it has one.

The rule is taken out of the line, and what is left is read by the grammar of dates: so hours, titles with numbers and contradictions
are met as in any other line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from community.when import words
from community.when.ending import Ending, take_end
from community.when.line import FARTHEST, find_when
from community.when.reading import House, understand
from community.when.recurrence import LAST, Cadence, Rule
from community.when.tokens import Tokens, number_at, tokens_of
from community.when.understood import Reason, Understood, refused
from community.when.words import said, table

FARTHEST_RULE = 12
"""A rule that does not begin the line follows its time, within so many words and signs."""
LONGEST_MONTH = 31
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

EVERY = table(
    {
        "every|each|joka|varje|var": Cadence.WEEKLY,
        "every other|every second|joka toinen|varannan|var annan": Cadence.FORTNIGHTLY,
    }
)
ON_WEEKDAYS = table(
    {
        "maanantaisin|mondays|on mondays|måndagar|på måndagar": 0,
        "tiistaisin|tuesdays|on tuesdays|tisdagar|på tisdagar": 1,
        "keskiviikkoisin|wednesdays|on wednesdays|onsdagar|på onsdagar": 2,
        "torstaisin|thursdays|on thursdays|torsdagar|på torsdagar": 3,
        "perjantaisin|fridays|on fridays|fredagar|på fredagar": 4,
        "lauantaisin|saturdays|on saturdays|lördagar|på lördagar": 5,
        "sunnuntaisin|sundays|on sundays|söndagar|på söndagar": 6,
    }
)
PERIODS = table(
    {
        "every week|joka viikko|varje vecka": Cadence.WEEKLY,
        "every other week|every second week|every two weeks|every 2 weeks|joka toinen viikko|varannan vecka": Cadence.FORTNIGHTLY,
        "every month|joka kuukausi|varje månad": Cadence.MONTHLY_DATE,
    }
)
ADVERBS = table(
    {
        "weekly|viikoittain": Cadence.WEEKLY,
        "fortnightly": Cadence.FORTNIGHTLY,
        "monthly|kuukausittain": Cadence.MONTHLY_DATE,
    }
)
"""Only at the beginning: after a time they are the title's (`Tue 18 Monthly meeting`)."""
NTH = table(
    {
        "first|1st|ensimmäinen|ensimmäisenä|första": 1,
        "second|2nd|toinen|toisena|andra": 2,
        "third|3rd|kolmas|kolmantena|tredje": 3,
        "fourth|4th|neljäs|neljäntenä|fjärde": 4,
        "last|viimeinen|viimeisenä|sista": LAST,
    }
)
BEFORE_NTH = table({"the|every|on the|den|varje": None})
MONTH_BEFORE = table(
    {"kuun|kuukauden|joka kuun|joka kuukauden|every month on the|every month on|joka kuukausi|varje månad|varje månad den": None}
)
MONTH_AFTER = table(
    {"of the month|of every month|of each month|every month|i månaden|i varje månad|varje månad|joka kuussa|joka kuukausi": None}
)
A_DAY = table({"day|päivä|päivänä|dagen|dag": None})
FROM = table({"from|starting|alkaen|från|från och med|fr.o.m.": None})
OTHER_RULES = table(
    {"every|each|joka|varje|varannan|var|daily|yearly|annually|päivittäin|vuosittain|dagligen|årligen|arkisin|weekdays|vardagar": None}
)
"""What begins a rule that there is not: `every day`, `joka vuosi`, `every third week`."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """How something comes again: `nth` as in `Rule.on`; until a day, or so many times, or for good."""

    cadence: Cadence
    nth: int | None = None
    until: date | None = None
    times: int | None = None

    def rule(self, first: date) -> Rule:
        """The rule, once the first day is known."""
        return Rule.on(first, self.cadence, self.nth)

    def last(self, first: date) -> date | None:
        """The last day there may be; None without an end."""
        if self.times is None:
            return self.until
        days = self.rule(first).days(first, first)
        return [next(days) for _ in range(self.times)][-1]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of a rule say; the day of the week or of the month, if they name one."""

    cadence: Cadence
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None


def find_repeating(line: str, now: datetime, zone: ZoneInfo) -> tuple[Understood, str, Repeats | None]:
    """`find_when` for lines that may announce a series: when the first one is, the rest of the line, and how it comes again."""
    line = unicodedata.normalize("NFC", line)
    tokens = tokens_of(line[:FARTHEST])
    found = _rule_in(line, tokens, now, zone)
    if found is None:
        if any(said(OTHER_RULES, tokens, 0)):
            return refused(Reason.NO_SUCH_RULE), line, None
        return *find_when(line, now, zone), None
    rule, rest = found
    if _names_a_weekday_more(rest) and rule.weekday is not None:
        return refused(Reason.ONE_WEEKDAY), line, None
    end, rest = take_end(rest, House.at(now, zone).today)
    if end.reason is not None:
        return refused(end.reason), line, None
    when, rest = _first(rule, _from(rest), now, zone)
    return _with_end(when, end), rest, Repeats(rule.cadence, rule.nth, end.until, end.times)


def _rule_in(line: str, tokens: Tokens, now: datetime, zone: ZoneInfo) -> tuple[_Said, str] | None:
    """The rule a line begins with, or that follows its date, and the line without it; the longest there is."""
    for at in range(min(FARTHEST_RULE, len(tokens))):
        rules = list(_rules(tokens, at))
        if not at:
            rules += [(_Said(cadence), after) for cadence, after in said(ADVERBS, tokens, 0)]
        if not rules:
            continue
        rule, after = max(rules, key=lambda found: found[1])
        before = line[: tokens[at].begins]
        if not before.strip() or understand(before, now, zone).reason is not Reason.NOT_UNDERSTOOD:
            return rule, f"{before}{line[tokens[after - 1].ends :]}"
    return None


def _rules(tokens: Tokens, at: int) -> Iterator[tuple[_Said, int]]:
    """Every reading of a rule that begins at this place."""
    for cadence, after in said(PERIODS, tokens, at):
        yield _Said(cadence), after
    for cadence, after in said(EVERY, tokens, at):
        yield from ((_Said(cadence, weekday), end) for weekday, end in _weekdays(tokens, after))
    for weekday, after in said(ON_WEEKDAYS, tokens, at):
        yield _Said(Cadence.WEEKLY, weekday), after
    for place in (at, *(after for _, after in said(BEFORE_NTH, tokens, at))):
        yield from ((rule, end) for rule, after in _of_month(tokens, place) for _, end in said(MONTH_AFTER, tokens, after))
    for _, place in said(MONTH_BEFORE, tokens, at):
        yield from _of_month(tokens, place)


def _of_month(tokens: Tokens, at: int) -> Iterator[tuple[_Said, int]]:
    """`first Sunday`, `last day`, `15th`."""
    for nth, after in said(NTH, tokens, at):
        yield from ((_Said(Cadence.MONTHLY_WEEKDAY, weekday, nth), end) for weekday, end in _weekdays(tokens, after))
        if nth == LAST:
            yield from ((_Said(Cadence.MONTHLY_DATE, nth=LAST, day=LAST), end) for _, end in said(A_DAY, tokens, after))
    day = number_at(tokens, at)
    if day is not None and 1 <= day <= LONGEST_MONTH:
        yield _Said(Cadence.MONTHLY_DATE, day=day), at + 1
        for _, after in said(words.ORDINAL, tokens, at + 1):
            yield _Said(Cadence.MONTHLY_DATE, day=day), after


def _weekdays(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
    for weekday, after in said(words.WEEKDAYS, tokens, at):
        yield weekday, after
        if after < len(tokens) and tokens[after].glued and tokens[after].text == ".":
            yield weekday, after + 1


def _names_a_weekday_more(rest: str) -> bool:
    """`every Tue and Thu`: two days are two series."""
    tokens = tokens_of(rest[:FARTHEST])
    more = (after for joins in (words.AND, words.COMMA) for _, after in said(joins, tokens, 0))
    return any(any(_weekdays(tokens, after)) or any(said(ON_WEEKDAYS, tokens, after)) for after in more)


def _from(rest: str) -> str:
    """`from 1.12.`, `1.12. alkaen`: the word says what the date says already."""
    tokens = tokens_of(rest[:FARTHEST])
    for at in range(min(FARTHEST_RULE, len(tokens))):
        ends = [after for _, after in said(FROM, tokens, at)]
        if ends and (at == 0 or tokens[at].text == "alkaen"):
            return f"{rest[: tokens[at].begins]} {rest[tokens[max(ends) - 1].ends :]}"
    return rest


def _first(rule: _Said, rest: str, now: datetime, zone: ZoneInfo) -> tuple[Understood, str]:
    """The first occurrence; a monthly one whose hour has passed today is next month's."""
    if rule.cadence in (Cadence.WEEKLY, Cadence.FORTNIGHTLY):
        return find_when(rest if rule.weekday is None else f"{DAY_NAMES[rule.weekday]} {rest}", now, zone)
    if rule.weekday is None and rule.day is None:
        return find_when(rest, now, zone)
    today = House.at(now, zone).today
    days = Rule(rule.cadence, rule.weekday, rule.nth, rule.day).days(today, today)
    found = find_when(f"{next(days)} {rest}", now, zone)
    return find_when(f"{next(days)} {rest}", now, zone) if found[0].reason is Reason.PAST else found


def _with_end(when: Understood, end: Ending) -> Understood:
    """The first one must not be after the end."""
    spans = [span for span in when.candidates if end.until is None or span.start.date() <= end.until]
    if end.until is not None and ((when.candidates and not spans) or (when.start is not None and when.start.date() > end.until)):
        return refused(Reason.BAD_END)
    return replace(when, candidates=tuple(spans))
