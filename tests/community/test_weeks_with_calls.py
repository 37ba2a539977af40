"""The week's lists name the calls for hands of the house, with what is still needed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from community import digest, week
from storage.moments import next_moment
from storage.outbox import Debt
from tests.community.calling import call_for, take, tasks_of
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.reading import Read, reads, text

ANNA, PASSER_BY = neighbour(1), neighbour(2)
NINE = datetime(2027, 5, 17, 6, 0, tzinfo=UTC)
"""Nine on the wall, the Monday of the week of the clean-up."""
WEEK = {"week": "2027-05-17"}
UNDATED = "Who can help?\nMoving a sofa ×2"
CLEAN_UP = "Spring clean-up, Sat 22 May"


async def listed(here: Neighbourhood, at: datetime) -> list[str]:
    """What lists are owed at this moment."""
    before = {debt.id for debt in await here.rows(Debt)}
    await here.db.transaction(digest.call_due, RULES, at)
    await here.db.transaction(digest.call_due_lists, RULES, at)
    here.now = at
    return sorted(debt.kind for debt in await here.rows(Debt) if debt.id not in before and debt.kind in ("digest", "week-list"))


async def shown(here: Neighbourhood, kind: str, who: int | None, /, **params: Any) -> Read:
    read = await reads(here, kind, who, **params)
    assert read is not None
    return read


async def test_the_week_names_calls_with_what_is_still_needed_and_opens_them(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.event()
    call = await call_for(here)
    seen = await shown(here, "week", ANNA, **WEEK)
    assert f"\n2. {CLEAN_UP} · 4 more needed" in seen.text
    assert seen.keys[0] == ["1. Spring clean-up", "2. Spring clean-up"]
    await take(here, (await tasks_of(here, call))["Raking"], ANNA)
    seen = await shown(here, "week", ANNA, **WEEK)
    assert f"{CLEAN_UP} · 3 more needed – you help" in seen.text
    assert CLEAN_UP not in await text(here, "week", ANNA, week="2027-05-24")
    assert CLEAN_UP not in await text(here, "week", PASSER_BY, **WEEK), "not of their house"


async def test_on_monday_a_call_is_told_to_neighbours_and_the_group(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    call = await call_for(here)
    assert await listed(here, here.now) == []
    assert await here.db.read(next_moment) is not None
    assert await listed(here, NINE) == ["digest", "digest", "week-list"]
    seen = await shown(here, "digest", ANNA, **WEEK)
    assert f"{CLEAN_UP} · 4 more needed" in seen.text
    assert seen.keys[0] == ["Help: Spring clean-up"]
    chat = (await here.chat()).id
    assert "Sat 22 May · Spring clean-up · 4 more needed" in await text(here, "week-list", None, chat=chat, **WEEK)
    for task in (await tasks_of(here, call)).values():
        await take(here, task, ANNA)
    seen = await shown(here, "digest", ANNA, **WEEK)
    assert [key for row in seen.keys for key in row] == ["My things", "Stop this list"], "who helps is not asked"


async def test_what_has_no_date_stands_in_a_list_but_brings_none(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    call = await call_for(here, UNDATED)
    assert await listed(here, here.now) == []
    assert await listed(here, NINE) == []
    seen = await text(here, "week", ANNA, week=None)
    assert f"1. {call.title} · 2 more needed" in seen
    assert "Nothing is on." not in seen
    assert "Nothing is on." in await text(here, "week", ANNA, week="2027-05-24"), "another week does not know it"
    for who in (ANNA, ADMIN):
        await take(here, (await tasks_of(here, call))["Moving a sofa"], who)
    assert "Nothing is on." in await text(here, "week", ANNA, week=None)


async def test_a_call_of_an_event_is_named_only_while_it_lacks_people(here: Neighbourhood) -> None:
    event = await here.event()
    call = await call_for(here, "Sat 22 May Clean-up\nRaking ×1 12–15", event_id=event.id)

    async def named() -> list[int]:
        found = await here.db.read(week.of_person, who=ADMIN, monday=date(2027, 5, 17), zone="Europe/Helsinki", now=here.now)
        return [each.call.id for each in found.calls]

    assert await named() == [call.id]
    await take(here, (await tasks_of(here, call))["Raking"], ADMIN)
    assert await named() == []


async def test_a_call_over_midnight_of_sunday_is_in_both_weeks(here: Neighbourhood) -> None:
    await call_for(here, "Sun 16 May Night watch\nWatching ×2 22–2")
    for monday, there in ((date(2027, 5, 10), True), (date(2027, 5, 17), True), (date(2027, 5, 24), False)):
        found = await here.db.read(week.of_person, who=ADMIN, monday=monday, zone="Europe/Helsinki", now=here.now + timedelta(seconds=1))
        assert bool(found.calls) is there
