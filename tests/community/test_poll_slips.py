"""What is typed from slips of paper against its table, and the properties it must never lose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.polls.entries import MOST_SLIPS, PaperOption
from community.polls.slips import Slips, Weighed, Wrong, read_slips
from storage.polls import PollKind

TABLE = Path(__file__).with_name("poll_slips.txt")
OTHER_NAMES = {"Bench": ("Penkki", "Bänk")}
"""A slip may name an option in any language of the house."""


class Row(NamedTuple):
    kind: PollKind
    most: int | None
    options: tuple[PaperOption, ...]
    typed: str
    outcome: str


def rows() -> Iterator[Row]:
    kind, most, options = PollKind.ONE, None, ()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("kind "):
            head, _, named = line.removeprefix("kind ").partition(";")
            name, _, number = head.partition(" ")
            kind, most, options = PollKind(name), int(number) if number else None, options_of(named)
        elif line and not line.startswith(("# ", "#\n", "##")) and line != "#":
            typed, _, outcome = line.partition("=> ")
            yield Row(kind, most, options, typed.rstrip().replace("\\n", "\n").replace("\\x20", " "), outcome.strip())


def options_of(named: str) -> tuple[PaperOption, ...]:
    return tuple(option_of(number, name.strip()) for number, name in enumerate(named.split(" | "), 1))


def option_of(number: int, name: str) -> PaperOption:
    if name.startswith("@"):
        return PaperOption(number, starts=datetime.fromisoformat(name[1:]), whole_day="T" not in name)
    return PaperOption(number, (name, *OTHER_NAMES.get(name, ())))


def shown(slips: Slips) -> str:
    if slips.wrong:
        return "wrong " + " || ".join(map(wrong, slips.wrong))
    return " || ".join([f"slips {slips.slips}", *map(vote, slips.votes)])


def vote(weighed: Weighed) -> str:
    marks, number = weighed
    return f"{' '.join(f'{option}={mark}' for option, mark in marks.items())} ×{number}"


def wrong(found: Wrong) -> str:
    params = [f"{name}={value}" for name, value in found.params.items()]
    return " ".join([found.code, *params, "@", found.text]).rstrip()


ROWS = list(rows())


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.kind}: {row.typed}" for row in ROWS])
def test_slips_are_read_as_the_table_says(row: Row) -> None:
    assert shown(read_slips(row.typed, row.kind, row.options, most=row.most)) == row.outcome


SETTINGS = list({(row.kind, row.most): (row.kind, row.most, row.options) for row in ROWS}.values())
PIECES = st.sampled_from(
    [
        *("Bench", "Grill", "Planters", "Fine", "Sauna", "2", "3", "la 22.5.", "Sat 29 May 17:00", "31.2.", "slips", "lappuja", "lappar"),
        *(" ", ":", ",", "\n", "/", ">", "x", "×", "#", "1", "4 2", "9999", "10000", "²", "٣", "\u200b", "-"),
    ]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join), st.lists(PIECES, max_size=9).map("".join))


@given(TYPED, st.sampled_from(SETTINGS))
def test_anything_is_counted_or_said_to_be_wrong(typed: str, setting: tuple[PollKind, int | None, tuple[PaperOption, ...]]) -> None:
    kind, most, options = setting
    found = read_slips(typed, kind, options, most=most)
    if found.wrong:
        assert (found.slips, found.votes) == (0, ())
        return
    numbers = {option.number for option in options}
    assert 1 <= found.slips <= MOST_SLIPS
    assert all(set(marks) <= numbers and number > 0 for marks, number in found.votes)
    if kind is PollKind.DOTS:
        assert sum(number * sum(marks.values()) for marks, number in found.votes) <= found.slips * (most or 0)
    else:
        for option in numbers:
            assert sum(number for marks, number in found.votes if option in marks) <= found.slips


@given(
    st.lists(st.integers(0, 300), min_size=3, max_size=3).filter(any),
    st.sampled_from(["{0} {1}", "{1} {0}", "{0}: {1}", "{0} ×{1}", "{2}: {1}", "#{2} {1}"]),
    st.sampled_from(["\n", ", ", "; "]),
)
def test_what_was_counted_is_what_was_typed(counts: list[int], manner: str, between: str) -> None:
    names = ("Bench", "Grill", "Planters")
    typed = between.join(manner.format(name, count, number) for number, (name, count) in enumerate(zip(names, counts, strict=True), 1))
    found = read_slips(typed, PollKind.ONE, options_of(" | ".join(names)), most=None)
    assert found == Slips(sum(counts), tuple(({number: 1}, count) for number, count in enumerate(counts, 1) if count))


@given(st.lists(st.tuples(st.permutations([1, 2, 3]), st.integers(1, 3), st.integers(1, 50)), min_size=1, max_size=8))
def test_ranked_ballots_are_added_up(ballots: list[tuple[list[int], int, int]]) -> None:
    typed = "\n".join(f"{'>'.join(map(str, order[:length]))} x{times}" for order, length, times in ballots)
    found = read_slips(typed, PollKind.RANKED, options_of("Bench | Grill | Planters"), most=None)
    assert found.slips == sum(times for _, _, times in ballots)
    for order, length, _ in ballots:
        ranks = {option: rank for rank, option in enumerate(order[:length], 1)}
        expected = sum(times for other, long, times in ballots if other[:long] == order[:length])
        assert [number for marks, number in found.votes if marks == ranks] == [expected]
