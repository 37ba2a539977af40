"""iCalendar files, read by parsers that did not write them: vobject for what stands there, dateutil for the time zones."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import example, given
from hypothesis import strategies as st

from community.calendar import Entry, Status, Words, calendar_file, entry
from community.calendar.feeds import MOST_ENTRIES
from community.calendar.file import plain
from community.calendar.zones import time_zone
from community.when import instant
from storage.events import PLACE, TEXT, TITLE, Event, EventState, Place, SignUp

BOT = 4242
STAMP = datetime(2027, 5, 10, 9, tzinfo=UTC)
FEED = Words("Cancelled: {title}", "Koivukuja 3, B; C")
FILE = Words("Cancelled: {title}")
HELSINKI = "Europe/Helsinki"

ZONES = (HELSINKI, "America/New_York", "Australia/Lord_Howe")
"""Three with a change of the clock: two ways of one hour, and one of half an hour in the other half of the year."""

IRREGULAR = "Africa/Casablanca"
"""Ramadan moves the clock there, so no yearly rule holds."""

PEOPLE_WRITE = st.text(
    st.one_of(
        st.sampled_from(list("\\,;:\"'\n\r\t nN=^ åäö🏡👨‍👩‍👧\u05d0\u0627\u0301\u200f\u2028\x85\x0b\x1c\x00")),
        st.characters(),
    ),
    min_size=1,
    max_size=TEXT,
)
STARTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def planned(**values: Any) -> Entry:
    """Spring clean-up on a Saturday in May, from 12 to 15."""
    fields: dict[str, Any] = {
        "event": 12,
        "title": "Spring clean-up",
        "place": "courtyard",
        "text": "We rake the yard.",
        "starts_at": datetime(2027, 5, 22, 9, tzinfo=UTC),
        "ends_at": datetime(2027, 5, 22, 12, tzinfo=UTC),
        "zone": HELSINKI,
        "revision": 1,
        "status": Status.CONFIRMED,
        "busy": True,
    }
    return Entry(**{**fields, **values})


def announced(starts: str, ends: str | None = None, zone: str = HELSINKI, **values: Any) -> Event:
    """An event as it is stored for these times on the wall."""
    wall, end = datetime.fromisoformat(starts), datetime.fromisoformat(ends) if ends else None
    at, end_at = instant(wall, ZoneInfo(zone)), instant(end, ZoneInfo(zone)) if end else None
    fields = {"id": 12, "title": "Yard", "starts": wall, "ends": end, "zone": zone, "starts_at": at, "ends_at": end_at}
    return Event(**{**fields, **values})


def written(*entries: Entry, words: Words = FILE) -> str:
    return calendar_file(entries, bot=BOT, stamp=STAMP, words=words).decode()


def read(text: str) -> Any:
    """What vobject makes of a file."""
    return vobject.readOne(text)


def lines(text: str) -> list[str]:
    """The lines of a file as they were before they were folded."""
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_is_read_as_it_was_announced() -> None:
    [event] = read(written(planned())).vevent_list
    assert (event.summary.value, event.location.value, event.description.value) == ("Spring clean-up", "courtyard", "We rake the yard.")
    assert event.dtstart.value.replace(tzinfo=None).isoformat() == "2027-05-22T12:00:00"
    assert event.dtstart.value == planned().starts_at
    assert event.dtend.value == planned().ends_at
    assert (event.status.value, event.transp.value, event.sequence.value) == ("CONFIRMED", "OPAQUE", "0")
    assert event.dtstamp.value == STAMP


@given(PEOPLE_WRITE, PEOPLE_WRITE, PEOPLE_WRITE)
@example("a" * 74 + "🏡" * 6, "\\n \\, \\;", "BEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT")
@example(" \t x", "\r", "\ud800")
def test_whatever_people_write_comes_back_unchanged(title: str, place: str, text: str) -> None:
    """But for control characters, which iCalendar does not know, and line breaks, which are all one."""
    file = written(planned(title=title, place=place, text=text), words=FEED)
    calendar = read(file)
    [event] = calendar.vevent_list
    assert event.summary.value == plain(title)
    for said, name in ((place, "location"), (text, "description")):
        assert getattr(event, name).value == plain(said)
    assert calendar.x_wr_calname.value.replace("\\,", ",").replace("\\;", ";") == FEED.name
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    assert "\n" not in file.replace("\r\n", "")


def test_a_place_or_a_text_that_is_not_there_is_left_out() -> None:
    [event] = read(written(planned(place=None, text=None))).vevent_list
    assert not hasattr(event, "location")
    assert not hasattr(event, "description")


def test_nobody_s_name_is_in_a_calendar() -> None:
    file = written(planned(), planned(event=13, status=Status.CANCELLED), words=FEED)
    assert not any(line.startswith(("ORGANIZER", "ATTENDEE", "CONTACT", "COMMENT", "METHOD", "URL")) for line in lines(file))


def test_an_event_without_an_end_takes_an_hour() -> None:
    [event] = read(written(entry(announced("2027-05-22T18:00"), mine=True))).vevent_list
    assert event.dtend.value - event.dtstart.value == timedelta(hours=1)


def test_the_uid_stays_and_the_sequence_rises_when_an_event_changes() -> None:
    before, after = planned(), planned(revision=4, title="Another title", status=Status.CANCELLED)
    [first], [second] = read(written(before)).vevent_list, read(written(after)).vevent_list
    assert first.uid.value == second.uid.value == "talkoot-4242-12"
    assert (first.sequence.value, second.sequence.value) == ("0", "3")


def test_another_bot_and_another_event_have_other_uids() -> None:
    files = [calendar_file([planned(event=event)], bot=bot, stamp=STAMP, words=FILE) for bot in (1, 2) for event in (1, 2)]
    uids = {read(file.decode()).vevent.uid.value for file in files}
    assert len(uids) == 4


def test_the_same_values_make_the_same_bytes() -> None:
    assert written(planned(), words=FEED) == written(planned(), words=FEED)


def test_a_calendar_without_events_is_one_too() -> None:
    calendar = read(written(words=FEED))
    assert list(calendar.components()) == []


@pytest.mark.parametrize(
    ("place", "status", "busy"),
    [(Place.SEATED, "CONFIRMED", True), (Place.WAITING, "TENTATIVE", False), (Place.NONE, "TENTATIVE", False), (None, "CONFIRMED", True)],
)
def test_my_plan_is_as_sure_as_my_place(place: Place | None, status: str, busy: bool) -> None:
    sign_up = SignUp(event_id=12, answer="c", place=place, changed_at=STAMP) if place else None
    made = entry(announced("2027-05-22T12:00"), sign_up, mine=True)
    assert (made.status.value, made.busy) == (status, busy)


def test_what_is_on_in_the_house_takes_nobody_s_time() -> None:
    assert not entry(announced("2027-05-22T12:00"), mine=False).busy


# The clock is changed on these days of 2027: forward and back in each zone.
DAYS = {
    HELSINKI: ("2027-03-28", "2027-10-31"),
    "America/New_York": ("2027-03-14", "2027-11-07"),
    "Australia/Lord_Howe": ("2027-10-03", "2027-04-04"),
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("hour", [0, 1, 1.5, 2, 2.25, 2.5, 3, 3.5, 4, 12, 23])
def test_on_the_days_of_the_change_of_the_clock_an_event_is_when_it_is(zone: str, forward: bool, hour: float) -> None:
    day = datetime.fromisoformat(DAYS[zone][0 if forward else 1])
    wall = day + timedelta(hours=hour)
    event = announced(wall.isoformat(), (wall + timedelta(hours=3)).isoformat(), zone)
    file = written(entry(event, mine=True))
    shown = read(file).vevent.dtstart.value.replace(tzinfo=None)
    assert shown == event.starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert as_instant(file, zone, shown) == event.starts_at


def test_a_time_that_the_clock_jumps_over_is_written_as_the_later_one() -> None:
    assert "DTSTART;TZID=Europe/Helsinki:20270328T043000" in written(entry(announced("2027-03-28T03:30"), mine=True))


def test_a_time_that_comes_twice_means_the_first() -> None:
    event = announced("2027-10-31T03:30")
    assert event.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert as_instant(written(entry(event, mine=True)), HELSINKI, event.starts) == event.starts_at


def as_instant(file: str, zone: str, wall: datetime) -> datetime:
    """A time on the wall by the file's own VTIMEZONE, as dateutil understands it; of two, the first (RFC 5545, 3.3.5)."""
    theirs = tzical(io.StringIO(file)).get(zone)
    assert theirs is not None
    return wall.replace(tzinfo=theirs).astimezone(UTC)


@given(st.sampled_from(sorted(key for key in available_timezones() if "/" in key and not key.startswith("Etc/"))), STARTS)
@example(IRREGULAR, datetime(2027, 2, 20, 12, tzinfo=UTC))
@example("Europe/Dublin", datetime(2027, 7, 1, 12, tzinfo=UTC))
@example("America/St_Johns", datetime(2028, 12, 31, 23, tzinfo=UTC))
def test_every_time_zone_is_right_by_its_own_description(zone: str, moment: datetime) -> None:
    local = moment.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    if local.fold:
        return  # the second of two equal times can't be written with a zone
    file = written(planned(zone=zone, starts_at=local.astimezone(UTC), ends_at=local.astimezone(UTC) + timedelta(hours=2)))
    assert as_instant(file, zone, local.replace(tzinfo=None)) == local.astimezone(UTC)


def test_times_of_utc_need_no_time_zone() -> None:
    file = written(planned(zone="Etc/UTC"))
    assert "DTSTART:20270522T090000Z" in file
    assert "VTIMEZONE" not in file


def test_each_zone_is_described_once() -> None:
    file = written(*(planned(event=number, zone=zone) for number, zone in enumerate([*ZONES, *ZONES])))
    assert [line for line in lines(file) if line.startswith("TZID:")] == [f"TZID:{zone}" for zone in ZONES]


# What single programs need beyond the standard, each with where its maker says so.


@pytest.mark.parametrize("zone", ZONES)
def test_outlook_gets_a_time_zone_as_two_yearly_rules_and_no_list_of_dates(zone: str) -> None:
    """[MS-STANOICAL] 2.2.47: only TZID, DTSTART, RRULE and the offsets count. [MS-OXCICAL] 2.1.3.1.1.19.2.2: YEARLY, one BYDAY like -1SU.

    https://learn.microsoft.com/openspecs/exchange_standards/ms-stanoical/b827ac3d-16b5-46e8-b885-a2c45b2f5716
    """
    written_ = lines(time_zone(zone, 2027, 2028).to_ical().decode())
    assert not any(line.startswith(("RDATE", "COMMENT")) for line in written_)
    rules = [line for line in written_ if line.startswith("RRULE:")]
    parts = [line for line in written_ if line.startswith("BEGIN:")]
    assert sorted(parts) == ["BEGIN:DAYLIGHT", "BEGIN:STANDARD", "BEGIN:VTIMEZONE"]
    assert all("FREQ=YEARLY" in rule and "BYMONTH=" in rule and rule.count("BYDAY=") == 1 for rule in rules)
    assert len(rules) == 2


def test_outlook_is_asked_to_look_again_by_its_own_property() -> None:
    """[MS-OXCICAL] 2.1.3.1.1.15, X-PUBLISHED-TTL; RFC 7986, 5.7 has REFRESH-INTERVAL for the same, with its VALUE spelled out."""
    said = lines(written(words=FEED))
    assert "X-PUBLISHED-TTL:PT1H" in said
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in said


def test_a_single_event_has_no_calendar_s_name_which_would_make_outlook_add_a_calendar() -> None:
    """[MS-OXCICAL] 2.1.3.1.1.17: X-WR-CALNAME names the new folder, and is left out for a single appointment.

    https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcical/1da58449-b97e-46bd-b018-a1ce576f3e6d
    """
    assert not any(line.startswith(("X-WR-CALNAME", "NAME", "X-PUBLISHED-TTL")) for line in lines(written(planned())))


def test_outlook_and_apple_call_a_feed_by_its_x_wr_calname() -> None:
    """The property is Apple's own; RFC 7986, 5.1 made NAME of it. A comma in it is escaped like in any other text."""
    said = lines(written(words=FEED))
    assert r"X-WR-CALNAME:Koivukuja 3\, B\; C" in said
    assert r"NAME:Koivukuja 3\, B\; C" in said


def test_a_feed_has_no_alarms_as_apple_would_ring_them_on_top_of_the_bot_s_reminders() -> None:
    """Calendar on a Mac rings a subscribed calendar's alarms unless told not to (its user guide, "Subscribe to calendars")."""
    assert "VALARM" not in written(planned(), words=FEED)


def test_who_ignores_the_status_reads_in_the_title_that_an_event_is_cancelled() -> None:
    """Google looks again after hours (up to 12: https://support.google.com/calendar/answer/37100); it must not vanish unseen."""
    event = announced("2027-05-22T12:00", state=EventState.CANCELLED, revision=2)
    [shown] = read(written(entry(event, mine=True), words=FEED)).vevent_list
    assert (shown.status.value, shown.summary.value, shown.transp.value) == ("CANCELLED", "Cancelled: Yard", "TRANSPARENT")


def test_the_largest_feed_is_less_than_a_megabyte() -> None:
    longest = planned(title="🏡" * TITLE, place="🏡" * PLACE, text="🏡" * TEXT)
    assert len(calendar_file([longest] * MOST_ENTRIES, bot=BOT, stamp=STAMP, words=FEED)) < 1_000_000
