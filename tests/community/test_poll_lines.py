"""The one line of a poll against its table, and the properties it must never lose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.polls import asking
from community.polls.dating import LineOption
from community.polls.lines import MOST_OPTIONS, MOST_QUICK, PollLine, read_line
from community.refusals import Refused
from community.when import Span
from storage.polls import LABEL, QUESTION
from tests.community.poll_writing import said

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 5, 10, 9, tzinfo=HELSINKI)
TABLE = Path(__file__).with_name("poll_lines.txt")


def rows() -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            typed, _, outcome = line.partition(" => ")
            yield typed.rstrip().replace("\\n", "\n").replace("\\x20", " "), outcome.strip()


ROWS = list(rows())


def shown(line: PollLine) -> str:
    """A line as the table writes it."""
    flags = {"quick": line.quick, "open": line.visible, "yes-no": line.yes_no, "by-itself": line.by_itself}
    parts = [" ".join([line.kind.value, *(flag for flag, holds in flags.items() if holds)]), line.question]
    parts += [option(each) for each in line.options if not line.yes_no]
    parts += [f"most {line.most}"] if line.most is not None else []
    parts += [f"closes {line.closes:%Y-%m-%dT%H:%M}"] if line.closes is not None else []
    return " || ".join(parts)


def option(found: LineOption) -> str:
    if found.candidates:
        return f"{found.label} = {' / '.join(span(each, whole_day=found.whole_day) for each in found.candidates)}"
    if found.starts is not None:
        return span(Span(found.starts, found.ends), whole_day=found.whole_day)
    return found.label if found.limit is None else f"{found.label} ({found.limit})"


def span(found: Span, *, whole_day: bool) -> str:
    if whole_day:
        return f"{found.start:%Y-%m-%d}"
    return f"{found.start:%Y-%m-%dT%H:%M}" + (f" .. {found.end:%Y-%m-%dT%H:%M}" if found.end else "")


def outcome_of(typed: str) -> str:
    try:
        return shown(read_line(typed, NOW, HELSINKI))
    except Refused as refused:
        return " ".join(["refused", refused.code, *(f"{name}={value}" for name, value in refused.params.items())])


@pytest.mark.parametrize(("typed", "outcome"), ROWS, ids=[typed for typed, _ in ROWS])
def test_a_line_is_understood_as_the_table_says(typed: str, outcome: str) -> None:
    assert outcome_of(typed) == outcome


@pytest.mark.parametrize(("part", "most"), [("question", QUESTION), ("option", LABEL)])
def test_each_part_says_how_much_is_too_much(part: str, most: int) -> None:
    def line(length: int) -> str:
        values = {"question": "What?", "option": "Bench", part: "ä" * length}
        return f"{values['question']} | {values['option']} | Grill"

    assert outcome_of(line(most)).startswith("one")
    assert outcome_of(line(most + 3)).startswith(f"refused {part}-too-long over=3 most={most}")


@pytest.mark.parametrize(("manner", "most"), [("one", MOST_OPTIONS), ("quick", MOST_QUICK)])
def test_there_is_room_for_so_many_options(manner: str, most: int) -> None:
    options = [f"option {number}" for number in range(most)]
    assert outcome_of(" | ".join([f"{manner}: What?", *options])).startswith("one")
    assert outcome_of(" | ".join([f"{manner}: What?", *options, "more", "still more"])) == f"refused poll-too-many most={most} over=2"


def kept(typed: str) -> dict[str, Any]:
    """What a draft keeps of a line."""
    return asking.read(typed, NOW, HELSINKI, None)


def test_a_reading_of_a_date_is_chosen_and_then_checked() -> None:
    for last, candidate, code in (("until Fri 14 May 19", 0, "poll-closes-after-date"), ("until Thu 13 May 19", 1, "poll-option-twice")):
        with pytest.raises(Refused) as refused:
            asking.choose(kept(f"When? | next Friday 18 | Fri 21 May 18 | {last}"), candidate)
        assert (refused.value.code, refused.value.params) == (code, {"option": "next Friday 18"})
    chosen = asking.choose(kept("When? | next Friday | Fri 21 May 18"), 1)
    assert [(each["label"], each["starts"], each["whole_day"]) for each in chosen["options"]] == [
        ("", "2027-05-21T00:00:00", True),
        ("", "2027-05-21T18:00:00", False),
    ]
    assert chosen["open"] == []


@pytest.mark.parametrize(
    ("typed", "closes"),
    [
        ("What? | Bench | Grill", "2027-05-17T20:00"),
        ("When? | Sat 22 May 17 | Sun 23 May", "2027-05-17T20:00"),
        ("When? | Fri 14 May 17 | Sun 23 May", "2027-05-13T20:00"),
        ("When? | next Friday 17 | Sun 23 May", "2027-05-13T20:00"),
        ("When? | today 18 | tomorrow 18", "2027-05-10T18:00"),
        ("When? | today | tomorrow", "2027-05-10T23:59"),
    ],
)
def test_without_a_word_a_poll_is_open_for_a_week_but_not_longer_than_its_dates(typed: str, closes: str) -> None:
    assert kept(typed)["closes"] == f"{closes}:00"


PIECES = st.sampled_from(
    [
        *("many:", "monta:", "ranked:", "dates:", "dots:", "places:", "consent:", "one:", "quick:", "open ", "avoin monta:", "ett:"),
        *("What?", "Shall we?", "Onko?", "Bench", "Grill", "la 22.5.", "Sat 22 May 17", "next Friday", "31.2.", "5/6", "12.10", "18:00"),
        *(
            "until Thu 20:00",
            "to 20.5. klo 20 asti",
            "till fre",
            "by",
            "asti",
            "max 2",
            "10 points",
            "5 pistettä",
            "(5)",
            "×3",
            "x2",
            "max",
        ),
        *(" | ", "|", "\n", ";", " ; ", ":", ",", "- ", "?", "or", "ß", "İ", "²", "\u200b", "é"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=9).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=9).map("".join),
    st.lists(st.one_of(PIECES, st.lists(PIECES, max_size=3).map(" ".join), st.text(max_size=8)), max_size=7).map(" | ".join),
)


@given(TYPED, st.sampled_from(["fi", "sv", "en", "fi@selko", "ru"]))
@example("one: many: What? | a | b", "fi")
@example("Shall we; or not? |", "en")
def test_any_line_is_understood_or_refused_and_what_is_written_reads_back_the_same(typed: str, language: str) -> None:
    try:
        line = read_line(typed, NOW, HELSINKI)
    except Refused:
        return
    assert read_line(said(line, language, NOW, HELSINKI), NOW, HELSINKI) == line
    assert 0 < len(line.question) <= QUESTION
    assert all(len(option.label) <= LABEL for option in line.options)


@pytest.mark.parametrize("typed", [typed for typed, outcome in ROWS if not outcome.startswith("refused")])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_line_of_the_table_is_written_and_read_back(typed: str, language: str) -> None:
    line = read_line(typed, NOW, HELSINKI)
    assert read_line(said(line, language, NOW, HELSINKI), NOW, HELSINKI) == line
