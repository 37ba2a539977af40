"""Seats and the queue, as rules of numbers alone."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.events.rules import left, place_for, promoted
from storage.events import Place


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue."""

    number: int
    party: int


parties = st.integers(1, 10)
queues = st.lists(parties, max_size=12).map(lambda sizes: [Waiting(number, size) for number, size in enumerate(sizes)])
capacities = st.integers(1, 40)


@pytest.mark.parametrize(
    ("party", "taken", "capacity", "place"),
    [
        (1, 0, 1, Place.SEATED),
        (1, 1, 1, Place.WAITING),
        (2, 0, 1, Place.WAITING),
        (3, 17, 20, Place.SEATED),
        (3, 18, 20, Place.WAITING),
        (10, 10_000, None, Place.SEATED),
        (1, 25, 20, Place.WAITING),
    ],
)
def test_a_party_sits_while_seats_are_left_for_all_of_it(party: int, taken: int, capacity: int | None, place: Place) -> None:
    assert place_for(party, taken, capacity) is place


@given(queues, st.integers(0, 40), capacities)
def test_the_queue_never_fills_more_than_the_capacity(queue: list[Waiting], taken: int, capacity: int) -> None:
    seated = taken + sum(each.party for each in promoted(queue, taken, capacity))
    assert seated <= max(capacity, taken)


@given(queues, st.integers(0, 40), capacities)
def test_the_first_whose_party_fits_is_promoted_first(queue: list[Waiting], taken: int, capacity: int) -> None:
    fitting = [each for each in queue if taken + each.party <= capacity]
    assert promoted(queue, taken, capacity)[:1] == fitting[:1]


@given(queues, st.integers(0, 40), capacities)
def test_promotion_keeps_the_order_of_the_queue_and_leaves_nobody_who_fits(queue: list[Waiting], taken: int, capacity: int) -> None:
    lucky = promoted(queue, taken, capacity)
    assert lucky == [each for each in queue if each in lucky]
    after = taken + sum(each.party for each in lucky)
    assert all(after + each.party > capacity for each in queue if each not in lucky)


@given(queues, st.integers(0, 40))
def test_without_a_capacity_everyone_sits(queue: list[Waiting], taken: int) -> None:
    assert promoted(queue, taken, None) == queue


@pytest.mark.parametrize(("taken", "capacity", "free"), [(0, 5, 5), (5, 5, 0), (7, 5, 0), (7, None, None)])
def test_free_seats_are_never_fewer_than_none(taken: int, capacity: int | None, free: int | None) -> None:
    assert left(taken, capacity) == free
