"""Reminders of tasks: with the reminders of events in one message, once, and only of what still holds."""

from datetime import UTC, datetime, timedelta

import pytest

from community import people
from community.events import Press
from community.volunteering import Wish
from storage.outbox import Debt
from storage.people import Reminding
from storage.reminders import ChatLine, ReminderKind, ShiftReminder
from storage.volunteering import CallState, change_call
from tests.community.calling import call_for, for_a_neighbour, leave, take, tasks_of
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour
from tests.community.reading import reads, text
from tests.community.test_proxies import vouched

ONE, OTHER = neighbour(1), neighbour(2)
DAY_BEFORE = datetime(2027, 5, 21, 14, 0, tzinfo=UTC)
"""17 on the wall, the day before the work party."""

LINES = "Sat 22 May Spring clean-up @ courtyard\nRaking ×2 12–15 (gloves): Start by the bin shelter.\nCoffee ×1 15–16"


async def planned(here: Neighbourhood) -> list[tuple[ReminderKind, datetime]]:
    """The reminders of tasks there are."""
    return [(each.kind, each.due_at) for each in await here.rows(ShiftReminder)]


async def reminded(here: Neighbourhood, at: datetime = DAY_BEFORE) -> list[Debt]:
    """What private reminders there are once it is this late."""
    await here.tick(at)
    return await here.debts("reminder")


async def test_who_has_a_task_is_reminded_once_of_role_hours_and_place(here: Neighbourhood) -> None:
    await here.resident(ONE)
    call = await call_for(here, LINES)
    await take(here, (await tasks_of(here, call))["Raking"], ONE)
    assert await reminded(here, DAY_BEFORE - timedelta(seconds=1)) == []
    [told] = await reminded(here)
    assert (told.address, told.due_at) == (ONE, DAY_BEFORE)
    assert await here.rows(ShiftReminder) == []
    assert len(await reminded(here, DAY_BEFORE + timedelta(minutes=1))) == 1
    shown = await reads(here, "reminder", ONE, **told.params)
    assert shown is not None
    assert shown.text == (
        "Tomorrow, Sat 22 May, 12:00–15:00: Raking, Spring clean-up, courtyard. Start by the bin shelter. Needed: gloves."
    )
    assert shown.keys == [["Still coming", "Can't"]]


async def test_events_and_tasks_of_a_day_are_one_message(here: Neighbourhood) -> None:
    await here.resident(ONE)
    tasks = await tasks_of(here, await call_for(here, LINES))
    event = await here.event(line="Sat 22 May 18–20 Dance")
    await here.answer(event, ONE)
    for task in tasks.values():
        await take(here, task, ONE)
    [told] = await reminded(here)
    assert (await text(here, "reminder", ONE, **told.params)).split("\n") == [
        "Tomorrow, Sat 22 May:",
        "1. 12:00 · Raking, Spring clean-up, courtyard",
        "2. 15:00 · Coffee, Spring clean-up, courtyard",
        "3. 18:00 · Dance",
    ]
    person = await here.person(ONE)
    assert person.written == 1, "it is one of the three of the day"


async def test_who_waits_is_reminded_only_once_the_task_is_theirs(here: Neighbourhood) -> None:
    for who in (ONE, OTHER):
        await here.resident(who)
    coffee = (await tasks_of(here, await call_for(here, LINES)))["Coffee"]
    await take(here, coffee, ONE)
    await take(here, coffee, OTHER)
    assert len(await planned(here)) == 1
    await leave(here, coffee, ONE)
    [told] = await reminded(here)
    assert told.address == OTHER


async def test_what_is_given_back_is_forgotten(here: Neighbourhood) -> None:
    await here.resident(ONE)
    tasks = await tasks_of(here, await call_for(here))
    await take(here, tasks["Raking"], ONE)
    await take(here, tasks["Coffee"], ONE, wish=Wish.INSTEAD, press=Press(None, 7, next(here.updates)))
    assert len(await planned(here)) == 1
    await leave(here, tasks["Coffee"], ONE)
    assert await planned(here) == []


async def test_nobody_is_reminded_of_a_call_that_was_cancelled(here: Neighbourhood) -> None:
    await here.resident(ONE)
    call = await call_for(here)
    await take(here, (await tasks_of(here, call))["Raking"], ONE)
    await here.db.transaction(change_call, call.id, state=CallState.CANCELLED)
    assert await reminded(here) == []


async def test_one_chooses_when_and_the_tasks_follow(here: Neighbourhood) -> None:
    await here.resident(ONE)
    task = (await tasks_of(here, await call_for(here, LINES)))["Raking"]
    await take(here, task, ONE)
    assert task.starts_at is not None
    wish = {"who": ONE, "reminding": Reminding.BOTH, "lead_minutes": 60, "message": 5, "rules": RULES, "now": here.now}
    await here.do(people.choose_reminding, **wish)
    assert await planned(here) == [
        (ReminderKind.DAY_BEFORE, DAY_BEFORE),
        (ReminderKind.SHORTLY, task.starts_at - timedelta(hours=1)),
    ]
    await here.do(people.choose_reminding, **{**wish, "reminding": Reminding.OFF})
    assert await planned(here) == []


async def test_who_answers_for_a_neighbour_is_reminded_and_tells_them(here: Neighbourhood) -> None:
    await vouched(here, ONE)
    raking = (await tasks_of(here, await call_for(here, LINES)))["Raking"]
    await for_a_neighbour(here, raking, ONE, "Aino")
    [told] = await reminded(here)
    shown = await reads(here, "reminder", ONE, **told.params)
    assert shown is not None
    assert shown.text.endswith("Please tell them too: Aino.")
    assert shown.keys == [["I told", "I can't reach"]]


async def test_a_day_without_hours_is_reminded_of_the_day_before(here: Neighbourhood) -> None:
    await here.resident(ONE)
    await take(here, (await tasks_of(here, await call_for(here, "Sat 22 May Clean-up\nCakes ×3")))["Cakes"], ONE)
    [told] = await reminded(here)
    assert await text(here, "reminder", ONE, **told.params) == "Tomorrow, Sat 22 May: Cakes, Clean-up."


async def test_what_has_no_date_is_never_reminded_of(here: Neighbourhood) -> None:
    await here.resident(ONE)
    [task] = (await tasks_of(here, await call_for(here, "Who can carry a sofa? ×2"))).values()
    state = await take(here, task, ONE)
    assert (await planned(here), state.too_late) == ([], False)
    assert await here.rows(ChatLine) == []


@pytest.mark.parametrize(("hours", "too_late"), [(20, False), (18, True)])
async def test_who_takes_a_task_too_late_for_a_reminder_hears_so(here: Neighbourhood, hours: int, too_late: bool) -> None:
    await here.resident(ONE)
    raking = (await tasks_of(here, await call_for(here)))["Raking"]
    assert raking.starts_at is not None
    here.now = raking.starts_at - timedelta(hours=hours)
    assert (await take(here, raking, ONE)).too_late is too_late


async def test_the_group_reads_the_day_before_what_is_still_needed(here: Neighbourhood) -> None:
    call = await call_for(here, LINES)
    await here.event(line="Sat 22 May 18–20 Dance")
    await take(here, (await tasks_of(here, call))["Raking"], ONE)
    await here.tick(DAY_BEFORE)
    [line] = await here.debts("tomorrow")
    assert (await text(here, "tomorrow", None, **line.params)).split("\n") == [
        "Tomorrow, Sat 22 May:",
        "12:00 · Spring clean-up, courtyard. 2 more needed.",
        "18:00 · Dance. Coming 0.",
    ]


async def test_each_day_of_a_call_has_its_line(here: Neighbourhood) -> None:
    await call_for(here, "Sat 22 May Clean-up\nRaking ×1 12–15\nSun 23.5. 10–12 Tidying ×2")
    assert [line.day.day for line in await here.rows(ChatLine)] == [22, 23]
    await here.tick(DAY_BEFORE)
    [line] = await here.debts("tomorrow")
    assert await text(here, "tomorrow", None, **line.params) == "Tomorrow, Sat 22 May, 12:00: Clean-up. 1 more needed."


async def test_a_call_that_has_enough_people_says_so(here: Neighbourhood) -> None:
    call = await call_for(here, "Sat 22 May 12–15 Clean-up\nRaking ×1")
    await take(here, (await tasks_of(here, call))["Raking"], ONE)
    await here.tick(DAY_BEFORE)
    [line] = await here.debts("tomorrow")
    assert await text(here, "tomorrow", None, **line.params) == "Tomorrow, Sat 22 May, 12:00: Clean-up. Enough people."


async def test_it_is_the_organiser_too_who_is_reminded_of_their_task(here: Neighbourhood) -> None:
    await take(here, (await tasks_of(here, await call_for(here)))["Raking"], ADMIN)
    assert NOW < DAY_BEFORE
    [told] = await reminded(here)
    assert told.address == ADMIN
