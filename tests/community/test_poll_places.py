"""Places of options: never more than there are, a queue for each, and what is given back goes on."""

import asyncio
from collections import Counter

import pytest

from community import polls, privacy
from community.events import Press
from community.polls import Poll, PollKind, Voted
from storage.polls import CastBallot, change_option, list_options
from tests.community.neighbourhood import RULES, Neighbourhood, neighbour, presser
from tests.community.polling import ask, tap, the

ANNA, BERT, CECILIA = neighbour(58), neighbour(59), neighbour(60)


async def shifts(here: Neighbourhood, *limits: int | None) -> Poll:
    """A poll of sauna shifts with these limits."""
    poll = await ask(here, "Which shift? | A | B | C", kind=PollKind.PLACES)
    for number, limit in enumerate(limits, 1):
        option = (await here.db.read(list_options, poll.id))[number - 1]
        await here.db.transaction(change_option, option.id, limit=limit)
    return poll


async def withdraw(here: Neighbourhood, poll: Poll, who: int) -> Voted:
    """Somebody gives their place back."""
    press = Press(None, None, next(here.updates), invited=True)
    return await here.do(polls.withdraw, poll=poll.id, presser=presser(who), press=press, now=here.now)


async def told(here: Neighbourhood) -> list[int]:
    """Who hears that a place is theirs now."""
    return [debt.address or 0 for debt in await here.debts() if debt.kind == "poll-place"]


async def test_fifty_taps_at_once_never_exceed_a_limit(here: Neighbourhood) -> None:
    poll = await shifts(here, 7, 3, None)
    pressed = await asyncio.gather(*(tap(here, poll, neighbour(100 + each), each % 3 + 1) for each in range(50)))
    seated = Counter(option for voted in pressed for option in voted.ballot if voted.queue == 0)
    queues = {number: sorted(v.queue for v in pressed if v.queue and number in v.ballot) for number in (1, 2)}
    assert seated == {1: 7, 2: 3, 3: 16}
    assert queues == {1: list(range(1, 11)), 2: list(range(1, 15))}
    assert (await the(here, poll.id)).answers == 50


async def test_whoever_changes_or_withdraws_gives_their_place_to_the_first_in_that_queue_who_is_told(here: Neighbourhood) -> None:
    poll = await shifts(here, 1, 1, None)
    for who in (ANNA, BERT, CECILIA):
        await here.resident(who)
        await tap(here, poll, who, 1)
    assert [(await mine(here, poll, who)).queue for who in (ANNA, BERT, CECILIA)] == [0, 1, 2]
    await tap(here, poll, ANNA, 2)
    assert await told(here) == [BERT]
    assert [(await mine(here, poll, who)).queue for who in (ANNA, BERT, CECILIA)] == [0, 0, 1]
    await withdraw(here, poll, BERT)
    assert await told(here) == [BERT, CECILIA]
    assert (await the(here, poll.id)).answers == 2


async def mine(here: Neighbourhood, poll: Poll, who: int) -> Voted:
    """Their own state."""
    return await here.db.read(polls.my_ballot, poll=poll.id, who=who, language="en")


async def test_whoever_comes_back_is_last_and_who_waited_and_leaves_frees_nothing(here: Neighbourhood) -> None:
    poll = await shifts(here, 1, 1, None)
    for who in (ANNA, BERT, CECILIA):
        await here.resident(who)
        await tap(here, poll, who, 1)
    await tap(here, poll, BERT, 2)
    assert await told(here) == []
    assert (await tap(here, poll, BERT, 1)).queue == 2
    assert (await mine(here, poll, CECILIA)).queue == 1


async def test_pressed_twice_nobody_loses_their_place(here: Neighbourhood) -> None:
    poll = await shifts(here, 1, None, None)
    await tap(here, poll, ANNA, 1)
    await tap(here, poll, BERT, 1)
    before = await here.rows(CastBallot)
    assert (await tap(here, poll, ANNA, 1)).queue == 0
    assert await here.rows(CastBallot) == before


async def test_being_forgotten_gives_the_place_on(here: Neighbourhood) -> None:
    poll = await shifts(here, 1, None, None)
    for who in (ANNA, BERT):
        await here.resident(who)
        await tap(here, poll, who, 1)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert await told(here) == [BERT]
    assert (await mine(here, poll, BERT)).queue == 0


async def test_the_card_counts_places_and_queues_without_names(here: Neighbourhood) -> None:
    poll = await shifts(here, 1, 5, None)
    for who, option in ((ANNA, 1), (BERT, 1), (CECILIA, 3)):
        await tap(here, poll, who, option)
    shown = await here.db.read(polls.show, poll.id, None)
    assert shown is not None
    assert [(seats.taken, seats.waiting, seats.full) for seats in shown.seats.values()] == [(1, 1, True), (0, 0, False), (1, 0, False)]


@pytest.mark.parametrize(("kind", "named"), [(PollKind.PLACES, True), (PollKind.ONE, False)])
async def test_only_ballots_for_places_stand_with_the_person(here: Neighbourhood, kind: PollKind, named: bool) -> None:
    poll = await ask(here, kind=kind)
    await tap(here, poll, ANNA, 1)
    [ballot] = await here.rows(CastBallot)
    assert (ballot.person_id is not None, ballot.choice is not None) == (named, named)
