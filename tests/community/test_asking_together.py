"""A poll asked together: by a link for one person, with the same rights, and gone with whoever is forgotten."""

import pytest

from community import polls, privacy
from community.events import together as of_events
from community.polls import closing, together
from community.polls.organising import ASKING
from community.refusals import Refused
from storage.events import Invitation
from storage.polls import Poll
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser
from tests.community.polling import ask, the

ANNA, BERT = neighbour(58), neighbour(59)


async def helps(here: Neighbourhood, poll: Poll, who: int) -> None:
    await here.do(together.invite, poll=poll.id, who=ADMIN, now=here.now)
    token = (await here.rows(Invitation))[-1].token
    await here.do(together.accept, token=token, presser=presser(who), message=5, now=here.now)


async def test_who_helps_may_close_it_and_the_link_is_used_up(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.resident(ANNA)
    with pytest.raises(Refused, match="not-asker"):
        await here.do(closing.close_now, poll=poll.id, who=ANNA, message=1, now=here.now)
    await helps(here, poll, ANNA)
    assert await here.rows(Invitation) == []
    await here.do(closing.close_now, poll=poll.id, who=ANNA, message=1, now=here.now)
    assert (await the(here, poll.id)).state is polls.PollState.CLOSED


async def test_what_one_asks_stands_among_ones_things(here: Neighbourhood) -> None:
    poll = await ask(here)
    await helps(here, poll, ANNA)
    for who, asked in ((ADMIN, [poll.id]), (ANNA, [poll.id]), (BERT, [])):
        assert [each.id for each in await here.db.read(polls.asked_by_me, who=who)] == asked


async def test_a_poll_of_somebody_who_is_forgotten_is_the_helpers(here: Neighbourhood) -> None:
    poll = await ask(here)
    await helps(here, poll, ANNA)
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=False, rules=RULES, now=here.now)
    assert (await the(here, poll.id)).author_id == (await here.person(ANNA)).id


async def test_who_hands_over_hands_their_polls_over_too(here: Neighbourhood) -> None:
    poll, shared = await ask(here), await ask(here, "What else? | Bench | Grill", who=ADMIN)
    await helps(here, shared, ANNA)
    admin, anna = await here.person(ADMIN), await here.person(ANNA)
    for each in (poll, shared):
        await here.db.transaction(ASKING.hand, each, admin, anna)
    assert [(await the(here, each.id)).author_id for each in (poll, shared)] == [anna.id, anna.id]
    assert await here.db.read(polls.asked_by_me, who=ADMIN) == []


async def test_a_helper_leaves_or_is_removed_and_may_do_nothing_any_more(here: Neighbourhood) -> None:
    poll = await ask(here)
    await helps(here, poll, ANNA)
    anna = (await here.person(ANNA)).id
    await here.do(together.remove, poll=poll.id, who=ANNA, person=anna, message=5, now=here.now)
    with pytest.raises(Refused, match="not-asker"):
        await here.db.read(together.look, poll=poll.id, who=ANNA, now=here.now)


async def test_a_link_to_a_poll_makes_nobody_an_organiser_of_an_event(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.do(together.invite, poll=poll.id, who=ADMIN, now=here.now)
    token = (await here.rows(Invitation))[-1].token
    with pytest.raises(Refused, match="invitation-gone"):
        await here.db.read(of_events.asked, token, who=ANNA, now=here.now)
