"""Turns are even: properties of the order in which they are given."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from community.rotas.fairness import Order, credit, give, join, leave, owe, put_first, with_away

MEMBERS = range(1, 7)
ALWAYS = (1, 2, 3)
"""These join first and are always there; the others come, go and pause."""

kinds = st.sampled_from(["give", "give", "give", "join", "leave", "pause", "back"])
acts = st.lists(st.tuples(kinds, st.sampled_from(MEMBERS)), max_size=50)


def joined(*members: int) -> Order:
    order: Order = ()
    for member in members:
        order = join(order, member)
    return order


def turns(order: Order, number: int) -> tuple[list[int], Order]:
    """So many turns given one after another."""
    given_to = []
    for _ in range(number):
        member, order = give(order)
        assert member is not None
        given_to.append(member)
    return given_to, order


@dataclass
class Rota:
    """Turns as they are given, while members come, go and pause."""

    order: Order = field(default_factory=lambda: joined(*ALWAYS))
    away: set[int] = field(default_factory=set)
    given: list[int] = field(default_factory=list)

    @property
    def members(self) -> set[int]:
        return {each.member for each in self.order}

    def do(self, act: str, member: int) -> None:
        free = member not in ALWAYS
        if act == "give":
            self.give()
        elif act == "join" and member not in self.members:
            self.order = join(self.order, member)
        elif act == "leave" and free:
            self.order, self.away = leave(self.order, member), self.away - {member}
        elif act == "pause" and free and member in self.members:
            self.away.add(member)
        elif act == "back":
            self.away.discard(member)

    def give(self) -> None:
        self.order = with_away(self.order, self.away)
        member, self.order = give(self.order)
        assert member in self.members - self.away
        self.given.append(member)


def alternate(given_to: list[int], one: int, other: int) -> bool:
    """Whether neither has two turns without one of the other between."""
    theirs = [each for each in given_to if each in (one, other)]
    return all(before != after for before, after in pairwise(theirs))


@given(acts)
def test_between_two_turns_of_somebody_everybody_who_was_always_there_has_one(done: list[tuple[str, int]]) -> None:
    rota = Rota()
    for act in done:
        rota.do(*act)
    assert all(alternate(rota.given, one, other) for one in ALWAYS for other in ALWAYS if one != other)


@given(acts, st.integers(0, 80), st.integers(0, 80))
def test_over_any_stretch_nobody_has_more_than_one_turn_more_than_anybody_who_was_there_all_that_time(
    done: list[tuple[str, int]], since: int, until: int
) -> None:
    rota = Rota()
    for act in done:
        rota.do(*act)
    counted = Counter(rota.given[since:until])
    counts = [counted[member] for member in ALWAYS]
    assert max(counts) - min(counts) <= 1


@given(st.integers(1, 8), st.integers(1, 12))
def test_full_rounds_give_everybody_exactly_the_same(members: int, rounds: int) -> None:
    given_to, _ = turns(joined(*range(members)), members * rounds)
    assert Counter(given_to) == dict.fromkeys(range(members), rounds)


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 5))
def test_a_pause_neither_punishes_nor_rewards_however_often_somebody_pauses(pauses: list[bool], others: int) -> None:
    order, mine, there = joined(*range(others + 1)), 0, 0
    for pausing in pauses:
        order = with_away(order, {0} if pausing else ())
        member, order = give(order)
        mine, there = mine + (member == 0), there + (not pausing)
    assert there // (others + 1) <= mine <= -(-there // (others + 1)), "one of so many as there are, of the turns that came while there"


@given(acts)
def test_who_joins_later_does_not_catch_up(done: list[tuple[str, int]]) -> None:
    rota = Rota()
    for act in done:
        rota.do(*act)
    rota.order = join(leave(rota.order, 9), 9)
    there = [each.member for each in with_away(rota.order, rota.away) if each.member not in rota.away]
    rota.given = []
    for _ in range(3 * len(there)):
        rota.give()
    assert set(rota.given[: len(there) - 1]) == set(there) - {9}, "all others go first"
    assert Counter(rota.given) == dict.fromkeys(there, 3)


@given(st.integers(2, 6), st.lists(st.tuples(st.sampled_from(["give", "give", "falls out", "one more"]), st.integers(0, 50)), max_size=50))
def test_a_turn_that_falls_out_counts_for_nobody_and_one_more_is_made_good(members: int, done: list[tuple[str, int]]) -> None:
    order, counted = joined(*range(members)), Counter(dict.fromkeys(range(members), 0))
    given_to: list[int] = []
    for act, number in done:
        if act == "give":
            member, order = give(order)
            assert member is not None
            given_to.append(member)
            counted[member] += 1
        elif act == "falls out" and given_to:
            member = given_to.pop(number % len(given_to))
            order, counted[member] = owe(order, member), counted[member] - 1
        elif act == "one more":
            order, counted[number % members] = credit(order, number % members), counted[number % members] + 1
    balances = [counted[each.member] + each.owed for each in order]
    assert max(balances) - min(balances) <= 1
    for _ in range(members * (len(done) + 1)):
        member, order = give(order)
        assert member is not None
        counted[member] += 1
    assert max(counted.values()) - min(counted.values()) <= 1
    assert not any(each.owed for each in order)


def test_who_is_first_gets_the_turn_and_goes_last() -> None:
    given_to, _ = turns(joined(1, 2, 3), 5)
    assert given_to == [1, 2, 3, 1, 2]


def test_a_turn_that_somebody_can_not_take_goes_to_the_next_and_they_stay_first() -> None:
    member, order = give(joined(1, 2, 3), but={1})
    assert member == 2
    assert turns(order, 3)[0] == [1, 3, 2]


def test_nobody_gets_a_turn_where_nobody_is_there() -> None:
    assert give(()) == (None, ())
    assert give(with_away(joined(1), {1}))[0] is None
    assert give(joined(1, 2), but={1, 2})[0] is None


def test_several_who_are_back_on_one_day_stand_as_they_stood() -> None:
    order = with_away(with_away(joined(1, 2, 3, 4), {1, 2}), ())
    assert turns(order, 4)[0] == [1, 2, 3, 4]


def test_a_turn_that_is_taken_back_for_a_pause_comes_first_after_it() -> None:
    _, order = turns(joined(1, 2, 3), 2)
    order = with_away(put_first(order, 1), {1})
    given_to, order = turns(order, 3)
    assert given_to == [3, 2, 3]
    assert turns(with_away(order, ()), 3)[0] == [1, 2, 3]
