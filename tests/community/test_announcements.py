"""From a notice to its copies: each once, at a decent hour, edited and recalled everywhere."""

from datetime import timedelta

import pytest

from community import announcements, retention
from community.announcements import AnnouncementState, Audience, Copy, texts_for
from community.refusals import Refused
from community.retention import Night
from storage.cards import Card
from storage.outbox import DebtState, Op
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.noticing import announce, arrive, copies_owed, counted, everywhere, fail, houses, leave, the_announcement
from tests.community.test_retention import KEPT


async def test_every_chat_gets_one_copy_and_the_notice_is_sent_when_all_have_theirs(here: Neighbourhood) -> None:
    await houses(here, 2)
    notice = await announce(here)
    owed = await copies_owed(here)
    assert len({debt.chat_id for debt in owed}) == 3
    assert await counted(here, notice) == {"owed": 3}
    assert await copies_owed(here) == owed  # nothing is owed twice
    await arrive(here, owed)
    await here.tick()
    assert await counted(here, notice) == {"sent": 3}
    assert (await the_announcement(here, notice)).state is AnnouncementState.SENT
    assert all(card.message_id for card in await here.rows(Card))


async def test_a_chat_the_bot_is_not_in_gets_none(here: Neighbourhood) -> None:
    [_, gone] = await houses(here, 2)
    await leave(here, gone)
    notice = await announce(here)
    assert len(await copies_owed(here)) == 2
    assert await counted(here, notice) == {"owed": 2}


async def test_at_night_a_notice_waits_for_the_morning_of_each_house_unless_it_is_urgent(here: Neighbourhood) -> None:
    here.now += timedelta(hours=11)  # 23:00 in Helsinki
    notice = await announce(here, await _managed(here))
    assert await copies_owed(here) == []
    assert (await the_announcement(here, notice)).state is AnnouncementState.SENDING
    here.now += timedelta(hours=8, minutes=59)
    assert await copies_owed(here) == []
    here.now += timedelta(minutes=1)  # 8:00
    assert len(await copies_owed(here)) == 1
    here.now += timedelta(hours=15)  # 23:00 again
    await announce(here, everywhere(urgent=True))
    assert len(await copies_owed(here)) == 2


async def _managed(here: Neighbourhood) -> announcements.Written:
    await here.manages()
    return everywhere()


async def test_what_failed_and_what_is_uncertain_is_told_apart_and_outlasts_the_outbox(here: Neighbourhood) -> None:
    await houses(here, 3)
    notice = await announce(here)
    first, second, third, fourth = await copies_owed(here)
    await arrive(here, [first])
    await fail(here, second, DebtState.FAILED, "removed")
    await fail(here, third, DebtState.UNCERTAIN, "crash")
    await fail(here, fourth, DebtState.DROPPED, "late")
    told = {"sent": 1, "failed": 1, "uncertain": 1, "dropped": 1}
    assert await counted(here, notice) == told
    here.now += timedelta(days=60)
    await here.db.transaction(retention.keep, Night(here.now, KEPT, RULES))
    assert [debt for debt in await here.rows(type(first)) if debt.id == first.id] == []
    assert await counted(here, notice) == told
    assert {copy.reason for copy in await here.rows(Copy)} == {None, "removed", "crash", "late"}


async def test_an_edit_reaches_every_copy_that_is_out(here: Neighbourhood) -> None:
    await houses(here, 2)
    notice = await announce(here)
    first, second, third = await copies_owed(here)
    await arrive(here, [first, second])
    await fail(here, third, DebtState.FAILED, "removed")
    await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts={"en": "Water is back"}, now=here.now)
    edits = await copies_owed(here)
    assert [(edit.op, edit.message_id) for edit in edits] == [(Op.EDIT, 5000 + first.id), (Op.EDIT, 5000 + second.id)]
    await arrive(here, edits)
    assert await copies_owed(here) == []


async def test_a_recall_deletes_young_copies_replaces_old_ones_and_stops_the_rest(here: Neighbourhood) -> None:
    await houses(here, 2)
    notice = await announce(here)
    first, second, _ = await copies_owed(here)
    await arrive(here, [first])
    here.now += timedelta(hours=50)
    await arrive(here, [second])
    await here.do(announcements.recall, who=ADMIN, announcement=notice.id, now=here.now)
    changes = await copies_owed(here)
    assert [(change.op, change.kind) for change in changes] == [(Op.EDIT, "announcement-recalled"), (Op.DELETE, "announcement-recalled")]
    assert await counted(here, notice) == {"sent": 2, "dropped": 1}
    with pytest.raises(Refused, match="announcement-over"):
        await here.do(announcements.edit, who=ADMIN, announcement=notice.id, texts={"en": "Again"}, now=here.now)


async def test_stopping_half_way_keeps_what_arrived_and_sends_no_more(here: Neighbourhood) -> None:
    await houses(here, 3)
    notice = await announce(here)
    first, *_ = await copies_owed(here)
    await arrive(here, [first])
    await here.do(announcements.stop, who=ADMIN, announcement=notice.id, now=here.now)
    assert await copies_owed(here) == []
    assert await counted(here, notice) == {"sent": 1, "dropped": 3}


async def test_who_has_three_houses_gets_a_private_copy_once(here: Neighbourhood) -> None:
    resident = await here.resident(neighbour(1))
    await houses(here, 2)
    notice = await announce(here, everywhere(audience=Audience(everywhere=True, residents=True)))
    owed = await copies_owed(here)
    assert sorted(debt.address or 0 for debt in owed) == [ADMIN, resident]
    assert await counted(here, notice) == {"owed": 2}


@pytest.mark.parametrize("audience", [Audience(everywhere=True), Audience(areas=frozenset({1})), Audience(houses=frozenset({1}))])
async def test_a_resident_announces_nothing(here: Neighbourhood, audience: Audience) -> None:
    resident = await here.resident(neighbour(1))
    with pytest.raises(Refused, match="may-not-announce"):
        await announce(here, everywhere(audience=audience), who=resident)


def test_readers_get_their_languages_in_their_order_and_else_the_first_that_was_written() -> None:
    texts = {"fi": "Vesikatko", "en": "Water cut"}
    assert list(texts_for(texts, ("en", "fi"))) == ["en", "fi"]
    assert list(texts_for(texts, ("sv",))) == ["fi"]
    assert list(texts_for(texts, ("sv", "en"))) == ["en"]
