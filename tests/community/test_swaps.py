"""Swapping two shifts: the first who agrees swaps, and at no moment has anybody both, or nobody either."""

from datetime import UTC, datetime

import pytest

from community.events import Press
from community.refusals import Refused
from community.volunteering import Task, Wish, handing, swapping
from community.volunteering.swapping import Agreed
from storage.events import Place
from storage.volunteering import Volunteer
from storage.volunteering.swaps import TaskSwap
from tests.community.calling import call_for, leave, take, tasks_of, the_task
from tests.community.neighbourhood import RULES, Neighbourhood, neighbour
from tests.community.reading import text

ANNA, BERT, CARL = neighbour(1), neighbour(2), neighbour(3)
"""Anna has the morning, Bert and Carl the evening."""

LINES = "Sat 22 May Clean-up @ courtyard\nMorning ×1 9–11\nEvening ×2 17–19\nLate ×3 18–20"


@pytest.fixture
async def tasks(here: Neighbourhood) -> dict[str, Task]:
    """Three shifts; the last two overlap."""
    for who in (ANNA, BERT, CARL):
        await here.resident(who)
    found = await tasks_of(here, await call_for(here, LINES))
    for name, who in (("Morning", ANNA), ("Evening", BERT), ("Evening", CARL)):
        await take(here, found[name], who)
    return found


async def ask(here: Neighbourhood, tasks: dict[str, Task], *, sure: bool = False, who: int = ANNA) -> None:
    """Anna wants the evening for the morning."""
    of = {"call": tasks["Morning"].call_id, "task": tasks["Morning"].id, "other": tasks["Evening"].id, "message": 82}
    await here.do(swapping.ask, sure=sure, who=who, rules=RULES, now=here.now, **of)


async def agree(here: Neighbourhood, who: int, *, swap: int | None = None, sure: bool = False) -> Agreed:
    number = swap or (await here.rows(TaskSwap))[0].id
    press = Press(None, 83, next(here.updates))
    return await here.do(swapping.agree, swap=number, sure=sure, who=who, press=press, rules=RULES, now=here.now)


async def has(here: Neighbourhood, tasks: dict[str, Task]) -> dict[str, set[int]]:
    """Who has which task; the counts agree."""
    people = {(await here.person(who)).id: who for who in (ANNA, BERT, CARL)}
    rows, found = await here.rows(Volunteer), {}
    for name, task in tasks.items():
        found[name] = {people[row.person_id] for row in rows if row.task_id == task.id and row.place is Place.SEATED if row.person_id}
        assert (await the_task(here, task)).taken == len(found[name])
    return found


async def test_all_who_have_it_are_asked_and_the_first_who_agrees_swaps(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    for _ in range(2):
        await ask(here, tasks)
    assert [debt.address for debt in await here.debts(swapping.ASKED)] == [BERT, CARL]
    assert await agree(here, CARL) is Agreed.SWAPPED
    assert await has(here, tasks) == {"Morning": {CARL}, "Evening": {ANNA, BERT}, "Late": set()}
    assert {debt.address for debt in await here.debts(swapping.SWAPPED)} == {ANNA, CARL}
    for who in (BERT, CARL):
        with pytest.raises(Refused, match="task-swap-gone"):
            await agree(here, who, swap=1)


async def test_an_overlap_of_who_agrees_is_named_first(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    early = (await tasks_of(here, await call_for(here, "Sat 22 May Other\nEarly ×1 8–10")))["Early"]
    await take(here, early, BERT)
    await ask(here, tasks)
    assert await agree(here, BERT) is Agreed.OVERLAPS
    assert (await has(here, tasks))["Morning"] == {ANNA}
    assert await agree(here, BERT, sure=True) is Agreed.SWAPPED
    [row] = [row for row in await here.rows(Volunteer) if row.task_id == tasks["Morning"].id and row.place is Place.SEATED]
    assert row.overlaps


async def test_an_overlap_of_who_asks_is_named_before_anybody_is_asked(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await take(here, tasks["Late"], ANNA)
    await ask(here, tasks)
    assert await here.rows(TaskSwap) == []
    assert len(await here.debts(swapping.SURE_TO_ASK)) == 1
    await ask(here, tasks, sure=True)
    assert await agree(here, BERT) is Agreed.SWAPPED
    mine = (await here.person(ANNA)).id
    assert [row.overlaps for row in await here.rows(Volunteer) if row.task_id == tasks["Evening"].id and row.person_id == mine] == [True]


async def test_who_has_something_else_by_then_does_not_get_both(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await ask(here, tasks)
    await take(here, tasks["Late"], ANNA)
    assert await agree(here, BERT) is Agreed.FAILED
    assert [debt.address for debt in await here.debts(swapping.FAILED)] == [ANNA]
    assert (await has(here, tasks))["Morning"] == {ANNA}
    with pytest.raises(Refused, match="task-swap-gone"):
        await agree(here, CARL, swap=1)


async def test_a_swap_ends_with_either_task(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await ask(here, tasks)
    await leave(here, tasks["Evening"], BERT)
    with pytest.raises(Refused, match="task-swap-gone"):
        await agree(here, BERT)
    await leave(here, tasks["Morning"], ANNA)
    with pytest.raises(Refused, match="task-swap-gone"):
        await agree(here, CARL, swap=1)
    assert await here.rows(TaskSwap) == []


async def test_withdrawn_it_is_no_more_and_who_has_none_asks_for_none(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await ask(here, tasks)
    morning = tasks["Morning"]
    await here.do(swapping.withdraw, call=morning.call_id, task=morning.id, who=ANNA, message=82, now=here.now)
    with pytest.raises(Refused, match="task-swap-gone"):
        await agree(here, BERT, swap=1)
    with pytest.raises(Refused, match="not-your-task"):
        await ask(here, tasks, who=BERT)


async def test_who_waited_for_what_they_get_waits_no_more(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await take(here, tasks["Evening"], ANNA, wish=Wish.BOTH)
    await take(here, tasks["Morning"], BERT, wish=Wish.BOTH)
    await ask(here, tasks)
    await agree(here, BERT)
    assert await has(here, tasks) == {"Morning": {BERT}, "Evening": {ANNA, CARL}, "Late": set()}
    assert [(await the_task(here, tasks[name])).waiting for name in ("Morning", "Evening")] == [0, 0]


async def test_a_task_that_was_handed_over_is_not_swapped(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await ask(here, tasks)
    evening = tasks["Evening"]
    await here.do(handing.make_link, call=evening.call_id, task=evening.id, who=BERT, message=80, now=here.now)
    secret = str((await here.debts("task-link"))[-1].params["secret"])
    await agree(here, BERT)
    with pytest.raises(Refused, match="hand-gone"):
        await here.db.read(handing.look, secret=secret, now=here.now)


async def test_after_a_swap_each_is_reminded_of_what_they_have_now(here: Neighbourhood, tasks: dict[str, Task]) -> None:
    await ask(here, tasks)
    await agree(here, CARL)
    await here.tick(datetime(2027, 5, 21, 14, 0, tzinfo=UTC))
    said = {debt.address: await text(here, "reminder", debt.address, **debt.params) for debt in await here.debts("reminder")}
    assert {who: words.partition(": ")[2].partition(",")[0] for who, words in said.items()} == {
        ANNA: "Evening",
        BERT: "Evening",
        CARL: "Morning",
    }
