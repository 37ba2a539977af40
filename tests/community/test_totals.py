"""Numbers of a year add up: over months to quarters, over quarters to the year; nobody is counted twice, and few are not told apart."""

from hypothesis import given
from hypothesis import strategies as st

from community.volunteering.totals import cell, totals_of
from storage.volunteering import Done

MONTHS = [f"2027-{month:02}" for month in range(1, 13)]
SMALL = st.integers(0, 400)
DONE = st.lists(st.builds(Done, st.sampled_from(MONTHS), SMALL, SMALL, SMALL, SMALL, st.booleans()), max_size=30)
HELPERS = st.sets(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(MONTHS)))


@given(DONE, HELPERS)
def test_months_add_up_to_quarters_and_quarters_to_the_year(done: list[Done], helpers: set[tuple[str, str]]) -> None:
    year, *parts = totals_of(2027, done, helpers)
    quarters, months = ([each for each in parts if ("Q" in each.name) is quarterly] for quarterly in (True, False))
    for parts in (quarters, months):
        for number in ("calls", "assumed", "strangers", "visits", "minutes"):
            assert sum(getattr(each, number) for each in parts) == getattr(year, number)
    assert year.people == len({who for who, _ in helpers})
    assert all(each.people <= year.people for each in parts)
    assert year.days * 8 == year.hours


@given(st.integers(0, 1000))
def test_one_to_four_people_are_fewer_than_five(people: int) -> None:
    assert cell(people) == ("<5" if people in (1, 2, 3, 4) else str(people))
