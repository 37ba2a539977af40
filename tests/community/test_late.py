"""After the organiser's hour a task is given back only with an organiser's word; until then the place is kept."""

from datetime import timedelta

import pytest

from community.refusals import Refused
from community.volunteering import Outcome, Task, late, leaving, proxies
from storage import vouchers
from storage.events import Place
from storage.people import Reach, change_reach
from storage.reminders import ShiftReminder
from storage.volunteering import Volunteer
from tests.community.calling import call_for, for_a_neighbour, leave, take, tasks_of, the_task
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)


@pytest.fixture
async def coffee(here: Neighbourhood) -> Task:
    """A task that Anna has and Bert waits for, an hour after it could be given back alone."""
    for who in (ANNA, BERT):
        await here.resident(who)
    task = (await tasks_of(here, await call_for(here, leave_hours=24)))["Coffee"]
    for who in (ANNA, BERT):
        await take(here, task, who)
    assert task.starts_at is not None
    here.now = task.starts_at - timedelta(hours=23)
    return task


async def test_until_the_hour_that_was_set_it_is_given_back_alone(here: Neighbourhood, coffee: Task) -> None:
    here.now -= timedelta(hours=1)
    assert (await leave(here, coffee, ANNA)).outcome is Outcome.GIVEN_BACK


async def answer(here: Neighbourhood, task: Task, *, go: bool, who: int = ADMIN, volunteer: int = 1) -> None:
    """An organiser answers."""
    values = {"presser": presser(who), "message": 81, "rules": RULES, "now": here.now}
    await here.do(leaving.answer_leaver, call=task.call_id, volunteer=volunteer, go=go, **values)


async def test_the_organiser_is_asked_once_and_the_place_is_kept(here: Neighbourhood, coffee: Task) -> None:
    for _ in range(2):
        assert (await leave(here, coffee, ANNA)).outcome is Outcome.ASKED
    assert [debt.address for debt in await here.debts(late.LEAVING)] == [ADMIN]
    assert [debt.address for debt in await here.debts(late.LEAVE_ASKED)] == [ANNA]
    assert [(row.place, row.leaving) for row in await here.rows(Volunteer)] == [(Place.SEATED, True), (Place.WAITING, False)]


@pytest.mark.parametrize(("go", "kind", "first"), [(True, leaving.LET_GO, Place.NONE), (False, leaving.STAY, Place.SEATED)])
async def test_who_asked_is_told_either_way(here: Neighbourhood, coffee: Task, go: bool, kind: str, first: Place) -> None:
    await leave(here, coffee, ANNA)
    await answer(here, coffee, go=go)
    assert [debt.address for debt in await here.debts(kind)] == [ANNA]
    assert [row.place for row in await here.rows(Volunteer)] == [first, Place.SEATED if go else Place.WAITING]
    assert (await the_task(here, coffee)).taken == 1
    reminded = {reminder.volunteer_id for reminder in await here.rows(ShiftReminder)}
    assert reminded <= {row.id for row in await here.rows(Volunteer) if row.place is Place.SEATED}
    with pytest.raises(Refused, match="leave-gone"):
        await answer(here, coffee, go=True)


async def test_nobody_else_answers_and_who_changes_their_mind_needs_no_answer(here: Neighbourhood, coffee: Task) -> None:
    await leave(here, coffee, ANNA)
    with pytest.raises(Refused, match="not-call-organiser"):
        await answer(here, coffee, go=True, who=BERT)
    await take(here, coffee, ANNA)
    with pytest.raises(Refused, match="leave-gone"):
        await answer(here, coffee, go=True)


async def test_who_waits_can_always_go_and_so_can_everybody_when_nobody_can_be_asked(here: Neighbourhood, coffee: Task) -> None:
    assert (await leave(here, coffee, BERT)).outcome is Outcome.GIVEN_BACK
    await here.db.transaction(change_reach, ADMIN, Reach.NEVER)
    assert (await leave(here, coffee, ANNA)).outcome is Outcome.GIVEN_BACK


async def test_a_neighbour_without_a_phone_is_let_go_without_a_trace(here: Neighbourhood, coffee: Task) -> None:
    house, anna = (await here.house()).id, (await here.person(ANNA)).id
    await here.db.transaction(vouchers.give, await here.db.transaction(vouchers.ask, anna, house, here.now), here.now)
    raking = await the_task_named(here, "Raking", coffee)
    await for_a_neighbour(here, raking, ANNA, "Aino")
    row = (await here.rows(Volunteer))[-1]
    here.now += timedelta(hours=2)
    await here.do(proxies.neighbour_cant, volunteer=row.id, who=ANNA, message=72, rules=RULES, now=here.now)
    assert (await the_task(here, raking)).taken == 1
    await answer(here, raking, go=True, volunteer=row.id)
    assert (await the_task(here, raking)).taken == 0
    assert row.id not in [each.id for each in await here.rows(Volunteer)]


async def the_task_named(here: Neighbourhood, name: str, beside: Task) -> Task:
    """Another task of the same call."""
    return next(task for task in await here.rows(Task) if task.call_id == beside.call_id and task.name == name)
