"""The grammar of dates against the table that was written before it, and the properties it must never lose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.dates import say_span
from community.when import Reason, Span, Understood, find_when, instant, understand, words

HELSINKI = ZoneInfo("Europe/Helsinki")
HERE = Path(__file__).parent
wall = datetime.fromisoformat


class Row(NamedTuple):
    now: datetime
    phrase: str
    expected: Understood
    rest: str


def rows(name: str) -> Iterator[Row]:
    now = datetime.min.replace(tzinfo=UTC)
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("now "):
            now = datetime.fromisoformat(line.split()[1])
            now = now if now.tzinfo else now.replace(tzinfo=HELSINKI)
        elif line and not line.startswith("#"):
            phrase, _, outcome = line.partition(" => ")
            meaning, _, rest = outcome.partition("||")
            yield Row(now, unescaped(phrase.rstrip()), outcome_of(meaning.strip()), rest.strip())


def unescaped(phrase: str) -> str:
    return re.sub(
        r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\t",
        lambda found: chr(int(next(filter(None, found.groups()), "9"), 16)),
        phrase,
    )


def outcome_of(text: str) -> Understood:
    reason, _, candidates = text.partition(": ")
    if reason in set(Reason):
        return Understood(reason=Reason(reason), candidates=tuple(span_of(c) for c in candidates.split(" | ") if c))
    span = span_of(text)
    return Understood(span.start, span.end)


def span_of(text: str) -> Span:
    start, _, end = text.partition(" .. ")
    return Span(datetime.fromisoformat(start.strip()), datetime.fromisoformat(end.strip()) if end else None)


def named(row: Row) -> str:
    return f"{row.now:%y-%m-%dT%H:%M} {row.phrase!r}"


@pytest.mark.parametrize("row", list(rows("when_phrases.txt")), ids=named)
def test_a_phrase_is_understood_as_the_table_says(row: Row) -> None:
    assert understand(row.phrase, row.now, HELSINKI) == row.expected


@pytest.mark.parametrize("row", list(rows("when_lines.txt")), ids=named)
def test_a_line_begins_with_the_date_the_table_says(row: Row) -> None:
    assert find_when(row.phrase, row.now, HELSINKI) == (row.expected, row.rest)


def test_the_spring_gap_moves_forward_and_the_autumn_hour_is_its_first() -> None:
    assert instant(wall("2027-03-28T03:30"), HELSINKI) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert instant(wall("2027-03-28T02:30"), HELSINKI) == datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert instant(wall("2027-10-31T03:30"), HELSINKI) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert instant(wall("2027-10-31T03:30").replace(fold=1), HELSINKI) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_zone_of_the_house_says_what_today_is() -> None:
    now = datetime(2027, 5, 10, 22, 30, tzinfo=UTC)
    assert understand("klo 18", now, HELSINKI).start == wall("2027-05-11T18:00")
    assert understand("klo 18", now, ZoneInfo("America/New_York")).reason is Reason.PAST
    assert understand("klo 19", now, ZoneInfo("America/New_York")).start == wall("2027-05-10T19:00")


def test_a_naive_now_is_the_wall_clock_of_the_house() -> None:
    assert understand("klo 18", wall("2027-05-10T09:00"), HELSINKI).start == wall("2027-05-10T18:00")


@pytest.mark.parametrize(
    ("phrase", "about"),
    [("la 8.5. klo 12", "2027-05-08"), ("klo 8", "2027-05-10"), ("la 22.5.", "2027-05-22"), ("su 22.5.", None), ("ensi perjantaina", None)],
)
def test_a_refusal_names_the_day_it_is_about(phrase: str, about: str | None) -> None:
    assert understand(phrase, wall("2027-05-10T09:00"), HELSINKI).about == (date.fromisoformat(about) if about else None)


MOMENTS = st.datetimes(wall("2024-01-01T00:00"), wall("2040-01-01T00:00")).map(lambda wall: wall.replace(tzinfo=HELSINKI))
VOCABULARY = sorted(
    {" ".join(phrase) for name in dir(words) if isinstance(table := getattr(words, name), dict) and name.isupper() for phrase in table}
)
SIGNS = st.sampled_from(
    ["5.6.", "5.6", "12.10", "12.10.", "31.", "12-15", "22–1", "18.30", "5/6", "2027", "6", "18", ".", ":", ",", "–", "-", "Sauna"]
)
PHRASES = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(VOCABULARY), SIGNS, st.integers(0, 99).map(str)), max_size=7).map(" ".join),
    st.lists(st.one_of(st.sampled_from(VOCABULARY), SIGNS), max_size=5).map("".join),
)


def holds(understood: Understood, now: datetime) -> bool:
    """A start or a reason, never both, nothing in the past, no end before its start, readings only where there is a doubt."""
    spans = understood.candidates if understood.start is None else (Span(understood.start, understood.end),)
    return (
        (understood.start is None) == (understood.reason is not None)
        and (understood.reason is Reason.AMBIGUOUS or not understood.candidates)
        and (understood.start is not None or understood.end is None)
        and all(instant(span.start, HELSINKI) >= now and span.start.tzinfo is None for span in spans)
        and all(span.end is None or instant(span.end, HELSINKI) > instant(span.start, HELSINKI) for span in spans)
        and list(spans) == sorted(set(spans), key=lambda span: (span.start, span.end or span.start))
    )


@given(PHRASES, MOMENTS)
def test_any_text_is_understood_or_refused_and_never_in_the_past(phrase: str, now: datetime) -> None:
    assert holds(understand(phrase, now, HELSINKI), now)


@given(PHRASES, MOMENTS)
def test_any_line_keeps_its_rest(line: str, now: datetime) -> None:
    understood, rest = find_when(line, now, HELSINKI)
    assert holds(understood, now)
    assert "".join(unicodedata.normalize("NFC", line).split()).endswith("".join(rest.split()))


@given(
    MOMENTS,
    st.timedeltas(timedelta(), timedelta(days=265)),
    st.one_of(st.none(), st.timedeltas(timedelta(minutes=1), timedelta(days=6))),
    st.sampled_from(["fi", "sv", "en"]),
)
@example(datetime(2027, 5, 10, 9, tzinfo=HELSINKI), timedelta(days=4), timedelta(hours=1, minutes=10), "fi")
def test_what_the_bot_writes_it_also_reads(now: datetime, ahead: timedelta, length: timedelta | None, language: str) -> None:
    local = now.astimezone(HELSINKI).replace(tzinfo=None)
    start = (local + ahead).replace(second=0, microsecond=0, fold=0)
    end = None if length is None else (start + length).replace(second=0, microsecond=0)
    walls = [start] if end is None else [start, end]
    assume(all(instant(wall, HELSINKI).astimezone(HELSINKI).replace(tzinfo=None, fold=0) == wall for wall in walls))
    assume(instant(start, HELSINKI) >= now)
    said = say_span(start, end, language, today=local.date())
    assert understand(said, now, HELSINKI) == Understood(start, end)
    assert find_when(f"{said} Pihatalkoot", now, HELSINKI) == (Understood(start, end), "Pihatalkoot")
