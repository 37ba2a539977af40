"""A call looked after together: by a link for one person, with the same rights, and handed on by whoever leaves."""

import pytest

from community import volunteering
from community.events import together as of_events
from community.refusals import Refused
from community.volunteering import Call, together
from storage.events import Invitation
from tests.community.calling import call_for, the_call
from tests.community.neighbourhood import ADMIN, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(58), neighbour(59)


async def link_of(here: Neighbourhood, call: Call) -> str:
    await here.do(together.invite, call=call.id, who=ADMIN, now=here.now)
    return (await here.rows(Invitation))[-1].token


async def helps(here: Neighbourhood, call: Call, who: int) -> None:
    """Somebody opens the link and confirms."""
    await here.resident(who)
    await here.do(together.accept, token=await link_of(here, call), presser=presser(who), message=5, now=here.now)


async def test_who_helps_has_the_same_rights_and_the_link_is_used_up(here: Neighbourhood) -> None:
    call = await call_for(here)
    await helps(here, call, ANNA)
    assert await here.rows(Invitation) == []
    await here.do(volunteering.close, call=call.id, closed=True, presser=presser(ANNA), message=7, now=here.now)
    assert [debt.address for debt in await here.debts("call-helper-joined")] == [ADMIN]
    assert [person.telegram_id for person in (await here.db.read(together.look, call=call.id, who=ANNA, now=here.now)).people] == [
        ADMIN,
        ANNA,
    ]


async def test_whoever_leaves_hands_it_to_the_longest_other_one(here: Neighbourhood) -> None:
    call = await call_for(here)
    with pytest.raises(Refused, match="no-successor"):
        await here.do(together.leave, call=call.id, who=ADMIN, message=5, now=here.now)
    await helps(here, call, ANNA)
    await here.do(together.leave, call=call.id, who=ADMIN, message=5, now=here.now)
    assert (await the_call(here, call.id)).organiser_id == (await here.person(ANNA)).id
    assert [debt.address for debt in await here.debts("call-handed")] == [ANNA]
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.db.read(together.look, call=call.id, who=ADMIN, now=here.now)


async def test_who_is_removed_is_told_and_may_do_nothing_any_more(here: Neighbourhood) -> None:
    call = await call_for(here)
    await helps(here, call, ANNA)
    anna = (await here.person(ANNA)).id
    await here.do(together.remove, call=call.id, who=ADMIN, person=anna, message=5, now=here.now)
    assert [debt.address for debt in await here.debts("call-helper-removed")] == [ANNA]
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.do(volunteering.close, call=call.id, closed=True, presser=presser(ANNA), message=7, now=here.now)


async def test_a_link_is_for_one_call_and_can_be_withdrawn(here: Neighbourhood) -> None:
    call = await call_for(here)
    token = await link_of(here, call)
    with pytest.raises(Refused, match="invitation-gone"):
        await here.db.read(of_events.asked, token, who=ANNA, now=here.now)
    await here.do(together.withdraw, call=call.id, who=ADMIN, message=5, now=here.now)
    with pytest.raises(Refused, match="invitation-gone"):
        await here.do(together.accept, token=token, presser=presser(BERT), message=5, now=here.now)
