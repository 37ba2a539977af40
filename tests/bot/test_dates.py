"""Dates people read, in the manner of each language."""

from __future__ import annotations

import doctest
from datetime import date, datetime

import pytest

import bot.dates
from bot.dates import say_day, say_days, say_span, say_time, say_week

MONDAY = date(2027, 5, 10)
wall = datetime.fromisoformat

SPANS = [
    ("2027-05-22T12:00", "2027-05-22T15:00", "la 22.5. klo 12–15", "lör 22.5 kl. 12–15", "Sat 22 May, 12:00–15:00"),
    ("2027-06-04T18:00", None, "pe 4.6. klo 18", "fre 4.6 kl. 18", "Fri 4 June, 18:00"),
    ("2027-06-04T18:30", None, "pe 4.6. klo 18.30", "fre 4.6 kl. 18.30", "Fri 4 June, 18:30"),
    ("2027-05-18T09:00", "2027-05-18T12:05", "ti 18.5. klo 9–12.05", "tis 18.5 kl. 9–12.05", "Tue 18 May, 9:00–12:05"),
    ("2027-05-19T00:00", "2027-05-19T00:30", "ke 19.5. klo 0–0.30", "ons 19.5 kl. 0–0.30", "Wed 19 May, 0:00–0:30"),
    ("2027-05-22T22:00", "2027-05-23T01:00", "la 22.5. klo 22–1", "lör 22.5 kl. 22–1", "Sat 22 May, 22:00–1:00"),
    ("2027-05-22T18:00", "2027-05-23T00:00", "la 22.5. klo 18–24", "lör 22.5 kl. 18–24", "Sat 22 May, 18:00–24:00"),
    (
        "2027-05-22T12:00",
        "2027-05-23T15:00",
        "la 22.5. klo 12 – su 23.5. klo 15",
        "lör 22.5 kl. 12 – sön 23.5 kl. 15",
        "Sat 22 May, 12:00 – Sun 23 May, 15:00",
    ),
    (
        "2027-05-20T18:00",
        "2027-05-21T07:00",
        "to 20.5. klo 18 – pe 21.5. klo 7",
        "tors 20.5 kl. 18 – fre 21.5 kl. 7",
        "Thu 20 May, 18:00 – Fri 21 May, 7:00",
    ),
    ("2028-01-03T18:00", None, "ma 3.1.2028 klo 18", "mån 3.1.2028 kl. 18", "Mon 3 January 2028, 18:00"),
    ("2027-11-10T18:00", None, "ke 10.11. klo 18", "ons 10.11 kl. 18", "Wed 10 November, 18:00"),
    ("2027-11-11T18:00", None, "to 11.11.2027 klo 18", "tors 11.11.2027 kl. 18", "Thu 11 November 2027, 18:00"),
]
WEEKS = [
    (date(2027, 5, 20), "vk 20, 17.–23.5.", "v. 20, 17–23.5", "week 20, 17–23 May"),
    (date(2027, 5, 31), "vk 22, 31.5.–6.6.", "v. 22, 31.5–6.6", "week 22, 31 May – 6 June"),
    (date(2027, 1, 3), "vk 53, 28.12.–3.1.", "v. 53, 28.12–3.1", "week 53, 28 December – 3 January"),
]


@pytest.mark.parametrize(("start", "end", "finnish", "swedish", "english"), SPANS)
def test_a_span_reads_as_each_language_writes_it(start: str, end: str | None, finnish: str, swedish: str, english: str) -> None:
    said = [say_span(wall(start), wall(end) if end else None, language, today=MONDAY) for language in ("fi", "sv", "en")]
    assert said == [finnish, swedish, english]


@pytest.mark.parametrize(("day", "finnish", "swedish", "english"), WEEKS)
def test_a_week_has_its_iso_number_and_its_days(day: date, finnish: str, swedish: str, english: str) -> None:
    assert [say_week(day, language) for language in ("fi", "sv", "en")] == [finnish, swedish, english]


@pytest.mark.parametrize(
    ("language", "like"), [("fi@selko", "fi"), ("fi-FI", "fi"), ("sv_FI", "sv"), ("ru", "en"), ("", "en"), ("EN", "en")]
)
def test_a_language_without_a_manner_of_its_own_writes_like_another(language: str, like: str) -> None:
    assert say_day(MONDAY, language, today=MONDAY) == say_day(MONDAY, like, today=MONDAY)


def test_what_has_passed_long_ago_has_its_year_too() -> None:
    assert say_day(date(2026, 12, 24), "fi", today=MONDAY) == "to 24.12.2026"
    assert say_day(date(2027, 5, 9), "fi", today=MONDAY) == "su 9.5."
    assert say_day(date(2027, 5, 9), "fi", today=date(2027, 12, 1)) == "su 9.5.2027"


def test_days_are_said_from_the_first_to_the_last() -> None:
    assert say_days(date(2027, 12, 20), date(2027, 12, 26), "fi", today=date(2027, 12, 1)) == "ma 20.12. – su 26.12."
    assert say_days(MONDAY, MONDAY, "en", today=MONDAY) == "Mon 10 May"


def test_a_time_has_minutes_only_when_there_are_some() -> None:
    assert [say_time(wall("2027-05-10T18:00"), language) for language in ("fi", "sv", "en")] == ["klo 18", "kl. 18", "18:00"]
    assert [say_time(wall("2027-05-10T09:05"), language) for language in ("fi", "sv", "en")] == ["klo 9.05", "kl. 9.05", "9:05"]


def test_the_examples_of_the_module_are_true() -> None:
    assert doctest.testmod(bot.dates).failed == 0
