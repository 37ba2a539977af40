"""Seats and the queue: pure rules."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from storage.events import Place

LARGEST_PARTY = 10
"""More than this is a group: they ask the organiser."""


class Waiting(Protocol):
    """Somebody in the queue, with how many people."""

    party: int


W = TypeVar("W", bound=Waiting)


def place_for(party: int, taken: int, capacity: int | None) -> Place:
    """A party sits while seats are left for all of it; `None` means no limit."""
    return Place.SEATED if capacity is None or taken + party <= capacity else Place.WAITING


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
