"""A call is changed: its tasks move along, nobody loses what they have, and those it concerns are told once, a minute later."""

from datetime import UTC, datetime, timedelta

import pytest

from community import volunteering
from community.refusals import Refused
from community.volunteering import Call, Part, Task
from storage.cards import Card, change_card
from storage.reminders import ShiftReminder
from storage.volunteering import TaskCheck, Volunteer
from tests.community.calling import LINES, call_for, leave, take, tasks_of, the_call
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ONE, OTHER = neighbour(1), neighbour(2)
MINUTE = timedelta(minutes=1)
wall = datetime.fromisoformat


async def a_call(here: Neighbourhood, lines: str = LINES) -> Call:
    """Its card hangs in the group; one does coffee, another one childminding."""
    call = await call_for(here, lines)
    for card in await here.rows(Card):
        await here.db.transaction(change_card, card.id, message_id=900)
    tasks = await tasks_of(here, call)
    for who, name in ((ONE, "Coffee"), (OTHER, "Childminding")):
        await here.resident(who)
        await take(here, tasks[name], who)
    return call


async def change(here: Neighbourhood, call: Call, part: Part, text: str, task: Task | None = None, *, who: int = ADMIN) -> None:
    """The organiser chooses a part, and writes what it is to be."""
    pressed = {"presser": presser(who), "now": here.now}
    await here.do(volunteering.ask_part, call=call.id, part=part, task=task.id if task else 0, message=7, **pressed)
    await here.do(volunteering.take_change, text=text, rules=RULES, **pressed)


async def told(here: Neighbourhood) -> list[int]:
    """Who heard of changes."""
    return sorted(debt.address or 0 for debt in await here.debts("call-changed"))


async def times(here: Neighbourhood, call: Call) -> dict[str, tuple[datetime | None, datetime | None]]:
    return {name: (task.starts, task.ends) for name, task in (await tasks_of(here, call)).items()}


async def unconfirmed(here: Neighbourhood) -> int:
    return sum(not each.confirmed for each in await here.rows(Volunteer))


async def test_a_call_moves_with_all_its_tasks_and_who_has_one_is_asked_whether_they_still_can(here: Neighbourhood) -> None:
    call = await a_call(here)
    await change(here, call, Part.WHEN, "Sun 23 May")
    assert await times(here, call) == {
        "Raking": (wall("2027-05-23T12:00"), wall("2027-05-23T15:00")),
        "Coffee": (wall("2027-05-23T11:00"), wall("2027-05-23T13:00")),
        "Childminding": (wall("2027-05-23T13:00"), wall("2027-05-23T15:00")),
    }
    after = await the_call(here, call.id)
    assert (after.revision, after.begins_at) == (call.revision + 1, datetime(2027, 5, 23, 8, tzinfo=UTC))
    assert min(check.due_at for check in await here.rows(TaskCheck)) == datetime(2027, 5, 22, 8, tzinfo=UTC)
    assert {reminder.due_at for reminder in await here.rows(ShiftReminder)} == {datetime(2027, 5, 22, 14, tzinfo=UTC)}
    await here.tick()
    assert await told(here) == []
    await here.tick(here.now + MINUTE)
    assert await told(here) == [ONE, OTHER]
    assert len(await here.debts("call-changed-here")) == 1
    assert await unconfirmed(here) == 2
    for _ in range(2):
        await here.do(volunteering.still_can, call=call.id, presser=presser(ONE), message=8, now=here.now)
    assert await unconfirmed(here) == 1


async def test_what_is_changed_within_a_minute_is_one_message_and_what_is_taken_back_none(here: Neighbourhood) -> None:
    call = await a_call(here)
    await change(here, call, Part.PLACE, "club room")
    await change(here, call, Part.TITLE, "Autumn clean-up")
    await here.tick(here.now + MINUTE)
    assert await told(here) == [ONE, OTHER]
    assert await unconfirmed(here) == 0
    revision = (await the_call(here, call.id)).revision
    await change(here, call, Part.PLACE, "club room")
    assert (await the_call(here, call.id)).revision == revision
    await change(here, call, Part.PLACE, "attic")
    await change(here, call, Part.PLACE, "club room")
    await here.tick(here.now + MINUTE)
    assert len(await told(here)) == 2


async def test_only_those_who_have_a_task_are_told_that_it_moves(here: Neighbourhood) -> None:
    call = await a_call(here)
    coffee = (await tasks_of(here, call))["Coffee"]
    await change(here, call, Part.TASK, "Coffee 10–12", coffee)
    await here.tick(here.now + MINUTE)
    assert await told(here) == [ONE]
    assert await unconfirmed(here) == 0
    task = (await tasks_of(here, call))["Coffee"]
    assert (task.starts, task.least, task.most) == (wall("2027-05-22T10:00"), 1, 1)


async def test_a_task_that_comes_to_overlap_another_one_of_theirs_is_asked_about(here: Neighbourhood) -> None:
    call = await a_call(here)
    tasks = await tasks_of(here, call)
    await take(here, tasks["Childminding"], ONE)
    await change(here, call, Part.TASK, "Coffee 12–14", tasks["Coffee"])
    await here.tick(here.now + MINUTE)
    assert await unconfirmed(here) == 1
    await here.do(volunteering.still_can, call=call.id, presser=presser(ONE), message=8, now=here.now)
    assert sum(each.overlaps for each in await here.rows(Volunteer)) == 1


async def test_fewer_places_than_are_taken_leave_those_who_have_them_and_more_go_to_who_waits(here: Neighbourhood) -> None:
    call = await a_call(here)
    tasks = await tasks_of(here, call)
    await take(here, tasks["Childminding"], neighbour(3))
    await change(here, call, Part.TASK, "Childminding ×1", tasks["Childminding"])
    task = (await tasks_of(here, call))["Childminding"]
    assert (task.least, task.most, task.taken) == (1, 2, 2)
    assert (await take(here, tasks["Coffee"], OTHER)).tasks[0][1] == 1
    await change(here, call, Part.TASK, "Coffee ×2", tasks["Coffee"])
    task = (await tasks_of(here, call))["Coffee"]
    assert (task.most, task.taken, task.waiting) == (2, 2, 0)
    assert [debt.address for debt in await here.debts(volunteering.YOURS)] == [OTHER]


async def test_a_task_is_added_and_one_is_removed_and_its_people_are_told(here: Neighbourhood) -> None:
    call = await a_call(here)
    await change(here, call, Part.NEW_TASK, "Skip ×2 9–10 (gloves)")
    tasks = await tasks_of(here, call)
    assert (tasks["Skip"].number, tasks["Skip"].starts, tasks["Skip"].requirement) == (4, wall("2027-05-22T09:00"), "gloves")
    pressed = {"presser": presser(ADMIN), "message": 7, "rules": RULES, "now": here.now}
    await here.do(volunteering.remove_task, call=call.id, task=tasks["Coffee"].id, **pressed)
    assert [(debt.address, debt.params["name"]) for debt in await here.debts("task-removed")] == [(ONE, "Coffee")]
    await here.tick(here.now + MINUTE)
    assert await told(here) == []
    for name in ("Skip", "Raking"):
        await here.do(volunteering.remove_task, call=call.id, task=tasks[name].id, **pressed)
    with pytest.raises(Refused, match="last-task"):
        await here.do(volunteering.remove_task, call=call.id, task=tasks["Childminding"].id, **pressed)


async def test_who_had_a_task_before_it_was_moved_far_can_give_it_back_after_the_deadline(here: Neighbourhood) -> None:
    call = await call_for(here, leave_hours=24 * 30)
    coffee = (await tasks_of(here, call))["Coffee"]
    await take(here, coffee, ONE)
    await change(here, call, Part.WHEN, "Sun 23 May")
    await here.tick(here.now + MINUTE)
    await leave(here, coffee, ONE)
    assert (await tasks_of(here, call))["Coffee"].taken == 0


@pytest.mark.parametrize(("part", "text", "code"), [(Part.WHEN, "whenever", "call-when"), (Part.TITLE, "x" * 99, "title-too-long")])
async def test_what_can_not_be_is_refused_and_the_question_stays_open(here: Neighbourhood, part: Part, text: str, code: str) -> None:
    call = await a_call(here)
    with pytest.raises(Refused, match=code):
        await change(here, call, part, text)
    assert await here.db.read(volunteering.changes_what, who=ADMIN, now=here.now) == call.id


async def test_only_its_organisers_change_it(here: Neighbourhood) -> None:
    call = await a_call(here)
    with pytest.raises(Refused, match="not-call-organiser"):
        await change(here, call, Part.TITLE, "Mine", who=ONE)
    with pytest.raises(Refused, match="no-task-here"):
        await here.do(volunteering.still_can, call=call.id, presser=presser(ADMIN), message=8, now=here.now)
