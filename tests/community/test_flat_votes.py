"""One answer per flat: who comes first holds it, others need a yes, and nobody hears what their flat has answered."""

import asyncio
from typing import Any

import pytest

from community import flats, linking, merging, places, polls, privacy, roles
from community.events import Press
from community.polls import by_flat
from community.refusals import Refused
from storage.cards import add_card
from storage.places import House
from storage.polls import CastBallot, FlatState, Poll, PollFlat, PollKind, change_poll
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.polling import ask, tap, the

ANNA, BERT, CECILIA = neighbour(58), neighbour(59), neighbour(60)


@pytest.fixture
async def poll(here: Neighbourhood) -> Poll:
    for who in (ANNA, BERT, CECILIA):
        await here.resident(who)
    return await ask(here, by_flat=True)


async def claim(here: Neighbourhood, poll: Poll, who: int, label: str) -> by_flat.Claimed:
    press = Press(None, None, next(here.updates))
    return await here.do(by_flat.claim, poll=poll.id, presser=presser(who), label=label, press=press, now=here.now)


async def decide(here: Neighbourhood, who: int, *, yes: bool = True) -> bool:
    [waiting] = [each.id for each in await here.rows(PollFlat) if each.state is FlatState.ASKED]
    return await here.do(by_flat.decide, claim=waiting, who=who, yes=yes, message=5, now=here.now)


async def test_before_the_flat_is_said_no_answer_counts(here: Neighbourhood, poll: Poll) -> None:
    with pytest.raises(Refused, match="flat-first"):
        await tap(here, poll, ANNA, 1)


async def test_the_first_of_a_flat_answers_and_the_second_waits_for_their_yes(here: Neighbourhood, poll: Poll) -> None:
    assert (await claim(here, poll, ANNA, "A 12")).state is FlatState.HOLDS
    await tap(here, poll, ANNA, 1)
    assert (await claim(here, poll, BERT, "a12")).state is FlatState.ASKED
    with pytest.raises(Refused, match="flat-waits"):
        await tap(here, poll, BERT, 2)
    [asked] = await here.debts("poll-flat-claimed")
    assert asked.address == ANNA
    await decide(here, ANNA)
    voted = await tap(here, poll, BERT, 2)
    assert voted.ballot == {2: 1}
    assert [ballot.marks for ballot in await here.rows(CastBallot)] == [{"2": 1}]
    assert (await the(here, poll.id)).answers == 1
    [newer] = await here.debts("poll-flat-newer")
    assert (newer.address, newer.params) == (ANNA, {"poll": poll.id}), "not what it is"


async def test_who_speaks_for_a_flat_does_not_see_what_the_other_chose(here: Neighbourhood, poll: Poll) -> None:
    await claim(here, poll, ANNA, "A 12")
    await tap(here, poll, ANNA, 1)
    await claim(here, poll, BERT, "A 12")
    await decide(here, ANNA)
    assert (await here.db.read(polls.my_ballot, poll=poll.id, who=BERT, language="en")).ballot == {}


async def test_an_activist_can_say_yes_where_the_holder_does_not(here: Neighbourhood, poll: Poll) -> None:
    await here.manages(ADMIN)
    await claim(here, poll, ANNA, "A 12")
    await claim(here, poll, BERT, "A 12")
    with pytest.raises(Refused, match="not-yours"):
        await decide(here, CECILIA)
    assert await here.do(by_flat.ask_activists, poll=poll.id, who=BERT, label="A 12", now=here.now) == 1
    [vouch] = await here.debts("poll-flat-vouch")
    assert vouch.address == ADMIN
    await decide(here, ADMIN)
    assert (await tap(here, poll, BERT, 3)).ballot == {3: 1}


async def test_a_no_leaves_the_flat_as_it_is(here: Neighbourhood, poll: Poll) -> None:
    await claim(here, poll, ANNA, "A 12")
    await claim(here, poll, BERT, "A 12")
    await decide(here, ANNA, yes=False)
    with pytest.raises(Refused, match="flat-first"):
        await tap(here, poll, BERT, 2)
    assert [each.address for each in await here.debts("poll-flat-declined")] == [BERT]


async def test_only_flats_of_the_list_count_and_nothing_that_names_no_flat(here: Neighbourhood, poll: Poll) -> None:
    with pytest.raises(Refused, match="no-such-flat"):
        await claim(here, poll, ANNA, "the yellow door")
    assert flats.same_label(" A  12 ") == flats.same_label("a12")


async def test_no_flat_is_readable_and_changing_it_needs_the_answer_back(here: Neighbourhood, poll: Poll) -> None:
    await claim(here, poll, ANNA, "A 12")
    await claim(here, poll, ANNA, "B 1")
    [flat] = await here.rows(PollFlat)
    assert "b1" not in flat.flat.lower()[:4]
    await tap(here, poll, ANNA, 1)
    with pytest.raises(Refused, match="flat-answered"):
        await claim(here, poll, ANNA, "A 12")


async def test_of_twenty_who_claim_one_flat_at_once_one_holds_it(here: Neighbourhood) -> None:
    poll = await ask(here, by_flat=True)
    crowd = [neighbour(number) for number in range(100, 120)]

    async def come(who: int) -> Any:
        press = Press(GROUP.telegram_id, None, next(here.updates))
        return await here.do(by_flat.claim, poll=poll.id, presser=presser(who), label="A 12", press=press, now=here.now)

    states = [claimed.state for claimed in await asyncio.gather(*(come(who) for who in crowd))]
    assert states.count(FlatState.HOLDS) == 1
    assert states.count(FlatState.ASKED) == len(crowd) - 1


async def test_who_answers_anew_for_a_flat_does_not_read_the_reason_of_the_other(here: Neighbourhood, poll: Poll) -> None:
    await here.db.transaction(change_poll, poll.id, kind=PollKind.CONSENT)
    await claim(here, poll, ANNA, "A 12")
    await tap(here, poll, ANNA, 3)
    await here.db.transaction(lambda db: db.execute(CastBallot.__table__.update().values(reason="The noise")))  # type: ignore[attr-defined]
    assert (await tap(here, poll, ANNA, 2)).reason == "The noise", "one's own stays"
    await claim(here, poll, BERT, "A 12")
    await decide(here, ANNA)
    assert (await tap(here, poll, BERT, 1)).reason is None


async def test_who_is_forgotten_before_they_answer_holds_no_flat(here: Neighbourhood, poll: Poll) -> None:
    await claim(here, poll, ANNA, "A 12")
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert await here.rows(PollFlat) == []
    assert (await claim(here, poll, BERT, "A 12")).state is FlatState.HOLDS


async def test_who_was_allowed_speaks_for_the_flat_when_its_holder_is_gone(here: Neighbourhood, poll: Poll) -> None:
    await claim(here, poll, ANNA, "A 12")
    await claim(here, poll, BERT, "A 12")
    await decide(here, ANNA)
    await tap(here, poll, BERT, 1)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert (await claim(here, poll, CECILIA, "A 12")).state is FlatState.ASKED
    await decide(here, BERT)
    assert (await tap(here, poll, CECILIA, 2)).ballot == {2: 1}


async def test_nobody_allows_themselves_and_a_late_no_takes_nothing_back(here: Neighbourhood, poll: Poll) -> None:
    await here.manages(BERT)
    await here.manages(ADMIN)
    await claim(here, poll, ANNA, "A 12")
    await claim(here, poll, BERT, "A 12")
    with pytest.raises(Refused, match="not-yours"):
        await decide(here, BERT)
    waiting = (await here.rows(PollFlat))[1].id
    await decide(here, ANNA)
    assert await here.do(by_flat.decide, claim=waiting, who=ADMIN, yes=False, message=5, now=here.now), "told that they may"


async def test_who_waits_for_a_holder_who_is_gone_comes_first_when_they_ask_again(here: Neighbourhood, poll: Poll) -> None:
    await claim(here, poll, ANNA, "A 12")
    await claim(here, poll, BERT, "A 12")
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert (await claim(here, poll, BERT, "A 12")).state is FlatState.HOLDS


async def in_two_houses(here: Neighbourhood) -> Poll:
    """A poll that two houses are asked; Anna lives in the first, Bert in the second."""
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    [_, other] = await here.rows(House)
    await here.resident(ANNA)
    await here.do(places.join, token=other.token, presser=presser(BERT), notice=1, message=1, rules=RULES, now=here.now)
    poll = await ask(here, by_flat=True)
    await here.db.transaction(add_card, thing=poll.id, chat=2)
    return poll


async def test_only_who_looks_after_the_house_of_a_flat_decides_about_it(here: Neighbourhood) -> None:
    poll, scopes = await in_two_houses(here), (Scope(house=1), Scope(house=2))
    for who, scope in zip((CECILIA, ADMIN), scopes, strict=True):
        await here.resident(who)
        person = (await here.person(who)).id
        await here.do(roles.grant, by=None, person=person, role=Role.ACTIVIST, scope=scope, now=here.now)
    await claim(here, poll, ANNA, "A 12")
    dora = await here.resident(neighbour(61))
    await claim(here, poll, dora, "A 12")
    with pytest.raises(Refused, match="not-yours"):
        await decide(here, ADMIN)
    assert await decide(here, CECILIA)


async def united(here: Neighbourhood) -> None:
    """The second house becomes part of the first."""
    secret = await here.do(linking.issue, by=None, scope=Scope(house=1), now=here.now)
    values = {"group": OTHER_GROUP.telegram_id, "message": 77, "rules": RULES, "now": here.now}
    await here.do(merging.link_by_code, secret=secret, who=ADMIN, **values)


@pytest.mark.parametrize("newer", [ANNA, BERT])
async def test_when_houses_become_one_the_newer_answer_of_a_flat_counts_and_both_speak_for_it(here: Neighbourhood, newer: int) -> None:
    poll = await in_two_houses(here)
    for who, option in sorted({ANNA: 1, BERT: 2}.items(), key=lambda each: each[0] == newer):
        await claim(here, poll, who, "A 12")
        await tap(here, poll, who, option)
    assert (await the(here, poll.id)).answers == 2, "there are two houses, and so two flats"
    await united(here)
    assert [ballot.marks for ballot in await here.rows(CastBallot)] == [{"1" if newer == ANNA else "2": 1}]
    assert (await the(here, poll.id)).answers == 1
    assert [each.address for each in await here.debts("poll-flat-newer")] == [BERT if newer == ANNA else ANNA]
    assert [each.state for each in await here.rows(PollFlat)] == [FlatState.HOLDS, FlatState.ALLOWED]
    await tap(here, poll, ANNA, 3)
    await tap(here, poll, BERT, 2)
    assert [ballot.marks for ballot in await here.rows(CastBallot)] == [{"2": 1}]


async def test_who_comes_after_houses_became_one_asks_who_answered_in_the_other(here: Neighbourhood) -> None:
    poll = await in_two_houses(here)
    await claim(here, poll, BERT, "A 12")
    await tap(here, poll, BERT, 2)
    await united(here)
    assert (await claim(here, poll, ANNA, "a12")).state is FlatState.ASKED
    assert [each.address for each in await here.debts("poll-flat-claimed")] == [BERT]
