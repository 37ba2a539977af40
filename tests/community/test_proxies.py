"""Neighbours without a phone: signed up by a neighbour, who hears what becomes of it and tells them."""

from datetime import timedelta

import pytest

from community import events, places, privacy, reminders
from community.events import Changes, Event, Passing, Place, Press
from community.refusals import Refused
from community.retention import Night, keep
from storage import vouchers
from storage.events import Proxy, SignUp
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_retention import KEPT

ANNA, BERT = neighbour(1), neighbour(2)


async def vouched(here: Neighbourhood, who: int) -> None:
    """Somebody joins, and a neighbour says that they live here."""
    await here.resident(who)
    house, person = (await here.house()).id, (await here.person(who)).id
    await here.db.transaction(vouchers.give, await here.db.transaction(vouchers.ask, person, house, here.now), here.now)


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    """An event with six places; Anna and Bert live in the house."""
    for who in (ANNA, BERT):
        await vouched(here, who)
    return await here.event(capacity=6)


async def sign_up(here: Neighbourhood, event: Event, who: int, party: int = 1, nickname: str | None = None) -> None:
    """Somebody signs up neighbours without a phone."""
    values = {"event": event.id, "party": party, "nickname": nickname, "message": None, "rules": RULES, "now": here.now}
    await here.do(events.sign_up_neighbours, who=who, **values)


async def neighbours(here: Neighbourhood) -> list[tuple[Place, int, str | None, Passing]]:
    """Place, number, nickname and how far the news have come, for each sign-up by somebody else."""
    proxies = {proxy.sign_up_id: proxy for proxy in await here.rows(Proxy)}
    found = [(row, proxies[row.id]) for row in await here.rows(SignUp) if row.id in proxies]
    return [(row.place, row.party, proxy.nickname, proxy.passing) for row, proxy in found]


async def test_a_neighbour_takes_a_seat_that_counts_like_any_other(here: Neighbourhood, event: Event) -> None:
    await sign_up(here, event, ANNA, 2)
    assert (await here.see(event)).seated == 2
    [row] = await here.rows(SignUp)
    assert (row.person_id, row.without_phone) == (None, True)


async def test_the_number_is_set_and_a_nickname_is_one_neighbour(here: Neighbourhood, event: Event) -> None:
    for party in (2, 3, 3):
        await sign_up(here, event, ANNA, party)
    for nickname in ("Aino", "aino"):
        await sign_up(here, event, ANNA, nickname=nickname)
    assert await neighbours(here) == [
        (Place.SEATED, 3, None, Passing.NOTHING),
        (Place.SEATED, 1, "Aino", Passing.NOTHING),
    ]
    assert (await here.see(event)).seated == 4


async def test_a_resident_signs_up_at_most_five_and_who_enters_slips_has_no_limit(here: Neighbourhood) -> None:
    await vouched(here, ANNA)
    event = await here.event()
    await sign_up(here, event, ANNA, 4)
    await sign_up(here, event, ANNA, nickname="Aino")
    with pytest.raises(Refused, match="too-many-neighbours"):
        await sign_up(here, event, ANNA, nickname="Bertta")
    for number in range(8):
        await sign_up(here, event, ADMIN, nickname=f"Naapuri {number}")
    assert (await here.see(event)).seated == 13


async def test_only_who_lives_here_signs_up_neighbours(here: Neighbourhood, event: Event) -> None:
    passer_by = neighbour(9)
    for _ in range(2):
        with pytest.raises(Refused, match="not-joined"):
            await sign_up(here, event, passer_by)
        await here.answer(event, passer_by)


async def test_who_is_not_known_in_the_house_yet_signs_up_nobody(here: Neighbourhood, event: Event) -> None:
    newcomer = await here.resident(neighbour(7))
    with pytest.raises(Refused, match="not-vouched"):
        await sign_up(here, event, newcomer)


async def test_a_neighbour_waits_and_whoever_signed_them_up_is_told_of_the_place(here: Neighbourhood, event: Event) -> None:
    await here.answer(event, BERT, party=6)
    await sign_up(here, event, ANNA, nickname="Aino")
    assert [place for place, *_ in await neighbours(here)] == [Place.WAITING]
    await here.answer(event, BERT, party=5)
    assert await neighbours(here) == [(Place.SEATED, 1, "Aino", Passing.OPEN)]
    (told,) = await here.debts("neighbour-place")
    assert told.address == ANNA


async def test_a_change_and_the_end_of_it_go_to_the_proxy_once(here: Neighbourhood, event: Event) -> None:
    await here.answer(event, ANNA)
    await sign_up(here, event, ANNA, nickname="Aino")
    await sign_up(here, event, ANNA, 2)
    await here.do(events.change, event=event.id, who=ADMIN, changes=Changes(place="garden"), rules=RULES, now=here.now)
    await here.db.transaction(events.tell_due, RULES, here.now + timedelta(minutes=2))
    assert [debt.address for debt in await here.debts("changed")] == [ANNA]
    assert {passing for *_, passing in await neighbours(here)} == {Passing.OPEN}
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    await here.db.transaction(events.tell_cancelled, RULES, here.now + timedelta(minutes=1))
    assert [debt.address for debt in await here.debts("cancelled")] == [ANNA]


async def test_a_change_of_which_nobody_is_told_is_not_to_be_passed_on(here: Neighbourhood, event: Event) -> None:
    await sign_up(here, event, ANNA, nickname="Aino")
    minimum: Changes = {"minimum": 3}
    for changes in (minimum, {"place": "garden"}, {"place": event.place}):
        await here.do(events.change, event=event.id, who=ADMIN, changes=changes, rules=RULES, now=here.now)
    await here.tick(here.now + timedelta(minutes=1))
    assert [passing for *_, passing in await neighbours(here)] == [Passing.NOTHING]
    assert await here.debts("changed") == []


async def test_one_reminder_is_for_both_and_goes_on_for_the_neighbour_alone(here: Neighbourhood, event: Event) -> None:
    await here.answer(event, ANNA)
    await sign_up(here, event, ANNA, nickname="Aino")
    due = {reminder.due_at for reminder in await here.rows(Reminder)}
    assert len(await here.rows(Reminder)) == 2
    await here.cant(event, ANNA)
    [at] = due
    await here.db.transaction(reminders.call_due, RULES, at)
    assert [debt.address for debt in await here.debts("reminder")] == [ANNA]
    assert [passing for *_, passing in await neighbours(here)] == [Passing.OPEN]
    assert await here.rows(Reminder) == []


async def test_the_organiser_sees_who_could_not_be_told(here: Neighbourhood, event: Event) -> None:
    await sign_up(here, event, ANNA, nickname="Aino")
    [proxy] = await here.rows(Proxy)
    for told, passing, unpassed in ((False, Passing.UNREACHED, 1), (True, Passing.TOLD, 0)):
        await here.do(events.pass_news_on, sign_up=proxy.sign_up_id, told=told, who=ANNA)
        assert [each for *_, each in await neighbours(here)] == [passing]
        shown = await here.db.read(events.show, event.id, ADMIN)
        assert shown is not None
        assert shown.unpassed == unpassed
    with pytest.raises(Refused, match="old-button"):
        await here.do(events.pass_news_on, sign_up=proxy.sign_up_id, told=True, who=BERT)


async def test_only_i_can_t_and_none_of_us_can(here: Neighbourhood, event: Event) -> None:
    await here.answer(event, ANNA)
    await sign_up(here, event, ANNA, nickname="Aino")
    await here.cant(event, ANNA)
    assert (await here.see(event)).seated == 1
    press = Press(None, 9, next(here.updates))
    await here.do(events.none_can, event=event.id, presser=presser(ANNA), press=press, rules=RULES, now=here.now)
    assert ((await here.see(event)).seated, await neighbours(here)) == (0, [])


async def test_where_none_can_a_neighbour_who_moves_up_meanwhile_frees_that_place_too(here: Neighbourhood) -> None:
    for who in (ANNA, BERT):
        await vouched(here, who)
    event = await here.event(capacity=2)
    for who in (ANNA, BERT):
        await sign_up(here, event, who, nickname="Aino")
    await sign_up(here, event, ANNA, nickname="Vieno")
    await here.answer(event, ANNA)
    press = Press(None, 9, next(here.updates))
    await here.do(events.none_can, event=event.id, presser=presser(ANNA), press=press, rules=RULES, now=here.now)
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (1, 0)
    assert await neighbours(here) == [(Place.SEATED, 1, "Aino", Passing.NOTHING)]


async def test_whoever_signed_a_neighbour_up_takes_them_out_again_and_nobody_else(here: Neighbourhood, event: Event) -> None:
    await sign_up(here, event, ANNA, nickname="Aino")
    [proxy] = await here.rows(Proxy)
    values = {"sign_up": proxy.sign_up_id, "message": 1, "rules": RULES, "now": here.now}
    for who in (BERT, ADMIN):
        with pytest.raises(Refused, match="old-button"):
            await here.do(events.neighbour_cant, who=who, **values)
    await here.do(events.neighbour_cant, who=ANNA, **values)
    assert ((await here.see(event)).seated, await here.rows(SignUp)) == (0, [])


async def test_who_is_forgotten_leaves_a_nameless_seat_and_nobody_waiting(here: Neighbourhood, event: Event) -> None:
    await sign_up(here, event, ANNA, 4)
    await sign_up(here, event, BERT, nickname="Aino")
    await sign_up(here, event, ADMIN, 1)
    await here.do(privacy.forget, presser=presser(BERT), free_seats=True, rules=RULES, now=here.now)
    assert [(row.party, row.person_id) for row in await here.rows(SignUp)] == [(4, None), (1, None), (1, None)]
    assert "Aino" not in str(await here.rows(Proxy))
    await sign_up(here, event, ANNA, nickname="Vieno")
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert [row.place for row in await here.rows(SignUp)] == [Place.SEATED] * 3


async def test_a_week_after_the_event_nobody_knows_who_signed_up_whom(here: Neighbourhood, event: Event) -> None:
    await sign_up(here, event, ANNA, nickname="Aino")
    assert event.ends_at is not None
    for days, left in ((7, 1), (8, 0)):
        await here.db.transaction(keep, Night(event.ends_at + timedelta(days=days), KEPT, RULES))
        assert (len(await here.rows(Proxy)), len(await here.rows(SignUp))) == (left, 1)


async def test_a_neighbour_of_another_house_is_not_signed_up_here(here: Neighbourhood, event: Event) -> None:
    await here.do(places.settle, group=places.Group(GROUP.telegram_id - 7, "Elsewhere"), language="en", rules=RULES, now=here.now)
    stranger = neighbour(8)
    await here.answer(event, stranger)
    with pytest.raises(Refused, match="not-joined"):
        await sign_up(here, event, stranger)


async def test_an_admin_of_the_group_enters_slips_too(here: Neighbourhood) -> None:
    cara = neighbour(3)
    await here.resident(cara)
    event = await here.event(capacity=20)
    slips = {"event": event.id, "who": cara, "party": 7, "message": None, "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="not-vouched"):
        await here.do(events.sign_up_neighbours, **slips)
    await here.do(events.sign_up_neighbours, **slips, admin_of=frozenset({GROUP.telegram_id}))
    assert (await here.see(event)).seated == 7
