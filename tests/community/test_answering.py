"""What a neighbour says counts at once: seats, the queue, and every reason why not."""

import asyncio
from datetime import timedelta

import pytest

from community import events
from community.events import LARGEST_PARTY, Answer, Place, Press
from community.refusals import Refused
from storage.events import SignUp
from storage.outbox import Lane
from storage.receipts import AlreadySeen
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour, presser

ANNA, BERT, CECILIA, DAVID = (neighbour(number) for number in range(1, 5))


async def test_a_press_takes_a_seat_and_the_card_follows(here: Neighbourhood) -> None:
    event = await here.event(capacity=5)
    answered = await here.answer(event, ANNA, party=2)
    assert (answered.answer, answered.place, answered.party) == (Answer.COMING, Place.SEATED, 2)
    assert (await here.see(event)).seated == 2


async def test_buttons_set_the_number_and_never_add_to_it(here: Neighbourhood) -> None:
    event = await here.event()
    for party in (1, 3, 2, 2):
        await here.answer(event, ANNA, party=party)
    assert (await here.see(event)).seated == 2
    assert len(await here.rows(SignUp)) == 1


async def test_asking_twice_changes_nothing(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.answer(event, ANNA)
    before = (await here.rows(SignUp), await here.see(event), await here.debts())
    again = await here.answer(event, ANNA)
    assert (again.place, again.first) == (Place.SEATED, False)
    assert (await here.rows(SignUp), await here.see(event), await here.debts()) == before


async def test_maybe_counts_apart_and_takes_no_seat(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, Answer.MAYBE)
    seen = await here.see(event)
    assert (seen.maybe, seen.seated) == (1, 0)
    await here.answer(event, ANNA)
    seen = await here.see(event)
    assert (seen.maybe, seen.seated) == (0, 1)


async def test_who_comes_too_late_waits_and_is_told_how_many_are_before_them(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    answers = [await here.answer(event, who) for who in (ANNA, BERT, CECILIA)]
    assert [(answer.place, answer.ahead) for answer in answers] == [(Place.SEATED, 0), (Place.WAITING, 0), (Place.WAITING, 1)]
    assert (await here.see(event)).waiting == 2


async def test_a_cancellation_promotes_the_first_whose_party_fits_and_tells_them_once(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    await here.answer(event, ADMIN, party=1)
    await here.answer(event, ANNA)
    for who, party in ((BERT, 2), (CECILIA, 1)):
        await here.resident(who)
        await here.answer(event, who, party=party)
    await here.cant(event, ANNA)
    bert, cecilia = await here.sign_up(event, BERT), await here.sign_up(event, CECILIA)
    assert bert is not None
    assert cecilia is not None
    assert (bert.place, cecilia.place, cecilia.untold) == (Place.WAITING, Place.SEATED, False)
    told = await here.debts("promoted")
    assert [(debt.address, debt.lane, debt.params) for debt in told] == [(CECILIA, Lane.PRIVATE, {"event": event.id})]


async def test_who_cannot_be_written_to_keeps_the_seat_and_the_organiser_sees_it(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.answer(event, ANNA)
    waiting = await here.answer(event, BERT)
    assert not waiting.reachable
    await here.cant(event, ANNA)
    bert = await here.sign_up(event, BERT)
    assert bert is not None
    assert (bert.place, bert.untold) == (Place.SEATED, True)
    assert await here.debts("promoted") == []
    shown = await here.db.read(events.show, event.id, ADMIN)
    assert shown is not None
    assert shown.untold == 1
    neighbours_view = await here.db.read(events.show, event.id, ANNA)
    assert neighbours_view is not None
    assert neighbours_view.untold == 0


async def test_who_blocked_the_bot_before_the_news_came_is_seen_by_the_organiser_too(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.resident(BERT)
    for who in (ANNA, BERT):
        await here.answer(event, who)
    await here.cant(event, ANNA)
    (news,) = await here.debts("promoted")
    for debt in await here.debts():
        await here.db.transaction(events.note_failed, debt)
    bert = await here.sign_up(event, BERT)
    assert bert is not None
    assert (news.address, bert.place, bert.untold) == (BERT, Place.SEATED, True)
    await here.cant(event, BERT)
    await here.db.transaction(events.note_failed, news)
    bert = await here.sign_up(event, BERT)
    assert bert is not None
    assert not bert.untold, "who answers knows"


async def test_a_smaller_party_frees_seats_for_the_queue(here: Neighbourhood) -> None:
    event = await here.event(capacity=3)
    await here.answer(event, ANNA, party=3)
    await here.answer(event, BERT, party=2)
    await here.answer(event, ANNA, party=1)
    seen, bert = await here.see(event), await here.sign_up(event, BERT)
    assert bert is not None
    assert (seen.seated, seen.waiting, bert.place) == (3, 0, Place.SEATED)


async def test_who_has_a_seat_does_not_lose_it_by_asking_for_more(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    await here.answer(event, ANNA)
    await here.answer(event, BERT)
    with pytest.raises(Refused, match="party-does-not-fit"):
        await here.answer(event, ANNA, party=2)
    anna = await here.sign_up(event, ANNA)
    assert anna is not None
    assert (anna.place, anna.party) == (Place.SEATED, 1)


async def test_a_changed_party_keeps_its_place_in_the_queue(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    for who, party in ((ANNA, 2), (BERT, 1), (CECILIA, 1)):
        await here.answer(event, who, party=party)
        here.now += timedelta(minutes=1)
    changed = await here.answer(event, BERT, party=2)
    assert (changed.place, changed.ahead) == (Place.WAITING, 0)


async def test_who_leaves_the_queue_and_comes_back_is_last(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    for who in (ANNA, BERT, CECILIA):
        await here.answer(event, who)
        here.now += timedelta(minutes=1)
    await here.cant(event, BERT)
    back = await here.answer(event, BERT)
    assert (back.place, back.ahead) == (Place.WAITING, 1)


@pytest.mark.parametrize("party", [0, -1, LARGEST_PARTY + 1])
async def test_a_party_is_between_one_and_the_largest(here: Neighbourhood, party: int) -> None:
    event = await here.event()
    with pytest.raises(Refused) as refused:
        await here.answer(event, ANNA, party=party)
    assert (refused.value.code, refused.value.params) == ("party-too-big", {"most": LARGEST_PARTY})


async def test_a_party_that_could_never_sit_does_not_wait_for_ever(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    assert (await here.answer(event, ANNA, party=2)).place is Place.SEATED
    with pytest.raises(Refused) as refused:
        await here.answer(event, BERT, party=3)
    assert (refused.value.code, refused.value.params) == ("party-too-big", {"most": 2})


async def test_there_is_no_maybe_where_seats_are_counted(here: Neighbourhood) -> None:
    event = await here.event(capacity=3)
    with pytest.raises(Refused, match="no-maybe"):
        await here.answer(event, ANNA, Answer.MAYBE)


async def test_an_event_that_never_was_is_gone(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="event-gone"):
        await here.answer(99, ANNA)


async def test_after_its_end_an_event_is_over_but_not_while_it_goes_on(here: Neighbourhood) -> None:
    event = await here.event()
    here.now = event.starts_at + timedelta(hours=1)
    assert (await here.answer(event, ANNA)).place is Place.SEATED
    assert event.ends_at is not None
    here.now = event.ends_at
    with pytest.raises(Refused, match="event-over"):
        await here.answer(event, BERT)


async def test_a_cancelled_event_takes_no_answer(here: Neighbourhood) -> None:
    event = await here.event()
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="event-cancelled"):
        await here.answer(event, ANNA)


async def test_a_card_is_answered_only_where_it_hangs(here: Neighbourhood) -> None:
    event = await here.event()
    with pytest.raises(Refused, match="not-here"):
        await here.answer(event, ANNA, press=Press(OTHER_GROUP.telegram_id, 600, 1))


async def test_in_private_a_stranger_needs_an_invitation(here: Neighbourhood) -> None:
    event = await here.event()
    with pytest.raises(Refused, match="not-here"):
        await here.answer(event, ANNA, press=Press(None, 9, 1))
    assert (await here.answer(event, ANNA, press=Press(None, 9, 1, invited=True))).place is Place.SEATED
    assert (await here.answer(event, ANNA, Answer.CANT, press=Press(None, 9, 2))).place is Place.NONE, "who has answered may change it"


async def test_in_private_residents_and_the_organiser_answer(here: Neighbourhood) -> None:
    event = await here.event()
    await here.resident(ANNA)
    assert (await here.answer(event, ANNA, press=Press(None, 9, 1))).place is Place.SEATED
    await here.announce(origin=in_group(author=BERT))  # administers the group, but never joined the house
    other = await here.publish(who=BERT)
    assert (await here.answer(other, BERT, press=Press(None, 9, 2))).place is Place.SEATED


async def test_the_private_message_that_was_pressed_shows_the_new_state(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN, press=Press(None, 77, 1))
    (edit,) = await here.debts("event")
    assert (edit.address, edit.message_id, edit.op) == (ADMIN, 77, "edit")


async def test_an_older_update_never_overwrites_a_newer_one(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, press=Press(GROUP.telegram_id, None, 1000))
    late = await here.answer(event, ANNA, Answer.CANT, press=Press(GROUP.telegram_id, None, 999))
    assert late.answer is Answer.COMING
    assert (await here.see(event)).seated == 1


async def test_after_a_quiet_week_telegrams_numbers_may_begin_anew(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, press=Press(GROUP.telegram_id, None, 1000))
    here.now += timedelta(days=8)
    later = await here.answer(event, ANNA, Answer.CANT, press=Press(GROUP.telegram_id, None, 5))
    assert later.answer is Answer.CANT


async def test_a_replayed_update_changes_nothing(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.answer(event, ANNA)
    press = Press(GROUP.telegram_id, None, 900)
    values = {"event": event.id, "presser": presser(ANNA), "answer": Answer.CANT, "party": 1, "press": press, "rules": RULES}
    await here.db.handle(900, events.answer, **values, now=here.now)
    await here.answer(event, ANNA, press=Press(GROUP.telegram_id, None, 901))
    with pytest.raises(AlreadySeen):
        await here.db.handle(900, events.answer, **values, now=here.now)
    anna = await here.sign_up(event, ANNA)
    assert anna is not None
    assert anna.answer is Answer.COMING
    mine = await here.db.read(events.my_answer, event=event.id, who=ANNA, language="en")
    assert (mine.answer, mine.place) == (Answer.COMING, Place.SEATED)


async def test_twenty_people_press_at_once_and_one_gets_the_last_seat(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    answers = await asyncio.gather(*(here.answer(event, neighbour(number)) for number in range(100, 120)))
    assert [answer.place for answer in answers].count(Place.SEATED) == 1
    assert sorted(answer.ahead for answer in answers if answer.place is Place.WAITING) == list(range(19))
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (1, 19)
