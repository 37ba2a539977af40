"""The flats of a house: labels, never people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import choices
from community.choices import Choice, Setting
from community.flats import LONGEST, MOST, read_flats
from community.refusals import Refused
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("A 1–3, B 4-5", ("A 1", "A 2", "A 3", "B 4", "B 5")),
        ("12\n13\n 14 ", ("12", "13", "14")),
        ("as 3; As 3; as3", ("as 3",)),
        ("1..3", ("1", "2", "3")),
        ("stair C 7", ("stair C 7",)),
        ("A1, A2,", ("A1", "A2")),
    ],
)
def test_labels_are_read_as_people_write_them(written: str, labels: tuple[str, ...]) -> None:
    assert read_flats(written) == labels


@pytest.mark.parametrize("written", ["", " ,\n", "Anna", "A 1, Virtanen", "A 9–1", "1–501", "1–9999", "a very long label 1"])
def test_what_is_no_list_of_labels_is_refused(written: str) -> None:
    with pytest.raises(Refused, match="bad-flats"):
        read_flats(written)


@given(st.text(max_size=200))
def test_whatever_is_written_it_is_labels_or_refused(written: str) -> None:
    try:
        labels = read_flats(written)
    except Refused:
        return
    assert 0 < len(labels) <= MOST
    assert all(len(label) <= LONGEST and "\n" not in label and any(each.isdigit() for each in label) for label in labels)


async def test_a_house_keeps_its_list_and_gives_it_up(here: Neighbourhood) -> None:
    house, says = (await here.house()).id, {"who": ADMIN, "admin": True, "language": "en", "now": here.now}
    await here.do(choices.ask, house=house, what=Setting.FLATS, message=7, **says)
    with pytest.raises(Refused, match="bad-flats"):
        await here.do(choices.write, text="Virtanen", rules=RULES, **says)
    await here.do(choices.write, text="A 1–20, B 21–40", rules=RULES, **says)
    labels = (await here.house()).flat_labels
    assert (len(labels), labels[0], labels[-1]) == (40, "A 1", "B 40")
    await here.do(choices.choose, choice=Choice(house, Setting.FLATS, 0, ""), message=7, rules=RULES, **says)
    assert (await here.house()).flat_labels == ()
