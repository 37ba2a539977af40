"""Ranked choice: instant run-off, each round told in full.

In each round every ballot counts for the highest of its options that is still in. An option with more than half of these ballots
wins. Otherwise one goes out, and its ballots go on to what their voters named next; a ballot that names nothing more is used up.

Who goes out:
1. What nobody has in this round, all of it at once: no ballot moves by that, so there is nothing to draw lots for.
2. Who has fewest.
3. Of several that have fewest: who had fewest in the first round; of those equal there, in the second, and so on. This is the rule
   of the Parliamentary Voting System and Constituencies Act 2011 (United Kingdom), schedule 10, paragraph 7 (rule 49).
4. If they were equal in all rounds: by lot. The lot of an option is the SHA-256 of `seed:option`; the lowest goes out.

docs/ranked.md says it to neighbours and shows how anybody checks a lot; docs/adr/0020 says why it is made so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Why(StrEnum):
    """What ended a round."""

    MAJORITY = "majority"
    UNNAMED = "unnamed"
    FEWEST = "fewest"
    EARLIER = "earlier"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Round:
    """The count of one round and what followed from it.

    `counts`: ballots of each option still in, in the order of the options. `used_up`: ballots that name none of them.
    `out`: who goes out; nobody in the last round. `tied`: who had fewest, when it was more than one. `by_round`: the earlier round
    (from 1) that told them apart.
    """

    counts: tuple[tuple[int, int], ...]
    used_up: int
    why: Why
    out: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    by_round: int | None = None


def lot(seed: str, option: int) -> str:
    """The lot of an option, which anybody can work out; the lowest goes out."""
    return sha256(f"{seed}:{option}".encode()).hexdigest()


def run_off(ballots: Iterable[tuple[Mapping[int, int], int]], options: Sequence[int], seed: str) -> tuple[Round, ...]:
    """The rounds until one option has more than half. None at all when no ballot names an option.

    ballots: the rank of each option a voter named (1 is best, ranks differ), and how many such ballots there are.
    """
    orders = [(sorted(ballot, key=ballot.__getitem__), number) for ballot, number in ballots]
    total, remaining = sum(number for _, number in orders), tuple(options)
    rounds: list[Round] = []
    while (counts := _count(orders, remaining)) and any(counts.values()):
        rounds.append(_round(counts, total - sum(counts.values()), rounds, seed))
        remaining = tuple(option for option in remaining if option not in rounds[-1].out)
        if rounds[-1].why is Why.MAJORITY:
            break
    return tuple(rounds)


def winner(rounds: Sequence[Round]) -> int | None:
    """Who has more than half in the last round; None without ballots."""
    return max(rounds[-1].counts, key=lambda counted: counted[1])[0] if rounds else None


def _count(orders: Iterable[tuple[Sequence[int], int]], remaining: Sequence[int]) -> dict[int, int]:
    counts = dict.fromkeys(remaining, 0)
    for order, number in orders:
        highest = next((option for option in order if option in counts), None)
        if highest is not None:
            counts[highest] += number
    return counts


def _round(counts: Mapping[int, int], used_up: int, earlier: Sequence[Round], seed: str) -> Round:
    told = tuple(counts.items())
    if 2 * max(counts.values()) > sum(counts.values()):
        return Round(told, used_up, Why.MAJORITY)
    fewest = tuple(option for option, number in told if number == min(counts.values()))
    if not counts[fewest[0]]:
        return Round(told, used_up, Why.UNNAMED, fewest)
    if len(fewest) == 1:
        return Round(told, used_up, Why.FEWEST, fewest)
    equal, by_round = _told_apart(fewest, earlier)
    if len(equal) == 1:
        return Round(told, used_up, Why.EARLIER, equal, fewest, by_round)
    return Round(told, used_up, Why.LOT, (min(equal, key=lambda option: lot(seed, option)),), fewest, by_round)


def _told_apart(tied: tuple[int, ...], earlier: Sequence[Round]) -> tuple[tuple[int, ...], int | None]:
    """Who of the tied had fewest in the earlier rounds, from the first on, and the last round that told some of them apart."""
    by_round = None
    for number, before in enumerate(earlier, 1):
        counts = dict(before.counts)
        fewest = min(counts[option] for option in tied)
        fewer = tuple(option for option in tied if counts[option] == fewest)
        if len(fewer) < len(tied):
            tied, by_round = fewer, number
        if len(tied) == 1:
            break
    return tied, by_round
