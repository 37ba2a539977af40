"""An event that is changed: everyone who signed up is told once what was and what is, and nobody is reminded of what was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import events, reminders
from community.events import Answer, Changed, Changes, Event, Part, Place
from community.events.fields import ASKED_AGAIN, moved_far
from community.events.wording import read_part
from community.refusals import Refused
from storage.cards import Card
from storage.events import add_organiser
from storage.reminders import ChatLine, Reminder
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour

ANNA, BERT, CECILIA, DAVID = (neighbour(number) for number in range(1, 5))
wall = datetime.fromisoformat
SUNDAY: Changes = {"starts": wall("2027-05-23T13:00"), "ends": wall("2027-05-23T16:00")}
LATER: Changes = {"starts": wall("2027-05-22T14:00"), "ends": wall("2027-05-22T17:00")}


async def change(here: Neighbourhood, event: Event, changes: Changes, who: int = ADMIN) -> Changed:
    """The organiser changes it."""
    return await here.do(events.change, event=event.id, who=who, changes=changes, rules=RULES, now=here.now)


async def a_minute_later(here: Neighbourhood) -> int:
    """What is to be told is told; of how many events."""
    here.now += timedelta(minutes=1)
    return await here.db.transaction(events.tell_due, RULES, here.now)


async def told(here: Neighbourhood) -> list[int]:
    """Who was told of a change, in order."""
    return sorted(debt.address or 0 for debt in await here.debts("changed"))


async def unconfirmed(here: Neighbourhood, event: Event) -> int:
    """How many have not said that they come at the new time."""
    shown = await here.db.read(events.show, event.id)
    assert shown is not None
    return shown.unconfirmed


async def a_house_with(here: Neighbourhood, capacity: int | None = None) -> Event:
    """Anna comes, Bert waits or says maybe, Cecilia can't, David comes but never started the bot; all others have."""
    event = await here.event(capacity=capacity)
    for who in (ANNA, BERT, CECILIA):
        await here.resident(who)
    await here.answer(event, ANNA)
    await here.answer(event, DAVID)
    await here.answer(event, BERT, Answer.COMING if capacity else Answer.MAYBE)
    await here.cant(event, CECILIA)
    return event


@pytest.mark.parametrize("capacity", [None, 2])
async def test_everyone_who_comes_may_come_or_waits_is_told_once(here: Neighbourhood, capacity: int | None) -> None:
    event = await a_house_with(here, capacity)
    changed = await change(here, event, SUNDAY)
    assert (changed.told.reached, changed.told.unreached) == (2, 1)
    assert await told(here) == [], "a minute is left to take it back"
    assert await a_minute_later(here) == 1
    assert await told(here) == [ANNA, BERT]
    assert await a_minute_later(here) == 0
    assert await told(here) == [ANNA, BERT]


async def test_several_changes_are_one_message_that_says_what_was_first(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    for changes in (LATER, SUNDAY, Changes(place="club room"), Changes(title="Yard party")):
        await change(here, event, changes)
        here.now += timedelta(seconds=30)
    await a_minute_later(here)
    first, second = await here.debts("changed")
    assert (first.address, second.address) == (ANNA, BERT)
    assert (first.params["was"]["starts"], first.params["was"]["place"]) == ("2027-05-22T12:00:00", "courtyard")
    assert (await here.see(event)).revision == 5


async def test_a_change_that_is_taken_back_within_the_minute_disturbs_nobody(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await change(here, event, SUNDAY)
    await change(here, event, {"starts": event.starts, "ends": event.ends})
    assert await a_minute_later(here) == 1
    assert await here.debts("changed") == await here.debts("changed-here") == []
    sign_up = await here.sign_up(event, ANNA)
    assert sign_up is not None
    assert sign_up.confirmed


async def test_changing_it_to_what_it_is_changes_nothing(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await change(here, event, SUNDAY)
    before = await here.see(event), await here.rows(Card), await here.debts()
    assert (await change(here, event, SUNDAY)).told == events.Audience()
    assert (await here.see(event), await here.rows(Card), await here.debts()) == before


async def test_the_groups_read_a_new_time_or_place_under_the_card_but_no_new_text(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await change(here, event, {"text": "Bring gloves.", "title": "Yard"})
    await a_minute_later(here)
    assert len(await here.debts("changed")) == 2
    assert await here.debts("changed-here") == []
    await change(here, event, {"place": None})
    await a_minute_later(here)
    (line,), (card,) = await here.debts("changed-here"), await here.rows(Card)
    assert (line.chat_id, line.reply_to) == (card.chat_id, card.message_id)


async def test_who_is_moved_far_is_asked_and_keeps_the_place_in_silence(here: Neighbourhood) -> None:
    event = await a_house_with(here, 2)
    await change(here, event, SUNDAY)
    await a_minute_later(here)
    assert await unconfirmed(here, event) == 2
    sign_up = await here.sign_up(event, ANNA)
    assert sign_up is not None
    assert (sign_up.place, sign_up.confirmed) == (Place.SEATED, False)
    await here.answer(event, ANNA)
    await here.answer(event, ANNA)
    assert await unconfirmed(here, event) == 1
    await here.cant(event, DAVID)
    assert await unconfirmed(here, event) == 1, "Bert got the place, and has not seen it yet"
    await here.answer(event, BERT)
    assert await unconfirmed(here, event) == 0


async def test_who_answers_after_the_change_is_not_asked(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await change(here, event, SUNDAY)
    here.now += timedelta(seconds=1)
    await here.answer(event, ANNA, party=3)
    await a_minute_later(here)
    anna, david = await here.sign_up(event, ANNA), await here.sign_up(event, DAVID)
    assert anna is not None
    assert david is not None
    assert (anna.confirmed, david.confirmed) == (True, False)


async def test_two_hours_later_nobody_is_asked(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await change(here, event, LATER)
    await a_minute_later(here)
    assert len(await told(here)) == 2
    assert await unconfirmed(here, event) == 0


@given(st.datetimes(wall("2027-01-01T00:00"), wall("2027-12-31T00:00")), st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_far_is_more_than_two_hours_either_way(was: datetime, by: timedelta) -> None:
    before = was.replace(tzinfo=UTC)
    assert moved_far(before, before + by) == moved_far(before + by, before) == (by > ASKED_AGAIN or by < -ASKED_AGAIN)


async def test_old_reminders_never_fire(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    old = {reminder.due_at for reminder in await here.rows(Reminder)}
    await change(here, event, SUNDAY)
    new = {reminder.due_at for reminder in await here.rows(Reminder)}
    assert new == {at + timedelta(days=1) for at in old}
    assert await here.db.transaction(reminders.call_due, RULES, max(old)) == 0
    assert {line.day.day for line in await here.rows(ChatLine)} == {22, 23}
    assert await here.db.transaction(reminders.call_due_lines, RULES, max(old)) == 1
    assert await here.debts("tomorrow") == [], "on Saturday nothing is on any more"


async def test_a_bigger_event_promotes_the_queue_and_tells_everyone(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    for who in (ANNA, BERT, CECILIA):
        await here.resident(who)
        await here.answer(event, who)
    await change(here, event, {"capacity": 2})
    assert [debt.address for debt in await here.debts("promoted")] == [BERT]
    await a_minute_later(here)
    assert await told(here) == [ANNA, BERT, CECILIA]
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (2, 1)
    await change(here, event, {"capacity": None})
    assert (await here.see(event)).waiting == 0


async def test_who_said_maybe_is_told_when_places_become_limited(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await change(here, event, {"capacity": 20})
    await a_minute_later(here)
    assert await told(here) == [ANNA, BERT]
    assert (await here.see(event)).maybe == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts": wall("2027-05-09T12:00"), "ends": None}, "past"),
        ({"starts": wall("2027-05-22T16:00")}, "ends-too-early"),
        ({"title": " "}, "no-title"),
        ({"title": "x" * 81}, "title-too-long"),
        ({"place": "x" * 61}, "place-too-long"),
        ({"text": "x" * 601}, "text-too-long"),
        ({"capacity": 0}, "bad-capacity"),
        ({"capacity": 1001}, "bad-capacity"),
        ({"capacity": 1}, "too-few-places"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(here: Neighbourhood, changes: Any, code: str) -> None:
    event = await a_house_with(here)
    before = await here.see(event)
    with pytest.raises(Refused, match=code):
        await change(here, event, changes)
    assert await here.see(event) == before


async def test_only_its_organiser_changes_it_and_only_what_is_to_come(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    with pytest.raises(Refused, match="not-organiser"):
        await change(here, event, SUNDAY, ANNA)
    here.now = event.ends_at or event.starts_at
    with pytest.raises(Refused, match="event-over"):
        await change(here, event, SUNDAY)


async def test_a_change_at_night_is_told_in_the_morning_unless_it_is_near(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    here.now = datetime(2027, 5, 12, 20, 0, tzinfo=UTC)  # 23 on the wall, a Wednesday
    await change(here, event, SUNDAY)
    assert await a_minute_later(here) == 0
    here.now = datetime(2027, 5, 13, 5, 0, tzinfo=UTC)
    assert await here.db.transaction(events.tell_due, RULES, here.now) == 1
    here.now = datetime(2027, 5, 23, 0, 0, tzinfo=UTC)
    await change(here, event, {"place": "club room"})
    assert await a_minute_later(here) == 1
    assert [debt.due_at for debt in await here.debts("changed") if debt.due_at > NOW + timedelta(days=5)] == [here.now] * 2


SEVEN: list[Changes] = [
    {"title": "Yard day"},
    {"text": "Bring gloves."},
    {"picture": "AgACAgQAAx0"},
    LATER,
    {"place": "club room"},
    {"capacity": 30},
    {"deadline": wall("2027-05-19T18:00")},
]


@pytest.mark.parametrize("changes", SEVEN, ids=lambda changes: "-".join(changes))
async def test_of_each_of_the_seven_parts_everyone_is_told_but_who_changed_it(here: Neighbourhood, changes: Changes) -> None:
    event = await a_house_with(here)
    await here.answer(event, ADMIN)
    changed = await change(here, event, changes)
    assert changed.told.reached == 2
    await a_minute_later(here)
    assert await told(here) == [ANNA, BERT]


async def test_who_moves_it_keeps_the_place_and_is_not_asked(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await here.answer(event, ADMIN)
    await change(here, event, SUNDAY)
    await a_minute_later(here)
    mine = await here.sign_up(event, ADMIN)
    assert mine is not None
    assert mine.confirmed
    assert await unconfirmed(here, event) == 2, "Anna and David"


async def test_where_two_change_it_each_hears_of_the_other_s_change(here: Neighbourhood) -> None:
    event = await a_house_with(here)
    await here.answer(event, ADMIN)
    await here.db.transaction(add_organiser, event.id, (await here.person(ANNA)).id)
    await change(here, event, {"title": "Yard day"})
    await change(here, event, {"place": "club room"}, who=ANNA)
    await a_minute_later(here)
    assert await told(here) == [ADMIN, ANNA, BERT]


async def test_who_signed_up_a_neighbour_is_told_for_their_sake_even_of_one_s_own_change(here: Neighbourhood) -> None:
    event = await here.event()
    values: dict[str, Any] = {"event": event.id, "who": ADMIN, "party": 1, "message": 4, "rules": RULES, "now": here.now}
    await here.do(events.sign_up_neighbours, **values)
    await change(here, event, SUNDAY)
    await a_minute_later(here)
    assert await told(here) == [ADMIN]


@pytest.mark.parametrize(
    ("said", "starts"),
    [("klo 17", "2027-05-22T17:00"), ("17-19", "2027-05-22T17:00"), ("kl 18.30", "2027-05-22T18:30"), ("Sun 18", "2027-05-16T18:00")],
)
async def test_hours_alone_are_those_of_the_event_s_own_day(here: Neighbourhood, said: str, starts: str) -> None:
    event = await here.event()
    [changes] = read_part(Part.TIME, said, event, here.now)
    assert changes["starts"] == wall(starts)
