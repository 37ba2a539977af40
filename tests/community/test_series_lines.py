"""The grammar of series against its table, and the properties it must never lose."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.when import LAST, Cadence, Repeats, Rule, find_repeating, find_when
from tests.community.test_when import outcome_of

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 5, 10, 9, tzinfo=HELSINKI)
TABLE = Path(__file__).with_name("series_lines.txt")
DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))
RULES = st.builds(
    lambda day, cadence, last: (Rule.on(day, cadence, LAST if last and is_last(day, cadence) else None), day),
    DAYS,
    st.sampled_from(Cadence),
    st.booleans(),
)


def is_last(day: date, cadence: Cadence) -> bool:
    """Whether it is the last such day of its month."""
    step = {Cadence.MONTHLY_DATE: 1, Cadence.MONTHLY_WEEKDAY: 7}.get(cadence)
    return step is not None and (day + timedelta(days=step)).month != day.month


def _rows() -> Iterator[tuple[str, list[str]]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "now ")):
            phrase, _, outcome = line.partition(" => ")
            yield phrase.strip(), [part.strip() for part in outcome.split("||")]


ROWS = list(_rows())


def said(repeats: Repeats | None) -> str:
    if repeats is None:
        return "once"
    parts = [repeats.cadence.value, repeats.nth, repeats.until and f"until {repeats.until}", repeats.times and f"times {repeats.times}"]
    return " ".join(str(part) for part in parts if part)


@pytest.mark.parametrize(("line", "outcome"), ROWS, ids=[line for line, _ in ROWS])
def test_a_line_is_understood_as_the_table_says(line: str, outcome: list[str]) -> None:
    when, rest, repeats = find_repeating(line, NOW, HELSINKI)
    assert when == outcome_of(outcome[0])
    if len(outcome) > 1:
        assert [rest, said(repeats)] == outcome[1:]


@given(st.text(max_size=80))
def test_no_line_is_too_odd(line: str) -> None:
    find_repeating(line, NOW, HELSINKI)


@given(
    st.sampled_from(("every Tue", "joka toinen ti", "kuun ensimmäinen su", "varje tisdag", "joka kuun 15.", "weekly")), st.text(max_size=60)
)
def test_nothing_that_follows_a_rule_is_too_odd(rule: str, rest: str) -> None:
    when, _, repeats = find_repeating(f"{rule} {rest}", NOW, HELSINKI)
    if when.start is not None and repeats is not None:
        assert when.start >= NOW.replace(tzinfo=None)
        assert when.start.date() in repeats.rule(when.start.date()).days(when.start.date(), when.start.date())


@given(st.text(alphabet="adeiklmnoprstuv 0123456789.:–-,", max_size=40))
def test_a_line_without_a_rule_is_read_as_before(line: str) -> None:
    when, rest, repeats = find_repeating(f"la 22.5. klo 12 Siivous {line}", NOW, HELSINKI)
    assert repeats is not None or (when, rest) == find_when(f"la 22.5. klo 12 Siivous {line}", NOW, HELSINKI)


@given(RULES)
def test_a_rule_is_written_and_read_back(found: tuple[Rule, date]) -> None:
    rule, _ = found
    assert Rule.read(rule.text) == rule


@given(RULES, st.integers(0, 400))
def test_a_rule_falls_on_the_days_one_finds_by_leafing_through_a_calendar(found: tuple[Rule, date], ahead: int) -> None:
    rule, first = found
    since = first + timedelta(days=ahead)
    until = since + timedelta(days=200)
    leafed = [day for day in (since + timedelta(days=number) for number in range(201)) if falls_on(rule, first, day)]
    assert list(rule.days(first, since, until)) == leafed
    assert first in rule.days(first, first)


def falls_on(rule: Rule, first: date, day: date) -> bool:
    """The rule in other words than the library's."""
    if rule.cadence in (Cadence.WEEKLY, Cadence.FORTNIGHTLY):
        return (day - first).days % (14 if rule.cadence is Cadence.FORTNIGHTLY else 7) == 0
    if rule.cadence is Cadence.MONTHLY_DATE:
        return is_last(day, rule.cadence) if rule.day == LAST else day.day == rule.day
    if day.weekday() != rule.weekday:
        return False
    return is_last(day, rule.cadence) if rule.nth == LAST else (day.day - 1) // 7 + 1 == rule.nth


@given(RULES, st.integers(2, 100))
def test_so_many_times_end_with_the_last_of_them(found: tuple[Rule, date], times: int) -> None:
    rule, first = found
    nth = rule.nth if rule.cadence is Cadence.MONTHLY_WEEKDAY else LAST if rule.day == LAST else None
    last = Repeats(rule.cadence, nth, times=times).last(first)
    assert len(list(rule.days(first, first, last))) == times
