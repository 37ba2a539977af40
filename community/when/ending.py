"""How long a series goes on: `until 15.12.`, `15.12. asti`, `t.o.m. 15.12`, `×10`, `10 times`; anywhere in its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from community.when.day import Numbered, days
from community.when.tokens import Tokens, glued_at, tokens_of
from community.when.understood import Reason
from community.when.words import said, table

UNTIL = table({"until|till|till och med|t.o.m.|t.o.m|tom|up to": None})
ASTI = table({"asti|saakka": None})
"""After the date."""
TIMES = table({"times|kertaa|krt|gånger|ggr": None})
BY = ("×", "x")
LONGEST_DATE = 8
"""Words and signs of a date."""
MOST_TIMES = 100


@dataclass(frozen=True, slots=True)
class Ending:
    """A last day, or how many times; neither is for good. `reason`: it was said, and can't be."""

    until: date | None = None
    times: int | None = None
    reason: Reason | None = None


def take_end(line: str, today: date) -> tuple[Ending, str]:
    """The end that a line names, and the line without it; of two the first."""
    tokens = tokens_of(line)
    for at in range(len(tokens)):
        for ending, after in (*_until(tokens, at, today), *_times(tokens, at)):
            return ending, f"{line[: tokens[at].begins].rstrip()} {line[tokens[after - 1].ends :].lstrip()}".strip()
    return Ending(), line


def _until(tokens: Tokens, at: int, today: date) -> Iterator[tuple[Ending, int]]:
    dated = [_longest(tokens, after) for _, after in said(UNTIL, tokens, at)]
    if not dated:
        first = _longest(tokens, at) if _is_followed_by_asti(tokens, at) else None
        dated = [(first[0], end) for _, end in said(ASTI, tokens, first[1])] if first else []
    for found in dated:
        if found is not None:
            until = _on(found[0], today)
            yield Ending(until, reason=None if until is not None and until >= today else Reason.BAD_END), found[1]


def _is_followed_by_asti(tokens: Tokens, at: int) -> bool:
    return any(any(said(ASTI, tokens, place)) for place in range(at + 1, min(at + 1 + LONGEST_DATE, len(tokens))))


def _longest(tokens: Tokens, at: int) -> tuple[Numbered, int] | None:
    """The longest day of the calendar that stands at this place."""
    found = [(day.numbered, after) for day, after in days(tokens, at) if day.numbered is not None and not glued_at(tokens, after)]
    return max(found, key=lambda each: each[1]) if found else None


def _on(numbered: Numbered, today: date) -> date | None:
    """The day as written; without a year the next one. None where there is no such day, or two are meant (`5/6`)."""
    if numbered.other is not None:
        return None
    year = numbered.year or today.year + ((numbered.month, numbered.day) < (today.month, today.day))
    try:
        return date(year, numbered.month, numbered.day)
    except ValueError:
        return None


def _times(tokens: Tokens, at: int) -> Iterator[tuple[Ending, int]]:
    """`×10` and `10 times`."""
    if tokens[at].text in BY and not glued_at(tokens, at):
        found = [(_number(tokens, at + 1), at + 2)]
    else:
        found = [(_number(tokens, at), after) for _, after in said(TIMES, tokens, at + 1)]
    for number, after in found:
        if number is not None and not glued_at(tokens, after):
            yield (Ending(times=number) if 1 < number <= MOST_TIMES else Ending(reason=Reason.BAD_TIMES)), after


def _number(tokens: Tokens, at: int) -> int | None:
    return int(tokens[at].text) if at < len(tokens) and tokens[at].text.isascii() and tokens[at].text.isdigit() else None
