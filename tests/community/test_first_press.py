"""The first press of somebody nobody knows: it counts, and stores no more than it must."""

from datetime import timedelta

import pytest

from community import events, privacy
from community.events import Answer, Place, Press
from community.refusals import Refused
from storage import cards
from storage.cards import Card
from storage.erasures import Erasure
from storage.events import SignUp
from storage.outbox import Op
from storage.people import Membership, Person, Reach
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour, presser

ANNA = neighbour(1)


async def test_a_press_counts_and_makes_a_person_without_membership(here: Neighbourhood) -> None:
    event = await here.event()
    answered = await here.answer(event, ANNA, language="sv")
    assert (answered.first, answered.place, answered.language, answered.reachable) == (True, Place.SEATED, "sv", False)
    anna = await here.person(ANNA)
    assert (anna.joined_at, anna.name, anna.reach, anna.active_month) == (None, None, Reach.NEVER, "2027-05")
    assert anna.id not in [member.person_id for member in await here.rows(Membership)]


async def test_only_the_first_press_is_the_first(here: Neighbourhood) -> None:
    event, other = await here.event(), await here.event(line="Sun 23 May 12–15 Picnic")
    assert (await here.answer(event, ANNA)).first
    assert not (await here.cant(event, ANNA)).first
    assert not (await here.answer(other, ANNA)).first


async def test_a_refused_press_stores_nobody(here: Neighbourhood) -> None:
    event = await here.event()
    for press, party in ((Press(None, 9, 1), 1), (Press(GROUP.telegram_id, 600, 2), 99), (Press(-5, 600, 3), 1)):
        with pytest.raises(Refused):
            await here.answer(event, ANNA, party=party, press=press)
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]
    assert await here.rows(SignUp) == []


async def test_looking_at_ones_own_answer_stores_nobody(here: Neighbourhood) -> None:
    event = await here.event()
    mine = await here.db.read(events.my_answer, event=event.id, who=ANNA, language="fi")
    assert (mine.answer, mine.place, mine.language) == (None, Place.NONE, "fi")
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]


async def test_after_being_forgotten_a_press_stores_nothing(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="forgotten"):
        await here.answer(event, ANNA)
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]
    assert (await here.see(event)).seated == 0


async def test_joining_again_lifts_it(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert len(await here.rows(Erasure)) == 1
    await here.resident(ANNA)
    assert await here.rows(Erasure) == []
    assert (await here.answer(event, ANNA)).place is Place.SEATED


async def test_the_month_of_the_last_activity_is_kept_up(here: Neighbourhood) -> None:
    event = await here.event(line="Sat 14 August 12–15 Barbecue")
    await here.answer(event, ANNA)
    here.now += timedelta(days=45)
    await here.cant(event, ANNA)
    assert (await here.person(ANNA)).active_month == "2027-06"


async def test_a_press_on_a_card_whose_message_is_not_known_adopts_it(here: Neighbourhood) -> None:
    event = await here.event()
    (card,) = await here.rows(Card)
    await here.db.transaction(cards.change_card, card.id, message_id=None)
    await here.answer(event, ANNA, press=Press(GROUP.telegram_id, 4711, 1000))
    (card,) = await here.rows(Card)
    assert card.message_id == 4711


async def test_a_second_copy_of_a_card_counts_and_is_taken_away_once(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, press=Press(GROUP.telegram_id, 4711, 1000))
    await here.answer(event, ANNA, Answer.CANT, press=Press(GROUP.telegram_id, 4711, 1001))
    (gone,) = await here.debts("gone")
    assert (gone.op, gone.message_id, gone.chat_id) == (Op.DELETE, 4711, (await here.chat()).id)
    (card,) = await here.rows(Card)
    assert card.message_id != 4711
