"""Seats and the queue: pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.events import Place

LARGEST_PARTY = 10
"""More than this is a group: they ask the organiser."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the queue."""

    sign_up: int
    party: int


def place_for(party: int, taken: int, capacity: int | None) -> Place:
    """A party sits while seats are left for all of it; `None` means no limit."""
    return Place.SEATED if capacity is None or taken + party <= capacity else Place.WAITING


def promoted(queue: Iterable[Waiting], taken: int, capacity: int | None) -> list[Waiting]:
    """Who gets the free seats: in the order of the queue, the first whose party fits, until nobody else does."""
    chosen = []
    for waiting in queue:
        if place_for(waiting.party, taken, capacity) is Place.SEATED:
            chosen.append(waiting)
            taken += waiting.party
    return chosen


def left(taken: int, capacity: int | None) -> int | None:
    """Free seats; None when there is no limit."""
    return None if capacity is None else max(capacity - taken, 0)
