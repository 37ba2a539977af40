"""After a call: who came, for how long, thanks, and what it adds up to; nobody but the organiser sees names."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import places, volunteering
from community.refusals import Refused
from community.retention import Night, keep
from community.volunteering import SCREEN, THANKS, Call, Came, Total, Turnout
from storage.moves import merge_houses
from storage.people import Reach, change_reach
from storage.places import House
from storage.roles import Role, Scope, give_role
from storage.volunteering import Helper, Volunteer, set_helpers
from tests.community.calling import call_for, take, tasks_of, the_call
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, neighbour
from tests.community.test_retention import KEPT

ONE, OTHER = neighbour(1), neighbour(2)
HELSINKI = ZoneInfo("Europe/Helsinki")
EVENING = datetime(2027, 5, 22, 15, 1, tzinfo=HELSINKI)


async def over(
    here: Neighbourhood,
    lines: str = "Sat 22 May Clean-up\nRaking ×3 12–15\nCoffee ×1\nPaint ×9",
    at: datetime = EVENING,
    reach: Reach = Reach.OPEN,
) -> Call:
    """A call that is over; two neighbours raked, one of them made coffee too."""
    call = await call_for(here, lines)
    tasks = await tasks_of(here, call)
    for who in (ONE, OTHER):
        await here.resident(who)
        await take(here, next(iter(tasks.values())), who)
    if "Coffee" in tasks:
        await take(here, tasks["Coffee"], ONE)
    await here.db.transaction(change_reach, ADMIN, reach)
    await here.tick(at)
    return await the_call(here, call.id)


async def came(here: Neighbourhood, call: Call) -> Came:
    return await here.db.read(volunteering.who_came, call=call.id, who=ADMIN, rules=RULES, now=here.now)


async def says(here: Neighbourhood, use_case: object, **values: object) -> None:
    """The organiser says something about who came."""
    values = {"who": ADMIN, "message": 70, "rules": RULES, "now": here.now, **values}
    await here.do(use_case, **values)  # type: ignore[arg-type]


async def total(here: Neighbourhood, name: str = "2027-05") -> Total:
    """What a period of the house came to."""
    house = (await here.house()).id
    year = await here.db.read(volunteering.hours_of_house, who=ADMIN, house=house, admin=True, year=2027)
    return next(each for each in year.totals if each.name == name)


async def test_the_organiser_is_asked_once_when_a_call_is_over_and_everybody_came_unless_they_say_otherwise(here: Neighbourhood) -> None:
    call = await over(here, "Sat 22 May Clean-up\nRaking ×3 12–15\nCoffee ×1 15–16", EVENING + timedelta(hours=1))
    await here.tick(EVENING + timedelta(days=2))
    [asked] = await here.debts(SCREEN)
    assert (asked.address, asked.due_at) == (ADMIN, EVENING + timedelta(hours=1))
    found = await came(here, call)
    assert [(task.name, [each.volunteer.absent for each in doers]) for task, doers in found.tasks] == [
        ("Raking", [False, False]),
        ("Coffee", [False]),
    ]
    await says(here, volunteering.confirm, call=call.id)
    seen = await the_call(here, call.id)
    assert (seen.turnout, seen.came) == (Turnout.CONFIRMED, 2), "who did two tasks is one neighbour"
    assert await total(here) == Total("2027-05", 1, 0, 2, 0, 3, 2 * 180 + 60)


async def test_at_night_nobody_is_asked_before_the_morning(here: Neighbourhood) -> None:
    await over(here, "Sat 22 May Watch\nNight ×3 18–23", datetime(2027, 5, 22, 23, 0, tzinfo=HELSINKI))
    [asked] = await here.debts(SCREEN)
    assert asked.due_at == datetime(2027, 5, 23, 10, 0, tzinfo=HELSINKI)


async def test_who_did_not_come_is_taken_out_and_put_back_and_others_who_helped_are_added(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    tasks = await tasks_of(here, call)
    first, second = (row for row in await here.rows(Volunteer) if row.task_id == tasks["Raking"].id)
    for absent in (True, False, True):
        await says(here, volunteering.mark_came, volunteer=second.id, came=not absent, page=0)
    await says(here, volunteering.add_others, task=tasks["Raking"].id, others=2, page=0)
    await says(here, volunteering.say_hours, task=tasks["Coffee"].id, minutes=90, page=0)
    await says(here, volunteering.confirm, call=call.id)
    assert await total(here) == Total("2027-05", 1, 0, 1, 2, 4, 3 * 180 + 90)
    assert [debt.address for debt in await here.debts(THANKS)] == [ONE]
    await says(here, volunteering.mark_came, volunteer=second.id, came=True, page=0)
    assert await total(here) == Total("2027-05", 1, 0, 2, 2, 5, 4 * 180 + 90), "a correction counts at once"
    for _ in range(2):
        await says(here, volunteering.confirm, call=call.id)
    assert [debt.address for debt in await here.debts(THANKS)] == [ONE, OTHER], "everybody is thanked once"
    assert first.id != second.id
    here.now = (call.ended_at or here.now) + timedelta(days=30, minutes=1)
    with pytest.raises(Refused, match="turnout-late"):
        await says(here, volunteering.mark_came, volunteer=second.id, came=False, page=0)


async def test_a_task_with_hours_has_them_and_nobody_says_others(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    with pytest.raises(Refused, match="task-has-hours"):
        await says(here, volunteering.say_hours, task=(await tasks_of(here, call))["Raking"].id, minutes=60, page=0)


async def test_silence_for_a_week_means_that_all_came_and_that_nobody_confirmed_it(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    await here.tick(here.now + timedelta(days=6, hours=23))
    assert (await the_call(here, call.id)).turnout is Turnout.ASKED
    await here.tick(here.now + timedelta(hours=1))
    assert (await the_call(here, call.id)).turnout is Turnout.ASSUMED
    assert (await total(here)).assumed == 1
    assert [debt.address for debt in await here.debts(THANKS)] == [ONE, OTHER]


async def test_nobody_else_says_or_sees_who_came(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    [row, *_] = await here.rows(Volunteer)
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.db.read(volunteering.who_came, call=call.id, who=ONE, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="not-call-organiser"):
        await says(here, volunteering.mark_came, volunteer=row.id, came=False, page=0, who=ONE)


async def test_before_the_end_it_is_too_early(here: Neighbourhood) -> None:
    call = await call_for(here)
    with pytest.raises(Refused, match="turnout-early"):
        await came(here, call)


@pytest.mark.parametrize(("lines", "end", "hours"), [("Sat 30 Oct", 31, 9), ("Fri 29 Oct", 30, 8)])
async def test_a_night_shift_counts_the_hours_that_were_worked_when_summer_time_ends(
    here: Neighbourhood, lines: str, end: int, hours: int
) -> None:
    here.now = datetime(2027, 10, 11, 12, tzinfo=HELSINKI)
    call = await over(here, f"{lines} 22–6 Watch\nNight ×2", datetime(2027, 10, end, 12, tzinfo=HELSINKI))
    await says(here, volunteering.confirm, call=call.id)
    assert (await total(here, "2027-10")).minutes == 2 * hours * 60


async def test_a_night_shift_loses_the_hour_that_was_not_there_when_summer_time_begins(here: Neighbourhood) -> None:
    here.now = datetime(2027, 3, 15, 12, tzinfo=HELSINKI)
    call = await over(here, "Sat 27 Mar 22–6 Watch\nNight ×2", datetime(2027, 3, 28, 12, tzinfo=HELSINKI))
    await says(here, volunteering.confirm, call=call.id)
    assert (await total(here, "2027-03")).minutes == 2 * 7 * 60


async def test_names_go_and_the_numbers_stay(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    await says(here, volunteering.confirm, call=call.id)
    before = await total(here)
    await here.db.transaction(keep, Night((call.ended_at or here.now) + timedelta(days=31), KEPT, RULES))
    assert await here.rows(Volunteer) == []
    assert [row.call_id for row in await here.rows(Helper)] == [None, None]
    assert await total(here) == before
    await here.db.transaction(keep, Night(datetime(2028, 2, 1, tzinfo=HELSINKI), KEPT, RULES))
    assert [row.person_id for row in await here.rows(Helper)] == [None, None]
    assert await total(here) == before


async def test_who_helps_twice_in_a_year_is_one_person_of_it(here: Neighbourhood) -> None:
    first = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    await says(here, volunteering.confirm, call=first.id)
    here.now = datetime(2027, 7, 1, 12, tzinfo=HELSINKI)
    second = await over(here, "Sat 3 July Watering\nGarden ×3 12–13", datetime(2027, 7, 4, 12, tzinfo=HELSINKI))
    await says(here, volunteering.confirm, call=second.id)
    assert [(await total(here, name)).people for name in ("2027-05", "2027-Q2", "2027-07", "2027")] == [2, 2, 2, 2]
    await here.db.transaction(keep, Night(datetime(2028, 2, 1, tzinfo=HELSINKI), KEPT, RULES))
    assert (await total(here, "2027")).people == 2


async def test_who_cannot_be_written_to_is_not_asked_and_the_board_sees_the_numbers(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI), reach=Reach.BLOCKED)
    assert await here.debts(SCREEN) == []
    house = (await here.house()).id
    look = {"who": ONE, "house": house, "admin": False, "year": 2027}
    with pytest.raises(Refused, match="not-in-charge"):
        await here.db.read(volunteering.hours_of_house, **look)
    await here.db.transaction(give_role, (await here.person(ONE)).id, Role.BOARD, Scope(house=house), here.now)
    assert (await here.db.read(volunteering.hours_of_house, **look)).totals[0].calls == 0
    assert (await the_call(here, call.id)).came is None


async def test_what_was_done_in_two_houses_that_become_one_adds_up_and_counts_everybody_once(here: Neighbourhood) -> None:
    call = await over(here, at=datetime(2027, 5, 23, 12, 0, tzinfo=HELSINKI))
    await says(here, volunteering.confirm, call=call.id)
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    _, second = await here.rows(House)
    one = await here.person(ONE)
    await here.db.transaction(set_helpers, call.model_copy(update={"id": None}), second.id, "2027-06", [one.id])
    await here.db.transaction(merge_houses, gone=second.id, into=(await here.house()).id)
    assert (await total(here, "2027")).people == 2
