"""A card that is taken down, where it stands for more than one evening or hangs in more than one group."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from community import events, quiet_hours
from community.events import EventState, Place, Press, Seating, Way
from community.events.seating import set_instant
from community.refusals import Refused
from community.taking_down import TakenDown
from storage import places
from storage.cards import Card
from storage.events import Passing, Proxy, SignUp
from storage.roles import Role
from storage.series import Series, SeriesState
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, neighbour
from tests.community.test_cancelling import full_event
from tests.community.test_reports import an_event, elsewhere_too, given, taken_down, undone, waiting

ANNA, BERT, DORA = neighbour(1), neighbour(2), neighbour(4)


async def weekly(here: Neighbourhood) -> list[events.Event]:
    """Coffee every week: the first one hangs in two groups, Anna comes to it and Dora to the second one."""
    for who in (ANNA, BERT, DORA):
        await here.resident(who)
    await here.announce("every Tue 18-20 Coffee @ club room")
    first = await here.publish()
    await here.tick()
    await elsewhere_too(here, first)
    second = next(each for each in await here.rows(events.Event) if each.id != first.id)
    await here.answer(first, ANNA)
    await here.answer(second, DORA, press=Press(None, None, 900))
    return [first, second]


async def test_a_series_goes_as_a_whole_and_no_other_date_comes_in_its_place(here: Neighbourhood) -> None:
    coffee = await weekly(here)
    await given(here, BERT, Role.BOARD)
    assert (await taken_down(here, coffee[0], BERT, frozenset())).told == 3
    assert [each.state for each in await here.rows(events.Event)] == [EventState.CANCELLED] * 2
    told = [(debt.address, debt.params["event"]) for debt in await here.debts("taken-down")]
    assert told == [(ADMIN, coffee[0].id), (ANNA, coffee[0].id), (DORA, coffee[1].id)]
    await here.tick(datetime(2027, 5, 20, 12, tzinfo=UTC))
    assert await here.rows(Card) == []
    assert len(await here.rows(events.Event)) == 2


async def test_a_series_that_was_taken_down_by_mistake_goes_on_as_before(here: Neighbourhood) -> None:
    coffee = await weekly(here)
    await given(here, BERT, Role.BOARD)
    done = await taken_down(here, coffee[0], BERT, frozenset())
    await undone(here, done, BERT)
    assert [each.state for each in await here.rows(events.Event)] == [EventState.PUBLISHED] * 2
    assert sorted(card.chat_id for card in await here.rows(Card)) == [1, 2]
    assert await waiting(here, "taken-down") == []
    [found] = await here.rows(Series)
    assert (found.state, found.due_at) == (SeriesState.RUNNING, coffee[0].ends_at)
    await here.tick(coffee[0].ends_at)
    assert len(await here.rows(events.Event)) == 3


async def test_an_admin_takes_a_series_from_their_group_and_it_comes_back_only_elsewhere(here: Neighbourhood) -> None:
    coffee = await weekly(here)
    assert not (await taken_down(here, coffee[0])).cancelled
    await here.tick(coffee[0].ends_at)
    assert [(card.thing_id, card.chat_id) for card in await here.rows(Card)] == [(each.id, 2) for each in coffee]


async def test_who_administers_every_group_it_hangs_in_takes_it_down_everywhere(here: Neighbourhood) -> None:
    event = await an_event(here)
    await elsewhere_too(here, event)
    done = await taken_down(here, event, admin_of=frozenset({GROUP.telegram_id, OTHER_GROUP.telegram_id}))
    assert done.cancelled
    assert await here.rows(Card) == []
    await undone(here, done)
    assert [card.chat_id for card in await here.rows(Card)] == [1, 2]


async def test_it_is_told_at_the_house_s_and_the_person_s_own_hours(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.db.transaction(places.change_house, 1, quiet_from=20, quiet_until=7, quiet_until_day_off=9)
    await here.do(quiet_hours.choose, who=DORA, since=19, until=6, message=9, rules=RULES, now=here.now)
    here.now = datetime(2027, 5, 10, 16, 59, 30, tzinfo=UTC)  # half a minute before 20 on the wall
    await taken_down(here, event)
    due = {debt.address: debt.due_at for debt in await here.debts("taken-down")}
    assert due == {ADMIN: datetime(2027, 5, 11, 4, tzinfo=UTC), DORA: datetime(2027, 5, 11, 3, tzinfo=UTC)}


async def test_a_neighbour_without_a_phone_is_to_be_told_and_undoing_takes_that_back(here: Neighbourhood) -> None:
    event = await an_event(here)
    await given(here, DORA, Role.ACTIVIST)
    await here.do(events.sign_up_neighbours, event=event.id, who=DORA, party=1, message=9, rules=RULES, now=here.now)
    done = await taken_down(here, event)
    assert [proxy.passing for proxy in await here.rows(Proxy)] == [Passing.OPEN]
    await undone(here, done)
    assert [proxy.passing for proxy in await here.rows(Proxy)] == [Passing.NOTHING]


async def test_what_its_organiser_cancelled_just_now_does_not_come_back_after_it_was_taken_down(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.resident(BERT)
    await given(here, BERT, Role.BOARD)
    values: dict[str, Any] = {"event": event.id, "who": ADMIN, "message": 1, "rules": RULES, "now": here.now}
    await here.do(events.cancel, **values)
    await taken_down(here, event, BERT, frozenset())
    with pytest.raises(Refused, match="undo-gone"):
        await here.do(events.undo_cancel, **values)
    await here.tick()
    assert (await here.see(event)).state is EventState.CANCELLED
    assert [debt.address for debt in await here.debts("cancelled")] == [DORA]


async def by_the_board(here: Neighbourhood, event: events.Event) -> TakenDown:
    """Dora, of the board, takes it down everywhere."""
    await here.resident(DORA)
    await given(here, DORA, Role.BOARD)
    return await taken_down(here, event, DORA, frozenset())


async def test_no_offer_ends_and_no_news_are_lost_while_it_can_be_undone(here: Neighbourhood) -> None:
    event = await full_event(here)
    await here.arrange(event, Way.OFFERS, 60)
    await here.cant(event, ANNA)
    [offer] = [each for each in await here.rows(SignUp) if each.place is Place.OFFERED]
    assert offer.offered_until is not None
    here.now = offer.offered_until - timedelta(minutes=1)
    await here.do(events.change, event=event.id, who=ADMIN, changes={"place": "garden"}, rules=RULES, now=here.now)
    here.now += timedelta(seconds=30)
    done = await by_the_board(here, event)
    await here.tick(here.now + timedelta(seconds=45))
    await undone(here, done, DORA)
    assert [each.id for each in await here.rows(SignUp) if each.place is Place.OFFERED] == [offer.id]
    await here.tick(here.now + timedelta(minutes=1))
    assert sorted(debt.address or 0 for debt in await here.debts("changed")) == [BERT, DORA]
    assert await waiting(here, "taken-down") == []


async def test_lots_and_reminders_that_were_due_in_that_minute_come_after_it(here: Neighbourhood) -> None:
    event = await full_event(here)
    await here.arrange(event, Way.DRAW, 1)
    here.now = set_instant(event, 1) - timedelta(seconds=30)
    done = await by_the_board(here, event)
    await here.tick(here.now + timedelta(seconds=50))
    await undone(here, done, DORA)
    await here.tick()
    [seating] = await here.rows(Seating)
    assert (seating.drawn_at, seating.due_at) == (here.now, None)
    assert [debt.kind for debt in await here.debts() if debt.kind in ("reminder", "tomorrow")] != []
