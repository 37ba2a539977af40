"""A free place that is offered: time to think, which stands still at night, and what becomes of it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import events, people
from community.events import Event, Place, Way
from community.quiet import QuietHours
from community.refusals import Refused
from storage import outbox
from storage.outbox import DebtState
from storage.people import Reach
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour

FIRST, SECOND, THIRD = neighbour(1), neighbour(2), neighbour(3)

EVENING = datetime(2027, 5, 20, 17, 0, tzinfo=UTC)
"""Thursday, 20:00 on the wall: an hour before it is quiet."""


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    """One place, taken; three wait for it. A free place is on offer for two hours."""
    for who in (FIRST, SECOND, THIRD):
        await here.resident(who)
    event = await here.event(capacity=1)
    await here.arrange(event, Way.OFFERS, 120)
    for who in (ADMIN, FIRST, SECOND, THIRD):
        await here.answer(event, who)
    return event


async def place_of(here: Neighbourhood, event: Event, who: int) -> Place | None:
    found = await here.sign_up(event, who)
    return found.place if found else None


async def sent(here: Neighbourhood) -> None:
    """All that is owed until now goes out."""
    for debt in await here.debts():
        if debt.state is DebtState.WAITING and debt.due_at <= here.now:
            await here.db.transaction(outbox.close, debt.id, DebtState.SENT, here.now)


async def test_a_free_place_is_offered_to_the_first_and_held_for_them(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    seen = await here.see(event)
    assert (seen.seated, seen.held, seen.waiting) == (0, 1, 2)
    assert await place_of(here, event, FIRST) is Place.OFFERED
    assert (await here.hears(FIRST))[-1] == "offer"
    assert (await here.answer(event, neighbour(9))).place is Place.WAITING, "what is on offer nobody else can tap"


async def test_who_takes_it_has_it_and_pressing_again_changes_nothing(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    for _ in range(2):
        assert (await here.answer(event, FIRST)).place is Place.SEATED
    seen = await here.see(event)
    assert (seen.seated, seen.held) == (1, 0)
    await sent(here)
    await here.tick(here.now + timedelta(days=1))
    assert await place_of(here, event, FIRST) is Place.SEATED
    assert "offer-over" not in await here.hears(FIRST)


async def test_who_says_no_hands_it_to_the_next(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    await here.cant(event, FIRST)
    assert await place_of(here, event, SECOND) is Place.OFFERED
    assert (await here.hears(SECOND)).count("offer") == 1


async def test_who_says_nothing_leaves_the_queue_is_told_and_the_next_is_asked(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    assert (await here.hears(FIRST))[-1] == "offer"
    await sent(here)
    await here.tick(NOW + timedelta(hours=2))
    assert await place_of(here, event, FIRST) is None
    assert (await here.hears(FIRST)) == ["offer-over"]
    assert await place_of(here, event, SECOND) is Place.OFFERED
    back = await here.answer(event, FIRST)
    assert (back.place, back.ahead) == (Place.WAITING, 1), "behind the third"


async def test_the_time_stands_still_at_night(here: Neighbourhood, event: Event) -> None:
    here.now = EVENING
    await here.cant(event, ADMIN)
    offered = await here.sign_up(event, FIRST)
    assert offered is not None
    assert offered.offered_until == datetime(2027, 5, 21, 6, 0, tzinfo=UTC), "an hour in the evening, and one from eight to nine"
    await here.cant(event, FIRST)
    here.now = EVENING + timedelta(hours=3)
    await here.cant(event, SECOND)
    (offer,) = [debt for debt in await here.debts("offer") if debt.address == THIRD]
    assert offer.due_at == datetime(2027, 5, 21, 5, 0, tzinfo=UTC), "nobody is asked before eight"


async def test_too_near_to_the_event_the_place_is_given_at_once(here: Neighbourhood, event: Event) -> None:
    here.now = event.starts_at - timedelta(hours=3)
    await here.cant(event, ADMIN)
    assert await place_of(here, event, FIRST) is Place.SEATED
    assert (await here.hears(FIRST))[-1] == "promoted"


async def test_who_can_not_be_asked_gets_the_place_and_keeps_it(here: Neighbourhood, event: Event) -> None:
    await here.do(people.note_reach, who=FIRST, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    await here.cant(event, ADMIN)
    found = await here.sign_up(event, FIRST)
    assert found is not None
    assert (found.place, found.untold) == (Place.SEATED, True)


async def test_an_offer_that_telegram_refuses_is_a_seat_the_organiser_hears_of(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    (offer,) = await here.debts("offer")
    for _ in range(2):
        await here.db.transaction(events.note_failed, offer)
    found, seen = await here.sign_up(event, FIRST), await here.see(event)
    assert found is not None
    assert (found.place, found.untold, found.offered_until) == (Place.SEATED, True, None)
    assert (seen.seated, seen.held) == (1, 0)


async def test_who_was_not_asked_because_the_program_was_down_is_asked_again(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    await here.tick(NOW + timedelta(hours=5))
    offers = [debt for debt in await here.debts("offer") if debt.address == FIRST or debt.state is DebtState.DROPPED]
    assert [debt.state for debt in offers] == [DebtState.DROPPED, DebtState.WAITING]
    assert await place_of(here, event, FIRST) is Place.OFFERED


async def test_a_smaller_party_takes_what_it_needs_and_the_rest_goes_on(here: Neighbourhood) -> None:
    for who in (FIRST, SECOND):
        await here.resident(who)
    event = await here.event(capacity=2)
    await here.arrange(event, Way.OFFERS, 60)
    for who, party in ((ADMIN, 2), (FIRST, 2), (SECOND, 1)):
        await here.answer(event, who, party=party)
    await here.cant(event, ADMIN)
    with pytest.raises(Refused, match="party-too-big"):
        await here.answer(event, FIRST, party=3)
    await here.answer(event, FIRST, party=1)
    assert [await place_of(here, event, who) for who in (FIRST, SECOND)] == [Place.SEATED, Place.OFFERED]
    await here.cant(event, FIRST)
    with pytest.raises(Refused, match="offer-does-not-fit"):
        await two_offers_and_one_wants_more(here, event)


async def two_offers_and_one_wants_more(here: Neighbourhood, event: Event) -> None:
    await here.answer(event, THIRD)
    await here.answer(event, SECOND, party=2)


async def test_a_place_on_offer_is_not_taken_away_by_fewer_places(here: Neighbourhood, event: Event) -> None:
    fewer = await here.event(capacity=2, line="Sun 23 May 12–15 Picnic")
    await here.arrange(fewer, Way.OFFERS, 120)
    for who, party in ((ADMIN, 2), (FIRST, 2)):
        await here.answer(fewer, who, party=party)
    await here.cant(fewer, ADMIN)
    with pytest.raises(Refused, match="too-few-places"):
        await here.do(events.change, event=fewer.id, who=ADMIN, changes={"capacity": 1}, rules=RULES, now=here.now)
    everybody: events.Changes = {"capacity": None}
    await here.do(events.change, event=fewer.id, who=ADMIN, changes=everybody, rules=RULES, now=here.now)
    assert await place_of(here, fewer, FIRST) is Place.SEATED


async def test_an_event_that_comes_nearer_makes_offers_seats(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    nearer: events.Changes = {"starts": datetime(2027, 5, 10, 15, 0), "ends": None}  # noqa: DTZ001 a wall clock
    await here.do(events.change, event=event.id, who=ADMIN, changes=nearer, rules=RULES, now=here.now)
    assert await place_of(here, event, FIRST) is Place.SEATED
    assert (await here.hears(FIRST))[-1] == "promoted"


async def test_a_cancelled_event_asks_nobody(here: Neighbourhood, event: Event) -> None:
    await here.cant(event, ADMIN)
    await sent(here)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    await here.tick(NOW + timedelta(hours=2))
    assert await place_of(here, event, FIRST) is Place.WAITING
    assert "offer-over" not in await here.hears(FIRST)
    seen = await here.see(event)
    assert (seen.held, seen.waiting) == (0, 3)


QUIET = QuietHours(21, 8, 10)
WALL = datetime(2027, 5, 10)  # noqa: DTZ001 a wall clock


@given(st.integers(0, 8 * 24 * 60), st.integers(1, 3 * 24 * 60))
def test_an_offer_never_ends_at_night_and_lasts_as_long_as_it_says(start: int, minutes: int) -> None:
    def is_day_off(day: object) -> bool:
        return getattr(day, "weekday")() >= 5  # noqa: B009 any date

    begins = WALL + timedelta(minutes=start)
    ends = QUIET.awake(begins, timedelta(minutes=minutes), is_day_off)
    moments = (begins + timedelta(minutes=at) for at in range(int((ends - begins).total_seconds() // 60)))
    assert sum(QUIET.end(moment, is_day_off) is None for moment in moments) == minutes
    assert QUIET.end(ends, is_day_off) is None or ends.time() == time(21)
