"""At most so many tasks a week for one neighbour: what is above is refused, and who waits lets the next one pass."""

import pytest

from community import volunteering
from community.events import Press
from community.refusals import Refused
from community.volunteering import Call, Outcome, Wish, handing, swapping
from community.volunteering.rules import room
from storage.events import Place
from storage.volunteering import Volunteer
from storage.volunteering.swaps import TaskSwap
from tests.community.calling import call_for, leave, take, tasks_of
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ONE, OTHER = neighbour(1), neighbour(2)
LINES = "Sat 22 May Flea market\nA ×1 9–10\nB ×1 10–11\nC ×1 11–12\nSun 23 May D ×1 10–11\nMon 24 May E ×1 10–11"


async def capped(here: Neighbourhood, most: int, lines: str = LINES) -> Call:
    call = await call_for(here, lines)
    for who in (ONE, OTHER):
        await here.resident(who)
    await sets(here, call, most)
    return call


async def sets(here: Neighbourhood, call: Call, most: int, who: int = ADMIN) -> None:
    values = {"presser": presser(who), "message": 70, "rules": RULES, "now": here.now}
    await here.do(volunteering.set_cap, call=call.id, most=most, **values)


async def has(here: Neighbourhood, who: int, place: Place = Place.SEATED) -> int:
    person = (await here.person(who)).id
    return sum(row.person_id == person and row.place is place for row in await here.rows(Volunteer))


async def test_one_more_than_the_cap_is_refused_and_one_given_back_makes_room(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await capped(here, 2))
    for name in "AB":
        await take(here, tasks[name], ONE)
    with pytest.raises(Refused, match="cap-reached"):
        await take(here, tasks["D"], ONE)
    await leave(here, tasks["A"], ONE)
    assert (await take(here, tasks["D"], ONE)).outcome is Outcome.HAS


async def test_sunday_and_monday_are_of_two_weeks(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await capped(here, 1))
    await take(here, tasks["D"], ONE)
    assert (await take(here, tasks["E"], ONE)).outcome is Outcome.HAS


async def test_instead_of_another_one_it_is_no_more_than_before(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await capped(here, 1, "Sat 22 May Flea market\nA ×1 9–11\nB ×1 10–12"))
    await take(here, tasks["A"], ONE)
    private = Press(None, 7, next(here.updates))
    with pytest.raises(Refused, match="cap-reached"):
        await take(here, tasks["B"], ONE, wish=Wish.BOTH, press=private)
    await take(here, tasks["B"], ONE, wish=Wish.INSTEAD, press=private)
    assert await has(here, ONE) == 1


async def test_a_place_that_is_free_passes_who_has_enough_and_they_stay_in_the_queue(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await capped(here, 1))
    third = await here.resident(neighbour(3))
    await take(here, tasks["A"], third)
    await take(here, tasks["A"], ONE)
    await take(here, tasks["A"], OTHER)
    await take(here, tasks["B"], ONE)
    await leave(here, tasks["A"], third)
    assert (await has(here, ONE), await has(here, ONE, Place.WAITING), await has(here, OTHER)) == (1, 1, 1)
    assert [debt.address for debt in await here.debts(volunteering.YOURS)] == [OTHER]


async def test_who_waits_and_has_enough_stands_in_nobodys_way_and_comes_in_when_they_gave_one_back(here: Neighbourhood) -> None:
    call = await capped(here, 1)
    tasks = await tasks_of(here, call)
    await take(here, tasks["A"], OTHER)
    await take(here, tasks["A"], ONE)
    await take(here, tasks["B"], ONE)
    await leave(here, tasks["A"], OTHER)
    assert room((await tasks_of(here, call))["A"]) == 1
    await leave(here, tasks["B"], ONE)
    assert [debt.address for debt in await here.debts(volunteering.YOURS)] == [ONE], "now it is theirs"
    third = await here.resident(neighbour(3))
    assert (await take(here, tasks["B"], third)).outcome is Outcome.HAS


async def test_without_the_cap_who_waited_comes_in_at_once(here: Neighbourhood) -> None:
    call = await capped(here, 1)
    tasks = await tasks_of(here, call)
    await take(here, tasks["A"], OTHER)
    await take(here, tasks["A"], ONE)
    await take(here, tasks["B"], ONE)
    await leave(here, tasks["A"], OTHER)
    await sets(here, call, 0)
    assert await has(here, ONE) == 2


async def test_only_who_organises_it_sets_a_cap(here: Neighbourhood) -> None:
    call = await capped(here, 1)
    with pytest.raises(Refused, match="not-call-organiser"):
        await sets(here, call, 2, ONE)


async def test_what_is_handed_over_is_not_taken_above_the_cap(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await capped(here, 1))
    third = await here.resident(neighbour(3))
    for name, who in (("A", ONE), ("B", OTHER), ("C", third)):
        await take(here, tasks[name], who)
    values = {"call": tasks["A"].call_id, "task": tasks["A"].id, "who": ONE, "message": 80, "now": here.now}
    await here.do(handing.make_link, **values)
    secret = str((await here.debts("task-link"))[-1].params["secret"])
    press = Press(None, 7, next(here.updates), invited=True)
    taking = {"press": press, "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="cap-reached"):
        await here.do(handing.take_by_link, secret=secret, presser=presser(OTHER), **taking)
    assert await has(here, ONE) == 1
    fourth = await here.resident(neighbour(4))
    await here.do(handing.take_by_link, secret=secret, presser=presser(fourth), **taking)
    assert (await has(here, ONE), await has(here, fourth)) == (0, 1)


async def test_a_swap_within_a_week_passes_and_one_into_a_full_week_is_refused(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await capped(here, 1))
    for name, who in (("A", ONE), ("E", ONE), ("B", OTHER)):
        await take(here, tasks[name], who)

    async def swaps(mine: str) -> None:
        of = {"call": tasks["B"].call_id, "task": tasks[mine].id, "other": tasks["B"].id, "message": 82}
        await here.do(swapping.ask, sure=False, who=ONE, rules=RULES, now=here.now, **of)
        press, number = Press(None, 83, next(here.updates)), (await here.rows(TaskSwap))[-1].id
        await here.do(swapping.agree, swap=number, sure=False, who=OTHER, press=press, rules=RULES, now=here.now)

    with pytest.raises(Refused, match="cap-reached"):
        await swaps("E")
    await swaps("A")
    assert (await has(here, ONE), await has(here, OTHER)) == (2, 1)
