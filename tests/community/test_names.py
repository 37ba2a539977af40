"""First names on a card: the organiser's choice and each neighbour's own, asked for once."""

import pytest

from community import events, naming, privacy, trust
from community.events import Event
from community.refusals import Refused
from storage.cards import Card
from storage.consents import Consent, ConsentKind
from storage.outbox import DebtState
from storage.vouchers import Voucher
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT, CILLA = (neighbour(number) for number in range(1, 4))


async def lives_here(here: Neighbourhood, who: int, name: str, *, vouched: bool = True) -> int:
    """A resident with a name; known in the house unless said otherwise."""
    await here.resident(who)
    await here.do(naming.ask, who=who, message=7, now=here.now)
    await here.do(naming.choose, who=who, text=name, now=here.now)
    if vouched:
        await here.do(trust.ask, house=(await here.house()).id, who=who, admins=(who,), message=8, rules=RULES, now=here.now)
    return who


async def with_names(here: Neighbourhood, shown: bool = True, event: Event | None = None, who: int = ADMIN) -> Event:
    """An event (or this one) whose organiser wants first names on its card, or no more."""
    event = event or await here.event()
    await here.do(events.show_names, event=event.id, who=who, shown=shown, message=9, rules=RULES, now=here.now)
    return event


async def says(here: Neighbourhood, who: int, *, yes: bool) -> None:
    """Somebody answers whether their first name may stand on cards."""
    await here.do(naming.let_list, who=who, listed=yes, message=10, now=here.now)


async def named(here: Neighbourhood, event: Event) -> tuple[str, ...]:
    """Whom the card names."""
    shown = await here.db.read(events.show, event.id)
    assert shown is not None
    return shown.named


async def version(here: Neighbourhood) -> int:
    return (await here.rows(Card))[0].version


async def asked(here: Neighbourhood) -> list[int | None]:
    """Who was asked, in turn."""
    return [debt.address for debt in await here.debts("ask-listed")]


async def test_a_card_names_who_said_yes_where_the_organiser_wants_names(here: Neighbourhood) -> None:
    event = await here.event()
    for who, name in ((ANNA, "Anna Virtanen"), (BERT, "Bert")):
        await here.answer(event, await lives_here(here, who, name))
    await says(here, ANNA, yes=True)
    assert await named(here, event) == ()
    await with_names(here, event=event)
    assert await named(here, event) == ("Anna Virtanen",)
    before = await version(here)
    await with_names(here, False, event)
    assert await named(here, event) == ()
    assert await version(here) > before, "the names leave the cards at once"


async def test_a_yes_can_be_taken_back_and_every_card_follows(here: Neighbourhood) -> None:
    event = await with_names(here)
    await here.answer(event, await lives_here(here, ANNA, "Anna"))
    versions = [await version(here)]
    for yes in (True, False):
        await says(here, ANNA, yes=yes)
        assert await named(here, event) == (("Anna",) if yes else ())
        versions.append(await version(here))
    assert versions == sorted(set(versions))
    (consent,) = [each for each in await here.rows(Consent) if each.kind is ConsentKind.NAMES]
    assert consent.given_at is not None
    assert consent.ended_at is not None


async def test_whoever_comes_is_asked_once_in_all(here: Neighbourhood) -> None:
    first, second = await with_names(here), await with_names(here, event=await here.event(line="Sun 30 May 12–15 Flea market"))
    await lives_here(here, ANNA, "Anna")
    for event in (first, second, first):
        await here.cant(event, ANNA)
        await here.answer(event, ANNA)
    assert await asked(here) == [ANNA]
    await says(here, ANNA, yes=False)
    await here.answer(second, ANNA, party=2)
    assert await asked(here) == [ANNA]
    assert await named(here, first) == (), "silence is a no, and so is no"


async def test_who_comes_already_is_asked_when_the_organiser_wants_names(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    for who, name in ((ANNA, "Anna"), (BERT, "Bert"), (CILLA, "Cilla")):
        await here.answer(event, await lives_here(here, who, name))
    for shown in (True, False, True):
        await with_names(here, shown, event)
    assert await asked(here) == [ANNA, BERT], "who waits has no place on the card"


async def test_a_name_on_a_card_needs_a_house_that_knows_the_neighbour(here: Neighbourhood) -> None:
    event = await with_names(here)
    await here.answer(event, await lives_here(here, ANNA, "Anna", vouched=False))
    assert await asked(here) == []
    with pytest.raises(Refused, match="not-vouched"):
        await says(here, ANNA, yes=True)
    await here.do(trust.ask, house=(await here.house()).id, who=ANNA, admins=(ANNA,), message=8, rules=RULES, now=here.now)
    await says(here, ANNA, yes=True)
    assert await named(here, event) == ("Anna",)
    before, (voucher,) = await version(here), await here.rows(Voucher)
    await here.do(trust.take_back, voucher=voucher.id, who=ADMIN, admin=True, message=9, now=here.now)
    assert await named(here, event) == ()
    assert await version(here) > before


async def test_a_passer_by_or_who_has_no_name_is_not_asked(here: Neighbourhood) -> None:
    event = await with_names(here)
    await here.resident(BERT)
    for who in (ANNA, BERT):
        await here.answer(event, who)
    assert await asked(here) == []
    with pytest.raises(Refused, match="old-button"):
        await says(here, BERT, yes=True)


async def test_only_the_organiser_chooses_and_only_for_what_is_to_come(here: Neighbourhood) -> None:
    event = await here.event()
    await here.resident(ANNA)
    with pytest.raises(Refused, match="not-organiser"):
        await with_names(here, event=event, who=ANNA)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="event-over"):
        await with_names(here, event=event)


async def test_names_go_with_the_event_and_with_who_is_forgotten(here: Neighbourhood) -> None:
    event = await with_names(here)
    for who, name in ((ANNA, "Anna"), (BERT, "Bert")):
        await here.answer(event, await lives_here(here, who, name))
        await says(here, who, yes=True)
    before = await version(here)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert (await named(here, event), (await here.see(event)).seated) == (("Bert",), 2)
    assert await version(here) > before, "a nameless seat has no name on any card"
    assert event.ends_at is not None
    await here.tick(event.ends_at)
    assert await named(here, event) == ()


async def test_the_question_keeps_to_the_three_of_a_day(here: Neighbourhood) -> None:
    event = await with_names(here)
    await lives_here(here, ANNA, "Anna")
    await here.answer(event, ANNA)
    (question,) = await here.debts("ask-listed")
    person = await here.person(ANNA)
    assert (question.state, person.written, person.written_on) == (DebtState.WAITING, 1, here.now.date())


async def test_who_removes_their_name_takes_it_off_the_cards(here: Neighbourhood) -> None:
    event = await with_names(here)
    await here.answer(event, await lives_here(here, ANNA, "Anna"))
    await says(here, ANNA, yes=True)
    await here.do(naming.remove, who=ANNA, message=9, now=here.now)
    assert await named(here, event) == ()
    assert (await here.person(ANNA)).listed is False
