"""The one way to the database, on whichever engine the tests run: all of a function's writes, or none."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from community.refusals import Refused
from storage import places
from storage.engine import Database, is_outage, open_database
from storage.places import Area
from storage.receipts import AlreadySeen, HandledUpdate
from storage.rows import every

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)


def add(db: Connection, name: str, *, refuse: bool = False) -> int:
    """A write, which may be taken back by a refusal after it."""
    number = places.add_area(db, name, NOW)
    if refuse:
        raise Refused("no")
    return number


def clash(db: Connection) -> None:
    """A write that breaks what the tables promise."""
    places.add_house(db, name="A", token="same", languages="en", created_at=NOW)
    places.add_house(db, name="B", token="same", languages="en", created_at=NOW)


def names(db: Connection) -> list[str]:
    """What another connection sees."""
    return [area.name for area in every(db, Area, select(Area).order_by(Area.id))]  # type: ignore[arg-type]


def handled(db: Connection) -> list[int]:
    """Which updates are remembered."""
    return [update.update_id for update in every(db, HandledUpdate, select(HandledUpdate))]


async def test_what_a_function_returns_is_on_disk(db: Database) -> None:
    number = await db.transaction(add, "Koivula")
    assert number == 1
    assert await db.read(names) == ["Koivula"]


async def test_another_program_reads_it(db: Database, database_url: str) -> None:
    await db.transaction(add, "Koivula")
    other = await open_database(database_url)
    try:
        assert await other.read(names) == ["Koivula"]
    finally:
        await other.close()


async def test_a_refusal_takes_back_what_was_written_before_it(db: Database) -> None:
    with pytest.raises(Refused, match="no"):
        await db.transaction(add, "Koivula", refuse=True)
    assert await db.read(names) == []


async def test_a_refusal_among_others_takes_only_its_own_writes_back(db: Database) -> None:
    calls = [db.transaction(add, f"{number}", refuse=number % 3 == 1) for number in range(30)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [isinstance(result, Refused) for result in results] == [number % 3 == 1 for number in range(30)]
    assert sorted(await db.read(names), key=int) == [f"{number}" for number in range(30) if number % 3 != 1]


async def test_what_the_tables_forbid_is_no_outage_and_hurts_nobody_else(db: Database) -> None:
    first, broken, last = await asyncio.gather(
        db.transaction(add, "A"), db.transaction(clash), db.transaction(add, "B"), return_exceptions=True
    )
    assert isinstance(broken, IntegrityError)
    assert not is_outage(broken)
    assert {first, last} <= {1, 2, 3}
    assert sorted(await db.read(names)) == ["A", "B"]


async def test_an_update_is_handled_once(db: Database) -> None:
    await db.handle(7, add, "Koivula")
    with pytest.raises(AlreadySeen):
        await db.handle(7, add, "Koivula")
    assert await db.read(names) == ["Koivula"]
    assert await db.read(handled) == [7]


async def test_the_same_update_twice_at_the_same_time_is_handled_once(db: Database) -> None:
    results = await asyncio.gather(*(db.handle(7, add, "Koivula") for _ in range(5)), return_exceptions=True)
    assert [isinstance(result, AlreadySeen) for result in results].count(True) == 4
    assert await db.read(names) == ["Koivula"]


async def test_a_refused_update_leaves_no_trace(db: Database) -> None:
    with pytest.raises(Refused):
        await db.handle(8, add, "Koivula", refuse=True)
    assert await db.read(handled) == []
    await db.handle(8, add, "Koivula")
    assert await db.read(names) == ["Koivula"]


async def test_after_a_failure_the_next_one_works(db: Database) -> None:
    def broken(connection: Connection) -> None:
        places.add_area(connection, "half", NOW)
        raise KeyError("a mistake in the program")

    with pytest.raises(KeyError):
        await db.transaction(broken)
    await db.transaction(add, "Koivula")
    assert await db.read(names) == ["Koivula"]


async def test_a_reader_changes_nothing(db: Database) -> None:
    with contextlib.suppress(DBAPIError):  # SQLite refuses, PostgreSQL takes it back
        await db.read(add, "Koivula")
    assert await db.read(names) == []


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (OperationalError("", None, Exception("database is locked")), True),
        (DBAPIError("", None, Exception("connection was closed")), True),
        (IntegrityError("", None, Exception("UNIQUE")), False),
        (ProgrammingError("", None, Exception("no such column")), False),
        (Refused("event-full"), False),
        (KeyError("x"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_outage_is_the_databases_fault_and_not_the_programs(error: Exception, outage: bool) -> None:
    assert is_outage(error) is outage
