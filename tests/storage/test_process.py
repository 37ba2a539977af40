"""What the program remembers of itself: whose database it is, who sends, which jobs ran, which update is suspected."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import process
from storage.engine import Database
from storage.process import Lease, Receiving, WrongBot
from storage.rows import every

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
LASTS = timedelta(seconds=15)


async def take(db: Database, holder: str, now: datetime) -> bool:
    """One process asks for the lease."""
    return await db.transaction(process.take_lease, "sending", holder, now=now, until=now + LASTS)


async def lease(db: Database) -> Lease:
    """The row."""
    return (await db.read(lambda c: every(c, Lease, select(Lease))))[0]


async def test_the_first_bot_takes_the_database_and_another_is_refused(db: Database) -> None:
    await db.transaction(process.claim_identity, 42)
    await db.transaction(process.claim_identity, 42)
    with pytest.raises(WrongBot):
        await db.transaction(process.claim_identity, 43)


async def test_one_process_sends_at_a_time(db: Database) -> None:
    assert await take(db, "one", NOW)
    assert not await take(db, "two", NOW)
    assert await take(db, "one", NOW + LASTS / 2), "its holder prolongs it"
    assert not await take(db, "two", NOW + LASTS)
    assert await take(db, "two", NOW + LASTS * 1.5)
    assert not await take(db, "one", NOW + LASTS * 1.6), "who was away too long does not send beside the new one"


async def test_a_new_holder_raises_the_epoch(db: Database) -> None:
    await take(db, "one", NOW)
    await take(db, "one", NOW + LASTS / 2)
    assert (await lease(db)).epoch == 1
    await take(db, "two", NOW + LASTS * 3)
    assert ((await lease(db)).epoch, (await lease(db)).holder) == (2, "two")


async def test_a_lease_that_is_given_back_is_free_at_once(db: Database) -> None:
    await take(db, "one", NOW)
    await db.transaction(process.release_lease, "sending", "two", now=NOW)
    assert not await take(db, "two", NOW), "only its holder gives it back"
    await db.transaction(process.release_lease, "sending", "one", now=NOW)
    assert await take(db, "two", NOW)


async def test_the_last_run_of_a_job_is_remembered(db: Database) -> None:
    assert await db.read(process.last_run, "retention") is None
    for run in (NOW, NOW + timedelta(days=1)):
        await db.transaction(process.note_run, "retention", run)
        assert await db.read(process.last_run, "retention") == run
    assert await db.read(process.last_run, "weekly") is None


async def test_starts_are_counted_until_a_batch_is_finished(db: Database) -> None:
    assert [(await db.transaction(process.note_start)).starts for _ in range(3)] == [1, 2, 3]
    await db.transaction(process.note_finished)
    assert (await db.transaction(process.note_start)).starts == 1


async def test_an_update_that_kills_the_process_is_counted(db: Database) -> None:
    await db.transaction(process.note_start)
    assert [await db.transaction(process.note_suspect, update) for update in (7, 7, 7, 8)] == [0, 1, 2, 0]
    found: Receiving = await db.transaction(process.note_start)
    assert (found.suspect, found.deaths) == (8, 0)
    await db.transaction(process.note_finished)
    assert await db.transaction(process.note_suspect, 8) == 0
