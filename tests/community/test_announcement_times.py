"""When a notice goes: at a time on the wall, with its event, past the quiet hours or after them; and urgent ones are few."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import announcements, events
from community.announcements import OFFSETS, Announcement, AnnouncementState, Audience, Copy, CopyState, Relation, Timing, at_wall, beside
from community.events import Event
from community.refusals import Refused
from community.when import instant
from storage import places as place_rows
from storage.announcements import change_announcement
from storage.audit import Act, Entry
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.noticing import announce, arrive, copies_owed, counted, everywhere, houses, the_announcement

HELSINKI = ZoneInfo("Europe/Helsinki")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


async def a_notice(here: Neighbourhood, **values: Any) -> Announcement:
    """A notice of the manager to all houses."""
    await here.manages()
    return await announce(here, everywhere(**values))


async def a_notice_about(here: Neighbourhood, event: Event, relation: Relation = Relation.DAY_BEFORE, **values: Any) -> Announcement:
    """The same, before or after an event."""
    return await a_notice(here, event=event.id, offset=OFFSETS[relation], **values)


def an_event(starts: datetime, zone: ZoneInfo = HELSINKI) -> Event:
    """An event that nobody made."""
    return Event(id=1, title="", starts=starts, zone=zone.key, starts_at=instant(starts, zone))


def on(month: int, day: int, hour: int) -> datetime:
    """A time on the wall, in 2027."""
    return datetime.combine(date(2027, month, day), time(hour))


def on_the_wall(at: datetime | None, zone: ZoneInfo = HELSINKI) -> str:
    """What a clock in a house shows."""
    return f"{at.astimezone(zone):%d.%m. %H:%M}" if at is not None else "never"


# --- its time ---


async def test_a_notice_waits_for_its_time_and_then_goes_once(here: Neighbourhood) -> None:
    notice = await a_notice(here, wall=on(5, 18, 9), zone="Europe/Helsinki")
    assert notice.state is AnnouncementState.SCHEDULED
    here.now = datetime(2027, 5, 18, 5, 59, 59, tzinfo=UTC)
    assert await copies_owed(here) == []
    here.now += timedelta(seconds=1)
    owed = await copies_owed(here)
    assert len(owed) == 1
    assert await copies_owed(here) == owed


async def test_a_time_that_has_passed_is_refused(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="announcement-past"):
        await a_notice(here, wall=on(5, 9, 9), zone="Europe/Helsinki")


async def test_after_downtime_a_notice_with_a_time_goes_late_and_once(here: Neighbourhood) -> None:
    """The time of a notice and its beginning are one transaction: whatever stops the process leaves it scheduled, or begun with all its
    copies. So nothing lies between them that a restart would have to guess, and there is nothing to send twice.
    """
    notice = await a_notice(here, wall=on(5, 18, 9), zone="Europe/Helsinki")
    here.now = datetime(2027, 5, 18, 12, tzinfo=UTC)
    await arrive(here, await copies_owed(here))
    here.now += timedelta(hours=1)
    assert await copies_owed(here) == []
    assert await counted(here, notice) == {"sent": 1}


@given(day=st.sampled_from((SPRING, AUTUMN)), days=st.integers(-1, 1), minutes=st.integers(0, 24 * 60 - 1))
def test_a_time_on_the_wall_is_what_the_wall_shows_on_both_changes_of_the_clock(day: date, days: int, minutes: int) -> None:
    wall = datetime.combine(day + timedelta(days=days), time()) + timedelta(minutes=minutes)
    going = at_wall(wall, "Europe/Helsinki")
    shown = going.due_at.astimezone(HELSINKI).replace(tzinfo=None)
    gap = timedelta(hours=1) if wall.date() == SPRING and wall.hour == 3 else timedelta()
    assert shown == going.wall == wall + gap
    assert going.due_at <= wall.replace(tzinfo=HELSINKI, fold=1).astimezone(UTC) + gap, "of two it is the first"


@given(
    relation=st.sampled_from(Relation),
    day=st.sampled_from((SPRING, AUTUMN)),
    days=st.integers(-8, 8),
    minutes=st.integers(0, 24 * 60 - 1),
    urgent=st.booleans(),
)
def test_what_is_said_before_an_event_is_said_early_enough_and_at_its_hour_also_when_the_clock_changes(
    relation: Relation, day: date, days: int, minutes: int, urgent: bool
) -> None:
    event = an_event(datetime.combine(day + timedelta(days=days), time()) + timedelta(minutes=minutes))
    going = beside(event, OFFSETS[relation], RULES, urgent=urgent)
    wall = going.due_at.astimezone(HELSINKI).replace(tzinfo=None)
    assert going.wall == wall
    if relation is not Relation.DAY_AFTER:
        assert going.due_at <= event.starts_at - timedelta(minutes=30)
        quiet_until = None if urgent else RULES.quiet.end(wall, RULES.is_day_off)
        assert quiet_until is None or instant(quiet_until, HELSINKI) <= event.starts_at - timedelta(minutes=30)
    if relation is Relation.DAY_BEFORE:
        assert (wall.hour, event.starts.date() - wall.date()) == (17, timedelta(days=1))
    if relation is Relation.DAY_AFTER:
        assert (wall.hour, wall.date() - event.starts.date()) == (10, timedelta(days=1))
    if relation is Relation.HOURS_BEFORE and urgent:
        assert event.starts_at - going.due_at == timedelta(hours=2), "two hours of a clock, not of a wall"


# --- with its event ---


async def test_a_notice_moves_with_its_event_in_the_next_moment(here: Neighbourhood) -> None:
    event = await here.event()  # Sat 22 May 12–15
    notice = await a_notice_about(here, event)
    assert on_the_wall(notice.due_at) == "21.05. 17:00"
    later = {"starts": on(5, 25, 18), "ends": on(5, 25, 20)}
    await here.do(events.change, event=event.id, who=ADMIN, changes=later, rules=RULES, now=here.now)
    await here.tick()
    moved = await the_announcement(here, notice)
    assert on_the_wall(moved.due_at) == "24.05. 17:00"
    assert moved.wall == on(5, 24, 17)


async def test_a_notice_whose_event_comes_earlier_than_its_own_hour_goes_at_once(here: Neighbourhood) -> None:
    event = await here.event()
    notice = await a_notice_about(here, event)
    earlier = {"starts": on(5, 11, 9), "ends": on(5, 11, 12)}
    here.now = datetime(2027, 5, 10, 15, tzinfo=UTC)  # 18:00, the day before
    await here.do(events.change, event=event.id, who=ADMIN, changes=earlier, rules=RULES, now=here.now)
    assert len(await copies_owed(here)) == 1
    assert (await the_announcement(here, notice)).state is AnnouncementState.SENDING


async def test_when_its_event_is_cancelled_a_notice_waits_and_its_author_hears_of_it_after_the_minute_to_undo(here: Neighbourhood) -> None:
    event = await here.event()
    notice = await a_notice_about(here, event)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=66, rules=RULES, now=here.now)
    await here.tick()
    assert on_the_wall((await the_announcement(here, notice)).due_at) == "never"
    [word] = await here.debts("announcement-held")
    assert (word.address, word.due_at) == (ADMIN, here.now + timedelta(minutes=1))
    here.now += timedelta(days=20)
    assert await copies_owed(here) == []
    assert len(await here.debts("announcement-held")) == 1


async def test_when_a_cancellation_is_taken_back_the_notice_goes_and_nobody_hears_of_it(here: Neighbourhood) -> None:
    event = await here.event()
    notice = await a_notice_about(here, event)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=66, rules=RULES, now=here.now)
    await here.tick()
    await here.do(events.undo_cancel, event=event.id, who=ADMIN, message=66, rules=RULES, now=here.now)
    await here.tick()
    assert on_the_wall((await the_announcement(here, notice)).due_at) == "21.05. 17:00"
    assert [debt.state for debt in await here.debts("announcement-held")] == ["dropped"]


async def test_after_downtime_what_was_to_be_said_before_an_event_that_has_begun_is_not_said_and_its_author_is_told(
    here: Neighbourhood,
) -> None:
    event = await here.event()
    notice = await a_notice_about(here, event)
    here.now = event.starts_at
    assert await copies_owed(here) == []
    assert (await the_announcement(here, notice)).state is AnnouncementState.CANCELLED
    assert [debt.address for debt in await here.debts("announcement-late")] == [ADMIN]


async def test_after_downtime_what_was_to_be_said_after_an_event_is_still_said(here: Neighbourhood) -> None:
    event = await here.event()
    await a_notice_about(here, event, Relation.DAY_AFTER)
    here.now = event.starts_at + timedelta(days=2)
    assert len(await copies_owed(here)) == 1


async def test_copies_that_downtime_kept_do_not_go_once_the_event_has_begun(here: Neighbourhood) -> None:
    await houses(here, 2)
    event = await here.event()
    notice = await a_notice_about(here, event)
    here.now = notice.due_at or here.now
    first, *_ = await copies_owed(here)
    await arrive(here, [first])
    here.now = event.starts_at
    assert await copies_owed(here) == []
    assert await counted(here, notice) == {"sent": 1, "dropped": 2}


async def test_an_event_of_another_house_is_none_to_go_with(here: Neighbourhood) -> None:
    [chat] = (await houses(here, 1))[:1]
    other = (await here.db.read(place_rows.house_of_chat, chat)).id
    event = await here.event()
    with pytest.raises(Refused, match="announcement-event"):
        await a_notice_about(here, event, audience=Audience(houses=frozenset({other})))


# --- until it goes ---


async def test_a_scheduled_notice_goes_at_another_time_or_at_once(here: Neighbourhood) -> None:
    notice = await a_notice(here, wall=on(5, 18, 9), zone="Europe/Helsinki")
    another = Timing(on(5, 19, 9), "Europe/Helsinki")
    values = {"who": ADMIN, "announcement": notice.id, "rules": RULES, "now": here.now}
    await here.do(announcements.reschedule, timing=another, **values)
    assert on_the_wall((await the_announcement(here, notice)).due_at) == "19.05. 09:00"
    await here.do(announcements.reschedule, timing=Timing(), **values)
    assert len(await copies_owed(here)) == 1
    with pytest.raises(Refused, match="announcement-begun"):
        await here.do(announcements.reschedule, timing=another, **values)


async def test_a_cancelled_notice_can_go_after_all_until_its_time(here: Neighbourhood) -> None:
    notice = await a_notice(here, wall=on(5, 18, 9), zone="Europe/Helsinki")
    await here.do(announcements.stop, who=ADMIN, announcement=notice.id, now=here.now)
    await here.do(announcements.undo, who=ADMIN, announcement=notice.id, now=here.now)
    assert (await the_announcement(here, notice)).state is AnnouncementState.SCHEDULED
    await here.do(announcements.stop, who=ADMIN, announcement=notice.id, now=here.now)
    here.now = datetime(2027, 5, 18, 6, tzinfo=UTC)
    assert await copies_owed(here) == []
    with pytest.raises(Refused, match="notice-undo-gone"):
        await here.do(announcements.undo, who=ADMIN, announcement=notice.id, now=here.now)


async def test_what_a_second_manager_never_allowed_is_not_brought_back_by_undoing(here: Neighbourhood) -> None:
    notice = await a_notice(here, wall=on(5, 18, 9), zone="Europe/Helsinki")
    await here.db.transaction(change_announcement, notice.id, state=AnnouncementState.AWAITING)
    await here.do(announcements.stop, who=ADMIN, announcement=notice.id, now=here.now)
    with pytest.raises(Refused, match="notice-undo-gone"):
        await here.do(announcements.undo, who=ADMIN, announcement=notice.id, now=here.now)


async def test_a_resident_moves_and_brings_back_nothing(here: Neighbourhood) -> None:
    notice = await a_notice(here, wall=on(5, 18, 9), zone="Europe/Helsinki")
    resident = await here.resident(neighbour(1))
    values = {"who": resident, "announcement": notice.id, "now": here.now}
    for use_case, more in (
        (announcements.reschedule, {"timing": Timing(), "rules": RULES}),
        (announcements.stop, {}),
        (announcements.undo, {}),
    ):
        with pytest.raises(Refused, match="may-not-announce"):
            await here.do(use_case, **values, **more)  # type: ignore[arg-type]


# --- quiet ---


async def test_each_house_is_held_by_its_own_quiet_hours(here: Neighbourhood) -> None:
    chats = await houses(here, 2)
    late = (await here.db.read(place_rows.house_of_chat, chats[0])).id
    never_quiet = (await here.db.read(place_rows.house_of_chat, chats[1])).id
    await here.db.transaction(place_rows.change_house, late, quiet_from=19, quiet_until=9, quiet_until_day_off=9)
    await here.db.transaction(place_rows.change_house, never_quiet, zone="America/New_York")
    here.now = datetime(2027, 5, 10, 19, tzinfo=UTC)  # 22:00 in Helsinki, 15:00 in New York
    notice = await a_notice(here)
    assert len(await copies_owed(here)) == 1
    here.now = datetime(2027, 5, 11, 5, tzinfo=UTC)  # 8:00
    assert len(await copies_owed(here)) == 2
    here.now = datetime(2027, 5, 11, 6, tzinfo=UTC)
    assert len(await copies_owed(here)) == 3
    assert {copy.due_at is None for copy in await here.rows(Copy)} == {True, False}
    assert (await the_announcement(here, notice)).state is AnnouncementState.SENDING


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 12), (AUTUMN, 14)])
async def test_a_night_in_which_the_clock_changes_ends_when_the_wall_says_so(here: Neighbourhood, day: date, hours: int) -> None:
    here.now = instant(datetime.combine(day - timedelta(days=1), time(21)), HELSINKI)
    await a_notice(here)
    [copy] = await here.rows(Copy)
    assert copy.state is CopyState.PENDING
    assert on_the_wall(copy.due_at) == f"{day:%d.%m.} 10:00"
    assert copy.due_at == here.now + timedelta(hours=hours)


# --- urgent ---


async def test_a_third_urgent_notice_in_a_week_wants_to_be_confirmed_and_each_is_written_down(here: Neighbourhood) -> None:
    await houses(here, 1)
    first = (await here.house()).id
    for audience in (Audience(everywhere=True), Audience(houses=frozenset({first}))):
        await announce(here, everywhere(urgent=True, audience=audience))
    with pytest.raises(Refused, match="urgent-often"):
        await announce(here, everywhere(urgent=True))
    full = await here.db.read(announcements.often, Audience(everywhere=True), here.now)
    assert [(house.id, number) for house, number in full] == [(first, 2)]
    values = {"who": ADMIN, "written": everywhere(urgent=True), "rules": RULES, "now": here.now}
    await here.do(announcements.announce, confirmed=True, **values)
    acts = [entry for entry in await here.rows(Entry) if entry.act is Act.ANNOUNCED_URGENT]
    assert [entry.house_id for entry in acts] == [None, first, None]
    here.now += timedelta(days=7)
    await announce(here, everywhere(urgent=True))


async def test_urgent_notices_that_are_still_ahead_count_too(here: Neighbourhood) -> None:
    for hour in (9, 10):
        await a_notice(here, urgent=True, wall=on(5, 18, hour), zone="Europe/Helsinki")
    with pytest.raises(Refused, match="urgent-often"):
        await a_notice(here, urgent=True)
