"""After an event: its organiser is asked once how many came, and the card says that number."""

from datetime import timedelta

import pytest

from community import events, people
from community.events import Event
from community.refusals import Refused
from storage.people import Reach
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour

ANNA = neighbour(1)


async def is_over(here: Neighbourhood, event: Event, after: timedelta = timedelta(minutes=1)) -> None:
    """Time passes until the event has ended, and the program notices."""
    assert event.ends_at is not None
    here.now = event.ends_at + after
    await here.db.transaction(events.close_over, here.now)


async def say(here: Neighbourhood, event: Event, came: int, who: int = ADMIN) -> None:
    await here.do(events.say_came, event=event.id, who=who, came=came, message=1, now=here.now)


async def test_the_organiser_is_asked_once_at_noon_of_the_next_day(here: Neighbourhood) -> None:
    event = await here.event()
    for _ in range(2):
        await is_over(here, event)
    (question,) = await here.debts("how-many-came")
    assert (question.address, f"{question.due_at:%a %d %H:%M}") == (ADMIN, "Sun 23 09:00")


async def test_after_a_long_downtime_the_question_comes_at_the_next_noon(here: Neighbourhood) -> None:
    event = await here.event()
    await is_over(here, event, timedelta(days=3, hours=2))
    (question,) = await here.debts("how-many-came")
    assert here.now <= question.due_at <= here.now + timedelta(days=1)


async def test_who_can_t_be_written_to_is_not_asked(here: Neighbourhood) -> None:
    event = await here.event()
    await here.do(people.note_reach, who=ADMIN, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    await is_over(here, event)
    assert await here.debts("how-many-came") == []


async def test_the_number_can_be_said_corrected_and_written(here: Neighbourhood) -> None:
    event = await here.event()
    await is_over(here, event)
    for came in (18, 18, 0):
        await say(here, event, came)
        assert (await here.see(event)).came == came
    await here.do(events.ask_number, event=event.id, who=ADMIN, message=1, now=here.now)
    await here.do(events.write_came, who=ADMIN, text=" 21 ", now=here.now)
    assert (await here.see(event)).came == 21


@pytest.mark.parametrize("text", ["many", "-1", "1001", "٣", "2.5", ""])
async def test_what_is_no_number_is_asked_again(here: Neighbourhood, text: str) -> None:
    event = await here.event()
    await is_over(here, event)
    await here.do(events.ask_number, event=event.id, who=ADMIN, message=1, now=here.now)
    with pytest.raises(Refused, match="no-number"):
        await here.do(events.write_came, who=ADMIN, text=text, now=here.now)
    assert await here.db.read(events.awaits_number, who=ADMIN, now=here.now)


async def test_only_the_organiser_says_it_and_not_before_the_event(here: Neighbourhood) -> None:
    event = await here.event()
    with pytest.raises(Refused, match="not-begun"):
        await say(here, event, 3)
    await here.answer(event, ANNA)
    await is_over(here, event)
    with pytest.raises(Refused, match="not-organiser"):
        await say(here, event, 3, who=ANNA)
