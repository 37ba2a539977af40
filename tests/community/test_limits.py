"""How much one person may start in a day."""

from datetime import timedelta

import pytest

from community import roles
from community.limits import MOST_PUBLISHED
from community.refusals import Refused
from storage.drafts import Draft
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, Neighbourhood


async def test_whoever_published_enough_is_told_so_and_the_draft_stays(here: Neighbourhood) -> None:
    for _ in range(MOST_PUBLISHED):
        await here.event()
    with pytest.raises(Refused, match="published-enough"):
        await here.event()
    assert len(await here.rows(Draft)) == 1
    here.now += timedelta(days=1)
    await here.event()


async def test_a_series_counts_once(here: Neighbourhood) -> None:
    for _ in range(MOST_PUBLISHED):
        await here.event(line="every Sat from 22 May 12–15 Spring clean-up")
    with pytest.raises(Refused, match="published-enough"):
        await here.event()


async def test_a_manager_announces_for_many_houses(here: Neighbourhood) -> None:
    person, scope = (await here.person(ADMIN)).id, Scope()
    await here.do(roles.grant, by=None, person=person, role=Role.MANAGER, scope=scope, now=here.now)
    for _ in range(MOST_PUBLISHED + 1):
        await here.event()
