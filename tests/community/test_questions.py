"""What is known after each answer to a question about an event: pure rules, on a Monday at noon."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from community.events import Step
from community.events.making import NOTHING, Data, chosen, days_offered, hours_offered, next_step, pressed, repeated, written
from community.refusals import Refused
from storage.events import Event
from tests.community.neighbourhood import NOW

HERE = ZoneInfo("Europe/Helsinki")
ANSWERS = ((Step.WHAT, "Coffee"), (Step.DAY, "10.5."), (Step.TIME, "18"), (Step.WHERE, "yard"), (Step.SEATS, "10"))


def until(step: Step) -> Data:
    """What is known when a question is asked."""
    data = NOTHING
    for question, words in ANSWERS:
        if question is step:
            break
        data = written(question, words, data, NOW, HERE)
    assert next_step(data) is step
    return data


@pytest.mark.parametrize("step", [step for step, _ in ANSWERS])
def test_a_whole_line_answers_everything_at_any_question(step: Step) -> None:
    known = written(step, "Sat 22 May 12–15 Spring clean-up @ courtyard max 8", until(step), NOW, HERE)
    assert next_step(known) is Step.PREVIEW
    assert (known["title"], known["starts"], known["ends"]) == ("Spring clean-up", "2027-05-22T12:00:00", "2027-05-22T15:00:00")
    assert (known["place"], known["capacity"]) == ("courtyard", 8)


@pytest.mark.parametrize(
    ("words", "step", "starts", "ends"),
    [
        ("Sat 22 May 12–15", Step.WHERE, "2027-05-22T12:00:00", "2027-05-22T15:00:00"),
        ("på lördag kl. 12", Step.WHERE, "2027-05-15T12:00:00", None),
        ("huomenna", Step.TIME, None, None),
        ("next Friday at 18", Step.CHOOSE, None, None),
        ("next Friday", Step.DAY, None, None),
    ],
)
def test_a_day_in_words_is_understood_or_asked_about(words: str, step: Step, starts: str | None, ends: str | None) -> None:
    known = written(Step.DAY, words, until(Step.DAY), NOW, HERE)
    assert (next_step(known), known["starts"], known["ends"]) == (step, starts, ends)


def test_of_two_days_a_phrase_may_mean_one_is_chosen() -> None:
    known = written(Step.DAY, "next Friday", until(Step.DAY), NOW, HERE)
    assert days_offered(known, NOW.date()) == [date(2027, 5, 14), date(2027, 5, 21)]
    assert next_step(pressed(Step.DAY, "2027-05-21", known, NOW, HERE)) is Step.TIME


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("18", "2027-05-10T18:00:00", None),
        ("klo 18.30", "2027-05-10T18:30:00", None),
        ("kl. 18–20", "2027-05-10T18:00:00", "2027-05-10T20:00:00"),
        ("6pm", "2027-05-10T18:00:00", None),
        ("Sat 22 May 12", "2027-05-22T12:00:00", None),
    ],
)
def test_hours_belong_to_the_day_unless_another_is_said(words: str, starts: str, ends: str | None) -> None:
    known = written(Step.TIME, words, until(Step.TIME), NOW, HERE)
    assert (known["starts"], known["ends"], next_step(known)) == (starts, ends, Step.WHERE)


def test_an_hour_that_may_be_two_is_asked_about() -> None:
    known = written(Step.TIME, "at 6", written(Step.DAY, "22.5.", until(Step.DAY), NOW, HERE), NOW, HERE)
    assert next_step(known) is Step.CHOOSE
    assert (chosen(1, known)["starts"], next_step(chosen(1, known))) == ("2027-05-22T18:00:00", Step.WHERE)
    again = written(Step.CHOOSE, "Sun 23 May", known, NOW, HERE)
    assert (again["day"], next_step(again)) == ("2027-05-23", Step.TIME)


@pytest.mark.parametrize(
    ("step", "words", "code"),
    [
        (Step.WHAT, "", "no-title"),
        (Step.WHAT, "x" * 81, "title-too-long"),
        (Step.DAY, "1.5.2027", "past"),
        (Step.DAY, "31.2.", "no-such-date"),
        (Step.DAY, "soon", "not-understood"),
        (Step.TIME, "early", "no-time"),
        (Step.TIME, "7", "past"),
        (Step.WHERE, "p" * 61, "place-too-long"),
        (Step.SEATS, "many", "bad-capacity"),
        (Step.SEATS, "0", "bad-capacity"),
        (Step.SEATS, "1001", "bad-capacity"),
    ],
)
def test_every_question_says_why_not(step: Step, words: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        written(step, words, until(step), NOW, HERE)


@pytest.mark.parametrize(
    ("step", "value"),
    [(Step.DAY, "2027-05-09"), (Step.DAY, "x"), (Step.TIME, "2500"), (Step.TIME, "12+2"), (Step.TIME, "0700"), (Step.SEATS, "1001")],
)
def test_what_no_button_says_is_refused(step: Step, value: str) -> None:
    with pytest.raises(Refused) as refused:
        pressed(step, value, until(step), NOW, HERE)
    assert refused.value.code in ("past", "old-button", "bad-capacity")


def test_the_usual_days_and_hours_are_coming_ones() -> None:
    assert days_offered(NOTHING, date(2027, 5, 10)) == [date(2027, 5, day) for day in (10, 11, 15, 22)]
    assert days_offered(NOTHING, date(2027, 5, 14)) == [date(2027, 5, day) for day in (14, 15, 22)]
    assert hours_offered({"day": "2027-05-10"}, NOW, HERE) == [time(17), time(18)], "it is noon"


def test_the_text_below_a_name_is_the_text() -> None:
    known = written(Step.WHAT, "Coffee\nBring cake.", NOTHING, NOW, HERE)
    assert (known["title"], known["text"]) == ("Coffee", "Bring cake.")


def test_what_is_repeated_needs_only_a_day() -> None:
    last = Event(
        title="Sauna",
        place="cellar",
        starts=datetime.fromisoformat("2027-04-03T18:30"),
        ends=datetime.fromisoformat("2027-04-03T21:00"),
        capacity=6,
        deadline=datetime.fromisoformat("2027-04-02T12:00"),
    )
    known = repeated(last, NOTHING)
    assert next_step(known) is Step.DAY
    known = written(Step.DAY, "lauantaina", known, NOW, HERE)
    assert (known["starts"], known["ends"]) == ("2027-05-15T18:30:00", "2027-05-15T21:00:00")
    assert known["deadline"] == "2027-05-14T12:00:00", "as long before it as last time"
    assert written(Step.DAY, "tänään", repeated(last, NOTHING), NOW, HERE)["deadline"] is None, "it would be past"
    assert (next_step(known), known["place"], known["capacity"]) == (Step.PREVIEW, "cellar", 6)
