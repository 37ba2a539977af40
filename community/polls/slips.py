"""Votes on paper as somebody types them: counts of each option (`Bench 3`, `1: 3`), or ranked ballots (`2>1>3 x2`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from bot.names import clean_line
from community.polls.entries import MOST_SLIPS, SLIPS, Entries, PaperOption
from community.polls.rankings import Order, rankings
from community.refusals import Refused
from storage.polls import PollKind

Ballot = Mapping[int, int]
Weighed = tuple[Ballot, int]

YES, IF_NEED_BE, NO = 2, 1, 0
"""The marks of a date."""
DATE_MARKS = (YES, IF_NEED_BE, NO)

_LINES = regex.compile(r"[\n\r;\u2028\u2029]+")
SINGLE = (PollKind.ONE, PollKind.CONSENT, PollKind.PLACES)
"""A slip has one mark, so that the counts say how many slips there are."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one entry; `text` is empty where it is about all of them."""

    text: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slips:
    """How many slips there are, and the votes on them: marks, and how many times. Of what is `wrong` nothing is counted.

    Of a kind with several marks a slip, marks of different options are told apart: who chose two of them is not known.
    """

    slips: int = 0
    votes: tuple[Weighed, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def read_slips(text: str, kind: PollKind, options: Sequence[PaperOption], *, most: int | None) -> Slips:
    """What somebody typed from slips, one entry a line, or several apart by commas; never raises.

    `most`: so many options at most (many) or points (dots) has one slip. `slips 5` says how many there are; where a slip has one mark
    or an order the marks say it too, and more slips than that are blank ones.
    """
    found = _Found(kind, options)
    for line in _LINES.split(text):
        cleaned = clean_line(line, longest=len(line)) if line.strip() else None
        if cleaned is not None:
            found.read_line(cleaned)
        elif line.strip():
            found.wrong.append(Wrong(line.strip(), "slip-unread"))
    return found.result(most)


class _Found:
    """What has been read so far."""

    def __init__(self, kind: PollKind, options: Sequence[PaperOption]) -> None:
        self.kind = kind
        self.numbers = tuple(option.number for option in options)
        self.entries = Entries(kind, options)
        self.counts: dict[int, tuple[int, ...]] = {}
        self.ballots: dict[Order, int] = {}
        self.slips: int | None = None
        self.wrong: list[Wrong] = []

    def read_line(self, line: str) -> None:
        """Take what a line says, or what is wrong with each entry of it."""
        ranked = self.kind is PollKind.RANKED
        for entry in [line] if ranked else self.entries.apart(line):
            try:
                if (said := SLIPS.fullmatch(entry)) is not None:
                    self._say_slips(int(said["number"][:9]))
                elif ranked:
                    for order, times in rankings(entry, self.numbers):
                        self.ballots[order] = self.ballots.get(order, 0) + times
                else:
                    self._count(entry)
            except Refused as refused:
                self.wrong.append(Wrong(entry, refused.code, refused.params))

    def _say_slips(self, number: int) -> None:
        if self.slips is not None:
            raise Refused("slips-twice")
        if number > MOST_SLIPS:
            raise Refused("slip-too-many", most=MOST_SLIPS)
        self.slips = number

    def _count(self, entry: str) -> None:
        option, counts = self.entries.read(entry)
        if option in self.counts:
            raise Refused("slip-option-twice")
        self.counts[option] = counts

    def result(self, most: int | None) -> Slips:
        """All of it, if it agrees with itself."""
        if self.kind is PollKind.RANKED:
            votes: list[Weighed] = [
                ({option: rank for rank, option in enumerate(order, 1)}, times) for order, times in self.ballots.items() if times
            ]
            needed = sum(self.ballots.values())
        else:
            votes = [vote for option, counts in self.counts.items() for vote in _votes(self.kind, option, counts)]
            needed = _needed(self.kind, list(self.counts.values()), len(self.numbers), most)
        wrong = self.wrong or self._amiss(needed)
        slips = needed if self.slips is None else self.slips
        return Slips(wrong=tuple(wrong)) if wrong else Slips(slips, tuple(votes))

    def _amiss(self, needed: int) -> list[Wrong]:
        """What is wrong with all of it."""
        slips = needed if self.slips is None else self.slips
        if self.slips is None and needed and self.kind not in (*SINGLE, PollKind.RANKED):
            return [Wrong("", "slips-missing")]
        if slips == 0:
            return [Wrong("", "slips-none")]
        if slips > MOST_SLIPS:
            return [Wrong("", "slip-too-many", {"most": MOST_SLIPS})]
        return [Wrong("", "slips-too-few", {"slips": slips, "needed": needed})] if slips < needed else []


def _votes(kind: PollKind, option: int, counts: tuple[int, ...]) -> list[Weighed]:
    marks = DATE_MARKS if kind is PollKind.DATES else (1,)
    return [({option: mark}, number) for mark, number in zip(marks, counts, strict=False) if number]


def _needed(kind: PollKind, counts: list[tuple[int, ...]], options: int, most: int | None) -> int:
    """The fewest slips that can hold these marks."""
    sums = [sum(each) for each in counts]
    if kind in SINGLE:
        return sum(sums)
    if kind is PollKind.DATES:
        return max(sums, default=0)
    each = most or options
    spread = -(-sum(sums) // each) if each else 0
    return spread if kind is PollKind.DOTS else max([spread, *sums])
