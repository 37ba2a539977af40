"""Handing a task over: it is somebody's at every moment, and of those who want it one gets it."""

from datetime import timedelta

import pytest

from community import budget, volunteering
from community.events import Press
from community.refusals import Refused
from community.volunteering import Call, Outcome, Taken, Task, Wish, handing, wanted
from storage import posts
from storage.events import Place
from storage.outbox import DebtState, Op, close, note_message
from storage.people import Reach, change_reach
from storage.reminders import ShiftReminder
from storage.volunteering import HandOver, Volunteer
from tests.community.calling import call_for, leave, take, tasks_of, the_task
from tests.community.neighbourhood import GROUP, NOW, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser

ANNA, BERT, CARL = neighbour(1), neighbour(2), neighbour(3)
"""Anna has the coffee."""


@pytest.fixture
async def coffee(here: Neighbourhood) -> Task:
    """A task for one, which Anna has."""
    for who in (ANNA, BERT, CARL):
        await here.resident(who)
    task = (await tasks_of(here, await call_for(here)))["Coffee"]
    await take(here, task, ANNA)
    return task


async def find_somebody(here: Neighbourhood, task: Task, who: int = ANNA) -> None:
    await here.do(handing.find_somebody, call=task.call_id, task=task.id, who=who, message=80, rules=RULES, now=here.now)


async def link(here: Neighbourhood, task: Task, who: int = ANNA) -> str:
    """The secret of a link for one neighbour."""
    await here.do(handing.make_link, call=task.call_id, task=task.id, who=who, message=80, now=here.now)
    return str((await here.debts("task-link"))[-1].params["secret"])


async def take_over(
    here: Neighbourhood, task: Task, who: int, *, chat: int | None = None, wish: Wish = Wish.ASK, hand: int | None = None
) -> Taken:
    """Somebody presses "I take it", in private or in a group."""
    press = Press(chat, None if chat else 7, next(here.updates))
    number = hand or (await here.rows(HandOver))[0].id
    values = {"presser": presser(who), "press": press, "rules": RULES, "now": here.now}
    return await here.do(handing.take_over, call=task.call_id, task=task.id, hand=number, wish=wish, **values)


async def take_by_link(here: Neighbourhood, secret: str, who: int, wish: Wish = Wish.ASK) -> Taken:
    press = Press(None, 7, next(here.updates), invited=True)
    values = {"presser": presser(who), "press": press, "rules": RULES, "now": here.now}
    return await here.do(handing.take_by_link, secret=secret, wish=wish, **values)


async def places(here: Neighbourhood, task: Task) -> dict[int, Place]:
    """Who has which place in a task, by Telegram's numbers; and the task's counts agree."""
    rows = [row for row in await here.rows(Volunteer) if row.task_id == task.id]
    now = await the_task(here, task)
    assert (now.taken, now.waiting) == tuple(sum(row.place is place for row in rows) for place in (Place.SEATED, Place.WAITING))
    people = {(await here.person(who)).id: who for who in (ANNA, BERT, CARL)}
    return {people[row.person_id]: row.place for row in rows if row.person_id in people and row.place is not Place.NONE}


async def test_the_queue_is_asked_first_and_the_first_who_says_so_has_it(here: Neighbourhood, coffee: Task) -> None:
    for who in (BERT, CARL):
        await take(here, coffee, who)
    await find_somebody(here, coffee)
    await find_somebody(here, coffee)
    assert [debt.address for debt in await here.debts(wanted.WANTED)] == [BERT, CARL]
    assert await places(here, coffee) == {ANNA: Place.SEATED, BERT: Place.WAITING, CARL: Place.WAITING}
    assert (await take_over(here, coffee, CARL)).outcome is Outcome.HAS
    assert await places(here, coffee) == {CARL: Place.SEATED, BERT: Place.WAITING}
    assert [debt.address for debt in await here.debts(handing.TAKEN_OVER)] == [ANNA]
    assert {row.id: row.place for row in await here.rows(Volunteer)}[(await here.rows(ShiftReminder))[0].volunteer_id] is Place.SEATED
    assert len(await here.rows(ShiftReminder)) == 1, "who has it is reminded, and nobody else"
    with pytest.raises(Refused, match="hand-gone"):
        await take_over(here, coffee, BERT, hand=1)
    assert (await take_over(here, coffee, CARL, hand=1)).outcome is Outcome.HAS, "pressed twice it is still theirs"


async def test_after_four_waking_hours_the_group_is_asked_once(here: Neighbourhood, coffee: Task) -> None:
    await take(here, coffee, BERT)
    await find_somebody(here, coffee)
    with pytest.raises(Refused, match="not-here"):
        await take_over(here, coffee, CARL, chat=GROUP.telegram_id)
    await here.tick(NOW + timedelta(hours=4) - timedelta(minutes=1))
    assert await here.debts("task-wanted-here") == []
    await here.tick(NOW + timedelta(hours=4))
    await here.tick(NOW + timedelta(hours=5))
    [post] = await here.debts("task-wanted-here")
    assert post.due_at == NOW + timedelta(hours=4)
    assert len(await here.db.read(posts.list_days, (await here.chat()).id, NOW.date())) == 1, "it counts as a post of the bot"
    assert (await take_over(here, coffee, CARL, chat=GROUP.telegram_id)).outcome is Outcome.HAS


async def test_without_a_queue_the_group_is_asked_at_once_but_never_in_quiet_hours(here: Neighbourhood, coffee: Task) -> None:
    here.now = NOW.replace(hour=19)  # ten in the evening
    await find_somebody(here, coffee)
    [post] = await here.debts("task-wanted-here")
    assert post.due_at == (NOW + timedelta(days=1)).replace(hour=5)


async def test_shortly_before_it_begins_queue_and_group_are_asked_together(here: Neighbourhood, coffee: Task) -> None:
    await take(here, coffee, BERT)
    assert coffee.starts_at is not None
    here.now = coffee.starts_at - timedelta(minutes=30)
    await find_somebody(here, coffee)
    assert [len(await here.debts(kind)) for kind in (wanted.WANTED, "task-wanted-here")] == [1, 1]


async def test_a_group_that_had_its_posts_is_asked_the_next_morning_and_else_the_giver_is_told(here: Neighbourhood, coffee: Task) -> None:
    chat = (await here.chat()).id
    assert coffee.starts_at is not None
    for day in (here.now.date(), coffee.starts_at.date()):
        for _ in range(budget.A_DAY):
            await here.db.transaction(posts.note_post, chat, day)
    await find_somebody(here, coffee)
    assert await here.debts("task-wanted-here") == []
    await here.tick((NOW + timedelta(days=1)).replace(hour=5))
    assert len(await here.debts("task-wanted-here")) == 1
    await here.do(handing.withdraw, call=coffee.call_id, task=coffee.id, who=ANNA, message=80, now=here.now)
    here.now = coffee.starts_at - timedelta(hours=2)
    await find_somebody(here, coffee)
    assert [debt.address for debt in await here.debts(wanted.NOT_ASKED)] == [ANNA]


@pytest.mark.parametrize("taken", [True, False])
async def test_the_post_says_what_became_of_it(here: Neighbourhood, coffee: Task, taken: bool) -> None:
    await find_somebody(here, coffee)
    [post] = await here.debts("task-wanted-here")
    await here.db.transaction(close, post.id, DebtState.SENT, here.now)
    await here.db.transaction(note_message, post.id, 555)
    if taken:
        await take_over(here, coffee, CARL, chat=GROUP.telegram_id)
    else:
        await here.do(handing.withdraw, call=coffee.call_id, task=coffee.id, who=ANNA, message=80, now=here.now)
    [edit] = [debt for debt in await here.debts("task-wanted-here") if debt.op is Op.EDIT]
    assert (edit.message_id, edit.params["taken"]) == (555, taken)


async def test_who_gives_it_back_looks_for_nobody_any_more(here: Neighbourhood, coffee: Task) -> None:
    await find_somebody(here, coffee)
    await leave(here, coffee, ANNA)
    assert await here.rows(HandOver) == []
    assert [debt.state for debt in await here.debts("task-wanted-here")] == [DebtState.DROPPED]
    with pytest.raises(Refused, match="hand-gone"):
        await take_over(here, coffee, BERT, chat=GROUP.telegram_id, hand=1)


async def test_a_link_is_for_one_neighbour_and_a_new_one_ends_it(here: Neighbourhood, coffee: Task) -> None:
    old, new = await link(here, coffee), await link(here, coffee)
    with pytest.raises(Refused, match="hand-gone"):
        await take_by_link(here, old, BERT)
    with pytest.raises(Refused, match="own-task"):
        await take_by_link(here, new, ANNA)
    passer_by = neighbour(9)
    assert (await take_by_link(here, new, passer_by)).outcome is Outcome.HAS
    assert await places(here, coffee) == {}
    with pytest.raises(Refused, match="hand-gone"):
        await take_by_link(here, new, BERT)
    assert [debt.address for debt in await here.debts(handing.TAKEN_OVER)] == [ANNA]


async def test_an_overlap_is_named_and_must_be_confirmed(here: Neighbourhood, coffee: Task) -> None:
    raking = (await tasks_of(here, await the_call(here, coffee)))["Raking"]
    await take(here, raking, BERT)
    secret = await link(here, coffee)
    asked = await take_by_link(here, secret, BERT)
    assert (asked.outcome, [task.name for task in asked.overlaps]) == (Outcome.OVERLAPS, ["Raking"])
    assert [debt.address for debt in await here.debts(handing.CLASHES)] == [BERT]
    assert await places(here, coffee) == {ANNA: Place.SEATED}
    await take_by_link(here, secret, BERT, Wish.BOTH)
    assert [row.overlaps for row in await here.rows(Volunteer) if row.task_id == coffee.id and row.place is Place.SEATED] == [True]


async def test_only_this_one_gives_back_what_overlaps(here: Neighbourhood, coffee: Task) -> None:
    raking = (await tasks_of(here, await the_call(here, coffee)))["Raking"]
    await take(here, raking, BERT)
    await take_by_link(here, await link(here, coffee), BERT, Wish.INSTEAD)
    assert await places(here, coffee) == {BERT: Place.SEATED}
    assert (await the_task(here, raking)).taken == 0


async def test_who_has_nothing_can_hand_nothing_over_and_a_foreign_group_takes_nothing(here: Neighbourhood, coffee: Task) -> None:
    with pytest.raises(Refused, match="not-your-task"):
        await find_somebody(here, coffee, BERT)
    await find_somebody(here, coffee)
    with pytest.raises(Refused, match="not-here"):
        await take_over(here, coffee, BERT, chat=OTHER_GROUP.telegram_id)
    await here.db.transaction(change_reach, ANNA, Reach.NEVER)
    await take_over(here, coffee, BERT, chat=GROUP.telegram_id)
    assert await places(here, coffee) == {BERT: Place.SEATED}
    assert await here.debts(handing.TAKEN_OVER) == [], "who can't be written to is not"


async def the_call(here: Neighbourhood, task: Task) -> Call:
    """The call of a task."""
    found = await here.db.read(volunteering.find_task, task.id)
    assert found is not None
    return found[1]
