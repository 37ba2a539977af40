"""Those who come along: grown-ups and children count for seats, and what the organiser alone is told of them."""

import pytest

from community import events, privacy, questions
from community.events import Answer, Answered, Event, Place, Press
from community.refusals import Refused
from storage.events import Guest, SignUp
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)


async def bring(here: Neighbourhood, event: Event, who: int, adults: int, children: int) -> Answered:
    """Somebody says in private that so many come."""
    update = next(here.updates)
    values = {"event": event.id, "presser": presser(who), "answer": Answer.COMING, "rules": RULES, "now": here.now}
    press = Press(None, 9, update, invited=True)
    return await here.db.handle(update, events.answer, party=adults + children, children=children, press=press, **values)


async def the_sign_up(here: Neighbourhood, event: Event, who: int) -> SignUp:
    """What somebody answered."""
    found = await here.sign_up(event, who)
    assert found is not None
    return found


async def name_guests(here: Neighbourhood, event: Event, who: int, text: str) -> None:
    """Somebody is asked for the names of their guests, and writes them."""
    await here.do(events.ask_guests, event=event.id, who=who, message=1, now=here.now)
    await here.do(events.name_guests, who=who, text=text, now=here.now)


async def names(here: Neighbourhood) -> list[str]:
    return [guest.name for guest in await here.rows(Guest)]


async def test_children_take_seats_and_are_counted_apart(here: Neighbourhood) -> None:
    event = await here.event(capacity=6)
    answered = await bring(here, event, ANNA, adults=2, children=3)
    assert (answered.place, answered.party, answered.children) == (Place.SEATED, 5, 3)
    assert (await here.see(event)).seated == 5
    assert (await bring(here, event, BERT, adults=1, children=1)).place is Place.WAITING


async def test_a_family_can_be_larger_than_the_largest_party_of_grown_ups(here: Neighbourhood) -> None:
    event = await here.event()
    assert (await bring(here, event, ANNA, adults=4, children=8)).party == 12
    await here.answer(event, ANNA, party=12)  # "Still coming" of a reminder
    assert (await the_sign_up(here, event, ANNA)).children == 8


@pytest.mark.parametrize(("adults", "children"), [(0, 1), (0, 0), (11, 0), (1, 11), (11, 11)])
async def test_somebody_grown_up_comes_along_and_no_bus(here: Neighbourhood, adults: int, children: int) -> None:
    event = await here.event()
    with pytest.raises(Refused, match="party-too-big"):
        await bring(here, event, ANNA, adults, children)


async def test_who_says_another_number_on_the_card_starts_anew(here: Neighbourhood) -> None:
    event = await here.event()
    await bring(here, event, ANNA, adults=1, children=1)
    await here.answer(event, ANNA, party=2)
    assert (await the_sign_up(here, event, ANNA)).children == 1, "the same number says nothing new"
    await here.answer(event, ANNA, party=3)
    assert (await the_sign_up(here, event, ANNA)).children == 0


async def test_asking_again_in_private_shows_the_answer(here: Neighbourhood) -> None:
    event = await here.event()
    for _ in range(2):
        await bring(here, event, ANNA, adults=1, children=1)
    assert len(await here.debts("event")) == 2
    assert len(await here.rows(SignUp)) == 1


async def test_who_comes_alone_may_be_greeted_and_only_the_organiser_knows(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    for _ in range(2):
        await here.do(events.come_alone, event=event.id, who=ANNA, alone=True, message=1, now=here.now)
    assert [(await here.db.read(events.show, event.id, who)).alone for who in (ADMIN, BERT)] == [1, 0]  # type: ignore[union-attr]
    await here.answer(event, ANNA, party=2)
    assert not (await the_sign_up(here, event, ANNA)).alone, "who comes with somebody is not alone"


async def test_only_who_comes_can_come_alone_or_with_guests(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, Answer.CANT)
    for who in (ANNA, BERT):
        with pytest.raises(Refused, match="not-coming"):
            await here.do(events.come_alone, event=event.id, who=who, alone=True, message=1, now=here.now)
        with pytest.raises(Refused, match="not-coming"):
            await here.do(events.ask_guests, event=event.id, who=who, message=1, now=here.now)


async def test_guests_have_clean_names_and_are_set_not_added(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, party=4)
    await name_guests(here, event, ANNA, "Kaiku, \u202eoniA\u200b ; ,")
    assert await names(here) == ["Kaiku", "oniA"]
    await name_guests(here, event, ANNA, "Tuuli")
    assert await names(here) == ["Tuuli"]
    await here.do(events.remove_guests, event=event.id, who=ANNA, message=1, now=here.now)
    assert await names(here) == []


@pytest.mark.parametrize(("text", "code"), [("…", "no-name"), ("A, B", "too-many-guests")])
async def test_names_are_readable_and_no_more_than_come(here: Neighbourhood, text: str, code: str) -> None:
    event = await here.event()
    await here.answer(event, ANNA, party=2)
    with pytest.raises(Refused, match=code):
        await name_guests(here, event, ANNA, text)
    assert await here.db.read(questions.is_asked, who=ANNA, kind=events.GUESTS, now=here.now), "they may write it again"


async def test_the_names_go_with_the_answer(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, party=2)
    await name_guests(here, event, ANNA, "Kaiku")
    await here.cant(event, ANNA)
    assert await names(here) == []


async def test_who_is_forgotten_but_comes_leaves_a_seat_without_any_name(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, party=2)
    await name_guests(here, event, ANNA, "Kaiku")
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert (await names(here), await here.rows(Reminder)) == ([], [])
    assert [(each.person_id, each.party) for each in await here.rows(SignUp)] == [(None, 2)]
