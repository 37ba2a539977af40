"""The organiser's list: who comes, in which order, and who was seen at the door."""

from datetime import timedelta

import pytest

from community import events, naming, privacy
from community.events import Answer, Attendance, Event
from community.refusals import Refused
from storage.events import SignUp
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT, CECILIA, DAVID = (neighbour(number) for number in range(1, 5))


async def attendance(here: Neighbourhood, event: Event) -> Attendance:
    """What the organiser sees."""
    return await here.db.read(events.attendance, event=event.id, who=ADMIN)


async def check_in(here: Neighbourhood, event: Event, sign_up: int, came: bool = True, who: int = ADMIN) -> None:
    """Somebody is tapped at the door."""
    await here.do(events.check_in, event=event.id, sign_up=sign_up, came=came, who=who, page=0, message=1, now=here.now)


async def named(here: Neighbourhood, who: int, name: str) -> None:
    """Somebody joins and says how they are called."""
    await here.resident(who)
    await here.do(naming.choose, who=who, text=name, now=here.now)


async def test_names_come_in_order_and_then_those_without_one(here: Neighbourhood) -> None:
    event = await here.event()
    await named(here, CECILIA, "aino")
    await named(here, DAVID, "Aada")
    for who in (ANNA, CECILIA, BERT, DAVID):
        await here.answer(event, who)
    seen = await attendance(here, event)
    assert [(each.name, each.number) for each in seen.attendees] == [("Aada", 0), ("aino", 0), (None, 1), (None, 2)]


async def test_who_cant_come_is_not_listed_and_who_was_forgotten_keeps_a_line(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, Answer.CANT)
    await here.answer(event, BERT, Answer.MAYBE)
    await here.answer(event, CECILIA, party=3)
    await here.do(privacy.forget, presser=presser(CECILIA), free_seats=False, rules=RULES, now=here.now)
    lines = [(each.sign_up.answer, each.sign_up.party, each.name) for each in (await attendance(here, event)).attendees]
    assert lines == [(Answer.MAYBE, 1, None), (Answer.COMING, 3, None)]


async def test_a_tap_at_the_door_sets_and_a_tap_takes_back(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, party=3)
    await here.answer(event, BERT)
    [anna, bert] = await here.rows(SignUp)
    for _ in range(2):
        await check_in(here, event, anna.id)
    await check_in(here, event, bert.id)
    assert (await attendance(here, event)).came == 4
    await check_in(here, event, anna.id, came=False)
    assert (await attendance(here, event)).came == 1


async def test_who_changes_the_party_at_the_door_stays_here(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    await check_in(here, event, (await here.rows(SignUp))[0].id)
    await here.answer(event, ANNA, party=2)
    assert (await attendance(here, event)).came == 2


async def test_the_list_can_be_kept_after_the_end(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    assert event.ends_at is not None
    here.now = event.ends_at + timedelta(minutes=5)
    await here.db.transaction(events.close_over, here.now)
    await check_in(here, event, (await here.rows(SignUp))[0].id)
    assert (await attendance(here, event)).came == 1


async def test_only_the_organiser_sees_and_keeps_the_list(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    [anna] = await here.rows(SignUp)
    with pytest.raises(Refused, match="not-organiser"):
        await here.db.read(events.attendance, event=event.id, who=ANNA)
    with pytest.raises(Refused, match="not-organiser"):
        await check_in(here, event, anna.id, who=ANNA)


async def test_an_answer_to_another_event_is_not_checked_in_here(here: Neighbourhood) -> None:
    event, other = await here.event(), await here.event(line="Sun 23 May 12–15 Picnic")
    await here.answer(other, ANNA)
    await here.answer(event, BERT, Answer.CANT)
    for sign_up in await here.rows(SignUp):
        with pytest.raises(Refused, match="old-button"):
            await check_in(here, event, sign_up.id)
    with pytest.raises(Refused, match="old-button"):
        await check_in(here, event, 10**9)
