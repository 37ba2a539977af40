"""How much one person may start in a day."""

from datetime import timedelta

import pytest

from community import announcing, roles
from community.events.drafting import MOST_DRAFTS, PREVIEW_KEPT
from community.limits import MOST_PUBLISHED
from community.refusals import Refused
from storage.drafts import Draft
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, Neighbourhood, in_group, in_private


async def test_whoever_published_enough_is_told_so_and_the_draft_stays(here: Neighbourhood) -> None:
    for _ in range(MOST_PUBLISHED):
        await here.event()
    with pytest.raises(Refused, match="published-enough"):
        await here.event()
    assert len(await here.rows(Draft)) == 1
    here.now += timedelta(days=1)
    await here.event()


async def test_who_begins_too_much_finishes_or_drops_something_first_and_loses_nothing(here: Neighbourhood) -> None:
    for number in range(MOST_DRAFTS):
        await here.announce(f"Sat 22 May {number + 8} Coffee {number}", in_private() if number % 2 else in_group(500 + number))
    for origin in (in_private(), in_group()):
        for line in ("Sun 23 May 12 Sauna", "31.2. klo 12 Sauna", ""):
            with pytest.raises(Refused, match="too-many-drafts") as refused:
                await here.announce(line, origin)
            assert refused.value.params == {"most": MOST_DRAFTS}
    drafts = await here.rows(Draft)
    assert [draft.data["title"] for draft in drafts] == [f"Coffee {number}" for number in range(MOST_DRAFTS)]
    await here.do(announcing.give_up, draft=drafts[0].id, who=ADMIN, admin=True, message=600, now=here.now)
    await here.announce("Sun 23 May 12 Sauna")
    here.now += PREVIEW_KEPT
    await here.announce("Sun 23 May 12 Tea")


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
