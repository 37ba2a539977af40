"""A cancelled event that takes place after all: within a minute, and then nobody has heard of it and everything is as it was."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from community import events, people, places, reminders
from community.calendar import Status
from community.events import Answer, Event, EventState, Place, Way, Why
from community.refusals import Refused
from storage import cards
from storage.cards import Card
from storage.events import Cancellation, News, Organiser, SignUp
from storage.outbox import DebtState
from storage.people import Reach
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_calendar import opened, served
from tests.community.test_cancelling import a_minute_later, cancel, full_event
from tests.community.test_spreading import spread

ANNA, BERT, CECILIA, DAVID = (neighbour(number) for number in range(1, 5))


async def undo(here: Neighbourhood, event: Event, who: int = ADMIN) -> Event:
    """The organiser presses "Undo"."""
    return await here.do(events.undo_cancel, event=event.id, who=who, message=66, rules=RULES, now=here.now)


async def seats(here: Neighbourhood) -> list[tuple[int | None, Place, datetime | None, datetime | None]]:
    """Who has which place, who waits since when, and whose offer ends when."""
    return [(each.person_id, each.place, each.queued_at, each.offered_until) for each in await here.rows(SignUp)]


async def due_reminders(here: Neighbourhood) -> list[tuple[int, datetime]]:
    """Who is reminded when."""
    return sorted((each.sign_up_id, each.due_at) for each in await here.rows(Reminder))


async def test_everything_is_as_it_was_and_nobody_hears_of_it(here: Neighbourhood) -> None:
    event = await full_event(here)
    before = await seats(here), await due_reminders(here)
    await cancel(here, event)
    assert await here.rows(Reminder) == []
    here.now += timedelta(seconds=59)
    assert (await undo(here, event)).state is EventState.PUBLISHED
    assert (await seats(here), await due_reminders(here)) == before
    await here.tick(here.now + timedelta(hours=1))
    assert [await here.debts(kind) for kind in ("cancelled", "cancelled-here")] == [[], []]
    seen = await here.see(event)
    assert (seen.state, seen.revision, seen.seated, seen.waiting) == (EventState.PUBLISHED, 3, 2, 1)
    assert [debt.state for debt in await here.debts("cancel-done")] == [DebtState.WAITING, DebtState.DROPPED], "Undo stays out of sight"


async def test_after_the_minute_it_is_too_late(here: Neighbourhood) -> None:
    event = await full_event(here)
    await cancel(here, event)
    here.now += timedelta(minutes=1)
    with pytest.raises(Refused, match="undo-gone"):
        await undo(here, event)  # the program was down, and nobody has been told yet
    await here.tick()
    with pytest.raises(Refused, match="undo-gone"):
        await undo(here, event)
    assert len(await here.debts("cancelled")) == 2


async def test_a_second_press_changes_nothing_and_it_can_be_cancelled_again(here: Neighbourhood) -> None:
    event = await full_event(here)
    with pytest.raises(Refused, match="undo-gone"):
        await undo(here, event)
    await cancel(here, event)
    await undo(here, event)
    with pytest.raises(Refused, match="undo-gone"):
        await undo(here, event)
    await cancel(here, event)
    await a_minute_later(here)
    assert sorted(debt.address or 0 for debt in await here.debts("cancelled")) == [ANNA, BERT]


async def test_only_who_organises_it_takes_it_back(here: Neighbourhood) -> None:
    event = await full_event(here)
    await cancel(here, event)
    with pytest.raises(Refused, match="not-organiser"):
        await undo(here, event, ANNA)


async def test_calendars_follow_there_and_back(here: Neighbourhood) -> None:
    event = await full_event(here)
    token = await opened(here, ANNA)
    for act, status in ((cancel, Status.CANCELLED), (undo, Status.CONFIRMED)):
        await act(here, event)
        found = await served(here, token)
        assert found is not None
        assert [(each.status, each.revision) for each in found.entries] == [(status, (await here.see(event)).revision)]
    assert (await here.see(event)).revision == 3


async def test_an_event_in_several_groups_is_told_in_each_or_in_none(here: Neighbourhood) -> None:
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    await here.manages()
    event = await here.event()
    await spread(here, event, OTHER_GROUP)
    first, second = await here.rows(Card)
    await here.db.transaction(cards.change_card, second.id, message_id=900)
    await cancel(here, event)
    await undo(here, event)
    await here.tick(here.now + timedelta(minutes=2))
    assert await here.debts("cancelled-here") == []
    await cancel(here, event)
    await a_minute_later(here)
    lines = [(line.chat_id, line.reply_to) for line in await here.debts("cancelled-here")]
    assert lines == [(first.chat_id, first.message_id), (second.chat_id, 900)]


async def test_of_a_series_one_date_is_cancelled_and_comes_back(here: Neighbourhood) -> None:
    event = await here.event(line="every Sun from 23 May 12–15 Picnic")
    await here.tick()
    others = [each.state for each in await here.rows(Event) if each.id != event.id]
    await cancel(here, event)
    await undo(here, event)
    await here.tick(here.now + timedelta(minutes=2))
    assert [each.state for each in await here.rows(Event)] == [EventState.PUBLISHED, *others]
    await cancel(here, event)
    await a_minute_later(here)
    assert [each.state for each in await here.rows(Event)] == [EventState.CANCELLED, *others]


async def test_an_offer_does_not_end_while_it_can_be_undone(here: Neighbourhood) -> None:
    event = await full_event(here)
    await here.arrange(event, Way.OFFERS, 60)
    await here.cant(event, ANNA)
    [offer] = [each for each in await here.rows(SignUp) if each.place is Place.OFFERED]
    assert offer.offered_until is not None
    here.now = offer.offered_until - timedelta(seconds=30)
    await cancel(here, event)
    await here.tick(here.now + timedelta(seconds=45))
    await undo(here, event)
    assert [each.id for each in await here.rows(SignUp) if each.place is Place.OFFERED] == [offer.id]


async def test_what_was_due_in_that_minute_happens_after_it(here: Neighbourhood) -> None:
    event = await full_event(here)
    due = min(reminder.due_at for reminder in await here.rows(Reminder))
    await here.arrange(event, Way.DRAW, 1)
    here.now = due - timedelta(seconds=30)
    await cancel(here, event)
    await here.tick(due)
    here.now += timedelta(seconds=20)
    await undo(here, event)
    await here.tick()
    assert [debt.kind for debt in await here.debts() if debt.kind in ("reminder", "tomorrow")] != []


async def test_a_change_that_waits_to_be_told_is_told_after_it(here: Neighbourhood) -> None:
    event = await full_event(here)
    await here.do(events.change, event=event.id, who=ADMIN, changes={"place": "garden"}, rules=RULES, now=here.now)
    here.now += timedelta(seconds=30)
    await cancel(here, event)
    await here.tick(here.now + timedelta(seconds=40))
    assert len(await here.rows(News)) == 1
    await undo(here, event)
    await here.tick(here.now + timedelta(minutes=1))
    assert sorted(debt.address or 0 for debt in await here.debts("changed")) == [ANNA, BERT]


async def test_the_reason_is_a_usual_one_or_words(here: Neighbourhood) -> None:
    event = await full_event(here)
    await here.do(events.ask_why, event=event.id, presser=presser(ADMIN), message=66, now=here.now)
    for text, refused in (("\u200b", "no-reason"), ("x" * 121, "reason-too-long")):
        with pytest.raises(Refused, match=refused):
            await here.do(events.take_reason, presser=presser(ADMIN), text=text, now=here.now)
    await here.do(events.take_reason, presser=presser(ADMIN), text="The rakes\nare gone", now=here.now)
    values: dict[str, Any] = {"message": 66, "rules": RULES, "now": here.now, "why": Why.WORDS, "draft": (await here.draft()).id}
    other = await here.event(line="Sun 30 May 12–15 Picnic")
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(events.cancel, event=other.id, who=ADMIN, **values)
    await here.do(events.cancel, event=event.id, who=ADMIN, **values)
    [found] = await here.rows(Cancellation)
    assert (found.why, found.words) == (Why.WORDS, "The rakes are gone")


async def test_whoever_organises_it_too_is_told_and_who_cancelled_it_is_not(here: Neighbourhood) -> None:
    event = await full_event(here)
    await here.answer(event, ADMIN, Answer.COMING)
    both = {"thing_id": event.id, "person_id": (await here.person(CECILIA)).id}
    await here.db.transaction(lambda db: db.execute(Organiser.__table__.insert(), both))  # type: ignore[attr-defined]
    await cancel(here, event)
    await a_minute_later(here)
    assert sorted(debt.address or 0 for debt in await here.debts("cancelled")) == [ANNA, BERT, CECILIA]
    [told] = await here.rows(Cancellation)
    assert (told.due_at, told.by_id) == (None, None)


async def test_who_starts_the_bot_in_that_minute_is_told_too(here: Neighbourhood) -> None:
    event = await full_event(here)
    await cancel(here, event)
    await here.do(people.note_reach, who=DAVID, reach=Reach.OPEN, rules=RULES, now=here.now)
    await a_minute_later(here)
    assert sorted(debt.address or 0 for debt in await here.debts("cancelled")) == [ANNA, BERT, DAVID]
    assert await here.db.transaction(reminders.call_due, RULES, event.starts_at) == 0
