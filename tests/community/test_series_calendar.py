"""Series in calendars, read by a parser that did not write them, and compared with leafing through the days."""

import io
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import resolve_imaginary, tzical
from hypothesis import given
from hypothesis import strategies as st

from community import calendar, events, series
from community.calendar import Words, calendar_file
from community.calendar.recurring import unmade
from community.when import Rule, instant, times_on
from storage.series import Series
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood
from tests.community.test_series_lines import RULES as RULES_OF_SERIES

BOT = 4242
NOW = datetime(2027, 1, 1, tzinfo=UTC)
WORDS = Words("Cancelled: {title}", "Koivukuja 3")
ZONES = ("Europe/Helsinki", "America/New_York", "Australia/Lord_Howe")
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))


def weekly(**values: Any) -> Series:
    """Coffee every Tuesday of 2027 at 18 in Helsinki."""
    wall = datetime.fromisoformat("2027-01-05T18:00")
    fields = {"id": 7, "house_id": 1, "rule": "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU", "starts": wall, "zone": ZONES[0], "title": "Coffee"}
    return Series(**{**fields, **values})


def written(found: Series, made: set[date], now: datetime = NOW) -> str:
    """The file of what was not made of a series."""
    entry = unmade(found, made, now)
    return calendar_file([entry] if entry else [], bot=BOT, stamp=now, words=WORDS).decode()


def shown(file: str, most: int = 60) -> list[datetime]:
    """The instants at which a calendar shows it, by the rule and the time zone of the file itself."""
    [event] = vobject.readOne(file).vevent_list
    zone = tzical(io.StringIO(file)).get()
    assert zone is not None
    walls = islice(event.getrruleset(), most)
    return [resolve_imaginary(wall.replace(tzinfo=zone)).astimezone(UTC) for wall in walls]  # RFC 5545, 3.3.5: by the offset before


@given(RULES_OF_SERIES, MINUTES, st.sampled_from(ZONES), st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_a_calendar_shows_the_days_that_were_not_made_at_their_time_on_the_wall(
    found: tuple[Rule, date], at: time, zone: str, made: set[int], left_out: set[int]
) -> None:
    rule, first = found
    days = list(islice(rule.days(first, first), 40))
    out = [days[number].isoformat() for number in sorted(left_out)]
    pattern = weekly(rule=rule.text, starts=datetime.combine(first, at), zone=zone, left_out=out, until=days[-1])
    now = datetime.combine(first - timedelta(days=2), time(), tzinfo=UTC)
    expected = [times_on(pattern, day).starts_at for number, day in enumerate(days) if number not in made | left_out]
    assert shown(written(pattern, {days[number] for number in made}, now)) == expected


def test_the_rule_is_on_the_wall_and_ends_in_utc() -> None:
    file = written(weekly(until=date(2027, 12, 14)), {date(2027, 1, 5), date(2027, 2, 2)})
    assert "DTSTART;TZID=Europe/Helsinki:20270112T180000" in file
    assert "RRULE:FREQ=WEEKLY;UNTIL=20271214T215900Z;INTERVAL=1;BYDAY=TU" in file
    assert "EXDATE;TZID=Europe/Helsinki:20270202T180000" in file
    assert "UID:talkoot-4242-s7" in file


def test_a_first_day_whose_time_is_jumped_over_does_not_move_the_others() -> None:
    pattern = weekly(starts=datetime.fromisoformat("2027-03-28T03:30"), rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=SU")
    at = [instant(datetime.fromisoformat(f"2027-{day}T03:30"), ZoneInfo(ZONES[0])) for day in ("03-28", "04-04")]
    assert shown(written(pattern, set()))[:2] == at


def test_when_nothing_more_will_come_there_is_no_entry() -> None:
    assert "VEVENT" not in written(weekly(until=date(2027, 1, 5)), {date(2027, 1, 5)})


@pytest.mark.parametrize("line", ["every Tue 18 Coffee", "joka toinen ti klo 18 Coffee", "kuun ensimmäinen su klo 12 Coffee"])
async def test_house_and_series_files_show_every_occurrence_once(here: Neighbourhood, line: str) -> None:
    await here.announce(line)
    first = await here.publish()
    await here.db.transaction(series.tend_due, RULES, here.now)
    await here.do(events.cancel, event=first.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    await here.db.transaction(series.tend_due, RULES, here.now)
    file = await here.db.read(calendar.series_file, first.id, here.now)
    assert file is not None
    text = calendar_file(file.entries, bot=BOT, stamp=here.now, words=WORDS).decode()
    entries = vobject.readOne(text).vevent_list
    assert len({entry.uid.value for entry in entries}) == len(entries)
    assert [entry.uid.value for entry in entries if entry.status.value == "CANCELLED"] == [f"talkoot-{BOT}-{first.id}"]
    starts = sorted(each.replace(tzinfo=None) for entry in entries for each in islice(entry.getrruleset() or [entry.dtstart.value], 50))
    [pattern] = await here.rows(Series)
    days = islice(Rule.read(pattern.rule).days(pattern.starts.date(), pattern.starts.date()), 50)
    assert starts[:50] == [datetime.combine(day, pattern.starts.time()) for day in days]


async def test_a_feed_of_the_house_carries_the_rule_and_one_s_own_does_not(here: Neighbourhood) -> None:
    await here.announce("every Tue 18 Coffee")
    await here.publish()
    house = (await here.house()).id
    for each in (house, None):
        await here.do(calendar.open_feed, who=ADMIN, house=each, message=1, now=here.now)
    for address in await here.db.read(calendar.my_addresses, who=ADMIN):
        served = await here.db.read(calendar.feed, token=address.token, now=here.now)
        assert served is not None
        text = calendar_file(served.entries, bot=BOT, stamp=here.now, words=WORDS).decode()
        assert ("BEGIN:VEVENT\r\nSUMMARY:Coffee\r\nDTSTART;TZID=Europe/Helsinki:2027" in text) is True
        assert ("RRULE:FREQ=WEEKLY" in text) is (address.house is not None)


# What single programs need beyond the standard, each with where its maker says so.


def test_outlook_gets_no_exception_of_a_rule_and_no_list_of_dates() -> None:
    """[MS-OXOCAL] 2.2.1.44.1 lets no exception pass its neighbour, [MS-STANOICAL] 2.2.36 ignores RDATE: what differs is an event apart.

    https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/cf7153b4-f8b5-4cb6-bf14-e78d21f94814
    """
    file = written(weekly(left_out=["2027-02-09"]), {date(2027, 1, 5), date(2027, 2, 2)})
    assert not any(line.startswith(("RECURRENCE-ID", "RDATE")) for line in file.split("\r\n"))


def test_outlook_and_apple_get_an_exdate_in_the_zone_and_the_form_of_the_start() -> None:
    """A day alone (VALUE=DATE), or a time in UTC, takes nothing away from a start with a zone (RFC 5545, 3.8.5.1)."""
    said = [line for line in written(weekly(left_out=["2027-02-09"]), set()).split("\r\n") if line.startswith("EXDATE")]
    assert said == ["EXDATE;TZID=Europe/Helsinki:20270209T180000"]


@given(RULES_OF_SERIES)
def test_the_start_is_on_a_day_of_its_rule(found: tuple[Rule, date]) -> None:
    """RFC 5545, 3.8.5.3 leaves open what a program makes of a start that is not; Apple shows it, Google does not."""
    rule, first = found
    pattern = weekly(rule=rule.text, starts=datetime.combine(first, time(18)))
    entry = unmade(pattern, {first}, datetime.combine(first, time(), tzinfo=UTC))
    assert entry is not None
    assert entry.again is not None
    assert entry.again.wall.date() in rule.days(first, first)
