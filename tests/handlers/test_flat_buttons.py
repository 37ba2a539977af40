"""Buttons with the label of a flat: one that no button can carry is written, and the message is still there."""

import pytest

from community.polls import Poll, PollKind, ShownPoll
from handlers.views import poll_flats
from tests.handlers.showing import reader

BIG = 2**63 - 1


@pytest.mark.parametrize(("label", "fits"), [("A 12", True), ("Ö" * 10 + "12", True), ("A:12", False), ("𝔸" * 11 + "1", False)])
def test_a_label_is_a_button_where_one_can_carry_it(label: str, fits: bool) -> None:
    shown = ShownPoll(Poll(id=BIG, question="Which?", kind=PollKind.ONE), (), {}, flats=(label,))
    [[key]] = poll_flats.which(shown, [], reader("en")).keys
    assert (key.text == label) is fits
    assert len(poll_flats.waits(BIG, label, reader("en")).keys) == 1 + fits


def test_a_label_written_with_many_spaces_breaks_no_message() -> None:
    assert len(poll_flats.waits(BIG, "A" + " " * 80 + "12", reader("en")).keys) == 1
