"""The rights of a neighbour without a phone, exercised for them by a manager: found by house and nickname, shown, erased, logged."""

from datetime import timedelta

import pytest

from community import events, phoneless, places
from community.events import Event, Passing, Place
from community.phoneless import Found
from community.refusals import Refused
from storage.audit import Act, Entry
from storage.drafts import Draft
from storage.events import Guest, Proxy, SignUp
from tests.community.calling import call_for, for_a_neighbour, tasks_of
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour
from tests.community.test_proxies import sign_up, vouched

ANNA, BERT = neighbour(1), neighbour(2)


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    """Aino comes: Anna signed her up. Bert brings a guest of the same name. The activist looks after the house."""
    await here.manages()
    for who in (ANNA, BERT):
        await vouched(here, who)
    event = await here.event(capacity=6)
    await sign_up(here, event, ANNA, nickname="Aino")
    await here.answer(event, BERT, party=2)
    await here.do(events.ask_guests, event=event.id, who=BERT, message=1, now=here.now)
    await here.do(events.name_guests, who=BERT, text="Aino Mäki", now=here.now)
    return event


async def looks(here: Neighbourhood, name: str = "aino", who: int = ADMIN) -> Found:
    """A manager looks for somebody."""
    await here.do(phoneless.ask, house=(await here.house()).id, who=who, message=1, now=here.now)
    await here.do(phoneless.look, who=who, text=name, now=here.now)
    draft = (await here.draft()).id
    return await here.db.transaction(phoneless.find, draft=draft, who=who)


async def erases(here: Neighbourhood, found: Found, entry: str = "", *, free: bool = False, who: int = ADMIN) -> None:
    """They say yes, erase it."""
    values = {"entry": entry, "free": free, "message": 2, "rules": RULES, "now": here.now}
    await here.do(phoneless.erase, draft=found.draft, who=who, **values)


async def log(here: Neighbourhood) -> list[Act]:
    return [entry.act for entry in await here.rows(Entry) if entry.act in (Act.NEIGHBOUR_SHOWN, Act.NEIGHBOUR_ERASED)]


async def test_all_that_is_kept_by_a_nickname_is_found_and_the_look_is_logged_without_it(here: Neighbourhood, event: Event) -> None:
    found = await looks(here)
    assert [(trace.event.id, trace.name, trace.passing, trace.guest) for trace in found.traces] == [
        (event.id, "Aino", Passing.NOTHING, None),
        (event.id, "Aino Mäki", None, 1),
    ]
    assert [trace.name for trace in (await looks(here, "AINO MÄKI")).traces] == ["Aino Mäki"]
    assert (await looks(here, "Vieno")).traces == ()
    assert await log(here) == [Act.NEIGHBOUR_SHOWN] * 3
    assert "Aino" not in str(await here.rows(Entry))


async def test_the_name_goes_and_the_place_stays_with_whoever_tells_them(here: Neighbourhood, event: Event) -> None:
    before = await here.see(event)
    await erases(here, await looks(here))
    assert "Aino" not in str([*await here.rows(Proxy), *await here.rows(Guest), *await here.rows(Draft)])
    assert [(row.party, row.place) for row in await here.rows(SignUp)] == [(1, Place.SEATED), (2, Place.SEATED)]
    assert (await here.see(event)).seated == before.seated == 3, "totals do not change"
    await here.do(events.change, event=event.id, who=ADMIN, changes=events.Changes(place="garden"), rules=RULES, now=here.now)
    await here.tick(here.now + timedelta(minutes=2))
    assert ANNA in [debt.address for debt in await here.debts("changed")]
    (told,) = await here.debts("phoneless-erased")
    assert (told.params["erased"], len(told.params["code"])) == (2, 8)
    assert await log(here) == [Act.NEIGHBOUR_SHOWN, Act.NEIGHBOUR_ERASED]


async def test_who_does_not_come_after_all_frees_the_place(here: Neighbourhood, event: Event) -> None:
    found = await looks(here)
    await erases(here, found, found.traces[0].entry, free=True)
    assert (await here.see(event)).seated == 2
    assert await here.rows(Proxy) == []
    assert [guest.name for guest in await here.rows(Guest)] == ["Aino Mäki"], "it may be another Aino"
    with pytest.raises(Refused, match="old-button"):
        await erases(here, found, found.traces[0].entry)


async def test_who_moves_up_while_another_is_erased_frees_that_place_too(here: Neighbourhood) -> None:
    await here.manages()
    for who in (ANNA, BERT):
        await vouched(here, who)
    event = await here.event(capacity=1)
    for who in (ANNA, BERT):
        await sign_up(here, event, who, nickname="Aino")
    await erases(here, await looks(here), free=True)
    seen = await here.see(event)
    assert (seen.seated, seen.waiting, await here.rows(SignUp)) == (0, 0, [])


async def test_of_what_is_over_only_the_name_goes(here: Neighbourhood, event: Event) -> None:
    assert event.ends_at is not None
    await here.tick(event.ends_at + timedelta(hours=1))
    await erases(here, await looks(here), free=True)
    assert (await here.see(event)).seated == 3
    assert (await here.rows(Proxy), await here.rows(Guest), len(await here.rows(SignUp))) == ([], [], 2)


async def test_only_a_manager_of_the_house_looks_and_only_they_use_what_they_found(here: Neighbourhood, event: Event) -> None:
    found = await looks(here)
    for who in (ANNA, BERT):
        with pytest.raises(Refused, match="not-manager"):
            await looks(here, who=who)
        with pytest.raises(Refused, match="not-yours"):
            await erases(here, found, who=who)
    with pytest.raises(Refused, match="house-gone"):
        await here.do(phoneless.ask, house=4711, who=ADMIN, message=1, now=here.now)


async def test_another_house_s_neighbours_are_not_found_here(here: Neighbourhood, event: Event) -> None:
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    await here.announce(line="Sun 30 May 12–15 Flea market", origin=in_group(group=OTHER_GROUP))
    elsewhere = await here.publish()
    await sign_up(here, elsewhere, ADMIN, nickname="Aino")
    assert {trace.event.id for trace in (await looks(here)).traces} == {event.id}


async def test_a_task_somebody_was_signed_up_for_is_found_too_and_goes_or_stays_without_a_name(here: Neighbourhood, event: Event) -> None:
    call = await call_for(here)
    tasks = await tasks_of(here, call)
    await for_a_neighbour(here, tasks["Coffee"], ANNA, "Vieno")
    await for_a_neighbour(here, tasks["Childminding"], ANNA, "Vieno Aho")
    found = await looks(here, "vieno")
    assert [trace.name for trace in found.traces] == ["Vieno", "Vieno Aho"]
    await erases(here, found, found.traces[0].entry, free=True)
    assert (await tasks_of(here, call))["Coffee"].taken == 0
    await erases(here, await looks(here, "vieno"))
    assert (await tasks_of(here, call))["Childminding"].taken == 1
    assert (await looks(here, "vieno")).traces == ()
