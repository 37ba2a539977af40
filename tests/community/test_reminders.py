"""Reminders as neighbours get them: once, when it is time, and only of what still holds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from community import due, events, people, places, reminders
from community.events import Answer
from community.refusals import Refused
from community.reminders import calling
from storage import places as place_rows
from storage.cards import Card
from storage.outbox import Debt, Lane
from storage.people import Person, Reach, Reminding
from storage.reminders import ChatLine, Reminder, ReminderKind
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour

ANNA, BERT = neighbour(1), neighbour(2)
DAY_BEFORE = datetime(2027, 5, 21, 14, 0, tzinfo=UTC)
"""17 on the wall, the day before the event."""
MONDAY_AT_NINE = datetime(2027, 5, 17, 6, 0, tzinfo=UTC)


async def call(here: Neighbourhood, at: datetime) -> list[Debt]:
    """What private reminders come to be owed by the tick at this moment."""
    before = len(await here.debts("reminder"))
    await here.db.transaction(reminders.call_due, RULES, at)
    return (await here.debts("reminder"))[before:]


async def call_lines(here: Neighbourhood, at: datetime) -> list[Debt]:
    """The same for the lines of groups."""
    before = len(await here.debts("tomorrow"))
    await here.db.transaction(reminders.call_due_lines, RULES, at)
    return (await here.debts("tomorrow"))[before:]


async def times(here: Neighbourhood) -> list[tuple[ReminderKind, datetime]]:
    """The reminders that are planned."""
    return [(each.kind, each.due_at) for each in await here.rows(Reminder)]


async def test_who_comes_is_reminded_once_the_day_before(here: Neighbourhood) -> None:
    event = await here.event()
    await here.resident(ANNA, "fi")
    assert (await here.answer(event, ANNA)).reminded
    assert await call(here, DAY_BEFORE - timedelta(seconds=1)) == []
    (reminder,) = await call(here, DAY_BEFORE)
    assert (reminder.address, reminder.language, reminder.lane, reminder.due_at) == (ANNA, "fi", Lane.PRIVATE, DAY_BEFORE)
    assert reminder.until == event.starts_at - timedelta(minutes=30)
    assert await here.rows(Reminder) == []
    assert await call(here, DAY_BEFORE + timedelta(seconds=1)) == []


async def test_saying_it_again_brings_no_second_reminder(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    assert len(await call(here, DAY_BEFORE)) == 1
    here.now = DAY_BEFORE + timedelta(hours=1)
    await here.cant(event, ADMIN)
    await here.answer(event, ADMIN)
    assert await call(here, event.starts_at - timedelta(hours=1)) == []


@pytest.mark.parametrize("answer", [Answer.CANT, Answer.MAYBE])
async def test_after_another_answer_nobody_is_reminded(here: Neighbourhood, answer: Answer) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    await here.answer(event, ADMIN, answer)
    assert await here.rows(Reminder) == []


async def test_who_waits_is_reminded_only_when_they_have_a_seat(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.resident(ANNA)
    await here.answer(event, BERT)
    assert not (await here.answer(event, ANNA)).reminded
    assert await here.rows(Reminder) == []
    await here.cant(event, BERT)
    assert await times(here) == [(ReminderKind.DAY_BEFORE, DAY_BEFORE)]


async def test_reminders_rest_while_somebody_cannot_be_written_to(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    assert await here.rows(Reminder) == []
    for reach, planned in ((Reach.OPEN, 1), (Reach.BLOCKED, 0), (Reach.OPEN, 1)):
        await here.do(people.note_reach, who=ANNA, reach=reach, rules=RULES, now=here.now)
        assert len(await here.rows(Reminder)) == planned


async def test_of_a_stranger_a_start_stores_nothing(here: Neighbourhood) -> None:
    before = [person.telegram_id for person in await here.rows(Person)]
    await here.do(people.note_start, who=ANNA, rules=RULES, now=here.now)
    assert [person.telegram_id for person in await here.rows(Person)] == before


async def test_one_chooses_when_and_what_is_planned_follows(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    shortly = (ReminderKind.SHORTLY, event.starts_at - timedelta(hours=2))
    day_before = (ReminderKind.DAY_BEFORE, DAY_BEFORE)
    wishes = [
        (Reminding.BOTH, None, [day_before, shortly]),
        (Reminding.SHORTLY, 60, [(ReminderKind.SHORTLY, event.starts_at - timedelta(hours=1))]),
        (Reminding.OFF, None, []),
        (Reminding.DAY_BEFORE, None, [day_before]),
    ]
    for wish, lead, planned in wishes:
        values = {"who": ADMIN, "reminding": wish, "lead_minutes": lead, "message": 5, "rules": RULES, "now": here.now}
        await here.do(people.choose_reminding, **values)
        assert sorted(await times(here)) == sorted(planned)
    assert (await here.person(ADMIN)).reminding is Reminding.DAY_BEFORE


async def test_a_stranger_has_nothing_to_choose(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="not-joined"):
        await here.do(people.choose_reminding, who=ANNA, reminding=Reminding.OFF, message=5, rules=RULES, now=here.now)


async def test_after_downtime_a_reminder_comes_late_while_it_is_of_use(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    (late,) = await call(here, event.starts_at - timedelta(minutes=30))
    assert late.due_at == event.starts_at - timedelta(minutes=30)


async def test_a_reminder_that_is_of_no_use_any_more_is_dropped(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    assert await call(here, event.starts_at - timedelta(minutes=29)) == []
    assert await here.rows(Reminder) == []


async def test_downtime_that_ends_at_night_wakes_nobody(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    night, morning = DAY_BEFORE + timedelta(hours=5), datetime(2027, 5, 22, 7, 0, tzinfo=UTC)  # 22 on Friday, 10 on Saturday
    (late,) = await call(here, night)
    assert late.due_at == morning
    (line,) = await call_lines(here, night)
    assert line.due_at == morning


async def test_what_begins_before_the_quiet_ends_is_not_told_at_night(here: Neighbourhood) -> None:
    event = await here.event(line="Sat 22 May 10–12 Breakfast")
    await here.answer(event, ADMIN)
    night = DAY_BEFORE + timedelta(hours=5)
    assert await call(here, night) == []
    assert await call_lines(here, night) == []


async def test_the_group_gets_one_silent_line_for_all_of_tomorrows_things(here: Neighbourhood) -> None:
    event = await here.event()
    await here.event(line="Sat 22 May 18–20 Sauna evening")
    await here.event(line="Sun 23 May 12–15 Picnic")
    assert [line.day.isoformat() for line in await here.rows(ChatLine)] == ["2027-05-22", "2027-05-23"]
    (line,) = await call_lines(here, DAY_BEFORE)
    card = next(card for card in await here.rows(Card) if card.thing_id == event.id)
    assert (line.chat_id, line.reply_to, line.silent, line.again) == (card.chat_id, card.message_id, True, False)
    assert await call_lines(here, DAY_BEFORE + timedelta(minutes=1)) == []


async def test_an_event_announced_after_five_the_day_before_brings_no_second_line(here: Neighbourhood) -> None:
    await here.event()
    await call_lines(here, DAY_BEFORE)
    here.now = DAY_BEFORE + timedelta(hours=1)
    await here.event(line="Sat 22 May 18–20 Sauna evening")
    assert await here.rows(ChatLine) == []
    assert await call_lines(here, DAY_BEFORE + timedelta(hours=2)) == []


async def test_each_group_has_its_own_line(here: Neighbourhood) -> None:
    await here.do(places.settle, group=OTHER_GROUP, language="fi", rules=RULES, now=here.now)
    await here.event()
    await here.announce(origin=in_group(group=OTHER_GROUP))
    await here.publish()
    chats = {chat.telegram_id: chat.id for chat in await here.rows(place_rows.Chat)}
    lines = await call_lines(here, DAY_BEFORE)
    assert sorted(line.chat_id or 0 for line in lines) == sorted(chats[group.telegram_id] for group in (GROUP, OTHER_GROUP))


async def test_there_is_no_line_about_what_was_cancelled_or_where_the_bot_is_no_more(here: Neighbourhood) -> None:
    event = await here.event()
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    assert await call_lines(here, DAY_BEFORE) == []
    await here.event(line="Sun 23 May 12–15 Picnic")
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    assert await call_lines(here, DAY_BEFORE + timedelta(days=1)) == []
    assert await here.rows(ChatLine) == []


async def test_many_reminders_are_called_in_parts_and_none_is_forgotten(here: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "BATCH", 2)
    event = await here.event()
    for number in range(5):
        await here.resident(neighbour(number))
        await here.answer(event, neighbour(number))

    def tick(db: Connection) -> int:
        return reminders.call_due(db, RULES, DAY_BEFORE)

    assert [await here.db.transaction(tick) for _ in range(4)] == [2, 2, 1, 0]
    assert len({debt.address for debt in await here.debts("reminder")}) == 5


async def test_what_comes_next_is_known_in_advance(here: Neighbourhood) -> None:
    assert await here.db.read(due.next_due, here.now) is None
    event = await here.event()
    await here.answer(event, ADMIN)
    assert await here.db.read(due.next_due, here.now) == MONDAY_AT_NINE
    for duty in due.every_tick(RULES):
        await here.db.transaction(duty, MONDAY_AT_NINE)
    assert await here.db.read(due.next_due, DAY_BEFORE - timedelta(days=1)) == DAY_BEFORE
    for _ in range(3):
        for duty in due.every_tick(RULES):
            await here.db.transaction(duty, DAY_BEFORE)
    assert await here.db.read(due.next_due, DAY_BEFORE) == event.ends_at
