"""After a notice went out: what its sender sees, what edit and recall do to each copy, and what was perhaps delivered."""

from datetime import timedelta

import pytest

from community import announcements, moving, retention
from community.announcements import Announcement, AnnouncementState, CopyState, Outcome, Progress
from community.refusals import Refused
from community.retention import Night
from storage.announcements import Copy
from storage.outbox import Debt, DebtState, Op
from storage.places import Chat
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.noticing import announce, arrive, copies_owed, counted, everywhere, fail, houses, the_announcement
from tests.community.test_retention import KEPT

NEW = {"en": "Water is back"}


async def edit(here: Neighbourhood, notice: Announcement) -> list[Debt]:
    await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts=NEW, now=here.now)
    return await copies_owed(here)


async def recall(here: Neighbourhood, notice: Announcement) -> list[Debt]:
    await here.do(announcements.recall, who=ADMIN, announcement=notice.id, now=here.now)
    return await copies_owed(here)


async def look(here: Neighbourhood, notice: Announcement) -> Progress:
    """How far it is; whatever happened, every copy is counted once, and every copy that is out has one outcome of its change."""
    shown: Progress | None = await here.db.read(announcements.show, notice.id, here.now)
    assert shown is not None
    assert shown.counts.total == len(await here.rows(Copy))
    if shown.changes:
        out = shown.counts.states.get(CopyState.SENT, 0) + shown.counts.states.get(CopyState.UNCERTAIN, 0)
        assert sum(shown.changes.values()) == out
    report = await here.db.read(announcements.report, who=ADMIN, announcement=notice.id)
    assert sum(row.sent + row.waiting + row.failed + row.uncertain for row in report.rows) == shown.counts.total
    assert sum(row.unchanged for row in report.rows) == shown.changes.get(Outcome.FAILED, 0)
    assert report.changes == shown.changes
    return shown


async def troubles(here: Neighbourhood, notice: Announcement) -> list[str]:
    found = await here.db.read(announcements.report, who=ADMIN, announcement=notice.id)
    return [each.reason for each in found.troubles]


async def test_an_edit_half_way_changes_what_is_out_and_the_rest_goes_with_the_new_words_at_once(here: Neighbourhood) -> None:
    await houses(here, 3)
    notice = await announce(here)
    first, second, *rest = await copies_owed(here)
    await arrive(here, [first, second])
    edits = [debt for debt in await edit(here, notice) if debt.op is Op.EDIT]
    assert len(edits) == 2
    await arrive(here, [edits[0], *rest])
    await fail(here, edits[1], DebtState.DROPPED, "gone")
    late = [debt for debt in await copies_owed(here) if debt.op is Op.EDIT]
    assert len(late) == 2, "they were owed before, and may have gone with the old words"
    await arrive(here, late)
    assert await copies_owed(here) == []
    shown = await look(here, notice)
    assert shown.changes == {Outcome.EDITED: 3, Outcome.FAILED: 1}
    assert await troubles(here, notice) == ["change-gone"]


async def test_what_was_not_owed_yet_goes_with_the_new_words_and_is_not_edited_again(here: Neighbourhood) -> None:
    await houses(here, 2)
    notice = await announce(here)
    await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts=NEW, now=here.now)
    await arrive(here, await copies_owed(here))
    assert await copies_owed(here) == []
    assert (await look(here, notice)).changes == {Outcome.EDITED: 3}


async def test_a_second_edit_takes_the_place_of_the_first(here: Neighbourhood) -> None:
    notice = await _sent(here)
    await edit(here, notice)
    edits = await edit(here, notice)
    assert len(edits) == 3
    await arrive(here, edits)
    assert await copies_owed(here) == []


async def test_recall_is_counted_by_what_it_did_and_that_outlasts_the_outbox(here: Neighbourhood) -> None:
    await houses(here, 3)
    notice = await announce(here)
    first, second, third, fourth = await copies_owed(here)
    await arrive(here, [first])
    here.now += timedelta(hours=50)
    await arrive(here, [second, third])
    await fail(here, fourth, DebtState.UNCERTAIN, "crash")
    replaced, deleted, removed = await recall(here, notice)
    await arrive(here, [replaced, deleted])
    await fail(here, removed, DebtState.FAILED, "removed")
    done = {Outcome.REPLACED: 1, Outcome.DELETED: 1, Outcome.FAILED: 2}
    assert (await look(here, notice)).changes == done
    assert await troubles(here, notice) == ["change-removed", "crash"]
    here.now += timedelta(days=60)
    await here.db.transaction(retention.keep, Night(here.now, KEPT, RULES))
    assert (await look(here, notice)).changes == done
    assert await troubles(here, notice) == ["change-removed", "crash"]


async def test_in_a_group_that_moved_the_old_copy_stays_and_that_is_said(here: Neighbourhood) -> None:
    notice = await _sent(here)
    chat = (await here.rows(Chat))[-1]
    await here.do(moving.migrate, old=chat.telegram_id, new=-1009999, now=here.now)
    assert len(await recall(here, notice)) == 2
    assert (await look(here, notice)).changes == {Outcome.WAITING: 2, Outcome.FAILED: 1}
    assert await troubles(here, notice) == ["change-moved"]


async def test_what_was_perhaps_delivered_goes_once_more_when_its_sender_says_so(here: Neighbourhood) -> None:
    await houses(here, 2)
    notice = await announce(here)
    first, second, third = await copies_owed(here)
    await arrive(here, [first])
    await fail(here, second, DebtState.UNCERTAIN, "crash")
    await fail(here, third, DebtState.UNCERTAIN, "answer-lost")
    await here.tick()
    assert (await the_announcement(here, notice)).state is AnnouncementState.SENT
    for _ in range(2):
        await here.do(announcements.send_again, who=ADMIN, announcement=notice.id, now=here.now)
    again = await copies_owed(here)
    assert {debt.chat_id for debt in again} == {second.chat_id, third.chat_id}
    await arrive(here, again)
    await here.tick()
    assert await counted(here, notice) == {"sent": 3}
    assert (await the_announcement(here, notice)).state is AnnouncementState.SENT


async def test_who_stops_it_again_gets_what_was_perhaps_delivered_as_it_was(here: Neighbourhood) -> None:
    await here.manages()
    notice = await announce(here)
    [owed] = await copies_owed(here)
    await fail(here, owed, DebtState.UNCERTAIN, "crash")
    await here.tick()
    await here.do(announcements.send_again, who=ADMIN, announcement=notice.id, now=here.now)
    await here.do(announcements.stop, who=ADMIN, announcement=notice.id, now=here.now)
    assert await counted(here, notice) == {"uncertain": 1}


async def test_the_progress_ends_right_though_the_clock_stands_still(here: Neighbourhood) -> None:
    notice = await _sent(here)
    assert (await the_announcement(here, notice)).shown_at is None
    edits = await edit(here, notice)
    before = len(await here.debts("announcement-progress"))
    await arrive(here, edits)
    await here.tick()
    assert len(await here.debts("announcement-progress")) == before + 1
    assert (await the_announcement(here, notice)).shown_at is None


async def test_a_resident_sees_and_does_nothing(here: Neighbourhood) -> None:
    notice, resident = await _sent(here), await here.resident(neighbour(1))
    values = {"who": resident, "announcement": notice.id}
    with pytest.raises(Refused, match="may-not-announce"):
        await here.do(announcements.report, **values)
    with pytest.raises(Refused, match="may-not-announce"):
        await here.do(announcements.list_notices, who=resident, page=0)
    for use_case in (announcements.send_again, announcements.stop, announcements.recall):
        with pytest.raises(Refused, match="may-not-announce"):
            await here.do(use_case, now=here.now, **values)


async def test_the_list_says_first_what_is_still_to_be_done(here: Neighbourhood) -> None:
    done = await _sent(here)
    later = await announce(here, everywhere(wall=here.now.replace(tzinfo=None) + timedelta(days=1), zone="Europe/Helsinki"))
    await announce(here)
    found = await here.do(announcements.list_notices, who=ADMIN, page=0)
    assert [each.announcement.id for each in found.listed][-1] == done.id
    assert later.id in [each.announcement.id for each in found.listed][:2]


async def _sent(here: Neighbourhood) -> Announcement:
    """A notice that arrived in three groups."""
    await houses(here, 2)
    notice = await announce(here)
    await arrive(here, await copies_owed(here))
    await here.tick()
    return notice
