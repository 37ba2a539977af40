"""Thanks after an event: counted once each, from those who had a place, and never a list."""

from datetime import timedelta

import pytest

from community import events
from community.events import Event
from community.privacy import forget
from community.refusals import Refused
from community.retention import Night, keep
from storage.cards import Card
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser
from tests.community.test_retention import KEPT

ANNA, BERT, CARL = (neighbour(number) for number in range(1, 4))


async def over(here: Neighbourhood, *coming: int, capacity: int | None = None) -> Event:
    """These neighbours came to an event that is over."""
    event = await here.event(capacity)
    for who in coming:
        await here.answer(event, who)
    assert event.ends_at is not None
    await here.tick(event.ends_at + timedelta(minutes=1))
    return event


async def thank(here: Neighbourhood, event: Event, who: int) -> int:
    """Somebody says thanks; how many there are then."""
    return (await here.do(events.thank, event=event.id, who=who)).thanks


async def test_thanks_count_once_however_often_they_are_said(here: Neighbourhood) -> None:
    event = await over(here, ANNA, BERT)
    assert [await thank(here, event, who) for who in (ANNA, ANNA, BERT)] == [1, 1, 2]
    assert (await here.see(event)).thanks == 2
    assert all(card.version > card.shown_version for card in await here.rows(Card)), "every card shows it"


async def test_who_had_no_place_is_told_why_not(here: Neighbourhood) -> None:
    event = await over(here, ANNA, BERT, capacity=1)
    await here.resident(CARL)
    for who in (BERT, CARL, ADMIN, neighbour(9)):
        with pytest.raises(Refused, match="not-there"):
            await thank(here, event, who)


async def test_nobody_thanks_for_what_is_to_come_was_cancelled_or_is_not_there(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    with pytest.raises(Refused, match="not-there"):
        await thank(here, event, ANNA)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="not-there"):
        await thank(here, event, ANNA)
    with pytest.raises(Refused, match="event-gone"):
        await here.do(events.thank, event=4711, who=ANNA)


async def test_the_number_stays_when_who_said_it_is_forgotten(here: Neighbourhood) -> None:
    event = await over(here, ANNA, BERT)
    for who in (ANNA, BERT):
        await thank(here, event, who)
    await here.do(forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    await here.db.transaction(keep, Night(here.now + timedelta(days=31), KEPT, RULES))
    assert (await here.see(event)).thanks == 2
    with pytest.raises(Refused, match="not-there"):
        await thank(here, event, BERT)
