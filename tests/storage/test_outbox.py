"""A debt from waiting to done: owed once, claimed once, and empty when nobody needs it any more."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import delivery, outbox
from storage.engine import Database
from storage.outbox import REPEATS, Debt, DebtState, Lane, Message, Op, To
from storage.rows import every
from tests.community.neighbourhood import Neighbourhood

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
ANNA = To(address=7100000001, language="fi")


async def owe(db: Database, message: Message, to: To = ANNA, at: datetime = NOW) -> bool:
    """Owe it."""
    return await db.transaction(outbox.owe, to, message, at=at)


async def debts(db: Database) -> list[Debt]:
    """All of them, as another connection reads them."""
    return await db.read(lambda c: every(c, Debt, select(Debt).order_by(Debt.id)))  # type: ignore[arg-type]


async def due(db: Database, lane: Lane = Lane.REPLY, at: datetime = NOW, limit: int = 10, closed: tuple[int, ...] = ()) -> list[int]:
    """The numbers of what may be sent."""
    return [each.debt.id for each in await db.read(delivery.list_due, lane, at, limit, closed=closed)]


async def test_a_key_is_owed_once_however_often_it_is_asked_for(db: Database) -> None:
    assert await owe(db, Message("a", key="one"))
    assert not await owe(db, Message("a", {"other": 1}, key="one"))
    assert await owe(db, Message("a"))
    assert await owe(db, Message("a"))
    await db.transaction(outbox.close, 1, DebtState.SENT, NOW)
    assert not await owe(db, Message("a", key="one")), "also when it was sent"
    assert len(await debts(db)) == 3


async def test_only_one_claims_a_debt(db: Database) -> None:
    await owe(db, Message("a"))
    assert await db.transaction(outbox.mark_sending, 1)
    assert not await db.transaction(outbox.mark_sending, 1)
    assert [(debt.state, debt.attempts) for debt in await debts(db)] == [(DebtState.SENDING, 1)]
    assert await due(db) == []


@pytest.mark.parametrize("state", [DebtState.SENT, DebtState.FAILED, DebtState.DROPPED])
async def test_what_is_done_is_emptied(db: Database, state: DebtState) -> None:
    await owe(db, Message("a", {"text": "secret"}))
    await db.transaction(outbox.close, 1, state, NOW, reason="why")
    (debt,) = await debts(db)
    assert (debt.state, debt.params, debt.address, debt.language, debt.done_at, debt.reason) == (state, {}, None, None, NOW, "why")


async def test_what_is_uncertain_can_still_be_sent_again(db: Database) -> None:
    await owe(db, Message("a", {"text": "notice"}))
    await db.transaction(outbox.close, 1, DebtState.UNCERTAIN, NOW)
    (debt,) = await debts(db)
    assert (debt.params, debt.address) == ({"text": "notice"}, ANNA.address)


async def test_what_waits_does_not_count_an_attempt_that_reached_nobody(db: Database) -> None:
    await owe(db, Message("a"))
    for counts, attempts in ((False, 0), (True, 1), (False, 1), (True, 2)):
        await db.transaction(outbox.mark_sending, 1)
        await db.transaction(outbox.wait, 1, NOW + timedelta(seconds=5), reason="flood", counts=counts)
        (debt,) = await debts(db)
        assert (debt.state, debt.attempts, debt.reason) == (DebtState.WAITING, attempts, "flood")
    assert await due(db, at=NOW + timedelta(seconds=4)) == []
    assert await due(db, at=NOW + timedelta(seconds=5)) == [1]


async def test_what_is_no_longer_true_is_dropped_and_may_be_owed_anew(db: Database) -> None:
    await owe(db, Message("a", {"text": "x"}, key="one"))
    await owe(db, Message("a", key="two"))
    await db.transaction(outbox.mark_sending, 2)
    assert await db.transaction(outbox.drop, ["one", "two", "three"], NOW) == 1
    first, second = await debts(db)
    assert (first.state, first.params, first.key) == (DebtState.DROPPED, {}, None)
    assert second.state is DebtState.SENDING, "what is under way can't be called back"
    assert await owe(db, Message("a", key="one"))


async def test_due_debts_come_lane_by_lane_the_oldest_first(db: Database) -> None:
    for seconds, lane in ((3, Lane.REPLY), (1, Lane.REPLY), (2, Lane.PRIVATE), (9, Lane.REPLY)):
        await owe(db, Message("a", lane=lane), at=NOW + timedelta(seconds=seconds))
    later = NOW + timedelta(seconds=5)
    assert await due(db, at=later) == [2, 1]
    assert await due(db, Lane.PRIVATE, later) == [3]
    assert await due(db, at=later, limit=1) == [2]
    assert await db.read(delivery.next_due, later) == NOW + timedelta(seconds=9)


async def test_a_group_is_found_by_its_number_of_the_moment(here: Neighbourhood) -> None:
    chat = await here.chat()
    await owe(here.db, Message("a", lane=Lane.BROADCAST), To(chat_id=chat.id))
    (found,) = await here.db.read(delivery.list_due, Lane.BROADCAST, NOW, 10)
    assert found.chat == chat.telegram_id
    assert await due(here.db, Lane.BROADCAST, closed=(chat.telegram_id,)) == []


async def test_after_a_crash_private_messages_and_edits_are_repeated_and_broadcasts_are_uncertain(db: Database) -> None:
    messages = [
        Message("private"),
        Message("broadcast", {"text": "x"}, again=False),
        Message("edit", op=Op.EDIT, message_id=5, again=False),
        Message("delete", op=Op.DELETE, message_id=6),
        Message("not begun", again=False),
    ]
    for message in messages:
        await owe(db, message)
    for number in range(1, 5):
        await db.transaction(outbox.mark_sending, number)
    assert await db.transaction(outbox.settle_after_crash, NOW) == (3, 1)
    waiting, uncertain = DebtState.WAITING, DebtState.UNCERTAIN
    assert [debt.state for debt in await debts(db)] == [waiting, uncertain, waiting, waiting, waiting]
    assert await db.transaction(outbox.settle_after_crash, NOW) == (0, 0)


async def test_a_message_that_kills_the_process_is_not_repeated_for_ever(db: Database) -> None:
    await owe(db, Message("poison"))
    outcomes = []
    for _ in range(REPEATS):
        await db.transaction(outbox.mark_sending, 1)
        outcomes.append(await db.transaction(outbox.settle_after_crash, NOW))
    assert outcomes == [(1, 0)] * (REPEATS - 1) + [(0, 1)]


async def test_an_empty_outbox_owes_nothing(db: Database) -> None:
    assert await db.read(delivery.next_due, NOW) is None
    assert not await db.read(delivery.anything_owed, NOW)
