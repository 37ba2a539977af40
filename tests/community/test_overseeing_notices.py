"""What a sender oversees: the list, the report that adds up, and copies that go once more."""

from datetime import timedelta

import pytest

from community import announcements, roles
from community.announcements import Audience, CopyState, Outcome
from community.refusals import Refused
from storage.outbox import DebtState
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, Neighbourhood, neighbour
from tests.community.noticing import announce, arrive, copies_owed, counted, everywhere, fail, houses


async def test_copies_of_which_nobody_knows_go_once_more_and_only_they(here: Neighbourhood) -> None:
    await houses(here, 2)
    notice = await announce(here)
    first, second, third = await copies_owed(here)
    await arrive(here, [first])
    await fail(here, second, DebtState.FAILED, "removed")
    await fail(here, third, DebtState.UNCERTAIN, "crash")
    await here.tick()
    for _ in range(2):  # a second press sends nothing more
        await here.do(announcements.send_again, who=ADMIN, announcement=notice.id, now=here.now)
        again = await copies_owed(here)
        assert [debt.chat_id for debt in again] == [third.chat_id]
    await arrive(here, again)
    await here.tick()
    assert await counted(here, notice) == {"sent": 2, "failed": 1}


async def test_the_report_names_each_house_and_what_went_wrong(here: Neighbourhood) -> None:
    await houses(here, 2, languages="fi,sv")
    notice = await announce(here)
    first, second, third = await copies_owed(here)
    await arrive(here, [first, second])
    await fail(here, third, DebtState.FAILED, "removed")
    await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts={"en": "Water is back"}, now=here.now)
    change, other = await copies_owed(here)
    await arrive(here, [change])
    await fail(here, other, DebtState.DROPPED, "gone")
    found = await here.db.read(announcements.report, who=ADMIN, announcement=notice.id)
    assert [(row.house and row.house.name, row.languages, row.sent, row.failed) for row in found.rows] == [
        ("Koivukuja 3", ("en",), 1, 0),
        ("Lehtokuja 1", ("fi", "sv"), 1, 0),
        ("Lehtokuja 2", ("fi", "sv"), 0, 1),
    ]
    assert [(each.house, each.reason) for each in found.troubles] == [
        ("Lehtokuja 1", "change-gone"),
        ("Lehtokuja 2", "removed"),
    ]
    assert found.changes == {Outcome.EDITED: 1, Outcome.FAILED: 1}


async def test_a_board_sees_the_notices_to_its_own_house_alone(here: Neighbourhood) -> None:
    await houses(here, 1)
    board = await here.resident(neighbour(1))
    person, scope = (await here.person(board)).id, Scope(house=1)
    await here.do(roles.grant, by=None, person=person, role=Role.BOARD, scope=scope, now=here.now)
    all_ = await announce(here)
    here.now += timedelta(minutes=1)
    own = await announce(here, everywhere(audience=Audience(houses=frozenset({1}))))
    seen = await here.db.read(announcements.list_notices, who=board, page=0)
    assert [each.announcement.id for each in seen.listed] == [own.id]
    seen = await here.db.read(announcements.list_notices, who=ADMIN, page=0)
    assert [each.announcement.id for each in seen.listed] == [own.id, all_.id]
    for use_case in (announcements.stop, announcements.recall, announcements.send_again):
        with pytest.raises(Refused, match="not-your-houses"):
            await here.do(use_case, who=board, announcement=all_.id, now=here.now)


@pytest.mark.parametrize("wrong", [DebtState.FAILED, DebtState.UNCERTAIN, DebtState.DROPPED])
async def test_counts_always_add_up_to_all_copies(here: Neighbourhood, wrong: DebtState) -> None:
    await houses(here, 4)
    notice = await announce(here)
    for debt in (await copies_owed(here))[1:4]:
        await fail(here, debt, wrong, "why")
        found = await here.db.read(announcements.report, who=ADMIN, announcement=notice.id)
        assert found.counts.total == 5
        assert sum(row.sent + row.waiting + row.failed + row.uncertain for row in found.rows) == 5
        assert found.counts.states[CopyState(wrong.value)] + found.counts.left == 5
