"""Marks on a ballot: whatever is pressed, in whatever order, a ballot is one that can be counted."""

from hypothesis import given
from hypothesis import strategies as st

from community.polls.marking import GONE, YES, marked, tapped
from community.refusals import Refused
from storage.polls import PollKind

OPTIONS = range(1, 6)
kinds = st.sampled_from(PollKind)
presses = st.lists(st.tuples(st.integers(0, 6), st.one_of(st.none(), st.integers(GONE, 12))), max_size=30)
"""Options, some of which are not there, and a mark; None is a press on the card in the group."""


def press(kind: PollKind, ballot: dict[int, int], option: int, mark: int | None, most: int | None) -> dict[int, int]:
    """The ballot after a press; as it was when the press is refused."""
    try:
        if mark is None:
            return tapped(kind, ballot, option, options=OPTIONS, most=most)
        return marked(kind, ballot, option, mark, options=OPTIONS, most=most)
    except Refused:
        return ballot


@given(kind=kinds, most=st.one_of(st.none(), st.integers(1, 10)), sequence=presses)
def test_any_presses_leave_a_ballot_that_keeps_the_rules_and_twice_is_once(
    kind: PollKind, most: int | None, sequence: list[tuple[int, int | None]]
) -> None:
    ballot: dict[int, int] = {}
    for option, mark in sequence:
        ballot = press(kind, ballot, option, mark, most)
        assert press(kind, ballot, option, mark, most) == ballot, "the same press again changes nothing"
        assert set(ballot) <= set(OPTIONS)
        match kind:
            case PollKind.DOTS:
                assert sum(ballot.values()) <= (most or 0)
                assert all(points >= 1 for points in ballot.values())
            case PollKind.MANY:
                assert len(ballot) <= (most or len(OPTIONS))
                assert set(ballot.values()) <= {1}
            case PollKind.RANKED:
                assert sorted(ballot.values()) == list(range(1, len(ballot) + 1))
            case PollKind.DATES:
                assert set(ballot.values()) <= set(range(YES + 1))
            case _:
                assert len(ballot) <= 1
                assert set(ballot.values()) <= {1}
