"""A call that belongs to an event: one card together, and one fate."""

from datetime import timedelta

import pytest

from community import events, publishing, stepwise, volunteering
from community.events import Event, Place
from community.refusals import Refused
from community.volunteering import Call, CallState, guiding
from storage.cards import Card
from storage.drafts import Draft, change_draft, find_draft
from storage.volunteering import Volunteer
from tests.community.calling import answer_checks, take, tasks_of, the_call
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, presser

AINO, BERTTA = 31, 32


async def hands_for(here: Neighbourhood, event: Event, who: int = ADMIN, lines: str = "Raking ×2 12–15\nCoffee ×1") -> Call:
    """The organiser of an event says what there is to do for it."""
    await here.do(guiding.begin_for, event=event.id, presser=presser(who), rules=RULES, now=here.now)
    await here.do(guiding.write, text=lines, presser=presser(who), rules=RULES, now=here.now)
    number = max(draft.id for draft in await here.rows(Draft))
    found = await here.db.read(find_draft, number)
    assert found is not None
    await here.db.transaction(change_draft, number, step="preview", data={**found.data, "open": [], "done": True})
    await here.db.transaction(answer_checks, number, here.now)
    pressed = {"presser": presser(who), "message": 900 + number, "rules": RULES, "now": here.now}
    call = await here.do(publishing.publish, draft=number, admin=True, chat=None, **pressed)
    assert call is not None
    return await the_call(here, call)


async def test_a_call_of_an_event_has_its_head_and_stands_on_its_card(here: Neighbourhood) -> None:
    event = await here.event()
    call = await hands_for(here, event)
    assert (call.event_id, call.title, call.starts, call.place) == (event.id, event.title, event.starts, event.place)
    assert [card.thing_id for card in await here.rows(Card)] == [event.id]
    shown = await here.db.read(volunteering.show_of_event, event.id)
    assert shown is not None
    assert [task.name for task in shown.tasks] == ["Raking", "Coffee"]


async def test_an_event_has_one_call(here: Neighbourhood) -> None:
    event = await here.event()
    await hands_for(here, event)
    await here.do(guiding.begin_for, event=event.id, presser=presser(ADMIN), rules=RULES, now=here.now)
    assert len(await here.debts("call")) == 1
    assert not await here.rows(Draft)


async def test_only_who_organises_an_event_calls_for_it(here: Neighbourhood) -> None:
    event = await here.event()
    await here.resident(AINO)
    with pytest.raises(Refused, match="not-organiser"):
        await here.do(guiding.begin_for, event=event.id, presser=presser(AINO), rules=RULES, now=here.now)


async def test_a_task_is_taken_on_the_card_of_the_event_and_the_queue_works(here: Neighbourhood) -> None:
    event = await here.event()
    call = await hands_for(here, event)
    await here.resident(AINO)
    await here.resident(BERTTA)
    coffee = (await tasks_of(here, call))["Coffee"]
    await take(here, coffee, AINO)
    await take(here, coffee, BERTTA)
    assert sorted(each.place for each in await here.rows(Volunteer)) == sorted([Place.SEATED, Place.WAITING])


async def test_a_cancelled_event_cancels_its_call_and_everybody_hears_of_it_once(here: Neighbourhood) -> None:
    event = await here.event()
    call = await hands_for(here, event)
    await here.resident(AINO)
    await here.resident(BERTTA)
    raking = (await tasks_of(here, call))["Raking"]
    await take(here, raking, AINO)
    await take(here, raking, BERTTA)
    await here.answer(event, AINO)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=5, rules=RULES, now=here.now)
    assert (await the_call(here, call.id)).state is CallState.CANCELLED
    here.now += timedelta(minutes=2)
    await here.do(events.tell_cancelled, RULES, here.now)
    await here.do(volunteering.tell_cancelled, RULES, here.now)
    assert [debt.address for debt in await here.debts("cancelled")] == [AINO]
    assert [debt.address for debt in await here.debts("call-cancelled")] == [BERTTA]
    assert not await here.debts("call-cancelled-here")


async def test_what_is_undone_in_time_brings_the_call_back(here: Neighbourhood) -> None:
    event = await here.event()
    call = await hands_for(here, event)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=5, rules=RULES, now=here.now)
    await here.do(events.undo_cancel, event=event.id, who=ADMIN, message=5, rules=RULES, now=here.now)
    assert (await the_call(here, call.id)).state is CallState.OPEN


async def test_a_new_call_does_not_belong_to_the_event_one_was_begun_for(here: Neighbourhood) -> None:
    event = await here.event()
    await here.do(guiding.begin_for, event=event.id, presser=presser(ADMIN), rules=RULES, now=here.now)
    await here.do(stepwise.begin, guiding.ASKS, presser=presser(ADMIN), fresh=False, rules=RULES, now=here.now)
    assert [draft.data.get("of_event") for draft in await here.rows(Draft)] == [None]
