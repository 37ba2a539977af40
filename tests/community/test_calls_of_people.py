"""Who is forgotten, what is reported or taken down, and houses that part: calls for hands follow as events do."""

import pytest

from community import privacy, reports, taking_down
from community.refusals import Refused
from storage.events import Place
from storage.outbox import Debt
from storage.reminders import ShiftReminder
from storage.volunteering import CallState, Volunteer
from tests.community.calling import call_for, take, tasks_of, the_call, the_task
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.reading import text

ONE, OTHER, THIRD = neighbour(1), neighbour(2), neighbour(3)


async def forget(here: Neighbourhood, who: int, *, free_seats: bool) -> None:
    """Somebody asks to be forgotten."""
    await here.do(privacy.forget, presser=presser(who), free_seats=free_seats, rules=RULES, now=here.now)


async def take_down(here: Neighbourhood, call: int) -> taking_down.TakenDown:
    """The admin of the group takes the card down."""
    admin_of = frozenset({GROUP.telegram_id})
    return await here.do(taking_down.take_down, thing=call, who=ADMIN, admin_of=admin_of, message=5, rules=RULES, now=here.now)


async def test_the_task_of_who_is_forgotten_goes_to_who_waits(here: Neighbourhood) -> None:
    coffee = (await tasks_of(here, await call_for(here)))["Coffee"]
    for who in (ONE, OTHER):
        await here.resident(who)
        await take(here, coffee, who)
    assert await here.db.read(lambda db: privacy.has_seats(db, who=ONE, now=here.now))
    await forget(here, ONE, free_seats=True)
    assert "task-yours" in await here.hears(OTHER)
    assert ((await the_task(here, coffee)).taken, (await the_task(here, coffee)).waiting) == (1, 0)
    assert len(await here.rows(Volunteer)) == 1


async def test_or_stays_done_by_somebody_without_a_name(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await call_for(here))
    await here.resident(ONE)
    await take(here, tasks["Coffee"], OTHER)
    for name in ("Raking", "Childminding"):
        await take(here, tasks[name], THIRD)
    await take(here, tasks["Coffee"], ONE)
    await take(here, tasks["Raking"], ONE)
    await forget(here, ONE, free_seats=False)
    coffee, raking = await the_task(here, tasks["Coffee"]), await the_task(here, tasks["Raking"])
    assert (coffee.taken, coffee.waiting) == (1, 0), "who is nobody waits for nothing"
    assert raking.taken == sum(row.task_id == raking.id and row.place is Place.SEATED for row in await here.rows(Volunteer))
    assert await here.rows(ShiftReminder) == []


async def test_what_is_known_names_tasks_and_calls(here: Neighbourhood) -> None:
    await take(here, (await tasks_of(here, await call_for(here)))["Raking"], ADMIN)
    known = await here.db.read(lambda db: privacy.my_data(db, who=ADMIN, now=here.now))
    assert known.details["volunteers"] == ("Raking, Spring clean-up",)
    assert known.details["calls"] == ("Spring clean-up",)


async def test_a_call_can_be_reported_to_who_does_not_organise_it(here: Neighbourhood) -> None:
    call = await call_for(here)
    for who in (ONE, OTHER):
        await here.resident(who)
    told = {"thing": call.id, "who": ONE, "message": 5, "now": here.now}
    with pytest.raises(Refused, match="nobody-to-tell"):
        await here.do(reports.report, admins=(ADMIN,), **told)
    await here.do(reports.report, admins=(ADMIN, OTHER), **told)
    assert "report" in await here.hears(OTHER)


async def test_a_call_that_is_taken_down_is_cancelled_and_its_people_hear_it_after_a_minute(here: Neighbourhood) -> None:
    call = await call_for(here)
    await here.resident(ONE)
    await take(here, (await tasks_of(here, call))["Raking"], ONE)
    taken = await take_down(here, call.id)
    assert (taken.cancelled, taken.told) == (True, 2)
    assert (await the_call(here, call.id)).state is CallState.CANCELLED
    [told] = [debt for debt in await here.rows(Debt) if debt.kind == "call-taken-down" and debt.address == ONE]
    assert told.due_at == here.now + taking_down.UNDO
    assert await text(here, "call-taken-down", ONE, **told.params) == "The admins of the group cancelled this: Spring clean-up, Sat 22 May."


async def test_undone_in_time_nobody_hears_it(here: Neighbourhood) -> None:
    call = await call_for(here)
    await here.resident(ONE)
    raking = (await tasks_of(here, call))["Raking"]
    await take(here, raking, ONE)
    taken = await take_down(here, call.id)
    await here.do(taking_down.undo, draft=taken.draft, who=ADMIN, message=5, rules=RULES, now=here.now)
    assert (await the_call(here, call.id)).state is CallState.OPEN
    assert "call-taken-down" not in await here.hears(ONE)
    assert (await take(here, raking, OTHER)).tasks


async def test_calls_count_among_what_somebody_may_publish_on_a_day(here: Neighbourhood) -> None:
    for number in range(5):
        await call_for(here, f"Sat 22 May Clean-up {number}\nRaking ×1 12–15")
    with pytest.raises(Refused, match="published-enough"):
        await call_for(here)
