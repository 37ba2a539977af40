"""Places that are kept: for neighbours without a phone, and a share for each house."""

from datetime import UTC, datetime, timedelta

import pytest

from community import events, places
from community.events import Place, Press, Way
from community.refusals import Refused
from storage import cards
from storage.events import SignUp, change_sign_up
from storage.places import Chat
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, neighbour

RELEASED = datetime(2027, 5, 21, 14, 0, tzinfo=UTC)
"""The day before at 17 in Helsinki."""


async def test_what_is_kept_no_tap_can_have(here: Neighbourhood) -> None:
    event = await here.event(capacity=5)
    await here.arrange(event, Way.RESERVE, 2)
    answers = [await here.answer(event, neighbour(number)) for number in range(4)]
    assert [answer.place for answer in answers] == [Place.SEATED] * 3 + [Place.WAITING]
    seen = await here.see(event)
    assert (seen.seated, seen.held, seen.waiting) == (3, 2, 1)


async def test_the_day_before_at_five_what_was_kept_goes_to_the_queue_once(here: Neighbourhood) -> None:
    for number in range(4):
        await here.resident(neighbour(number))
    event = await here.event(capacity=3)
    await here.arrange(event, Way.RESERVE, 2)
    for number in range(4):
        await here.answer(event, neighbour(number))
    await here.tick(RELEASED - timedelta(seconds=1))
    assert (await here.see(event)).seated == 1
    for _ in range(2):
        await here.tick(RELEASED)
    seen = await here.see(event)
    assert (seen.seated, seen.held, seen.waiting) == (3, 0, 1)
    assert [(await here.hears(neighbour(number))).count("promoted") for number in range(4)] == [0, 1, 1, 0]


async def test_who_taps_in_the_second_of_the_release_does_not_pass_the_queue(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.arrange(event, Way.RESERVE, 1)
    await here.answer(event, neighbour(1))
    here.now = RELEASED
    late = await here.answer(event, neighbour(2))
    first = await here.sign_up(event, neighbour(1))
    assert first is not None
    assert (first.place, late.place) == (Place.SEATED, Place.WAITING)


async def test_a_program_that_was_down_releases_them_when_it_is_back(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.arrange(event, Way.RESERVE, 1)
    await here.answer(event, neighbour(1))
    await here.tick(RELEASED + timedelta(hours=3))
    assert (await here.see(event)).seated == 1


async def test_a_moved_event_releases_them_the_day_before_its_new_time(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.arrange(event, Way.RESERVE, 1)
    await here.answer(event, neighbour(1))
    later: events.Changes = {"starts": event.starts + timedelta(days=1), "ends": None}
    await here.do(events.change, event=event.id, who=ADMIN, changes=later, rules=RULES, now=here.now)
    await here.tick(RELEASED)
    assert (await here.see(event)).seated == 0
    await here.tick(RELEASED + timedelta(days=1))
    assert (await here.see(event)).seated == 1


async def test_a_larger_reserve_takes_no_seat_from_anybody(here: Neighbourhood) -> None:
    event = await here.event(capacity=3)
    for number in range(3):
        await here.answer(event, neighbour(number))
    await here.arrange(event, Way.RESERVE, 2)
    assert (await here.see(event)).seated == 3
    await here.cant(event, neighbour(0))
    assert (await here.see(event)).held == 1
    assert (await here.answer(event, neighbour(9))).place is Place.WAITING


async def test_who_is_signed_up_without_a_phone_uses_what_is_kept(here: Neighbourhood) -> None:
    event = await here.event(capacity=3)
    await here.arrange(event, Way.RESERVE, 2)
    for number in range(2):
        await here.answer(event, neighbour(number))
    waiting = await here.sign_up(event, neighbour(1))
    assert waiting is not None
    assert waiting.place is Place.WAITING
    await here.db.transaction(change_sign_up, waiting.id, without_phone=True)
    await here.cant(event, neighbour(2))  # whatever moves the queue
    seen = await here.see(event)
    assert (seen.seated, seen.held, seen.waiting) == (2, 1, 0)


async def test_no_house_gets_more_than_its_share_until_the_rest_is_released(here: Neighbourhood) -> None:
    event = await here.event(capacity=4)
    other = await second_house(here, event)
    await here.arrange(event, Way.QUOTA, 2)
    ours = [await here.answer(event, neighbour(number)) for number in range(3)]
    theirs = [await here.answer(event, neighbour(number), press=Press(other, None, next(here.updates))) for number in (10, 11)]
    assert [answer.place for answer in (*ours, *theirs)] == [Place.SEATED, Place.SEATED, Place.WAITING, Place.SEATED, Place.SEATED]
    assert ours[2].share == 2
    await here.cant(event, neighbour(10))
    assert (await here.see(event)).waiting == 1, "the place is for the other house"
    await here.tick(RELEASED)
    assert (await here.see(event)).waiting == 0


async def test_nobody_passes_the_queue_through_another_house_s_chat(here: Neighbourhood) -> None:
    event = await here.event(capacity=4)
    other = await second_house(here, event)
    await here.arrange(event, Way.QUOTA, 1)
    await here.answer(event, neighbour(1))
    assert (await here.answer(event, neighbour(2))).place is Place.WAITING
    again = await here.answer(event, neighbour(2), party=2, press=Press(other, None, next(here.updates)))
    assert (again.place, again.share) == (Place.WAITING, 1)


async def test_in_private_one_counts_for_the_house_one_lives_in(here: Neighbourhood) -> None:
    event = await here.event(capacity=4)
    await second_house(here, event)
    houses = {chat.telegram_id: chat.house_id for chat in await here.rows(Chat)}
    await here.resident(neighbour(1))
    await here.answer(event, neighbour(1), press=Press(None, 5, next(here.updates)))
    await here.answer(event, neighbour(2), press=Press(None, 5, next(here.updates), invited=True))
    first = min(houses.values())
    assert [each.house_id for each in await here.rows(SignUp)] == [first, first]


async def test_only_an_organiser_arranges_and_only_what_is_possible(here: Neighbourhood) -> None:
    event = await here.event(capacity=4)
    for who, number, days, code in (
        (neighbour(1), 1, 1, "not-organiser"),
        (ADMIN, 5, 1, "not-so-many"),
        (ADMIN, 1, 4, "old-button"),
    ):
        with pytest.raises(Refused, match=code):
            await here.arrange(event, Way.RESERVE, number, days, who=who)
    with pytest.raises(Refused, match="old-button"):
        await here.arrange(event, Way.OFFERS, 61)
    with pytest.raises(Refused, match="no-places"):
        await here.arrange(await here.event(), Way.RESERVE, 1)
    here.now = RELEASED
    with pytest.raises(Refused, match="time-past"):
        await here.arrange(event, Way.RESERVE, 1)
    here.now = event.starts_at
    with pytest.raises(Refused, match="event-over"):
        await here.arrange(event, Way.OFFERS, 60)


async def test_arranging_again_changes_nothing(here: Neighbourhood) -> None:
    event = await here.event(capacity=4)
    first = await here.arrange(event, Way.RESERVE, 2)
    assert await here.arrange(event, Way.RESERVE, 2) == first
    assert (await here.arrange(event, Way.RESERVE, 0)).due_at is None
    assert (await here.see(event)).held == 0


async def second_house(here: Neighbourhood, event: events.Event) -> int:
    """The event has a card in another house's group too; its Telegram number."""
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    chat = next(chat for chat in await here.rows(Chat) if chat.telegram_id == OTHER_GROUP.telegram_id)
    await here.db.transaction(cards.add_card, thing=event.id, chat=chat.id)
    return OTHER_GROUP.telegram_id
