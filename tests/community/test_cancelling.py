"""An event that does not take place: everyone who said yes or waits is told once, and nobody is reminded of it."""

from datetime import UTC, datetime, timedelta

import pytest

from community import events, people, reminders
from community.events import Answer, Event, EventState, Place
from community.refusals import Refused
from storage import outbox
from storage.cards import Card
from storage.outbox import Op
from storage.people import Reach
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour

ANNA, BERT, CECILIA, DAVID = (neighbour(number) for number in range(1, 5))


async def cancel(here: Neighbourhood, event: Event, who: int = ADMIN) -> Event:
    """The organiser presses "Yes, cancel it"."""
    return await here.do(events.cancel, event=event.id, who=who, message=66, rules=RULES, now=here.now)


async def a_minute_later(here: Neighbourhood) -> int:
    """Nobody took it back, so it is told; of how many events."""
    here.now += timedelta(minutes=1)
    return await here.db.transaction(events.tell_cancelled, RULES, here.now)


async def full_event(here: Neighbourhood) -> Event:
    """Anna comes, Bert waits, Cecilia can't, David comes but never started the bot; all others have."""
    event = await here.event(capacity=2)
    for who in (ANNA, BERT, CECILIA):
        await here.resident(who)
    await here.answer(event, ANNA)
    await here.answer(event, DAVID)
    await here.answer(event, BERT)
    await here.cant(event, CECILIA)
    return event


async def test_everyone_who_comes_or_waits_is_told_once(here: Neighbourhood) -> None:
    event = await full_event(here)
    await cancel(here, event)
    assert await here.debts("cancelled") == [], "a minute is left to take it back"
    assert await a_minute_later(here) == 1
    assert sorted(debt.address or 0 for debt in await here.debts("cancelled")) == [ANNA, BERT]
    before = await here.debts()
    assert (await cancel(here, event)).state is EventState.CANCELLED
    assert await a_minute_later(here) == 0
    assert await here.debts() == before, "asking twice changes nothing"


async def test_who_said_maybe_is_told_too(here: Neighbourhood) -> None:
    event = await here.event()
    await here.resident(ANNA)
    await here.answer(event, ANNA, Answer.MAYBE)
    await cancel(here, event)
    await a_minute_later(here)
    assert [debt.address for debt in await here.debts("cancelled")] == [ANNA]


async def test_the_group_reads_it_under_the_card_and_the_card_says_so(here: Neighbourhood) -> None:
    event = await full_event(here)
    (before,) = await here.rows(Card)
    await cancel(here, event)
    await a_minute_later(here)
    (line,) = await here.debts("cancelled-here")
    (card,) = await here.rows(Card)
    assert (line.chat_id, line.reply_to) == (card.chat_id, card.message_id)
    assert card.version > before.version
    seen = await here.see(event)
    assert (seen.state, seen.revision) == (EventState.CANCELLED, 2)
    edits = await here.debts("cancel-done")
    assert [(edit.op, edit.address, edit.message_id) for edit in edits] == [(Op.EDIT, ADMIN, 66)] * 2, "with Undo, then without"
    assert edits[1].due_at - edits[0].due_at == timedelta(minutes=1)


async def test_no_reminder_remains(here: Neighbourhood) -> None:
    event = await full_event(here)
    assert await here.rows(Reminder) != []
    await cancel(here, event)
    assert await here.rows(Reminder) == []
    assert await here.db.transaction(reminders.call_due, RULES, event.starts_at - timedelta(hours=1)) == 0
    assert await here.debts("reminder") == []


async def test_who_starts_the_bot_later_is_not_reminded_of_it(here: Neighbourhood) -> None:
    event = await full_event(here)
    await cancel(here, event)
    await here.do(people.note_reach, who=DAVID, reach=Reach.OPEN, rules=RULES, now=here.now)
    assert await here.rows(Reminder) == []


async def test_only_its_organiser_cancels_and_only_what_is_to_come(here: Neighbourhood) -> None:
    event = await full_event(here)
    for who in (ANNA, neighbour(99)):
        with pytest.raises(Refused, match="not-organiser"):
            await cancel(here, event, who)
    here.now = event.ends_at or event.starts_at
    with pytest.raises(Refused, match="event-over"):
        await cancel(here, event)
    assert (await here.see(event)).state is EventState.PUBLISHED


async def test_at_night_the_telling_waits_until_the_morning(here: Neighbourhood) -> None:
    event = await full_event(here)
    here.now = datetime(2027, 5, 12, 20, 0, tzinfo=UTC)  # 23 on the wall, a Wednesday
    await cancel(here, event)
    await a_minute_later(here)
    morning = datetime(2027, 5, 13, 5, 0, tzinfo=UTC)
    assert {debt.due_at for debt in await here.debts() if debt.kind in ("cancelled", "cancelled-here")} == {morning}


async def test_what_was_to_be_told_in_the_morning_is_not_told_of_a_cancelled_event_twice(here: Neighbourhood) -> None:
    event = await full_event(here)
    here.now = datetime(2027, 5, 12, 20, 0, tzinfo=UTC)
    await here.cant(event, ANNA)
    assert [debt.address for debt in await here.debts("promoted")] == [BERT]
    await cancel(here, event)
    await a_minute_later(here)
    waiting = [debt.kind for debt in await here.debts() if debt.address == BERT and debt.state is outbox.DebtState.WAITING]
    assert waiting.count("cancelled") == 1


async def test_within_twelve_hours_of_the_event_it_is_told_at_night_too(here: Neighbourhood) -> None:
    event = await full_event(here)
    here.now = event.starts_at - timedelta(hours=11)  # one in the morning
    await cancel(here, event)
    await a_minute_later(here)
    assert {debt.due_at for debt in await here.debts("cancelled")} == {here.now}


async def test_an_event_that_has_ended_is_over_and_its_card_collapses(here: Neighbourhood) -> None:
    event = await here.event()
    (before,) = await here.rows(Card)
    assert event.ends_at is not None
    assert await here.db.transaction(events.close_over, event.ends_at - timedelta(seconds=1)) == 0
    assert await here.db.transaction(events.close_over, event.ends_at) == 1
    assert await here.db.transaction(events.close_over, event.ends_at) == 0
    assert (await here.see(event)).state is EventState.OVER
    assert (await here.rows(Card))[0].version == before.version + 1


async def test_my_things_are_what_i_said_yes_to_what_i_wait_for_and_what_i_organise(here: Neighbourhood) -> None:
    event = await full_event(here)
    other = await here.event(line="Sun 23 May 12–15 Picnic")
    await here.answer(other, ANNA, Answer.MAYBE)
    mine = await here.db.read(events.mine, who=ANNA, now=here.now)
    assert [(each.title, sign_up.answer) for sign_up, each in mine.answers] == [
        ("Spring clean-up", Answer.COMING),
        ("Picnic", Answer.MAYBE),
    ]
    waits = await here.db.read(events.mine, who=BERT, now=here.now)
    assert [sign_up.place for sign_up, _ in waits.answers] == [Place.WAITING]
    assert (await here.db.read(events.mine, who=CECILIA, now=here.now)).answers == ()
    assert [each.title for each in (await here.db.read(events.mine, who=ADMIN, now=here.now)).organised] == ["Spring clean-up", "Picnic"]
    await cancel(here, event)
    assert [each.title for _, each in (await here.db.read(events.mine, who=ANNA, now=here.now)).answers] == ["Picnic"]
    assert (await here.db.read(events.mine, who=neighbour(99), now=here.now)) == events.Mine((), ())


async def test_what_is_on_is_for_residents(here: Neighbourhood) -> None:
    event = await here.event()
    assert [each.id for each in await here.db.read(events.whats_on, who=ADMIN, now=here.now)] == [event.id]
    with pytest.raises(Refused, match="not-joined"):
        await here.db.read(events.whats_on, who=ANNA, now=here.now)
    await here.answer(event, DAVID)
    assert await here.db.read(events.whats_on, who=DAVID, now=here.now) == [], "a press is no membership"
