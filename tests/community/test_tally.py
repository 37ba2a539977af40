"""What ballots add up to, for each kind of poll."""

import json
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.polls.tally import Cast, Tally, tally
from storage.polls import PollKind

OPTIONS = (1, 2, 3, 4)
POINTS = 5

SOME = st.sets(st.sampled_from(OPTIONS), min_size=1)
BALLOTS = {
    PollKind.ONE: st.sampled_from(OPTIONS).map(lambda option: {option: 1}),
    PollKind.MANY: SOME.map(lambda some: dict.fromkeys(sorted(some), 1)),
    PollKind.DATES: st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 2), min_size=1),
    PollKind.RANKED: st.permutations(OPTIONS).map(lambda order: {option: rank for rank, option in enumerate(order[:3], 1)}),
    PollKind.DOTS: st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=POINTS).map(
        lambda dots: {option: dots.count(option) for option in dots}
    ),
    PollKind.CONSENT: st.sampled_from(OPTIONS).map(lambda option: {option: 1}),
    PollKind.PLACES: st.sampled_from(OPTIONS).map(lambda option: {option: 1}),
}
KINDS = st.sampled_from(list(PollKind))
VOTES = KINDS.flatmap(
    lambda kind: st.tuples(st.just(kind), st.lists(st.builds(Cast, BALLOTS[kind], st.integers(1, 5), st.booleans()), max_size=20))
)
LIMITS = {1: 3, 2: 0, 3: None, 4: 1}

Votes = tuple[PollKind, list[Cast]]


def counted(kind: PollKind, cast: list[Cast]) -> Tally:
    return tally(kind, OPTIONS, cast, limits=LIMITS, seed="seed")


def scores(kind: PollKind, *ballots: Mapping[int, int], options: tuple[int, ...] = OPTIONS) -> tuple[list[int], tuple[int, ...]]:
    found = tally(kind, options, map(Cast, ballots), limits=LIMITS, seed="seed")
    return [each.score for each in found.counted], found.winners


@given(VOTES)
def test_a_tally_is_the_same_after_it_was_kept(votes: Votes) -> None:
    found = counted(*votes)
    assert Tally.from_json(json.loads(json.dumps(found.as_json()))) == found


@given(VOTES, st.integers())
def test_the_order_of_ballots_changes_nothing_but_places(votes: Votes, chance: int) -> None:
    kind, cast = votes
    shuffled = Random(chance).sample(cast, len(cast))
    one, other = counted(kind, cast), counted(kind, shuffled)
    if kind is PollKind.PLACES:
        assert [(each.score, each.waiting) for each in one.counted] == [(each.score, each.waiting) for each in other.counted]
    else:
        assert one == other


@given(VOTES)
def test_paper_weighs_as_much_as_the_same_ballots_given_here(votes: Votes) -> None:
    kind, cast = votes
    mixed, here = counted(kind, cast), counted(kind, [Cast(each.ballot) for each in cast for _ in range(each.number)])
    assert (mixed.answers, mixed.winners, mixed.rounds) == (here.answers, here.winners, here.rounds)
    assert [each.score for each in mixed.counted] == [each.score for each in here.counted]
    assert mixed.paper == sum(each.number for each in cast if each.paper)
    assert here.paper == 0


@given(VOTES)
def test_paper_is_a_part_of_every_score(votes: Votes) -> None:
    kind, cast = votes
    found, alone = counted(kind, cast), counted(kind, [each for each in cast if each.paper])
    assert all(0 <= each.paper <= each.score for each in found.counted)
    if kind is not PollKind.PLACES:
        assert [each.paper for each in found.counted] == [each.score for each in alone.counted]


@given(VOTES)
def test_totals_add_up(votes: Votes) -> None:
    kind, cast = votes
    found = counted(kind, cast)
    total = sum(each.score + each.maybe + each.no + each.waiting for each in found.counted)
    assert found.answers == sum(each.number for each in cast)
    if kind in (PollKind.ONE, PollKind.CONSENT, PollKind.PLACES, PollKind.RANKED):
        assert total == found.answers
    elif kind is PollKind.DOTS:
        assert found.answers <= total <= POINTS * found.answers
    else:
        assert total == sum(len(each.ballot) * each.number for each in cast)
        assert all(each.score + each.maybe + each.no <= found.answers for each in found.counted)


@given(st.lists(st.builds(Cast, BALLOTS[PollKind.PLACES], st.integers(1, 5), st.booleans())))
def test_no_option_seats_more_than_its_places_and_none_stays_empty_while_somebody_waits(cast: list[Cast]) -> None:
    for each in counted(PollKind.PLACES, cast).counted:
        limit = LIMITS[each.option]
        assert limit is None or each.score <= limit
        assert each.waiting == 0 or each.score == limit


def test_places_go_in_the_order_of_ballots() -> None:
    slips, tap = Cast({1: 1}, 2, paper=True), Cast({1: 1}, 2)
    assert [counted(PollKind.PLACES, cast).counted[0].paper for cast in ([slips, tap], [tap, slips])] == [2, 1]


def test_one_choice_has_all_that_are_first() -> None:
    assert scores(PollKind.ONE, {1: 1}, {2: 1}, {2: 1}, {1: 1}, {3: 1}) == ([2, 2, 1, 0], (1, 2))


def test_dots_are_added() -> None:
    assert scores(PollKind.DOTS, {1: 3, 2: 2}, {2: 4, 4: 1}) == ([3, 6, 0, 1], (2,))


def test_the_best_date_has_most_yes() -> None:
    assert scores(PollKind.DATES, {1: 2, 2: 1}, {1: 2, 2: 1}, {2: 2}) == ([2, 1, 0, 0], (1,))


def test_of_dates_with_as_many_yes_more_if_need_be_is_better_then_fewer_no_then_earlier() -> None:
    assert scores(PollKind.DATES, {1: 2, 2: 2}, {1: 0, 2: 1})[1] == (2,)
    assert scores(PollKind.DATES, {1: 2, 2: 2}, {1: 0})[1] == (2,)
    assert scores(PollKind.DATES, {1: 2, 2: 2}, options=(2, 1))[1] == (2,)


def test_a_date_nobody_can_come_to_is_not_the_best() -> None:
    assert scores(PollKind.DATES, {1: 0, 2: 0}) == ([0, 0, 0, 0], ())
    assert scores(PollKind.DATES, {1: 0, 2: 1})[1] == (2,)


def test_ranked_choice_shows_first_choices_and_has_one_winner() -> None:
    found = tally(PollKind.RANKED, (1, 2, 3), [Cast({1: 1}, 4), Cast({2: 1, 3: 2}, 3), Cast({3: 1, 2: 2}, 2, paper=True)])
    assert [(each.score, each.paper) for each in found.counted] == [(4, 0), (3, 0), (2, 2)]
    assert (found.winners, len(found.rounds), found.lots) == ((2,), 2, False)


def test_consent_has_nothing_to_win() -> None:
    assert scores(PollKind.CONSENT, {1: 1}, {1: 1}, {4: 1}) == ([2, 0, 0, 1], ())


def test_lots_are_told() -> None:
    assert tally(PollKind.RANKED, (1, 2), [Cast({1: 1}), Cast({2: 1})], seed="seed").lots


def test_an_option_that_is_not_in_the_poll_counts_for_nothing() -> None:
    found = tally(PollKind.MANY, (1,), [Cast({1: 1, 9: 1}), Cast({9: 1})])
    assert (found.answers, [each.score for each in found.counted]) == (1, [1])


@pytest.mark.parametrize("kind", PollKind)
def test_a_poll_without_answers_has_no_winner(kind: PollKind) -> None:
    found = counted(kind, [])
    assert (found.answers, found.winners, found.rounds) == (0, (), ())
    assert [(each.option, each.score) for each in found.counted] == [(option, 0) for option in OPTIONS]
