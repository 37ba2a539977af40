"""A notice to very many waits for a second manager, who sees it first: it goes, or its author has it back."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from community import announcements, roles
from community.announcements import Announcement, AnnouncementState, Audience, Written, agreeing, drafting, picking
from community.refusals import Refused
from storage.announcements import Copy, change_announcement
from storage.drafts import Draft
from storage.people import Reach, change_person
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.noticing import TEXTS, copies_owed, everywhere, houses, the_announcement

CAREFUL = replace(RULES, second_approval_chats=2)

SAMPLE, ASKED = "announcement-to-read", "announcement-to-approve"

SECOND, THIRD = neighbour(1), neighbour(2)


async def managers(here: Neighbourhood, *who: int) -> None:
    """They look after everything, too."""
    for each in who:
        await here.resident(each)
        await here.manages(each)


async def announce(here: Neighbourhood, written: Written | None = None) -> Announcement:
    """The author sends it; more than two chats need a second manager."""
    written = written or everywhere()
    return await here.do(announcements.announce, who=ADMIN, written=written, rules=CAREFUL, now=here.now, progress=42)


def pressed(here: Neighbourhood, who: int, notice: Announcement) -> dict[str, Any]:
    """Somebody presses a button of the message that asks."""
    return {"who": who, "announcement": notice.id, "message": 7, "language": "en", "rules": CAREFUL, "now": here.now}


async def test_every_other_manager_of_all_its_houses_sees_it_and_is_asked_and_nothing_goes(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND, THIRD)
    notice = await announce(here)
    assert notice.state is AnnouncementState.AWAITING
    assert await copies_owed(here) == []
    assert await here.rows(Copy) == []
    for who in (SECOND, THIRD):
        asked = [debt for debt in await here.debts() if debt.address == who and debt.kind.startswith("announcement")]
        assert [debt.kind for debt in asked] == [SAMPLE] * len(TEXTS) + [ASKED]
    assert ASKED not in await here.hears(ADMIN)


async def test_one_to_few_chats_goes_at_once(here: Neighbourhood) -> None:
    await houses(here, 1)
    assert (await the_announcement(here, await announce(here))).state is AnnouncementState.SENDING


async def test_the_second_manager_agrees_and_it_goes_and_the_author_hears_of_it(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    notice = await announce(here)
    assert await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    assert len(await copies_owed(here)) == 3
    assert (await the_announcement(here, notice)).approved_by_id == (await here.person(SECOND)).id
    assert "announcement-agreed" in await here.hears(ADMIN)
    assert not await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    assert (await here.hears(ADMIN)).count("announcement-agreed") == 1


async def test_with_a_time_it_goes_at_its_time(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    at = here.now + timedelta(hours=2)
    notice = await announce(here)
    await here.db.transaction(_plan, notice, at)
    await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    assert await copies_owed(here) == []
    here.now = at
    assert len(await copies_owed(here)) == 3


async def test_other_words_than_those_agreed_to_need_another_yes(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    notice, at = await announce(here), here.now + timedelta(hours=2)
    await here.db.transaction(_plan, notice, at)
    await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts={"en": "Other words"}, now=here.now)
    here.now = at
    assert await copies_owed(here) == []
    assert (await here.hears(SECOND)).count(ASKED) == 2
    await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    assert len(await copies_owed(here)) == 3


async def test_turned_down_nobody_gets_it_and_the_author_has_it_back_as_a_draft(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    notice = await announce(here, everywhere(pinned=True))
    assert await here.do(agreeing.turn_down, **pressed(here, SECOND, notice))
    assert (await the_announcement(here, notice)).state is AnnouncementState.CANCELLED
    assert await copies_owed(here) == []
    draft = await here.draft()
    assert (draft.author, draft.data["texts"], draft.data["pinned"]) == (ADMIN, TEXTS, True)
    assert "announcement-turned-down" in await here.hears(ADMIN)
    assert not await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    assert await copies_owed(here) == []


async def test_of_two_who_press_at_once_one_counts(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND, THIRD)
    notice = await announce(here)
    agreed, turned_down = await asyncio.gather(
        here.do(agreeing.agree, **pressed(here, SECOND, notice)), here.do(agreeing.turn_down, **pressed(here, THIRD, notice))
    )
    assert agreed != turned_down
    assert len(await copies_owed(here)) == (3 if agreed else 0)


async def test_nobody_agrees_to_their_own_and_its_author_can_take_it_back(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    notice = await announce(here)
    for act in (agreeing.agree, agreeing.turn_down):
        with pytest.raises(Refused, match="own-announcement"):
            await here.do(act, **pressed(here, ADMIN, notice))
    await here.do(agreeing.take_back, **pressed(here, ADMIN, notice))
    assert len(await here.rows(Draft)) == 1
    with pytest.raises(Refused, match="announcement-decided"):
        await here.do(agreeing.take_back, **pressed(here, ADMIN, notice))
    assert not await here.do(agreeing.agree, **pressed(here, SECOND, notice))
    assert await copies_owed(here) == []


async def test_without_anybody_to_ask_it_is_refused_and_the_preview_says_so_before(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    await here.db.transaction(_block, (await here.person(SECOND)).id)
    with pytest.raises(Refused, match="nobody-to-approve") as refused:
        await announce(here)
    assert refused.value.params == {"most": 2}
    shown = await here.db.transaction(_preview, here)
    assert (shown.second, shown.nobody) == (True, True)


async def test_a_manager_of_a_part_of_the_houses_is_not_asked_and_can_not_agree(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    await here.resident(THIRD)
    scope, person = Scope(house=(await here.house()).id), (await here.person(THIRD)).id
    await here.do(roles.grant, by=None, person=person, role=Role.MANAGER, scope=scope, now=here.now)
    notice = await announce(here)
    assert ASKED not in await here.hears(THIRD)
    with pytest.raises(Refused, match="not-your-houses"):
        await here.do(agreeing.agree, **pressed(here, THIRD, notice))


async def test_in_private_what_counts_is_in_how_many_houses_people_get_it(here: Neighbourhood) -> None:
    await houses(here, 2)
    await managers(here, SECOND)
    notice = await announce(here, everywhere(audience=Audience(everywhere=True, role=Role.MANAGER)))
    assert notice.state is not AnnouncementState.AWAITING


def _plan(db: Connection, notice: Announcement, at: datetime) -> None:
    change_announcement(db, notice.id, due_at=at)


def _block(db: Connection, person: int) -> None:
    change_person(db, person, reach=Reach.BLOCKED)


def _preview(db: Connection, here: Neighbourhood) -> picking.Picked:
    draft = drafting.begin(db, who=ADMIN, texts=TEXTS, rules=CAREFUL, now=here.now)
    return picking.look(db, who=ADMIN, draft=draft, rules=CAREFUL, now=here.now)
