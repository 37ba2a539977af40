"""One line that announces an event: what is read from it, and how long it may be."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community.events.lines import LARGEST, Line, read_line
from community.refusals import Refused
from tests.community.neighbourhood import NOW

HELSINKI = ZoneInfo("Europe/Helsinki")


def read(line: str) -> Line:
    """The line, read on Monday 10 May 2027 at noon."""
    return read_line(line, NOW, HELSINKI)


@pytest.mark.parametrize(
    ("line", "title", "place", "capacity"),
    [
        ("Sat 22 May 12–15 Spring clean-up @ courtyard max 20", "Spring clean-up", "courtyard", 20),
        ("la 22.5. klo 12–15 Pihatalkoot @ sisäpiha enintään 20 henkeä", "Pihatalkoot", "sisäpiha", 20),
        ("lördag 22.5. kl 12–15 Gårdstalko @ innergården högst 20 personer", "Gårdstalko", "innergården", 20),
        ("Sat 22 May 12–15 Spring clean-up", "Spring clean-up", None, None),
        ("Sat 22 May 12–15 Spring clean-up max 20", "Spring clean-up", None, 20),
        ("Sat 22 May 12–15 Spring clean-up@courtyard", "Spring clean-up", "courtyard", None),
        ("Sat 22 May 12–15 Max and Moritz @ club room", "Max and Moritz", "club room", None),
    ],
)
def test_a_line_says_when_what_where_and_how_many(line: str, title: str, place: str | None, capacity: int | None) -> None:
    found = read(line)
    assert (found.title, found.place, found.capacity) == (title, place, capacity)
    assert (found.when.start, found.when.end) == (datetime(2027, 5, 22, 12), datetime(2027, 5, 22, 15))  # noqa: DTZ001 - the wall clock


def test_further_lines_are_the_text() -> None:
    found = read("Sat 22 May 12–15 Spring clean-up @ courtyard max 20\nWe rake the yard.\n\nBring gloves.")
    assert (found.title, found.place, found.capacity, found.text) == (
        "Spring clean-up",
        "courtyard",
        20,
        "We rake the yard.\n\nBring gloves.",
    )


@pytest.mark.parametrize(("part", "most"), [("title", 80), ("place", 60), ("text", 600)])
def test_each_part_has_a_longest_length_and_says_how_much_is_too_much(part: str, most: int) -> None:
    def line(length: int) -> str:
        values = {"title": "Talko", "place": "yard", "text": "Come.", part: "ä" * length}
        return f"Sat 22 May 12–15 {values['title']} @ {values['place']}\n{values['text']}"

    assert getattr(read(line(most)), part) == "ä" * most
    with pytest.raises(Refused) as refused:
        read(line(most + 3))
    assert (refused.value.code, refused.value.params) == (f"{part}-too-long", {"over": 3, "most": most})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "no-line"),
        ("  \n ", "no-line"),
        ("Sat 22 May 12–15", "no-title"),
        ("Sat 22 May 12–15 @ courtyard", "no-title"),
        ("Sat 22 May 12–15 Spring clean-up max 0", "bad-capacity"),
        (f"Sat 22 May 12–15 Spring clean-up max {LARGEST + 1}", "bad-capacity"),
        ("Sat 22 May Spring clean-up", "no-time"),
        ("8.5.2027 klo 12 Pihatalkoot", "past"),
        ("31.2. klo 12 Pihatalkoot", "no-such-date"),
        ("Pihatalkoot joskus", "not-understood"),
    ],
)
def test_what_is_missing_or_wrong_has_a_name(line: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(line)
    assert refused.value.code == code


def test_two_readings_are_offered_and_not_chosen() -> None:
    found = read("ensi perjantaina klo 18 Saunailta")
    assert (found.when.start, len(found.when.candidates)) == (None, 2)
