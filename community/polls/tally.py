"""What a poll's ballots add up to: exact, whole numbers, and the same in whatever order the ballots come (but for places)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from community.polls.marking import IF_NEED_BE, NO, YES, Ballot
from community.polls.places import filled
from community.polls.ranked import Round, Why, run_off, winner
from storage.polls import PollKind


class Cast(NamedTuple):
    """A ballot, how many of it there are, and whether they are on paper."""

    ballot: Ballot
    number: int = 1
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What an option got.

    `score`: votes; points; who said yes to a date; who named it first (ranked); who has a place. `paper`: how much of it on paper.
    `maybe`, `no`: the other answers to a date. `waiting`: who has no place.
    """

    option: int
    score: int
    paper: int = 0
    maybe: int = 0
    no: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """A count. `answers`: ballots that say anything at all; `paper`: those of them on paper.

    `counted`: in the order of the options. `winners`: more than one where several are equal; none where nothing was said, and where
    there is nothing to win (consent, places). `rounds`: of ranked choice.
    """

    kind: PollKind
    answers: int
    paper: int
    counted: tuple[Counted, ...]
    winners: tuple[int, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def lots(self) -> bool:
        """Whether lots were drawn in any round."""
        return any(each.why is Why.LOT for each in self.rounds)

    def as_json(self) -> dict[str, Any]:
        """Plain values, from which `from_json` makes the same tally."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Tally":
        """The tally that `as_json` wrote."""
        counted = tuple(Counted(**each) for each in kept["counted"])
        rounds = tuple(_round(**each) for each in kept["rounds"])
        return cls(PollKind(kept["kind"]), kept["answers"], kept["paper"], counted, tuple(kept["winners"]), rounds)


def tally(
    kind: PollKind,
    options: Sequence[int],
    cast: Iterable[Cast],
    *,
    limits: Mapping[int, int | None] | None = None,
    seed: str = "",
) -> Tally:
    """Count the ballots. What a ballot says of an option that is not among `options` counts for nothing.

    options: in the order they are shown, which for dates is that of time. limits: how many places an option has; None, or no entry, is
    no limit. seed: for lots. Of places alone the order of `cast` matters: it is that of the queue.
    """
    said = [each for each in (_of(options, one) for one in cast) if each.ballot and each.number > 0]
    counted = _places(options, said, limits or {}) if kind is PollKind.PLACES else _counted(kind, options, said)
    rounds = run_off(((each.ballot, each.number) for each in said), options, seed) if kind is PollKind.RANKED else ()
    answers, paper = (sum(each.number for each in of) for of in (said, [each for each in said if each.paper]))
    return Tally(kind, answers, paper, counted, _winners(kind, counted, rounds), rounds)


def _of(options: Sequence[int], cast: Cast) -> Cast:
    return cast._replace(ballot={option: mark for option, mark in cast.ballot.items() if option in options})


def _counted(kind: PollKind, options: Sequence[int], said: Iterable[Cast]) -> tuple[Counted, ...]:
    score, paper, maybe, no = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    for each in said:
        for option, points in _points(kind, each.ballot).items():
            score[option] += points * each.number
            paper[option] += points * each.number * each.paper
        if kind is PollKind.DATES:
            for option, mark in each.ballot.items():
                maybe[option] += each.number * (mark == IF_NEED_BE)
                no[option] += each.number * (mark == NO)
    return tuple(Counted(option, score[option], paper[option], maybe[option], no[option]) for option in options)


def _points(kind: PollKind, ballot: Ballot) -> Mapping[int, int]:
    """What a ballot adds to the scores."""
    if kind is PollKind.DOTS:
        return ballot
    if kind is PollKind.DATES:
        return {option: 1 for option, mark in ballot.items() if mark == YES}
    if kind is PollKind.RANKED:
        return {min(ballot, key=ballot.__getitem__): 1}
    return dict.fromkeys(ballot, 1)


def _places(options: Sequence[int], said: Iterable[Cast], limits: Mapping[int, int | None]) -> tuple[Counted, ...]:
    answers = ((option, each.number, each.paper) for each in said for option in each.ballot)
    places = filled(answers, {option: limits.get(option) for option in options})
    return tuple(Counted(option, of.seated, of.on_paper, waiting=of.waiting) for option, of in places.items())


def _winners(kind: PollKind, counted: Sequence[Counted], rounds: Sequence[Round]) -> tuple[int, ...]:
    if kind in (PollKind.CONSENT, PollKind.PLACES) or not any(each.score or each.maybe for each in counted):
        return ()
    if kind is PollKind.RANKED:
        best = winner(rounds)
        return () if best is None else (best,)
    if kind is PollKind.DATES:
        return (_best_date(counted),)
    most = max(each.score for each in counted)
    return tuple(each.option for each in counted if each.score == most)


def _best_date(counted: Sequence[Counted]) -> int:
    """Most yes; of these most "if need be"; of these fewest no; of these the earliest, as `counted` is in the order of time."""
    return max(counted, key=lambda each: (each.score, each.maybe, -each.no)).option


def _round(counts: Iterable[Iterable[int]], why: str, out: Iterable[int], tied: Iterable[int], **rest: Any) -> Round:
    pairs = tuple((option, number) for option, number in counts)
    return Round(pairs, why=Why(why), out=tuple(out), tied=tuple(tied), **rest)
