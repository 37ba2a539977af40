"""Series over both changes of the clock of 2027, in three time zones, with a restart in the middle: the wall is what counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import due
from community.events import Event, Press
from community.when import instant, times_on
from storage import moments, places
from storage.cards import Card
from storage.engine import Database, open_database
from tests.community.neighbourhood import RULES, Neighbourhood, neighbour

ANNA = neighbour(1)
CHANGES = (
    ("Europe/Helsinki", date(2027, 3, 28), "3.30"),
    ("Europe/Helsinki", date(2027, 10, 31), "3.30"),
    ("America/New_York", date(2027, 3, 14), "2.30"),
    ("America/New_York", date(2027, 11, 7), "1.30"),
    ("Australia/Lord_Howe", date(2027, 10, 3), "2.15"),
    ("Australia/Lord_Howe", date(2027, 4, 4), "1.45"),
)
"""The zones with the Sundays on which their clocks are changed, and a time that is jumped over, or comes twice, on that day.

On Lord Howe it is half an hour, in the other half of the year.
"""


async def live(here: Neighbourhood, until: datetime) -> None:
    """Time goes on from one thing that is due to the next; Anna says yes to whatever comes up."""
    while True:
        for duty in due.every_tick(RULES):
            while await here.db.transaction(duty, here.now):
                pass
        for event in await here.rows(Event):
            if event.starts_at > here.now and not await here.sign_up(event, ANNA):
                await here.answer(event, ANNA, press=Press(None, None, next(here.updates)))
        at = await here.db.read(moments.next_moment)  # without messages: nobody delivers them here
        if at is None or at > until:
            return
        here.now = at


async def over_the_change(db: Database, url: str, zone: str, change: date, lines: list[str]) -> Neighbourhood:
    """Series that live from three weeks before a change of the clock until three weeks after; on the day itself the program restarts."""
    wall = datetime.combine(change - timedelta(days=22), time(12))
    here = Neighbourhood(db, instant(wall, ZoneInfo(zone)))
    await here.found()
    await here.db.transaction(places.change_house, (await here.house()).id, zone=zone)
    await here.resident(ANNA)
    for line in lines:
        await here.announce(line)
        await here.publish()
    await live(here, instant(datetime.combine(change, time(1, 15)), ZoneInfo(zone)))
    again = Neighbourhood(await open_database(url), here.now, here.updates)
    await live(again, instant(wall + timedelta(days=42), ZoneInfo(zone)))
    return again


@pytest.mark.parametrize(("zone", "change", "odd"), CHANGES)
async def test_the_wall_time_stays_and_everything_comes_once(db: Database, database_url: str, zone: str, change: date, odd: str) -> None:
    here = await over_the_change(db, database_url, zone, change, ["every Sun klo 18 Coffee", f"every Sun klo {odd} Vigil"])
    try:
        past = [event for event in await here.rows(Event) if event.starts_at <= here.now]
        sundays = [change + timedelta(days=7 * week) for week in range(-3, 3)]
        for title, said in (("Coffee", time(18)), ("Vigil", time.fromisoformat(odd.replace(".", ":").zfill(5)))):
            occurrences = sorted((event for event in past if event.title == title), key=lambda event: event.starts_at)
            assert [event.occurrence for event in occurrences] == sundays
            assert [event.starts_at for event in occurrences] == [instant(datetime.combine(day, said), ZoneInfo(zone)) for day in sundays]
            assert all(event.starts.time() == said for event in occurrences if event.occurrence != change or title == "Coffee")
        reminders = [(event, debt.due_at) for debt in await here.debts("reminder") for event, _ in debt.params["events"]]
        assert sorted(event for event, _ in reminders) == sorted(event.id for event in past)
        saturdays = [datetime.combine(day - timedelta(days=1), time(17)) for day in sundays]
        assert sorted(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for _, at in reminders) == sorted([*saturdays, *saturdays])
        assert sorted(day for debt in await here.debts("tomorrow") for day in debt.params["days"]) == [str(day) for day in sundays]
        assert set(Counter(card.thing_id for card in await here.rows(Card)).values()) == {1}
    finally:
        await here.db.close()


@dataclass(frozen=True)
class Pattern:
    starts: datetime
    ends: datetime | None
    zone: str


ZONES = (*sorted({zone for zone, _, _ in CHANGES}), "Africa/Cairo", "UTC")
WALLS = st.builds(
    lambda day, minutes: datetime.combine(day, time()) + timedelta(minutes=minutes),
    st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    st.integers(0, 24 * 60 - 1),
)


@given(
    WALLS,
    st.none() | st.integers(1, 3 * 24 * 60),
    st.sampled_from([*sorted({zone for zone, _, _ in CHANGES}), "Africa/Cairo", "UTC"]),
    st.integers(0, 400),
)
def test_an_occurrence_shows_the_time_of_the_pattern_and_lasts(starts: datetime, length: int | None, zone: str, ahead: int) -> None:
    pattern = Pattern(starts, starts + timedelta(minutes=length) if length else None, zone)
    day = starts.date() + timedelta(days=ahead)
    times = times_on(pattern, day)
    assert times.starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == times.starts
    assert times.starts - datetime.combine(day, starts.time()) in (timedelta(), timedelta(minutes=30), timedelta(hours=1))
    if length is None:
        assert times.ends is times.ends_at is None
    else:
        assert times.ends is not None
        assert times.ends_at is not None
        assert times.ends_at > times.starts_at
        assert times.ends_at == instant(times.ends, ZoneInfo(zone))
        assert times.ends_at.astimezone(UTC) == times.ends_at
