"""When a reminder comes: the day before at 17 or shortly before, never in the quiet hours, never too late to be of use."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.quiet import QuietHours
from community.reminders import BEFORE_QUIET, USEFUL, decent_at, due_times, not_in_quiet
from community.when import instant
from storage.people import Reminding
from storage.reminders import ReminderKind
from tests.community.neighbourhood import NOW, RULES

HELSINKI = ZoneInfo("Europe/Helsinki")


def wall(text: str) -> datetime:
    """What the clock on the wall shows."""
    return datetime.fromisoformat(text)


def on_the_wall(moment: datetime, zone: ZoneInfo = HELSINKI) -> str:
    """The moment as the house's clock shows it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


# The event starts · hours before it one wants to be told · when that is (10.5.2027 is a Monday, 13.5. a Thursday).
SHORTLY = [
    ("2027-05-12T18:00", 2, "2027-05-12T16:00"),
    ("2027-05-12T10:00", 2, "2027-05-12T08:00"),  # the very end of the quiet hours is not quiet
    ("2027-05-12T09:30", 2, "2027-05-12T08:00"),  # 7.30 is quiet; at 8 there is time left
    ("2027-05-12T08:30", 2, "2027-05-12T08:00"),  # exactly half an hour is enough
    ("2027-05-12T08:29", 2, "2027-05-11T20:00"),  # a minute less is not: an hour before the quiet began
    ("2027-05-12T08:00", 2, "2027-05-11T20:00"),
    ("2027-05-12T02:00", 2, "2027-05-11T20:00"),  # at midnight
    ("2027-05-12T22:59", 2, "2027-05-12T20:59"),  # the last minute before the quiet
    ("2027-05-12T23:00", 2, "2027-05-12T20:00"),  # 21 is quiet
    ("2027-05-15T11:30", 2, "2027-05-15T10:00"),  # on a Saturday it is quiet until 10
    ("2027-05-15T10:30", 2, "2027-05-15T10:00"),
    ("2027-05-15T10:00", 2, "2027-05-14T20:00"),
    ("2027-05-16T09:30", 1, "2027-05-15T20:00"),
    ("2027-05-17T09:30", 2, "2027-05-17T08:00"),  # a Monday
]


@pytest.mark.parametrize(("starts", "hours", "due"), SHORTLY)
def test_shortly_before_is_moved_out_of_the_quiet_hours(starts: str, hours: int, due: str) -> None:
    found = due_times(wall(starts), HELSINKI, Reminding.SHORTLY, hours * 60, RULES, NOW)
    assert {kind: on_the_wall(at) for kind, at in found.items()} == {ReminderKind.SHORTLY: due}


@pytest.mark.parametrize("starts", ["2027-05-13T12:00", "2027-05-13T00:30", "2027-05-13T23:30", "2027-05-16T09:00"])
def test_the_day_before_means_at_17(starts: str) -> None:
    found = due_times(wall(starts), HELSINKI, Reminding.DAY_BEFORE, 120, RULES, NOW)
    day = wall(starts).date() - timedelta(days=1)
    assert {kind: on_the_wall(at) for kind, at in found.items()} == {ReminderKind.DAY_BEFORE: f"{day}T17:00"}


def test_one_may_want_both_or_none() -> None:
    starts = wall("2027-05-13T18:00")
    assert set(due_times(starts, HELSINKI, Reminding.BOTH, 120, RULES, NOW)) == set(ReminderKind)
    assert due_times(starts, HELSINKI, Reminding.OFF, 120, RULES, NOW) == {}


def test_what_is_past_when_one_signs_up_is_left_out() -> None:
    starts, late = wall("2027-05-12T08:00"), datetime(2027, 5, 11, 18, 0, tzinfo=UTC)  # 21 on the wall
    assert due_times(starts, HELSINKI, Reminding.BOTH, 120, RULES, late) == {}


# Both days of 2027 on which the clock is changed, in three zones: what the wall shows stays, the moment moves.
CHANGES = [
    ("Europe/Helsinki", "2027-03-28T12:00", "2027-03-27T15:00", "2027-03-28T07:00"),
    ("Europe/Stockholm", "2027-03-28T12:00", "2027-03-27T16:00", "2027-03-28T08:00"),
    ("America/New_York", "2027-03-14T12:00", "2027-03-13T22:00", "2027-03-14T14:00"),
    ("Europe/Helsinki", "2027-10-31T12:00", "2027-10-30T14:00", "2027-10-31T08:00"),
    ("Europe/Stockholm", "2027-10-31T12:00", "2027-10-30T15:00", "2027-10-31T09:00"),
    ("America/New_York", "2027-11-07T12:00", "2027-11-06T21:00", "2027-11-07T15:00"),
]


@pytest.mark.parametrize(("zone", "starts", "day_before", "shortly"), CHANGES)
def test_reminders_follow_the_wall_when_the_clock_is_changed(zone: str, starts: str, day_before: str, shortly: str) -> None:
    found = due_times(wall(starts), ZoneInfo(zone), Reminding.BOTH, 120, RULES, datetime(2027, 1, 1, tzinfo=UTC))
    assert [on_the_wall(at, ZoneInfo("UTC")) for at in found.values()] == [day_before, shortly]


@pytest.mark.parametrize(
    ("zone", "shown", "moment"),
    [
        ("Europe/Helsinki", "2027-03-28T03:30", "2027-03-28T01:30"),  # does not exist: 4.30 is shown
        ("Europe/Helsinki", "2027-10-31T03:30", "2027-10-31T00:30"),  # comes twice: the first is meant
        ("Europe/Stockholm", "2027-03-28T02:30", "2027-03-28T01:30"),
        ("Europe/Stockholm", "2027-10-31T02:30", "2027-10-31T00:30"),
        ("America/New_York", "2027-03-14T02:30", "2027-03-14T07:30"),
        ("America/New_York", "2027-11-07T01:30", "2027-11-07T05:30"),
    ],
)
def test_an_hour_that_is_missing_moves_forward_and_one_that_comes_twice_is_the_first(zone: str, shown: str, moment: str) -> None:
    assert on_the_wall(instant(wall(shown), ZoneInfo(zone)), ZoneInfo("UTC")) == moment


@given(st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1)), st.integers(30, 48 * 60))  # noqa: DTZ001 - the wall clock
def test_no_reminder_comes_in_the_quiet_or_too_late(starts: datetime, lead: int) -> None:
    starts = starts.replace(second=0, microsecond=0)
    due = decent_at(starts - timedelta(minutes=lead), starts, RULES)
    assert RULES.quiet.end(due, RULES.is_day_off) is None
    assert due <= starts - USEFUL


@given(st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1)))  # noqa: DTZ001 - the wall clock
def test_the_quiet_ends_in_the_morning_and_began_in_the_evening(moment: datetime) -> None:
    quiet = QuietHours(21, 8, 10)
    end = quiet.end(moment, RULES.is_day_off)
    assert (end is not None) == _is_quiet(moment)
    if end is not None:
        assert moment < end
        assert quiet.begin(moment) <= moment
        assert end.hour == (10 if RULES.is_day_off(end.date()) else 8)
        assert BEFORE_QUIET < end - quiet.begin(moment) <= timedelta(hours=13)


def _is_quiet(moment: datetime) -> bool:
    return moment.hour >= 21 or moment.hour < (10 if moment.weekday() >= 5 else 8)


@pytest.mark.parametrize(
    ("now", "event_at", "at"),
    [
        ("2027-05-12T12:00", "2027-05-20T12:00", "2027-05-12T12:00"),
        ("2027-05-12T22:00", "2027-05-20T12:00", "2027-05-13T08:00"),
        ("2027-05-14T22:00", "2027-05-20T12:00", "2027-05-15T10:00"),
        ("2027-05-15T08:30", "2027-05-20T12:00", "2027-05-15T10:00"),
        ("2027-05-12T22:00", "2027-05-13T10:00", "2027-05-12T22:00"),  # within twelve hours
        ("2027-05-12T22:00", "2027-05-13T10:01", "2027-05-13T08:00"),
    ],
)
def test_what_the_bot_starts_waits_for_the_morning_unless_it_is_soon(now: str, event_at: str, at: str) -> None:
    found = not_in_quiet(instant(wall(now), HELSINKI), HELSINKI, RULES, event_at=instant(wall(event_at), HELSINKI))
    assert on_the_wall(found) == at
