"""What hangs on a ballot: the reason of an answer for consent, who may see whose a vote is, and what one press costs."""

import pytest

from benchmarks.polls import statements
from community import polls
from community.events import Press
from community.polls import Poll, PollKind
from community.polls.naming import PAGE
from community.refusals import Refused
from storage.polls import REASON, CastBallot
from tests.community.neighbourhood import ADMIN, Neighbourhood, neighbour, presser
from tests.community.polling import ask, tap, the

ANNA, BERT, CECILIA = neighbour(58), neighbour(59), neighbour(60)


def invited(here: Neighbourhood) -> Press:
    """A press in private of somebody who has seen the card."""
    return Press(None, 900, next(here.updates), invited=True)


async def asked_why(here: Neighbourhood, poll: Poll, who: int) -> None:
    """Somebody wants to write a reason."""
    await here.do(polls.ask_reason, poll=poll.id, presser=presser(who), press=invited(here), now=here.now)


async def test_a_reason_stays_with_the_answer_when_that_changes_and_goes_when_asked(here: Neighbourhood) -> None:
    poll = await ask(here, "consent: Get a grill")
    await tap(here, poll, ANNA, 3)
    await asked_why(here, poll, ANNA)
    await here.do(polls.write_reason, who=ANNA, text=" It is\nloud. ", now=here.now)
    assert (await tap(here, poll, ANNA, 2)).reason == "It is loud."
    for _ in range(2):
        await here.do(polls.remove_reason, poll=poll.id, presser=presser(ANNA), press=invited(here), now=here.now)
    [ballot] = await here.rows(CastBallot)
    assert (ballot.marks, ballot.reason) == ({"2": 1}, None)


async def test_a_reason_needs_an_answer_and_room(here: Neighbourhood) -> None:
    poll = await ask(here, "consent: Get a grill")
    with pytest.raises(Refused, match="answer-first"):
        await asked_why(here, poll, ANNA)
    await tap(here, poll, ANNA, 3)
    await asked_why(here, poll, ANNA)
    for text, why in (("x" * (REASON + 1), "reason-too-long"), ("\u200b", "no-words")):
        with pytest.raises(Refused, match=why):
            await here.do(polls.write_reason, who=ANNA, text=text, now=here.now)
    here.now = (await the(here, poll.id)).closes_at
    with pytest.raises(Refused, match=r"draft-gone|poll-closed"):
        await here.do(polls.write_reason, who=ANNA, text="Late.", now=here.now)


async def test_the_asker_reads_reasons_without_names_when_it_is_closed(here: Neighbourhood) -> None:
    poll = await ask(here, "consent: Get a grill")
    await tap(here, poll, ANNA, 3)
    await asked_why(here, poll, ANNA)
    await here.do(polls.write_reason, who=ANNA, text="Smoke.", now=here.now)
    with pytest.raises(Refused, match="old-button"):
        await here.db.read(polls.votes, poll=poll.id, who=ADMIN, page=0)
    await here.do(polls.close, poll=poll.id, now=here.now)
    found = await here.db.read(polls.votes, poll=poll.id, who=ADMIN, page=9)
    assert (found.named, [(vote.name, vote.reason) for vote in found.page]) == (False, [(None, "Smoke.")])
    with pytest.raises(Refused, match="old-button"):
        await here.db.read(polls.votes, poll=poll.id, who=ANNA, page=0)


async def test_visible_votes_are_listed_by_pages_for_who_may_see_the_poll(here: Neighbourhood) -> None:
    poll = await ask(here, visible=True)
    for number in range(PAGE + 1):
        await tap(here, poll, neighbour(100 + number), 1)
    pages = [await here.db.read(polls.votes, poll=poll.id, who=ADMIN, page=page) for page in (0, 1, 5)]
    assert [(len(page.page), page.before, page.more) for page in pages] == [(PAGE, 0, True), (1, PAGE, False), (1, PAGE, False)]
    assert {vote.name for vote in pages[0].page} == {None}, "they have no name that neighbours know them by"
    with pytest.raises(Refused, match="not-here"):
        await here.db.read(polls.votes, poll=poll.id, who=CECILIA, page=0)


async def test_of_places_the_asker_alone_sees_who_has_one_and_who_waits_also_after_the_close(here: Neighbourhood) -> None:
    poll = await ask(here, "places: Shifts | Sauna (1) | Yard (3)")
    for who in (ANNA, BERT):
        await here.resident(who)
        await tap(here, poll, who, 1)
    for _ in range(2):
        found = await here.db.read(polls.votes, poll=poll.id, who=ADMIN, page=0)
        assert [vote.queue for vote in found.page] == [0, 1]
        with pytest.raises(Refused, match="old-button"):
            await here.db.read(polls.votes, poll=poll.id, who=ANNA, page=0)
        await here.do(polls.close, poll=poll.id, now=here.now)


@pytest.mark.parametrize("kind", [PollKind.ONE, PollKind.PLACES])
async def test_a_vote_reads_no_more_when_many_have_voted(here: Neighbourhood, kind: PollKind) -> None:
    poll = await ask(here, kind=kind)
    costs = []
    for rounds in (range(5), range(5, 60)):
        for number in rounds:
            await tap(here, poll, neighbour(100 + number), 1)
        with statements() as done:
            await tap(here, poll, neighbour(100), 2)
            await tap(here, poll, neighbour(100), 1)
        costs.append(len(done))
    assert 0 < costs[0] == costs[1]
