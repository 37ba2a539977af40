"""However often a call that is being made gets another day or other hours, its tasks go with it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from community.volunteering.asking import kept
from community.volunteering.making import asked_again, next_step
from community.volunteering.steps import NOTHING, Step
from community.volunteering.task_lines import TaskLine
from community.volunteering.timing import at_hours, on_day, times_of, without_date

NOW, ZONE = datetime(2027, 5, 10, 9, tzinfo=UTC), ZoneInfo("Europe/Helsinki")
DAYS = st.dates(date(2027, 5, 11), date(2027, 12, 31))
SPANS = st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda span: span[0] != span[1])

Data = dict[str, Any]


def begun(day: date, span: tuple[int, int], own: list[tuple[int, int]]) -> Data:
    """A call on a day at some hours, with a task at those hours, one at any time, and some at hours of their own."""
    known = at_hours(f"{span[0]}-{span[1]}", on_day(day, {**NOTHING, "title": "Work"}, NOW, ZONE), NOW, ZONE)
    midnight = datetime.combine(day, time())
    tasks = [kept(TaskLine("All along", starts=times_of(known)[0], ends=times_of(known)[1])), kept(TaskLine("Any time"))]
    for number, (first, minutes) in enumerate(own):
        starts = midnight + timedelta(hours=first)
        tasks.append(kept(TaskLine(f"Own {number}", starts=starts, ends=starts + timedelta(minutes=minutes + 1))))
    return {**known, "tasks": tasks, "done": True, "answered": [*known["answered"], Step.WHERE]}


def moved(data: Data, day: date) -> Data:
    """Its author chooses another day on the preview."""
    return on_day(day, asked_again(Step.WHEN, data), NOW, ZONE)


@given(DAYS, SPANS, st.lists(st.tuples(st.integers(0, 30), st.integers(1, 600)), max_size=4), st.lists(DAYS, max_size=4))
def test_the_way_to_another_day_and_back_changes_nothing(
    day: date, span: tuple[int, int], own: list[tuple[int, int]], way: list[date]
) -> None:
    first = data = begun(day, span, own)
    for other in way:
        data = moved(data, other)
        assert next_step(data) is Step.PREVIEW
        days = other - day
        assert all(
            tuple(wall and wall - days for wall in times_of(task)) == times_of(was)
            for task, was in zip(data["tasks"], first["tasks"], strict=True)
        )
    data = moved(data, day)
    assert (data["tasks"], data["starts"], data["ends"]) == (first["tasks"], first["starts"], first["ends"])


@given(DAYS, SPANS, SPANS)
def test_what_is_done_all_along_has_the_new_hours_and_the_rest_keeps_its_own(
    day: date, span: tuple[int, int], other: tuple[int, int]
) -> None:
    own = [(span[0] + 25, 30)]  # the day after, so that it is never all along
    data = at_hours(f"{other[0]}-{other[1]}", asked_again(Step.HOURS, begun(day, span, own)), NOW, ZONE)
    assert next_step(data) is Step.PREVIEW
    all_along, any_time, rest = data["tasks"]
    assert times_of(all_along) == times_of(data)
    assert times_of(any_time) == (None, None)
    assert times_of(rest) == times_of(begun(day, span, own)["tasks"][2])


@given(DAYS, SPANS)
def test_without_a_date_no_task_has_hours(day: date, span: tuple[int, int]) -> None:
    data = without_date(asked_again(Step.WHEN, begun(day, span, [(12, 60)])))
    assert next_step(data) is Step.PREVIEW
    assert all(times_of(task) == (None, None) for task in data["tasks"])
