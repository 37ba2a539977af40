"""An event organised together: asked by a link for one person, left to the others, taken over by an admin."""

from datetime import timedelta

import pytest

from community import events, naming, privacy
from community.events import Event, must_organise, together
from community.refusals import Refused
from community.sharing import OPEN
from storage.cards import Card
from storage.events import Invitation, Organiser
from storage.people import Person
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_retention import night

ANNA, BERT, CECILIA = (neighbour(number) for number in range(1, 4))


async def link(here: Neighbourhood, event: Event, who: int = ADMIN) -> str:
    """An organiser asks for a link; its token."""
    await here.do(together.invite, event=event.id, who=who, now=here.now)
    return (await here.rows(Invitation))[-1].token


async def helps(here: Neighbourhood, event: Event, who: int) -> None:
    """Somebody opens the link and confirms."""
    await here.do(together.accept, token=await link(here, event), presser=presser(who), message=71, now=here.now)


async def leaves(here: Neighbourhood, event: Event, who: int) -> None:
    """Somebody leaves it to the others."""
    await here.do(together.leave, event=event.id, who=who, message=72, now=here.now)


async def organisers(here: Neighbourhood, event: Event) -> list[int]:
    """Who organises it, the one whose it is first."""
    found = await here.see(event)
    return [person.telegram_id for person in await here.db.read(events.organisers_of, found)]


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    for who in (ANNA, BERT):
        await here.resident(who)
    return await here.event()


async def test_who_confirms_the_link_may_do_what_the_organiser_may(here: Neighbourhood, event: Event) -> None:
    with pytest.raises(Refused, match="not-organiser"):
        await here.db.read(must_organise, event=event.id, who=ANNA)
    await helps(here, event, ANNA)
    assert await organisers(here, event) == [ADMIN, ANNA]
    assert [each.id for each in (await here.db.read(events.mine, who=ANNA, now=here.now)).organised] == [event.id]
    assert [debt.address for debt in await here.debts("organiser-joined")] == [ADMIN]
    await here.do(events.cancel, event=event.id, who=ANNA, message=1, rules=RULES, now=here.now)


async def test_a_link_is_for_one_person(here: Neighbourhood, event: Event) -> None:
    token = await link(here, event)
    assert await link(here, event) == token, "asking again sends the same link"
    await here.do(together.accept, token=token, presser=presser(ANNA), message=71, now=here.now)
    with pytest.raises(Refused, match="invitation-gone"):
        await here.do(together.accept, token=token, presser=presser(BERT), message=71, now=here.now)
    assert await organisers(here, event) == [ADMIN, ANNA]


async def test_a_link_ends_after_a_week_and_when_it_is_withdrawn(here: Neighbourhood, event: Event) -> None:
    token = await link(here, event)
    later = here.now + OPEN
    with pytest.raises(Refused, match="invitation-gone"):
        await here.db.read(together.asked, token, who=ANNA, now=later)
    await here.do(together.withdraw, event=event.id, who=ADMIN, message=70, now=here.now)
    with pytest.raises(Refused, match="invitation-gone"):
        await here.db.read(together.asked, token, who=ANNA, now=here.now)
    assert await link(here, event) != token


async def test_only_organisers_ask_for_links_see_and_withdraw_them(here: Neighbourhood, event: Event) -> None:
    await link(here, event)
    for use_case, more in ((together.invite, {}), (together.withdraw, {"message": 1}), (together.look, {})):
        with pytest.raises(Refused, match="not-organiser"):
            await here.db.transaction(use_case, event=event.id, who=BERT, now=here.now, **more)  # type: ignore[arg-type]


async def test_who_organises_already_does_not_use_the_link_up(here: Neighbourhood, event: Event) -> None:
    token = await link(here, event)
    with pytest.raises(Refused, match="organises-already"):
        await here.do(together.accept, token=token, presser=presser(ADMIN), message=71, now=here.now)
    await here.do(together.accept, token=token, presser=presser(ANNA), message=71, now=here.now)


async def test_what_is_over_needs_nobody_more(here: Neighbourhood, event: Event) -> None:
    token = await link(here, event)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="event-over"):
        await here.do(together.accept, token=token, presser=presser(ANNA), message=71, now=here.now)


async def test_there_are_at_most_five(here: Neighbourhood, event: Event) -> None:
    for number in range(11, 15):
        await helps(here, event, neighbour(number))
    with pytest.raises(Refused, match="too-many-organisers"):
        await link(here, event)


async def test_who_moves_away_hands_over_to_the_longest_other(here: Neighbourhood, event: Event) -> None:
    with pytest.raises(Refused, match="no-successor"):
        await leaves(here, event, ADMIN)
    await helps(here, event, ANNA)
    await helps(here, event, BERT)
    await leaves(here, event, ADMIN)
    assert await organisers(here, event) == [ANNA, BERT]
    assert [debt.address for debt in await here.debts("organiser-handed")] == [ANNA]
    await leaves(here, event, BERT)
    assert await organisers(here, event) == [ANNA]


async def test_the_part_of_another_can_be_taken_away_but_not_the_owner_s(here: Neighbourhood, event: Event) -> None:
    await helps(here, event, ANNA)
    for who in (ADMIN, ANNA):
        number = (await here.person(who)).id
        await here.do(together.remove, event=event.id, who=ADMIN, person=number, message=70, now=here.now)
    assert await organisers(here, event) == [ADMIN]
    assert [debt.address for debt in await here.debts("organiser-removed")] == [ANNA]


async def test_the_card_names_all_who_show_their_name(here: Neighbourhood, event: Event) -> None:
    for who, name in ((ADMIN, "Aino"), (ANNA, "Anna")):
        await here.db.transaction(naming.choose, who=who, text=name, now=here.now)
        await here.db.transaction(naming.reveal, who=who, shown=True, message=1, now=here.now)
    before = (await here.rows(Card))[0].version
    await helps(here, event, ANNA)
    shown = await here.db.read(events.show, event.id)
    assert shown is not None
    assert shown.organisers == ("Aino", "Anna")
    assert (await here.rows(Card))[0].version > before


async def test_an_admin_may_organise_from_the_group_where_the_card_hangs_and_only_there(here: Neighbourhood, event: Event) -> None:
    assert (await here.db.read(must_organise, event=event.id, who=CECILIA, admin_of=frozenset({GROUP.telegram_id}))).id == event.id
    with pytest.raises(Refused, match="not-organiser"):
        await here.db.read(must_organise, event=event.id, who=CECILIA, admin_of=frozenset({GROUP.telegram_id - 1}))


async def test_when_the_organiser_is_forgotten_the_next_one_has_it(here: Neighbourhood, event: Event) -> None:
    await helps(here, event, ANNA)
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    assert await organisers(here, event) == [ANNA]
    assert await here.rows(Organiser) == []


async def test_what_nobody_organises_an_admin_can_take_over(here: Neighbourhood, event: Event) -> None:
    values = {"event": event.id, "message": 73, "now": here.now}
    with pytest.raises(Refused, match="has-organiser"):
        await here.do(together.take_over, presser=presser(ANNA), admin=True, **values)
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="admins-only"):
        await here.do(together.take_over, presser=presser(ANNA), admin=False, **values)
    for _ in range(2):
        await here.do(together.take_over, presser=presser(ANNA), admin=True, **values)
    assert await organisers(here, event) == [ANNA]


async def test_a_helper_who_lives_nowhere_here_stays_known_until_thirty_days_after(here: Neighbourhood, event: Event) -> None:
    await helps(here, event, CECILIA)
    assert event.ends_at is not None
    for days, remain in ((30, 1), (31, 0)):
        await night(here, event.ends_at + timedelta(days=days))
        assert len(await here.rows(Organiser)) == remain
    assert CECILIA not in [person.telegram_id for person in await here.rows(Person)]
