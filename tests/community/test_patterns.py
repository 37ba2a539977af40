"""What each date of a series begins with: deadline, ways of giving out places, bring-list, picture, and who organises."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from community import bringing, events, series
from community.events import Changes, Event, Way, together
from community.series import Promised, Scope
from community.when import Cadence
from storage.bringing import list_items
from storage.events import Invitation, Seating, find_seating
from storage.series import Series
from storage.series import forget_pictures as forget
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)
wall = datetime.fromisoformat
LINE = "every Tue from 18.5. 18-20 Coffee @ club room max 9 sign up by Mon 17 May 18:00"


async def begun(here: Neighbourhood, line: str = LINE) -> list[Event]:
    """The first two dates of a series."""
    await here.announce(line)
    await here.publish()
    await here.db.transaction(series.tend_due, RULES, here.now)
    return await dates(here)


async def dates(here: Neighbourhood) -> list[Event]:
    return sorted(await here.rows(Event), key=lambda event: event.starts_at)


async def change(here: Neighbourhood, event: Event, **changes: Any) -> None:
    values: Changes = {**changes}  # type: ignore[typeddict-item]
    await here.do(events.change, event=event.id, who=ADMIN, changes=values, rules=RULES, now=here.now)


async def spread(here: Neighbourhood, event: Event, scope: Scope = Scope.ALL, promised: Promised = Promised.CHANGE) -> None:
    values: dict[str, Any] = {"scope": scope, "promised": promised, "message": 1, "rules": RULES, "now": here.now}
    await here.do(series.spread, event=event.id, who=ADMIN, **values)


async def write_list(here: Neighbourhood, event: Event, text: str) -> None:
    await here.do(bringing.ask, event=event.id, who=ADMIN, message=1, now=here.now)
    await here.do(bringing.write, who=ADMIN, text=text, rules=RULES, now=here.now)


async def needs(here: Neighbourhood, event: Event) -> list[tuple[str, int]]:
    return [(item.name, item.wanted) for item in await here.db.read(list_items, event.id)]


async def seating(here: Neighbourhood, event: Event) -> Seating:
    found = await here.db.read(find_seating, event.id)
    assert found is not None
    return found


async def differs(here: Neighbourhood, event: Event) -> bool:
    return await here.db.read(series.differs, await here.see(event), here.now)


async def test_each_date_has_the_deadline_as_long_before_it_on_the_wall_whatever_the_clock_does(here: Neighbourhood) -> None:
    here.now = datetime(2027, 10, 18, 9, tzinfo=UTC)
    await begun(here, "every Tue from 26.10. 18-20 Coffee sign up by Sat 23 Oct 18:00")
    found = [(event.deadline, event.deadline_at) for event in await dates(here)]
    assert found == [
        (wall("2027-10-23T18:00"), datetime(2027, 10, 23, 15, tzinfo=UTC)),
        (wall("2027-10-30T18:00"), datetime(2027, 10, 30, 15, tzinfo=UTC)),
    ]
    await here.tick(datetime(2027, 10, 26, 18, 30, tzinfo=UTC))
    assert [event.closed for event in await dates(here)] == [True, False, False]
    assert (await dates(here))[2].deadline_at == datetime(2027, 11, 6, 16, tzinfo=UTC), "winter time"


async def test_a_deadline_that_falls_into_the_gap_of_spring_is_moved_on_by_it(here: Neighbourhood) -> None:
    here.now = datetime(2027, 3, 15, 9, tzinfo=UTC)
    await begun(here, "every Mon from 22.3. 18 Coffee sign up by Sun 21 Mar 03:30")
    assert [event.deadline for event in await dates(here)] == [wall("2027-03-21T03:30"), wall("2027-03-28T04:30")]


async def test_a_date_made_after_its_deadline_has_none(here: Neighbourhood) -> None:
    await begun(here)
    await here.tick(datetime(2027, 6, 15, 9, tzinfo=UTC))
    made = [event for event in await dates(here) if event.starts_at > here.now]
    assert [(str(event.starts), event.deadline, event.closed) for event in made] == [
        ("2027-06-15 18:00:00", None, False),
        ("2027-06-22 18:00:00", wall("2027-06-21T18:00"), False),
    ]


async def test_what_an_event_has_when_it_begins_to_come_again_is_the_pattern(here: Neighbourhood) -> None:
    event = await here.event(9)
    await here.resident(ANNA)
    await here.arrange(event, Way.RESERVE, 3, days=2)
    await here.arrange(event, Way.OFFERS, 60)
    await write_list(here, event, "cake ×2, coffee")
    await change(here, event, picture="AgAC", deadline=wall("2027-05-20T18:00"), minimum=4)
    await here.do(together.invite, event=event.id, who=ADMIN, now=here.now)
    token = (await here.rows(Invitation))[0].token
    await here.do(together.accept, token=token, presser=presser(ANNA), message=2, now=here.now)
    values: dict[str, Any] = {"cadence": Cadence.WEEKLY, "message": 1, "rules": RULES, "now": here.now}
    await here.do(series.repeat, event=event.id, who=ADMIN, **values)
    _, second = await dates(here)
    assert (second.picture, second.deadline, second.held, second.minimum) == ("AgAC", wall("2027-05-27T18:00"), 3, 4)
    found = await seating(here, second)
    assert (found.reserve, found.reserve_days, found.offer_minutes) == (3, 2, 60)
    assert found.due_at == datetime(2027, 5, 27, 14, tzinfo=UTC), "released by itself, two days before at 17"
    assert await needs(here, second) == [("cake", 2), ("coffee", 1)]
    shown = await here.db.read(events.show, second.id, ANNA)
    assert shown is not None
    assert shown.organises
    assert not await differs(here, second)


async def test_what_is_arranged_for_one_date_goes_to_the_others_if_the_organiser_says_so(here: Neighbourhood) -> None:
    first, second = await begun(here)
    assert not await differs(here, first)
    await here.arrange(first, Way.QUOTA, 3)
    await write_list(here, first, "cake")
    await change(here, first, deadline=wall("2027-05-16T12:00"), picture="AgAC")
    assert await differs(here, first)
    assert await needs(here, second) == []
    await spread(here, first)
    assert not await differs(here, first)
    second = await here.see(second)
    assert ((await seating(here, second)).quota, await needs(here, second)) == (3, [("cake", 1)])
    assert (second.deadline, second.picture) == (wall("2027-05-23T12:00"), "AgAC")
    await here.tick(first.ends_at)
    third = (await dates(here))[2]
    assert ((await seating(here, third)).quota, third.deadline, third.picture) == (3, wall("2027-05-30T12:00"), "AgAC")
    await write_list(here, second, "tea")
    await spread(here, second, Scope.LATER)
    assert await needs(here, third) == [("tea", 1)]


async def test_each_date_has_a_draw_and_a_secret_of_its_own(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await here.arrange(first, Way.DRAW, 1, days=1)
    await spread(here, first)
    one, other = await seating(here, first), await seating(here, second)
    assert (one.draw_days, other.draw_days) == (1, 1)
    assert one.seed != other.seed
    await here.arrange(first, Way.DRAW, 0)
    await spread(here, first)
    assert ((await seating(here, second)).draw_days, (await seating(here, second)).seed) == (None, None)


async def test_who_waits_moves_up_when_a_reserve_ends_for_all_dates(here: Neighbourhood) -> None:
    first, second = await begun(here)
    for event in (first, second):
        await here.arrange(event, Way.RESERVE, 8)
    await spread(here, first)
    await here.resident(ANNA)
    await here.answer(second, ANNA, party=2, press=events.Press(None, None, next(here.updates)))
    assert (await here.see(second)).waiting == 2
    await here.arrange(first, Way.RESERVE, 0)
    await spread(here, first)
    assert ((await here.see(second)).waiting, (await here.see(second)).seated) == (0, 2)
    assert (await here.hears(ANNA))[-1] == "promoted"


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (31, 0)])
async def test_the_picture_of_a_series_goes_after_its_last_date(here: Neighbourhood, days: int, kept: int) -> None:
    first, *_ = await begun(here)
    await change(here, first, picture="AgAC")
    await spread(here, first)
    await here.do(series.set_end, event=first.id, who=ADMIN, more=0, message=1, rules=RULES, now=here.now)
    assert first.ends_at is not None
    ended_before = first.ends_at + timedelta(days=days - 30)
    assert await here.db.transaction(forget, ended_before=ended_before) == 1 - kept
    assert [found.picture for found in await here.rows(Series)] == (["AgAC"] if kept else [None])
