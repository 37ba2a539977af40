"""Ranked choice: against a library of others, against published counts, and each rule by hand."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrankvote import Ballot, Candidate, instant_runoff_voting

from community.polls.ranked import Round, Why, run_off, winner

Orders = list[tuple[tuple[int, ...], int]]

OPTIONS = (1, 2, 3, 4, 5, 6)
COUNTS = sorted((Path(__file__).parent / "counts").glob("*.soi"))

PARTIAL = st.tuples(st.permutations(OPTIONS), st.integers(1, len(OPTIONS))).map(lambda drawn: tuple(drawn[0][: drawn[1]]))
ORDERS = st.lists(st.tuples(PARTIAL, st.integers(1, 9)), max_size=12)


def rounds_of(orders: Orders, options: Sequence[int] = OPTIONS, seed: str = "seed") -> tuple[Round, ...]:
    return run_off([({option: rank for rank, option in enumerate(order, 1)}, number) for order, number in orders], options, seed)


def library_winner(orders: Orders, options: Sequence[int] = OPTIONS) -> int:
    names = {option: Candidate(str(option)) for option in options}
    ballots = [Ballot([names[option] for option in order]) for order, number in orders for _ in range(number)]
    (elected,) = instant_runoff_voting(list(names.values()), ballots).get_winners()
    return int(elected.name)


def possible_winners(orders: Orders, options: frozenset[int]) -> set[int]:
    """Who can win if every tie may end in every way."""
    counts = dict.fromkeys(options, 0)
    for order, number in orders:
        for option in order:
            if option in options:
                counts[option] += number
                break
    if any(2 * number > sum(counts.values()) for number in counts.values()):
        return {max(counts, key=counts.__getitem__)}
    lowest = [option for option in options if counts[option] == min(counts.values())]
    return set().union(*(possible_winners(orders, options - {option}) for option in lowest))


@given(ORDERS)
def test_without_a_tie_the_winner_is_that_of_another_library(orders: Orders) -> None:
    rounds = rounds_of(orders)
    if rounds and not any(each.tied for each in rounds):
        assert winner(rounds) == library_winner(orders)


@given(ORDERS)
def test_with_a_tie_the_winner_is_one_of_those_who_can_win(orders: Orders) -> None:
    rounds = rounds_of(orders)
    assert winner(rounds) in possible_winners(orders, frozenset(OPTIONS)) if rounds else not orders


@given(ORDERS, st.integers())
def test_the_order_of_ballots_changes_nothing(orders: Orders, chance: int) -> None:
    assert rounds_of(Random(chance).sample(orders, len(orders))) == rounds_of(orders)


@given(ORDERS)
def test_in_every_round_all_ballots_are_accounted_for(orders: Orders) -> None:
    rounds = rounds_of(orders)
    for at, each in enumerate(rounds):
        assert sum(number for _, number in each.counts) + each.used_up == sum(number for _, number in orders)
        assert bool(each.out) == (at < len(rounds) - 1)
        assert each.why is not Why.MAJORITY or at == len(rounds) - 1


@given(ORDERS)
def test_a_ballot_with_a_number_is_that_many_ballots(orders: Orders) -> None:
    assert rounds_of([(order, 1) for order, number in orders for _ in range(number)]) == rounds_of(orders)


def published(path: Path) -> tuple[Orders, list[list[int]]]:
    """Ballots and rounds of a file in the form of PrefLib (.soi: orders that may be incomplete)."""
    lines = path.read_text().splitlines()
    rounds = [list(map(int, line.split(":")[1].split())) for line in lines if line.startswith("# PUBLISHED ROUND")]
    ballots = [line.split(":") for line in lines if not line.startswith("#")]
    return [(tuple(map(int, order.split(","))), int(number)) for number, order in ballots], rounds


@pytest.mark.parametrize("path", COUNTS, ids=[path.stem for path in COUNTS])
def test_real_elections_come_out_as_they_were_published(path: Path) -> None:
    orders, expected = published(path)
    rounds = rounds_of(orders, (1, 2, 3))
    assert [[number for _, number in each.counts] for each in rounds] == expected
    assert f"# NUMBER VOTERS: {sum(number for _, number in orders)}" in path.read_text()


def test_burlingtons_ballots_make_the_library_say_the_same() -> None:
    orders, _ = published(COUNTS[1])
    assert winner(rounds_of(orders, (1, 2, 3))) == library_winner(orders, (1, 2, 3)) == 1


def test_ballots_that_name_nobody_who_is_left_are_used_up_and_told() -> None:
    orders, _ = published(COUNTS[0])
    assert [each.used_up for each in rounds_of(orders, (1, 2, 3))] == [0, 11290]


def test_what_nobody_named_first_goes_out_at_once_and_without_lots() -> None:
    rounds = rounds_of([((1, 4), 3), ((2,), 3), ((3, 1), 1)])
    assert (rounds[0].why, rounds[0].out) == (Why.UNNAMED, (4, 5, 6))
    assert (rounds[1].why, rounds[1].out) == (Why.FEWEST, (3,))
    assert (rounds[2].why, dict(rounds[2].counts)) == (Why.MAJORITY, {1: 4, 2: 3})


def test_of_two_that_are_equal_goes_out_who_had_fewer_in_the_first_round() -> None:
    _, second, third = rounds_of([((1,), 6), ((2,), 4), ((3, 1), 3), ((4, 3), 1)], (1, 2, 3, 4))
    assert dict(second.counts) == {1: 6, 2: 4, 3: 4}
    assert (second.why, second.tied, second.out, second.by_round) == (Why.EARLIER, (2, 3), (3,), 1)
    assert dict(third.counts) == {1: 9, 2: 4}


def test_who_was_equal_in_the_first_round_is_told_apart_by_the_second() -> None:
    orders: Orders = [((1,), 9), ((2,), 5), ((3,), 5), ((4, 3), 1), ((4,), 1), ((5, 2), 1)]
    third = rounds_of(orders, (1, 2, 3, 4, 5))[2]
    assert (third.why, third.tied, third.out, third.by_round) == (Why.EARLIER, (2, 3), (3,), 2)


def test_who_was_always_equal_is_drawn_by_a_lot_that_anybody_can_work_out() -> None:
    for seed in ("a", "b", "c"):
        rounds = rounds_of([((1,), 4), ((2,), 4)], (1, 2), seed)
        lots = {option: sha256(f"{seed}:{option}".encode()).hexdigest() for option in (1, 2)}
        assert (rounds[0].why, rounds[0].tied, rounds[0].out) == (Why.LOT, (1, 2), (min(lots, key=lots.__getitem__),))
        assert (rounds[1].why, rounds[1].used_up) == (Why.MAJORITY, 4)


def test_the_lines_of_the_page_find_the_same_lot(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "ranked.md").read_text()
    code = page.split("```python\n")[1].split("```")[0]
    for seed in ("a", "b", "c"):
        exec(code, {"seed": seed, "tied": (1, 2)})
        assert capsys.readouterr().out == f"out: {rounds_of([((1,), 4), ((2,), 4)], (1, 2), seed)[0].out[0]}\n"


def test_lots_fall_both_ways() -> None:
    assert {winner(rounds_of([((1,), 4), ((2,), 4)], (1, 2), str(seed))) for seed in range(20)} == {1, 2}


def test_without_ballots_there_is_no_round_and_no_winner() -> None:
    assert rounds_of([]) == ()
    assert winner(()) is None
