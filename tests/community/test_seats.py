"""Seats and the queue, as rules of numbers alone."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.events.rules import Asking, Seats, house_for, left, place_for, promoted
from storage.events import Place
from tests.handlers.showing import event


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue."""

    number: int
    party: int
    house_id: int | None = None
    without_phone: bool = False


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
    assert place_for(Asking(party), Seats(capacity, taken)) is place


@given(queues, st.integers(0, 40), capacities)
def test_the_queue_never_fills_more_than_the_capacity(queue: list[Waiting], taken: int, capacity: int) -> None:
    seated = taken + sum(each.party for each in promoted(queue, Seats(capacity, taken)))
    assert seated <= max(capacity, taken)


@given(queues, st.integers(0, 40), capacities)
def test_the_first_whose_party_fits_is_promoted_first(queue: list[Waiting], taken: int, capacity: int) -> None:
    fitting = [each for each in queue if taken + each.party <= capacity]
    assert promoted(queue, Seats(capacity, taken))[:1] == fitting[:1]


@given(queues, st.integers(0, 40), capacities)
def test_promotion_keeps_the_order_of_the_queue_and_leaves_nobody_who_fits(queue: list[Waiting], taken: int, capacity: int) -> None:
    lucky = promoted(queue, Seats(capacity, taken))
    assert lucky == [each for each in queue if each in lucky]
    after = taken + sum(each.party for each in lucky)
    assert all(after + each.party > capacity for each in queue if each not in lucky)


@given(queues, st.integers(0, 40))
def test_without_a_capacity_everyone_sits(queue: list[Waiting], taken: int) -> None:
    assert promoted(queue, Seats(None, taken)) == queue


@pytest.mark.parametrize(
    ("taken", "held", "capacity", "free"), [(0, 0, 5, 5), (5, 0, 5, 0), (7, 0, 5, 0), (7, 0, None, None), (1, 3, 5, 1)]
)
def test_free_seats_are_never_fewer_than_none(taken: int, held: int, capacity: int | None, free: int | None) -> None:
    assert left(event(seated=taken, held=held, capacity=capacity)) == free


kinds = st.builds(Waiting, st.integers(), parties, st.sampled_from([1, 2, 3]), st.booleans())
ruled = st.builds(Seats, capacities, reserve=st.integers(0, 12), quota=st.none() | st.integers(1, 12))


@given(st.lists(kinds, max_size=20), ruled)
def test_neither_the_capacity_nor_the_reserve_nor_a_quota_is_ever_broken(queue: list[Waiting], seats: Seats) -> None:
    lucky = promoted(queue, seats)
    taken, guests = sum(each.party for each in lucky), sum(each.party for each in lucky if not each.without_phone)
    assert seats.capacity is not None
    assert taken <= seats.capacity
    assert guests <= max(seats.capacity - seats.reserve, 0)
    for house in (1, 2, 3):
        assert seats.quota is None or sum(each.party for each in lucky if each.house_id == house) <= seats.quota


@given(st.lists(kinds, max_size=20), ruled)
def test_nobody_passes_somebody_whose_party_would_have_fitted(queue: list[Waiting], seats: Seats) -> None:
    lucky = promoted(queue, seats)
    for waiting in queue:
        if any(waiting is each for each in lucky):
            seats = seats.having(waiting)
        else:
            assert not seats.fits(waiting)


def test_the_reserve_is_for_neighbours_without_a_phone_and_they_use_it_first() -> None:
    seats = Seats(10, taken=5, reserve=5)
    assert not seats.fits(Asking(1))
    assert seats.fits(Asking(5, without_phone=True))
    assert not seats.fits(Asking(6, without_phone=True))
    some = seats.having(Asking(3, without_phone=True))
    assert (some.kept, some.fits(Asking(1)), some.fits(Asking(2, without_phone=True))) == (2, False, True)


def test_of_a_reserve_only_what_is_free_is_kept() -> None:
    assert Seats(10, taken=8, reserve=5).kept == 2
    assert Seats(None, taken=8, reserve=5).kept == 0


def test_a_house_with_its_share_waits_while_another_sits() -> None:
    seats = Seats(10, taken=3, by_house={1: 3}, quota=3)
    assert not seats.fits(Asking(1, house_id=1))
    assert seats.fits(Asking(3, house_id=2))


def test_before_lots_are_drawn_only_the_reserve_is_given_out() -> None:
    seats = Seats(10, reserve=2, drawing=True)
    assert not seats.fits(Asking(1))
    assert seats.fits(Asking(2, without_phone=True))
    assert not seats.fits(Asking(3, without_phone=True))


@pytest.mark.parametrize(
    ("pressed_in", "lives_in", "shown_in", "house"),
    [(7, [1], [1, 7], 7), (None, [2, 7], [1, 7, 2], 7), (None, [3], [1, 7], 1), (None, [], [], 1)],
)
def test_a_press_counts_for_the_house_of_the_chat_else_for_one_s_own(
    pressed_in: int | None, lives_in: list[int], shown_in: list[int], house: int
) -> None:
    assert house_for(pressed_in, lives_in, shown_in, own=1) == house
