"""`talkoot when`: what a program reads and what a person reads."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.when_command import WHY_NOT, human, when_lines
from community.when import Reason, understand

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 5, 10, 9, tzinfo=HELSINKI)


def line(phrase: str) -> dict[str, object]:
    (only,) = when_lines([phrase], NOW, HELSINKI)
    return json.loads(json.dumps(only))


def test_a_phrase_becomes_one_object_with_local_times() -> None:
    assert line("la 12-15\n") == {
        "phrase": "la 12-15",
        "start": "2027-05-15T12:00",
        "end": "2027-05-15T15:00",
        "reason": None,
        "candidates": [],
    }


def test_an_end_that_nobody_said_is_null() -> None:
    assert line("pe 18")["end"] is None


def test_a_refusal_has_its_reason_and_no_start() -> None:
    assert line("31.2.") == {"phrase": "31.2.", "start": None, "end": None, "reason": "no-such-date", "candidates": []}


def test_two_readings_are_candidates() -> None:
    assert line("ensi lauantaina 12–15")["candidates"] == [
        {"start": "2027-05-15T12:00", "end": "2027-05-15T15:00"},
        {"start": "2027-05-22T12:00", "end": "2027-05-22T15:00"},
    ]


def test_every_line_has_its_object_also_an_empty_one() -> None:
    assert [found["reason"] for found in when_lines(["pe 18", "", "hm"], NOW, HELSINKI)] == [None, "not-understood", "not-understood"]


def test_people_read_the_weekday_and_the_choices() -> None:
    assert human(understand("la 12-15", NOW, HELSINKI)) == "Saturday 2027-05-15 12:00 – Saturday 2027-05-15 15:00"
    assert human(understand("next Friday at 18", NOW, HELSINKI)).splitlines()[1:] == [
        "  could be Friday 2027-05-14 18:00",
        "  could be Friday 2027-05-21 18:00",
    ]


def test_every_reason_is_explained() -> None:
    assert set(WHY_NOT) == set(Reason)
