"""What a draft keeps of a rule, and what that comes to: days, holidays, quiet hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from community.quiet import HouseRules
from community.when import Cadence, Repeats, Rule

NAMED = 3
"""So many dates a preview names."""
LOOKS_AHEAD = timedelta(days=366)
"""So far ahead holidays are looked for."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What a draft's rule comes to: its next days, the last one, holidays and eves among them, and what was left out already.

    `quiet`: it begins in the quiet hours.
    """

    rule: Rule
    next: tuple[date, ...]
    last: date | None
    festive: tuple[date, ...]
    left_out: tuple[date, ...]
    quiet: bool


def kept(repeats: Repeats | None) -> dict[str, Any] | None:
    """A rule as a draft keeps it."""
    if repeats is None:
        return None
    until = repeats.until.isoformat() if repeats.until else None
    return {"cadence": repeats.cadence, "nth": repeats.nth, "until": until, "times": repeats.times}


def repeats_of(data: dict[str, Any]) -> Repeats | None:
    """The rule of a draft."""
    found = data.get("repeats")
    if found is None:
        return None
    until = date.fromisoformat(found["until"]) if found["until"] else None
    return Repeats(Cadence(found["cadence"]), found["nth"], until, found["times"])


def coming(data: dict[str, Any], rules: HouseRules) -> Coming | None:
    """What the rule of a draft comes to; None for something that comes once."""
    repeats = repeats_of(data)
    if repeats is None or data.get("starts") is None:
        return None
    starts = datetime.fromisoformat(data["starts"])
    first, last = starts.date(), repeats.last(starts.date())
    left_out = tuple(date.fromisoformat(day) for day in data.get("left_out", ()))
    rule = repeats.rule(first)
    year = takewhile(lambda day: day <= first + LOOKS_AHEAD, rule.days(first, first, last))
    days = [day for day in year if day not in left_out]
    festive = tuple(day for day in days if is_festive(day, rules))
    return Coming(rule, tuple(days[:NAMED]), last, festive, left_out, rules.quiet.end(starts, rules.is_day_off) is not None)


def is_festive(day: date, rules: HouseRules) -> bool:
    """A public holiday or the eve of one."""
    return rules.is_holiday(day) or rules.is_holiday(day + timedelta(days=1))
