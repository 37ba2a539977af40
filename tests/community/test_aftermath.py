"""After an event: its organiser is asked once how many came, and the card says that number."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from community import events, people, privacy, questions
from community.events import Event
from community.refusals import Refused
from storage.people import Reach
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA = neighbour(1)
MINUTE = timedelta(minutes=1)


async def is_over(here: Neighbourhood, event: Event, after: timedelta = timedelta(minutes=1)) -> None:
    """Time passes until the event has ended, and the program notices."""
    assert event.ends_at is not None
    here.now = event.ends_at + after
    await here.db.transaction(events.close_over, here.now)


async def say(here: Neighbourhood, event: Event, came: int, who: int = ADMIN) -> None:
    await here.do(events.say_came, event=event.id, who=who, came=came, message=1, now=here.now)


async def test_the_organiser_is_asked_once_at_noon_of_the_next_day(here: Neighbourhood) -> None:
    event = await here.event()
    await is_over(here, event)
    noon = here.now.replace(day=23, hour=9, minute=0)
    for at in (noon - MINUTE, noon, noon + MINUTE, noon + timedelta(days=1)):
        await here.tick(at)
    (question,) = await here.debts("how-many-came")
    assert (question.address, question.due_at) == (ADMIN, noon)


async def test_after_a_long_downtime_the_question_comes_at_the_next_noon(here: Neighbourhood) -> None:
    event = await here.event()
    await is_over(here, event, timedelta(days=3, hours=2))
    await here.tick(here.now + timedelta(days=1))
    (question,) = await here.debts("how-many-came")
    assert f"{question.due_at:%a %d}" == "Wed 26"


@pytest.mark.parametrize("why", ["blocked", "said", "forgotten"])
async def test_nobody_is_asked_in_vain(here: Neighbourhood, why: str) -> None:
    event = await here.event()
    await is_over(here, event)
    if why == "blocked":
        await here.do(people.note_reach, who=ADMIN, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    elif why == "said":
        await say(here, event, 7)
    else:
        await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    await here.tick(here.now + timedelta(days=1))
    assert await here.debts("how-many-came") == []


async def test_who_has_been_asked_enough_today_is_asked_the_next_day_and_at_last_not_at_all(here: Neighbourhood) -> None:
    """One of the three messages of a day is kept for what one has promised oneself."""
    await here.manages()
    for number in range(9):
        await here.event(line=f"Sat 22 May 12–15 Event {number}")
    await here.tick(datetime(2027, 5, 22, 15, tzinfo=UTC))
    for day in range(23, 31):
        await here.tick(datetime(2027, 5, day, 10, tzinfo=UTC))
    asked = Counter(f"{question.due_at:%d}" for question in await here.debts("how-many-came"))
    assert asked == {"23": 2, "24": 2, "25": 2, "26": 2, "27": 1}


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
    assert await here.db.read(questions.is_asked, who=ADMIN, kind=events.CAME, now=here.now)


async def test_words_that_come_too_late_are_no_answer(here: Neighbourhood) -> None:
    event = await here.event()
    await is_over(here, event)
    await here.do(events.ask_number, event=event.id, who=ADMIN, message=1, now=here.now)
    here.now += questions.WAITED
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(events.write_came, who=ADMIN, text="12", now=here.now)
    assert (await here.see(event)).came is None


async def test_only_the_organiser_says_it_and_not_before_the_event(here: Neighbourhood) -> None:
    event = await here.event()
    with pytest.raises(Refused, match="not-begun"):
        await say(here, event, 3)
    await here.answer(event, ANNA)
    await is_over(here, event)
    with pytest.raises(Refused, match="not-organiser"):
        await say(here, event, 3, who=ANNA)
