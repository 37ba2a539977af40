"""A call that does not take place: for a minute it can be undone, then everybody it concerns is told; and calls without a date end."""

from datetime import timedelta

import pytest

from community import volunteering
from community.events import Why
from community.refusals import Refused
from community.volunteering import Call, CallState
from storage.cards import Card, change_card
from storage.reminders import ShiftReminder
from tests.community.calling import call_for, take, tasks_of, the_call
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ONE, OTHER, THIRD = neighbour(1), neighbour(2), neighbour(3)
MINUTE = timedelta(minutes=1)


async def a_call(here: Neighbourhood) -> Call:
    """Raking is done by one, coffee is awaited by another, and the organiser has signed up a neighbour."""
    call = await call_for(here)
    for card in await here.rows(Card):
        await here.db.transaction(change_card, card.id, message_id=900)
    tasks = await tasks_of(here, call)
    for who in (ONE, OTHER):
        await here.resident(who)
        await take(here, tasks["Coffee"], who)
    return call


async def cancel(here: Neighbourhood, call: Call, why: Why = Why.WEATHER, *, who: int = ADMIN, draft: int = 0) -> None:
    pressed = {"presser": presser(who), "message": 7, "rules": RULES, "now": here.now}
    await here.do(volunteering.cancel, call=call.id, why=why, draft=draft, **pressed)


async def test_everybody_it_concerns_is_told_once_when_the_minute_is_over(here: Neighbourhood) -> None:
    call = await a_call(here)
    await cancel(here, call)
    assert (await the_call(here, call.id)).state is CallState.CANCELLED
    assert await here.rows(ShiftReminder) == []
    await here.tick()
    assert await here.debts("call-cancelled") == []
    await cancel(here, call)
    await here.tick(here.now + MINUTE)
    assert sorted(debt.address or 0 for debt in await here.debts("call-cancelled")) == [ONE, OTHER]
    assert len(await here.debts("call-cancelled-here")) == 1
    await here.tick(here.now + timedelta(days=20))
    assert len(await here.debts("call-cancelled")) == 2
    with pytest.raises(Refused, match="call-cancelled"):
        await take(here, (await tasks_of(here, call))["Raking"], THIRD)


async def test_within_the_minute_it_can_be_undone_and_nobody_hears_of_it(here: Neighbourhood) -> None:
    call = await a_call(here)
    await cancel(here, call)
    pressed = {"message": 7, "rules": RULES, "now": here.now + MINUTE / 2}
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.do(volunteering.undo, call=call.id, presser=presser(ONE), **pressed)
    await here.do(volunteering.undo, call=call.id, presser=presser(ADMIN), **pressed)
    await here.tick(here.now + MINUTE * 2)
    assert (await the_call(here, call.id)).state is CallState.OPEN
    assert await here.debts("call-cancelled") == []
    assert call.begins_at is not None
    await here.tick(call.begins_at - timedelta(hours=23))
    assert len(await here.debts("call-lacks")) == 1


async def test_the_reason_may_be_words(here: Neighbourhood) -> None:
    call = await a_call(here)
    pressed = {"presser": presser(ADMIN), "now": here.now}
    await here.do(volunteering.ask_why, call=call.id, message=7, **pressed)
    with pytest.raises(Refused, match="reason-too-long"):
        await here.do(volunteering.take_reason, text="x" * 200, **pressed)
    await here.do(volunteering.take_reason, text="The tools are gone", **pressed)
    draft = (await here.draft()).id
    await cancel(here, call, Why.WORDS, draft=draft)
    shown = await here.db.read(volunteering.show, call.id, ONE)
    assert shown is not None
    assert shown.cancelled is not None
    assert (shown.cancelled.why, shown.cancelled.words) == (Why.WORDS, "The tools are gone")


async def test_after_the_minute_it_can_not_be_undone(here: Neighbourhood) -> None:
    call = await a_call(here)
    await cancel(here, call)
    here.now += MINUTE
    with pytest.raises(Refused, match="undo-gone"):
        await here.do(volunteering.undo, call=call.id, presser=presser(ADMIN), message=7, rules=RULES, now=here.now)


async def test_what_has_no_date_ends_when_its_organiser_says_so_or_after_sixty_days_without_a_touch(here: Neighbourhood) -> None:
    sofa, shelf = [await call_for(here, f"Who can carry {what}?\nCarrying ×2") for what in ("a sofa", "a shelf")]
    await here.do(volunteering.finish, call=sofa.id, presser=presser(ADMIN), message=7, now=here.now)
    assert (await the_call(here, sofa.id)).state is CallState.OVER
    here.now += timedelta(days=50)
    await take(here, (await tasks_of(here, shelf))["Carrying"], ONE)
    await here.tick(here.now + timedelta(days=20))
    assert (await the_call(here, shelf.id)).state is CallState.OPEN
    await here.tick(here.now + timedelta(days=40))
    assert (await the_call(here, shelf.id)).state is CallState.OVER


async def test_what_has_a_date_ends_by_itself(here: Neighbourhood) -> None:
    call = await a_call(here)
    with pytest.raises(Refused, match="ends-by-itself"):
        await here.do(volunteering.finish, call=call.id, presser=presser(ADMIN), message=7, now=here.now)
