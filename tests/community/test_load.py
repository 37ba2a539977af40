"""Who looks after three things alone is offered, with the next, to share it: once, in private, and at no quiet hour."""

from datetime import timedelta

from storage.events import add_organiser
from storage.people import Reach, change_reach
from tests.community.calling import call_for
from tests.community.neighbourhood import ADMIN, Neighbourhood, neighbour


async def three(here: Neighbourhood) -> list[int]:
    """Three things the activist looks after alone."""
    event = await here.event(line="Sat 22 May 12 Picnic")
    series = await here.event(line="every Tue 18-20 Coffee")
    return [event.id, series.id, (await call_for(here, "Sofa ×2")).id]


async def test_with_the_fourth_it_is_offered_to_share_it_and_not_again_while_that_is_remembered(here: Neighbourhood) -> None:
    await three(here)
    assert await here.debts("load-offer") == []
    fourth = await here.event(line="Sat 29 May 12 Flea market")
    await here.event(line="Sun 30 May 12 Jazz")
    assert [(debt.address, debt.params) for debt in await here.debts("load-offer")] == [(ADMIN, {"thing": fourth.id, "alone": 4})]


async def test_what_is_shared_or_over_is_no_load(here: Neighbourhood) -> None:
    picnic, *_ = await three(here)
    await here.resident(neighbour(1))
    await here.db.transaction(add_organiser, picnic, (await here.person(neighbour(1))).id)
    await here.event(line="Sat 29 May 12 Flea market")
    assert await here.debts("load-offer") == []
    await here.tick(here.now + timedelta(days=20))
    await here.event(line="Sat 12 June 12 Jazz")
    assert await here.debts("load-offer") == []


async def test_who_cannot_be_written_to_is_not_asked(here: Neighbourhood) -> None:
    await three(here)
    await here.announce("Sat 29 May 12 Flea market")
    await here.db.transaction(change_reach, ADMIN, Reach.BLOCKED)
    await here.publish()
    assert await here.debts("load-offer") == []
