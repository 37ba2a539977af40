"""Limited places for each option: who answers first has a place, the others are a queue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filled:
    """How many have a place of an option, and how many wait for one; both also of those on paper alone."""

    seated: int = 0
    waiting: int = 0
    on_paper: int = 0


def filled(answers: Iterable[tuple[int, int, bool]], limits: Mapping[int, int | None]) -> dict[int, Filled]:
    """The places of each option, given in the order of `answers`: option, how many at once, whether on paper.

    limits: the places of every option; None means no limit.
    """
    places = dict.fromkeys(limits, Filled())
    for option, number, paper in answers:
        before, limit = places[option], limits[option]
        free = number if limit is None else max(limit - before.seated, 0)
        seated = min(number, free)
        places[option] = Filled(before.seated + seated, before.waiting + number - seated, before.on_paper + seated * paper)
    return places
