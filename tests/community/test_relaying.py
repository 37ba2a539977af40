"""A neighbour asks the organiser and hears the answer; nothing of it is kept."""

from datetime import timedelta

import pytest

from community import events, naming, people
from community.events import Event
from community.privacy import forget
from community.refusals import Refused
from storage.outbox import DebtState, close
from storage.people import Reach
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    """An event of the activist; Anna lives in the house."""
    await here.resident(ANNA)
    return await here.event()


async def asks(here: Neighbourhood, event: Event, words: str = "Is there coffee?", who: int = ANNA) -> None:
    """Somebody taps Ask, and writes."""
    await here.do(events.ask, event=event.id, who=who, message=1, now=here.now)
    await here.do(events.relay, who=who, text=words, now=here.now)


async def test_the_question_goes_to_the_organiser_and_the_answer_back(here: Neighbourhood, event: Event) -> None:
    await here.do(naming.choose, who=ANNA, text="Kaiku", now=here.now)
    await asks(here, event)
    (question,) = await here.debts("question")
    anna = (await here.person(ANNA)).id
    assert question.params == {"event": event.id, "person": anna, "name": "Kaiku", "text": "Is there coffee?"}
    assert question.address == ADMIN
    await here.do(events.answer_question, event=event.id, person=anna, who=ADMIN, message=2, now=here.now)
    await here.do(events.relay, who=ADMIN, text="There is.", now=here.now)
    (answer,) = await here.debts("question-answered")
    assert (answer.address, answer.params["text"]) == (ANNA, "There is.")


async def test_when_it_was_delivered_nothing_of_it_is_left(here: Neighbourhood, event: Event) -> None:
    await asks(here, event)
    (question,) = await here.debts("question")
    await here.db.transaction(close, question.id, DebtState.SENT, here.now)
    (question,) = await here.debts("question")
    assert (question.params, question.address) == ({}, None)


async def test_three_questions_a_day_are_enough(here: Neighbourhood, event: Event) -> None:
    for _ in range(3):
        await asks(here, event)
    with pytest.raises(Refused, match="enough-asked"):
        await asks(here, event)
    here.now += timedelta(days=1)
    await asks(here, event)


async def test_nobody_is_asked_who_can_t_be_reached(here: Neighbourhood, event: Event) -> None:
    await here.do(people.note_reach, who=ADMIN, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="organiser-unreachable"):
        await asks(here, event)


async def test_only_who_sees_the_event_asks_and_only_its_organiser_answers_who_asked(here: Neighbourhood, event: Event) -> None:
    with pytest.raises(Refused, match="not-here"):
        await asks(here, event, who=BERT)
    anna, admin = (await here.person(ANNA)).id, (await here.person(ADMIN)).id
    values = {"event": event.id, "message": 1, "now": here.now}
    with pytest.raises(Refused, match="question-gone"):
        await here.do(events.answer_question, person=anna, who=ADMIN, **values)
    await asks(here, event)
    for person, who, code in ((anna, ANNA, "not-organiser"), (admin, ADMIN, "question-gone"), (10**9, ADMIN, "question-gone")):
        with pytest.raises(Refused, match=code):
            await here.do(events.answer_question, person=person, who=who, **values)


async def test_a_novel_is_not_passed_on(here: Neighbourhood, event: Event) -> None:
    with pytest.raises(Refused, match="words-too-long"):
        await asks(here, event, "a" * 501)


async def test_what_somebody_asked_and_nobody_has_got_yet_goes_with_them(here: Neighbourhood, event: Event) -> None:
    await asks(here, event)
    await here.do(forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    (question,) = [debt for debt in await here.debts() if debt.kind == "question"]
    assert (question.state, question.params, question.address, question.key) == (DebtState.DROPPED, {}, None, None)
