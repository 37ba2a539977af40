"""Seats and the queue: pure rules."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from storage.events import Place

LARGEST_PARTY = 10
"""More than this is a group: they ask the organiser."""


MOST_CHILDREN = 10
"""As many children as grown-ups, at most."""


class Waiting(Protocol):
    """Somebody in the queue, with how many people."""

    party: int


W = TypeVar("W", bound=Waiting)


def place_for(party: int, taken: int, capacity: int | None) -> Place:
    """A party sits while seats are left for all of it; `None` means no limit."""
    return Place.SEATED if capacity is None or taken + party <= capacity else Place.WAITING


def largest_party(children: int, capacity: int | None) -> int:
    """How many may come with one answer; more than there are seats would wait for ever."""
    most = LARGEST_PARTY + min(children, MOST_CHILDREN)
    return most if capacity is None else min(most, capacity)


def is_party(party: int, children: int, capacity: int | None) -> bool:
    """Whether so many, with so many children among them, can answer together: somebody of them is grown up."""
    return 1 <= party - children <= LARGEST_PARTY and 0 <= children <= MOST_CHILDREN and party <= largest_party(children, capacity)


def promoted(queue: Iterable[W], taken: int, capacity: int | None) -> list[W]:
    """Who gets the free seats: in the order of the queue, the first whose party fits, until no seat is left."""
    chosen = []
    for waiting in queue:
        if taken == capacity:
            break
        if place_for(waiting.party, taken, capacity) is Place.SEATED:
            chosen.append(waiting)
            taken += waiting.party
    return chosen


def left(taken: int, capacity: int | None) -> int | None:
    """Free seats; None when there is no limit."""
    return None if capacity is None else max(capacity - taken, 0)
