"""Calls for hands in calendars: one's own tasks, and what the house calls for."""

from datetime import UTC, date, datetime
from typing import Any

import vobject

from community import calendar
from community.calendar import Words, calendar_file
from storage.volunteering import CallState, change_call, change_task
from tests.community.calling import LINES, call_for, for_a_neighbour, leave, take, tasks_of
from tests.community.neighbourhood import ADMIN, Neighbourhood, neighbour
from tests.community.test_calendar import opened, served
from tests.community.test_proxies import vouched

ANNA, BERT = neighbour(1), neighbour(2)


async def written(here: Neighbourhood, token: str) -> list[Any]:
    """The VEVENTs at an address, read by a parser that did not write them."""
    found = await served(here, token)
    assert found is not None
    words = Words("Cancelled: {title}", "Talkoot")
    content = calendar_file(found.entries, bot=found.bot, stamp=here.now, words=words).decode()
    return list(vobject.readOne(content).contents.get("vevent", []))


async def test_a_task_stands_in_my_own_calendar_with_its_role(here: Neighbourhood) -> None:
    call = await call_for(here)
    raking = (await tasks_of(here, call))["Raking"]
    await here.db.transaction(change_task, raking.id, about="The big lawn.", requirement="gloves")
    await take(here, raking, ANNA)
    [mine] = await written(here, await opened(here, ANNA))
    assert (mine.summary.value, mine.location.value) == ("Raking – Spring clean-up", "courtyard")
    assert mine.description.value == "The big lawn.\ngloves"
    assert (mine.status.value, mine.transp.value) == ("CONFIRMED", "OPAQUE")
    assert mine.dtstart.value.isoformat() == "2027-05-22T12:00:00+03:00"
    assert mine.dtend.value.isoformat() == "2027-05-22T15:00:00+03:00"


async def test_a_task_given_back_is_cancelled_in_my_calendar_under_the_same_number(here: Neighbourhood) -> None:
    call = await call_for(here)
    raking = (await tasks_of(here, call))["Raking"]
    await take(here, raking, ANNA)
    token = await opened(here, ANNA)
    [before] = await written(here, token)
    await leave(here, raking, ANNA)
    [after] = await written(here, token)
    assert (after.uid.value, after.status.value) == (before.uid.value, "CANCELLED")
    assert after.summary.value == "Cancelled: Raking – Spring clean-up"


async def test_a_cancelled_call_is_cancelled_in_every_calendar_with_a_higher_sequence(here: Neighbourhood) -> None:
    call = await call_for(here)
    await take(here, (await tasks_of(here, call))["Raking"], ANNA)
    await here.db.transaction(change_call, call.id, state=CallState.CANCELLED, revision=call.revision + 1)
    for token in (await opened(here, ANNA), await opened(here, ADMIN, (await here.house()).id)):
        [each] = await written(here, token)
        assert (each.status.value, each.sequence.value) == ("CANCELLED", str(call.revision))


async def test_neighbours_without_a_phone_stand_in_the_calendar_of_who_answers_for_them_without_a_name(here: Neighbourhood) -> None:
    call = await call_for(here)
    await vouched(here, ANNA)
    raking = (await tasks_of(here, call))["Raking"]
    await take(here, raking, ANNA)
    await for_a_neighbour(here, raking, ANNA, "Old Pekka")
    found = await written(here, await opened(here, ANNA))
    assert [each.summary.value for each in found] == ["Raking – Spring clean-up"] * 2
    assert len({each.uid.value for each in found}) == 2


async def test_who_waits_has_nothing_in_the_calendar_yet(here: Neighbourhood) -> None:
    call = await call_for(here)
    coffee = (await tasks_of(here, call))["Coffee"]
    for who in (ANNA, BERT):
        await take(here, coffee, who)
    assert await written(here, await opened(here, BERT)) == []


async def test_the_house_s_calendar_has_a_call_once_and_those_without_a_date_not(here: Neighbourhood) -> None:
    call = await call_for(here)
    await call_for(here, "Who can help\nLightbulbs ×1")
    await take(here, (await tasks_of(here, call))["Raking"], ANNA)
    [each] = await written(here, await opened(here, ADMIN, (await here.house()).id))
    assert (each.summary.value, each.transp.value) == ("Spring clean-up", "TRANSPARENT")
    assert each.dtstart.value.isoformat() == "2027-05-22T11:00:00+03:00"
    assert each.dtend.value.isoformat() == "2027-05-22T15:00:00+03:00"


async def test_a_task_without_hours_takes_the_whole_day(here: Neighbourhood) -> None:
    call = await call_for(here, LINES.split("\n", maxsplit=1)[0] + "\nRaking ×2")
    await take(here, (await tasks_of(here, call))["Raking"], ANNA)
    for token in (await opened(here, ANNA), await opened(here, ADMIN, (await here.house()).id)):
        [each] = await written(here, token)
        assert (each.dtstart.value, each.dtend.value) == (date(2027, 5, 22), date(2027, 5, 23))


async def test_a_night_shift_over_the_change_of_the_clock_is_when_it_is(here: Neighbourhood) -> None:
    call = await call_for(here, "Sat 30.10. Night watch\nWatching ×1 22–6")
    await take(here, (await tasks_of(here, call))["Watching"], ANNA)
    [mine] = await written(here, await opened(here, ANNA))
    assert mine.dtstart.value.isoformat() == "2027-10-30T22:00:00+03:00"
    assert mine.dtend.value.isoformat() == "2027-10-31T06:00:00+02:00"
    assert (mine.dtend.value.astimezone(UTC) - mine.dtstart.value.astimezone(UTC)).total_seconds() == 9 * 3600
    found = await here.db.read(calendar.feed, token=await opened(here, ANNA), now=here.now)
    assert found is not None
    assert found.entries[0].ends_at == datetime(2027, 10, 31, 4, tzinfo=UTC)
