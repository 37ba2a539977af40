"""What an author reads whose call could not be read: every wrong line, why, and how to write it; and how a call is written at all."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community.refusals import Refused
from community.volunteering.lines import CallLine, read_call
from handlers.views.call_lines import MOST_WRONG, how_to_call, why
from handlers.views.examples import call_example
from tests.handlers.showing import CATALOGUES

ZONE = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 5, 10, 9, tzinfo=ZONE)


def said(typed: str, language: str) -> str:
    """The answer to a call that can't be read."""
    with pytest.raises(Refused) as refused:
        read_call(typed, NOW, ZONE)
    return why(refused.value, CATALOGUES.texts(language), NOW.date())


def example(language: str) -> CallLine:
    return read_call(call_example(CATALOGUES.texts(language), NOW.date()), NOW, ZONE)


def test_every_wrong_line_is_named_with_the_reason_and_an_example() -> None:
    assert said("Sat 22 May Work party\nRaking ×6\nCoffee ×0\nGrill 15–12", "en").splitlines() == [
        "2 lines below the first are not clear yet.",
        "Line 2: Coffee ×0",
        "→ From 1 to 1000 people can do a task. Write for example: Raking ×6",
        "Line 3: Grill 15–12",
        "→ I do not understand the hours “15–12”. Write when it begins and ends: 12–15",
    ]


def test_it_is_said_in_the_language_of_the_author() -> None:
    assert said("Talkoot\nkahvi ×2 12–15", "fi").splitlines()[-1] == (
        "→ Minä päivänä on ”12–15”? Kirjoita päivä viestin alkuun, esimerkiksi: la 15.5."
    )
    assert said("Talko\nkaffe ×2 12–15", "sv").splitlines()[-1] == (
        "→ Vilken dag är ”12–15”? Skriv dagen först i meddelandet, till exempel: lör 15.5"
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_of_very_many_wrong_lines_the_first_are_explained_and_the_rest_counted(language: str) -> None:
    lines = said("Talkoot\n" + "\n".join(f"{'ä' * 590} ×{number}" for number in range(2, 22)), language)
    assert lines.count("→") == MOST_WRONG
    assert f"{20 - MOST_WRONG}" in lines.splitlines()[-1]
    assert len(lines) < 2500


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_refused_first_line_has_its_own_reason(language: str) -> None:
    assert "\n" not in said("la 8.5. Talkoot\nkahvi ×0", language)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_example_is_a_call_to_copy(language: str) -> None:
    found = example(language)
    assert [(task.least, task.most) for task in found.tasks] == [(6, 6), (2, 2), (1, 2)]
    assert [task.starts.hour for task in found.tasks if task.starts] == [12, 11, 13]
    assert found.tasks[2].requirement == "18+"
    assert said(";", language) == how_to_call(CATALOGUES.texts(language), NOW.date())
    assert said(";", language).endswith(call_example(CATALOGUES.texts(language), NOW.date()))
