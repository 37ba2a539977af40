"""What each change of an event says to those who signed up: what was, and what is."""

from datetime import datetime
from typing import Any

import pytest

from bot.texts import LANGUAGES
from community.events import Event, known_of
from handlers.views import changing
from storage.events import Answer, Place, SignUp
from tests.handlers.showing import NOW, as_telegram_reads, event, reader, shown

wall = datetime.fromisoformat
WAS = {
    "title": "Yard day",
    "place": "courtyard",
    "text": "We rake.",
    "capacity": 20,
    "picture": None,
    "starts": wall("2026-11-21T12:00"),
    "ends": wall("2026-11-21T15:00"),
}
SAID: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({"title": "Clean-up"}, ["Clean-up: changes", "It was called: Yard day"], ["Clean-up: tiedot muuttuivat", "Aiempi nimi: Yard day"]),
    ({"text": "We paint."}, ["The text now: We paint.", "Text before: We rake."], ["Teksti nyt: We paint.", "Teksti ennen: We rake."]),
    ({"picture": "AgAC"}, ["The picture is new."], ["Kuva on uusi."]),
    (
        {"starts": wall("2026-11-22T13:00"), "ends": wall("2026-11-22T16:00")},
        ["Yard day: new time", "Was: Sat 21 November, 12:00–15:00", "Now: Sun 22 November, 13:00–16:00. Same place."],
        ["Yard day: aika muuttui", "Ennen: la 21.11. klo 12–15", "Nyt: su 22.11. klo 13–16. Kokoontumispaikka ei muutu."],
    ),
    ({"place": "club room"}, ["Yard day: new place", "Was: courtyard", "Now: club room."], ["Ennen: courtyard", "Nyt: club room."]),
    ({"capacity": 30}, ["Places: 30. Before: 20."], ["Paikkoja nyt: 30. Ennen: 20."]),
    (
        {"deadline": wall("2026-11-19T18:00")},
        ["Sign up by: Thu 19 November, 18:00. Before: no deadline."],
        ["to 19.11. klo 18"],
    ),
]


def told(changes: dict[str, Any], language: str) -> str:
    """The message to somebody who comes."""
    mine = SignUp(id=1, event_id=1, person_id=1, answer=Answer.COMING, place=Place.SEATED, party=1, changed_at=NOW)
    before = event("x", **WAS)
    outgoing = changing.changed(shown(event("x", **{**WAS, **changes}), mine=mine), known_of(before), reader(language))
    assert outgoing is not None
    return as_telegram_reads(outgoing)[0]


@pytest.mark.parametrize(("changes", "english", "finnish"), SAID, ids=lambda value: "-".join(value) if isinstance(value, dict) else "")
def test_each_part_says_what_was_and_what_is(changes: dict[str, Any], english: list[str], finnish: list[str]) -> None:
    for language, lines in (("en", english), ("fi", finnish)):
        said = told(changes, language)
        assert not [line for line in lines if line not in said], said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_of_how_many_must_come_is_for_its_organiser(language: str) -> None:
    before: Event = event("x", **WAS)
    lines = changing.differences(known_of(before), event("x", **WAS, minimum=5), frozenset("m"), reader(language).texts, NOW.date())  # type: ignore[arg-type]
    assert "5" in lines[1]
