"""Taking tasks and giving them back: places, queues, overlaps, and presses that come twice, late, or from elsewhere."""

from datetime import timedelta

import pytest

from community import people, volunteering
from community.events import Press
from community.refusals import Refused
from community.volunteering import CallState, Outcome, Wish
from storage.events import Place
from storage.people import Reach, change_reach
from storage.volunteering import Volunteer
from tests.community.calling import call_for, leave, take, tasks_of, the_call, the_task
from tests.community.neighbourhood import GROUP, NOW, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser

ONE, OTHER, THIRD = neighbour(1), neighbour(2), neighbour(3)


async def test_a_message_becomes_a_call_with_its_tasks(here: Neighbourhood) -> None:
    call = await call_for(here)
    tasks = await tasks_of(here, call)
    assert (call.title, call.place, [*tasks]) == ("Spring clean-up", "courtyard", ["Raking", "Coffee", "Childminding"])
    assert [(task.least, task.most) for task in tasks.values()] == [(2, 2), (1, 1), (1, 2)]
    assert call.begins_at == tasks["Coffee"].starts_at
    assert call.finishes_at == tasks["Raking"].ends_at


async def test_one_press_takes_a_task_and_another_one_changes_nothing(here: Neighbourhood) -> None:
    raking = (await tasks_of(here, await call_for(here)))["Raking"]
    assert (await take(here, raking, ONE)).outcome is Outcome.HAS
    assert (await take(here, raking, ONE)).outcome is Outcome.HAS
    assert (await the_task(here, raking)).taken == 1


async def test_who_comes_to_a_full_task_waits_and_gets_the_first_place_that_is_free(here: Neighbourhood) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    for who in (OTHER, THIRD):
        await here.resident(who)
    await take(here, coffee, ONE)
    assert (await take(here, coffee, OTHER)).tasks[0][1] == 1
    assert (await take(here, coffee, THIRD)).tasks[0][1] == 2
    assert (await leave(here, coffee, ONE)).outcome is Outcome.GIVEN_BACK
    [told] = await here.debts(volunteering.YOURS)
    assert told.address == OTHER
    task = await the_task(here, coffee)
    assert (task.taken, task.waiting) == (1, 1)


async def test_nobody_passes_a_queue(here: Neighbourhood) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    for who in (ONE, OTHER):
        await take(here, coffee, who)
    await leave(here, coffee, OTHER)
    await leave(here, coffee, ONE)
    assert (await take(here, coffee, THIRD)).outcome is Outcome.HAS


async def test_an_overlap_is_named_and_asked_about_before_it_is_confirmed(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await call_for(here))
    await here.resident(ONE)
    await take(here, tasks["Raking"], ONE)
    state = await take(here, tasks["Coffee"], ONE)
    assert (state.outcome, [task.name for task in state.overlaps]) == (Outcome.OVERLAPS, ["Raking"])
    assert (await the_task(here, tasks["Coffee"])).taken == 0
    [asked] = await here.debts(volunteering.OVERLAP)
    assert asked.address == ONE
    private = Press(None, 7, next(here.updates))
    assert (await take(here, tasks["Coffee"], ONE, wish=Wish.BOTH, press=private)).outcome is Outcome.HAS
    assert [row.overlaps for row in await here.rows(Volunteer)] == [False, True]


async def test_instead_gives_back_what_overlaps(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await call_for(here))
    await here.resident(ONE)
    await take(here, tasks["Raking"], ONE)
    private = Press(None, 7, next(here.updates))
    await take(here, tasks["Coffee"], ONE, wish=Wish.INSTEAD, press=private)
    assert ((await the_task(here, tasks["Raking"])).taken, (await the_task(here, tasks["Coffee"])).taken) == (0, 1)


async def test_shifts_that_only_touch_do_not_overlap(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await call_for(here, "Sat 22 May Clean-up\nEarly ×1 10–12\nLate ×1 12–14"))
    await take(here, tasks["Early"], ONE)
    assert (await take(here, tasks["Late"], ONE)).outcome is Outcome.HAS


async def test_tasks_of_two_calls_overlap_too(here: Neighbourhood) -> None:
    one, other = await call_for(here), await call_for(here, "Sat 22 May Flea market\nTables ×3 14–16")
    await take(here, (await tasks_of(here, one))["Raking"], ONE)
    assert (await take(here, (await tasks_of(here, other))["Tables"], ONE)).outcome is Outcome.OVERLAPS


async def test_the_button_of_a_card_gives_back_the_only_task_and_asks_which_of_several(here: Neighbourhood) -> None:
    call = await call_for(here)
    tasks = await tasks_of(here, call)
    await here.resident(ONE)
    await take(here, tasks["Coffee"], ONE)
    await take(here, tasks["Childminding"], ONE)
    pressed = {"presser": presser(ONE), "rules": RULES, "now": here.now}
    press = Press(GROUP.telegram_id, None, next(here.updates))
    assert (await here.do(volunteering.leave_call, call=call.id, press=press, **pressed)).outcome is Outcome.CHOOSE
    assert [debt.address for debt in await here.debts("call")] == [ONE]
    await leave(here, tasks["Coffee"], ONE)
    press = Press(GROUP.telegram_id, None, next(here.updates))
    assert (await here.do(volunteering.leave_call, call=call.id, press=press, **pressed)).outcome is Outcome.GIVEN_BACK
    press = Press(GROUP.telegram_id, None, next(here.updates))
    assert (await here.do(volunteering.leave_call, call=call.id, press=press, **pressed)).outcome is Outcome.NOTHING


async def test_an_older_press_that_comes_late_changes_nothing(here: Neighbourhood) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    early, late = next(here.updates), next(here.updates)
    await take(here, coffee, ONE)
    await leave(here, coffee, ONE)
    assert early < late
    assert (await take(here, coffee, ONE, press=Press(GROUP.telegram_id, None, early))).outcome is Outcome.GIVEN_BACK
    assert (await the_task(here, coffee)).taken == 0


async def test_who_can_not_be_told_keeps_the_task_and_is_marked(here: Neighbourhood) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    await take(here, coffee, ONE)
    await take(here, coffee, OTHER)
    await here.db.transaction(change_reach, OTHER, Reach.NEVER)
    await leave(here, coffee, ONE)
    marked = [(row.place, row.untold) for row in await here.rows(Volunteer)]
    assert marked == [(Place.NONE, False), (Place.SEATED, True)]


async def test_a_call_is_over_with_its_last_task_and_takes_nobody_any_more(here: Neighbourhood) -> None:
    call = await call_for(here)
    raking = (await tasks_of(here, call))["Raking"]
    await take(here, raking, ONE)
    assert call.finishes_at is not None
    here.now = call.finishes_at
    with pytest.raises(Refused, match="call-over"):
        await take(here, raking, OTHER)
    assert await here.db.transaction(volunteering.end_over, here.now) == 1
    assert (await the_call(here, call.id)).state is CallState.OVER


async def test_a_shift_that_has_ended_takes_nobody_while_the_call_goes_on(here: Neighbourhood) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    assert coffee.ends_at is not None
    here.now = coffee.ends_at
    with pytest.raises(Refused, match="task-over"):
        await take(here, coffee, ONE)


@pytest.mark.parametrize("press", [Press(OTHER_GROUP.telegram_id, None, 10**6), Press(None, None, 10**6)])
async def test_who_has_not_seen_the_card_takes_nothing(here: Neighbourhood, press: Press) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    with pytest.raises(Refused, match="not-here"):
        await take(here, coffee, ONE, press=press)
    assert not await here.db.read(people.is_known, ONE)


async def test_a_task_of_another_call_is_not_taken_by_a_ticket_for_this_one(here: Neighbourhood) -> None:
    one, other = await call_for(here), await call_for(here, "Sat 29 May Flea market\nTables ×3 14–16")
    tables = (await tasks_of(here, other))["Tables"]
    invited = Press(None, 7, next(here.updates), invited=True)
    values = {"presser": presser(ONE), "press": invited, "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="call-gone"):
        await here.do(volunteering.take, call=one.id, task=tables.id, **values)


async def test_a_call_without_a_date_stays_until_it_is_ended(here: Neighbourhood) -> None:
    call = await call_for(here, "Who can carry a sofa? ×2")
    assert (call.begins_at, call.finishes_at) == (None, None)
    [task] = (await tasks_of(here, call)).values()
    here.now = NOW + timedelta(days=40)
    assert (await take(here, task, ONE)).outcome is Outcome.HAS


async def test_what_is_typed_in_small_letters_stands_with_a_capital_on_the_card(here: Neighbourhood) -> None:
    call = await call_for(here, "la 22.5. Pihatalkoot @ piha\nharavointi ×6 12–15: lehdet säkkeihin")
    [task] = (await tasks_of(here, call)).values()
    assert (task.name, task.about) == ("Haravointi", "Lehdet säkkeihin")
