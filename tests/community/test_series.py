"""Series as neighbours live with them: what is made ahead, which card hangs, and what a preview says before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from community import events, series
from community.events import Event
from community.quiet import HouseRules
from community.refusals import Refused
from storage import posts
from storage.cards import Card
from storage.series import Series, SeriesState
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA = neighbour(1)
WEEKLY = "every Tue 18-20 Coffee @ club room"
FESTIVE = replace(RULES, is_holiday=lambda day: day in (date(2027, 5, 18), date(2027, 6, 2)))
"""A holiday on the second Tuesday, and one on the day after the fourth."""


async def tend(here: Neighbourhood, now: datetime | None = None, rules: HouseRules = RULES) -> int:
    """What the tick does at a moment."""
    here.now = now or here.now
    await here.db.transaction(events.close_over, here.now)
    return await here.db.transaction(series.tend_due, rules, here.now)


async def begun(here: Neighbourhood, line: str = WEEKLY) -> list[Event]:
    """The occurrences that are there after a series was published."""
    await here.announce(line)
    await here.publish()
    await tend(here)
    return await occurrences(here)


async def occurrences(here: Neighbourhood) -> list[Event]:
    return sorted(await here.rows(Event), key=lambda event: event.starts_at)


async def the_series(here: Neighbourhood) -> Series:
    [found] = await here.rows(Series)
    return found


def days(found: list[Event]) -> list[str]:
    return [event.starts.isoformat(timespec="minutes") for event in found]


async def test_the_next_two_are_always_there_to_be_answered(here: Neighbourhood) -> None:
    assert days(await begun(here)) == ["2027-05-11T18:00", "2027-05-18T18:00"]
    first, second = await occurrences(here)
    assert (second.title, second.place, second.ends) == ("Coffee", "club room", datetime.fromisoformat("2027-05-18T20:00"))
    assert second.organiser_id == first.organiser_id
    assert await tend(here, first.ends_at) == 1
    assert days(await occurrences(here))[-1] == "2027-05-25T18:00"
    assert await tend(here) == 0


async def test_an_occurrence_is_answered_like_any_event_and_the_others_stay_empty(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await here.resident(ANNA)
    await here.answer(second, ANNA, party=2, press=events.Press(None, None, 900))
    assert [(await here.see(event)).seated for event in (first, second)] == [0, 2]


async def test_the_chat_has_one_card_and_gets_the_next_when_that_is_over(here: Neighbourhood) -> None:
    first, second = await begun(here)
    assert [card.thing_id for card in await here.rows(Card)] == [first.id]
    await tend(here, datetime(2027, 5, 11, 17, tzinfo=UTC))  # 20 on the wall: over, and not quiet yet
    assert [card.thing_id for card in await here.rows(Card)] == [first.id, second.id]
    [card] = await here.debts("card")
    assert (card.silent, card.due_at) == (True, here.now)
    await tend(here, here.now + timedelta(hours=1))
    assert len(await here.rows(Card)) == 2


async def test_a_card_waits_for_the_end_of_the_quiet_hours(here: Neighbourhood) -> None:
    await begun(here, "every Tue 18-22 Cards @ club room")
    await tend(here, datetime(2027, 5, 11, 19, tzinfo=UTC))
    [card] = await here.debts("card")
    assert card.due_at == datetime(2027, 5, 12, 5, tzinfo=UTC)


async def test_a_monthly_card_hangs_a_week_before_and_is_named_until_then(here: Neighbourhood) -> None:
    first, second = await begun(here, "joka kuun 15. klo 18 Kahvit")
    await tend(here, first.starts_at)
    assert len(await here.rows(Card)) == 1
    shown = await here.db.read(events.show, first.id)
    assert shown is not None
    assert shown.next is not None
    assert shown.next.id == second.id
    assert await tend(here, second.starts_at - timedelta(days=7)) == 1
    assert [card.thing_id for card in await here.rows(Card)] == [first.id, second.id]


async def test_a_chat_that_has_heard_enough_today_gets_the_card_tomorrow(here: Neighbourhood) -> None:
    first, second = await begun(here)
    chat, day = (await here.chat()).id, date(2027, 5, 11)
    for _ in range(2):
        await here.db.transaction(posts.note_post, chat, day)
    await tend(here, first.ends_at)
    assert [card.thing_id for card in await here.rows(Card)] == [first.id]
    await tend(here, here.now + timedelta(days=1))
    assert [card.thing_id for card in await here.rows(Card)] == [first.id, second.id]


async def test_after_a_downtime_of_weeks_there_are_no_more_and_no_fewer(here: Neighbourhood) -> None:
    await begun(here)
    await tend(here, datetime(2027, 6, 10, tzinfo=UTC))
    assert days(await occurrences(here)) == ["2027-05-11T18:00", "2027-05-18T18:00", "2027-06-15T18:00", "2027-06-22T18:00"]
    assert len({card.thing_id for card in await here.rows(Card)}) == len(await here.rows(Card)) == 2


async def test_my_things_name_a_series_once(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await here.resident(ANNA)
    for who, mine in ((ADMIN, "organised"), (ANNA, "unanswered")):
        found = await here.db.read(events.mine, who=who, now=here.now)
        assert [event.id for event in getattr(found, mine)] == [first.id]
    await here.cant(first, ANNA)
    found = await here.db.read(events.mine, who=ANNA, now=here.now)
    assert found.unanswered == ()
    await here.answer(second, ANNA, press=events.Press(None, None, 900))
    found = await here.db.read(events.mine, who=ANNA, now=here.now)
    assert [event.id for _, event in found.answers] == [second.id]


async def test_a_series_ends_on_its_last_day(here: Neighbourhood) -> None:
    await begun(here, f"{WEEKLY} ×3")
    for _ in range(5):
        await tend(here, here.now + timedelta(days=7))
    assert days(await occurrences(here)) == ["2027-05-11T18:00", "2027-05-18T18:00", "2027-05-25T18:00"]
    found = await the_series(here)
    assert (found.state, found.due_at) == (SeriesState.ENDED, None)
    last = await here.db.read(events.show, (await occurrences(here))[-1].id)
    assert last is not None
    assert (last.rule, last.next) == (None, None)


async def test_what_would_come_once_is_no_series(here: Neighbourhood) -> None:
    await begun(here, "every Tue 18 until 12.5. Coffee")
    assert await here.rows(Series) == []


async def test_without_an_organiser_nothing_new_is_made(here: Neighbourhood) -> None:
    from community import privacy

    await begun(here)
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    await tend(here, datetime(2027, 5, 11, 17, tzinfo=UTC))
    assert len(await occurrences(here)) == 2


async def test_a_preview_names_the_next_three_days_the_end_and_the_holidays(here: Neighbourhood) -> None:
    await here.announce(f"{WEEKLY} until 15.6.")
    shown = await here.db.read(events.show_draft, (await here.draft()).id, ADMIN, FESTIVE, here.now)
    assert shown is not None
    assert shown.coming is not None
    assert shown.coming.next == (date(2027, 5, 11), date(2027, 5, 18), date(2027, 5, 25))
    assert shown.coming.last == date(2027, 6, 15)
    assert shown.coming.festive == (date(2027, 5, 18), date(2027, 6, 1))
    assert not shown.coming.quiet


async def leave_out(here: Neighbourhood, rules: HouseRules = FESTIVE, who: int = ADMIN) -> None:
    draft = (await here.draft()).id
    await here.do(events.leave_out, draft=draft, who=who, admin=True, message=601, rules=rules, now=here.now)


async def test_holidays_are_left_out_if_the_author_says_so(here: Neighbourhood) -> None:
    await here.announce(WEEKLY)
    for _ in range(2):
        await leave_out(here)
    assert (await here.draft()).data["left_out"] == ["2027-05-18", "2027-06-01"]
    await here.publish()
    await tend(here)
    assert days(await occurrences(here)) == ["2027-05-11T18:00", "2027-05-25T18:00"]
    await tend(here, datetime(2027, 5, 26, tzinfo=UTC))
    assert days(await occurrences(here))[2:] == ["2027-06-08T18:00", "2027-06-15T18:00"]


async def test_a_first_day_that_is_a_holiday_makes_room_for_the_next_and_the_end_stays(here: Neighbourhood) -> None:
    await here.announce(f"{WEEKLY} ×3")
    await leave_out(here, replace(RULES, is_holiday=lambda day: day == date(2027, 5, 11)))
    data = (await here.draft()).data
    assert (data["starts"], data["ends"], data["repeats"]["until"]) == ("2027-05-18T18:00:00", "2027-05-18T20:00:00", "2027-05-25")


async def test_a_series_of_holidays_alone_is_not_made_empty(here: Neighbourhood) -> None:
    await here.announce(f"{WEEKLY} ×2")
    with pytest.raises(Refused, match="no-day-left"):
        await leave_out(here, replace(RULES, is_holiday=lambda _: True))


async def test_what_was_taken_for_a_series_can_come_once(here: Neighbourhood) -> None:
    await here.announce(WEEKLY)
    for _ in range(2):
        await here.do(events.just_once, draft=(await here.draft()).id, who=ADMIN, admin=True, message=601, now=here.now)
    with pytest.raises(Refused, match="draft-gone"):
        await leave_out(here)
    await here.publish()
    assert await here.rows(Series) == []


async def test_only_its_author_changes_a_preview(here: Neighbourhood) -> None:
    await here.announce(WEEKLY)
    with pytest.raises(Refused, match="not-yours"):
        await leave_out(here, who=ANNA)
