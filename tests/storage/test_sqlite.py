"""What is special about SQLite: one writer, shared commits, readers beside it, full disks and locked files."""

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from community.refusals import Refused
from storage import places
from storage.engine import SHARED_COMMIT, SqliteDatabase, is_outage, sqlite_path
from storage.places import Area
from storage.rows import every
from tests.databases import raw_files

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
async def lite(file: Path) -> AsyncIterator[SqliteDatabase]:
    """The file, open."""
    database = await SqliteDatabase.open(str(file))
    yield database
    await database.close()


def add(db: Connection, name: str) -> int:
    """A small write."""
    return places.add_area(db, name, NOW)


def names(db: Connection) -> list[str]:
    """What is there."""
    return [area.name for area in every(db, Area, select(Area).order_by(Area.id))]  # type: ignore[arg-type]


def seen_by_another_program(file: Path) -> list[str]:
    """What is there for somebody who opens the file now."""
    other = sqlite3.connect(file)
    try:
        return [row[0] for row in other.execute("SELECT name FROM areas ORDER BY id")]
    finally:
        other.close()


async def test_what_is_answered_is_in_the_file(lite: SqliteDatabase, file: Path) -> None:
    await lite.transaction(add, "Koivula")
    assert seen_by_another_program(file) == ["Koivula"]


async def test_the_file_is_kept_carefully(lite: SqliteDatabase) -> None:
    def pragma(db: Connection, name: str) -> object:
        return db.exec_driver_sql(f"PRAGMA {name}").scalar()

    for ask in (lite.transaction, lite.read):
        found = [await ask(pragma, name) for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")]
        assert found == ["wal", 1, 2, 1]
    assert await lite.read(pragma, "query_only") == 1


async def test_who_comes_first_is_served_first(lite: SqliteDatabase) -> None:
    await asyncio.gather(*(lite.transaction(add, str(number)) for number in range(3 * SHARED_COMMIT)))
    assert await lite.read(names) == [str(number) for number in range(3 * SHARED_COMMIT)]


async def test_those_who_wait_share_a_commit_up_to_a_limit(file: Path) -> None:
    points: list[str] = []
    lite = await SqliteDatabase.open(str(file), hook=lambda point, function: points.append(f"{point} {function}"))
    try:
        await asyncio.gather(*(lite.transaction(add, str(number)) for number in range(SHARED_COMMIT + 5)))
    finally:
        await lite.close()
    runs: list[tuple[str, int]] = []
    for point in points:
        runs = [*runs[:-1], (point, runs[-1][1] + 1)] if runs and runs[-1][0] == point else [*runs, (point, 1)]
    before, after = "before-commit add", "after-commit add"
    assert runs == [(before, SHARED_COMMIT), (after, SHARED_COMMIT), (before, 5), (after, 5)]


async def test_what_happens_before_the_commit_takes_everything_back(file: Path) -> None:
    def hook(point: str, function: str, /) -> None:
        if function == "last" and point == "before-commit":
            raise OperationalError("", None, Exception("disk I/O error"))

    def last(db: Connection) -> None:
        add(db, "last")

    lite = await SqliteDatabase.open(str(file), hook=hook)
    try:
        results = await asyncio.gather(lite.transaction(add, "first"), lite.transaction(last), return_exceptions=True)
        assert all(isinstance(result, OperationalError) for result in results)
        assert await lite.read(names) == []
        await lite.transaction(add, "again")
        assert await lite.read(names) == ["again"]
    finally:
        await lite.close()


async def test_a_full_disk_takes_the_whole_shared_commit_back_and_is_told_to_all(lite: SqliteDatabase) -> None:
    def limit(db: Connection, pages: int) -> None:
        db.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def used(db: Connection) -> int:
        return int(db.exec_driver_sql("PRAGMA page_count").scalar_one())

    def refuse(db: Connection) -> None:
        raise Refused("no")

    def much(db: Connection) -> None:
        for _ in range(200):
            add(db, "x" * 120)

    await lite.transaction(add, "before")
    await lite.transaction(limit, await lite.transaction(used))
    together = (lite.transaction(add, "first"), lite.transaction(refuse), lite.transaction(much), lite.transaction(add, "last"))
    results = await asyncio.gather(*together, return_exceptions=True)
    assert all(isinstance(result, BaseException) and is_outage(result) for result in results)
    assert await lite.read(names) == ["before"]
    await lite.transaction(limit, 1_000_000)
    await lite.transaction(much)
    assert len(await lite.read(names)) == 201


async def test_an_outage_in_one_function_takes_back_those_who_share_its_commit(lite: SqliteDatabase) -> None:
    def broken(db: Connection) -> None:
        add(db, "half")
        raise OperationalError("", None, Exception("disk I/O error"))

    results = await asyncio.gather(lite.transaction(add, "first"), lite.transaction(broken), return_exceptions=True)
    assert all(isinstance(result, OperationalError) for result in results)
    assert await lite.read(names) == []
    await lite.transaction(add, "again")
    assert await lite.read(names) == ["again"]


async def test_a_file_that_somebody_else_holds_is_waited_for(lite: SqliteDatabase, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, other.execute, ("COMMIT",)).start()
    began = time.monotonic()
    await lite.transaction(add, "Koivula")
    assert time.monotonic() - began >= 0.25
    other.close()
    assert seen_by_another_program(file) == ["Koivula"]


async def test_a_file_that_is_never_let_go_is_an_outage_and_reading_goes_on(lite: SqliteDatabase, file: Path) -> None:
    def hurry(db: Connection) -> None:
        db.exec_driver_sql("PRAGMA busy_timeout=50")

    await lite.transaction(hurry)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(lite.transaction(add, "a"), lite.transaction(add, "b"), return_exceptions=True)
    assert all(isinstance(result, OperationalError) and is_outage(result) for result in results)
    assert await lite.read(names) == []
    other.execute("COMMIT")
    other.close()
    await lite.transaction(add, "c")
    assert await lite.read(names) == ["c"]


async def test_a_transaction_inside_a_transaction_is_refused(lite: SqliteDatabase) -> None:
    def nested(db: Connection) -> None:
        add(db, "outer")
        with db.engine.begin() as inner:
            add(inner, "inner")

    with pytest.raises(NoConnectionLeft):
        await lite.transaction(nested)
    assert await lite.read(names) == []
    await lite.transaction(add, "after")
    assert await lite.read(names) == ["after"]


async def test_who_gives_up_waiting_does_not_stop_what_runs(lite: SqliteDatabase) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        add(db, "slow")
        started.set()
        go_on.wait(5)

    running = asyncio.create_task(lite.transaction(slow))
    await asyncio.to_thread(started.wait, 5)
    waiting = asyncio.create_task(lite.transaction(add, "waiting"))
    await asyncio.sleep(0)
    running.cancel()
    waiting.cancel()
    await asyncio.gather(running, waiting, return_exceptions=True)
    go_on.set()
    await lite.transaction(add, "after")
    assert await lite.read(names) == ["slow", "waiting", "after"]


async def test_reading_goes_on_beside_a_writer_and_sees_what_was_before(lite: SqliteDatabase) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        add(db, "half")
        started.set()
        go_on.wait(5)

    writing = asyncio.create_task(lite.transaction(slow))
    await asyncio.to_thread(started.wait, 5)
    assert await asyncio.wait_for(lite.read(names), 2) == []
    go_on.set()
    await writing
    assert await lite.read(names) == ["half"]


async def test_closing_waits_for_what_was_begun(file: Path) -> None:
    lite = await SqliteDatabase.open(str(file))
    begun = [asyncio.create_task(lite.transaction(add, str(number))) for number in range(50)]
    await asyncio.sleep(0)
    await lite.close()
    await asyncio.gather(*begun)
    assert len(seen_by_another_program(file)) == 50


class Scrubbed:
    """The files of a database, for what was written into it and deleted."""

    MARK = "Koivula, which was deleted"

    def __init__(self, lite: SqliteDatabase, file: Path) -> None:
        self.lite, self.file = lite, file

    async def write_and_delete(self) -> None:
        await self.lite.transaction(add, self.MARK)
        await self.lite.transaction(lambda db: db.exec_driver_sql("DELETE FROM areas"))

    @property
    def holds(self) -> bool:
        return self.MARK.encode() in raw_files(self.file)


async def test_scrubbing_leaves_nothing_of_what_was_deleted(lite: SqliteDatabase, file: Path) -> None:
    files = Scrubbed(lite, file)
    await files.write_and_delete()
    assert files.holds, "in the write-ahead file"
    assert await lite.scrub()
    assert not files.holds
    assert os.path.getsize(f"{file}-wal") == 0  # noqa: ASYNC240 - a small local file
    await lite.transaction(add, "after")
    assert await lite.read(names) == ["after"]


async def test_scrubbing_leaves_nothing_in_the_room_between_rows_either(lite: SqliteDatabase, file: Path) -> None:
    """Where a page gets full its rows move to others, and copies of some stay behind, which `secure_delete` does not overwrite."""
    luck = Random(5)
    gone, stay = ([f"{luck.getrandbits(256):064x}" for _ in range(1000)] for _ in range(2))

    def write(db: Connection) -> None:
        db.exec_driver_sql("CREATE TABLE votes (id INTEGER PRIMARY KEY, voter TEXT UNIQUE, reason TEXT)")
        for one, other in zip(gone, stay, strict=True):
            rows = [(one, "x" * luck.randrange(200)), (other, None)]
            db.exec_driver_sql("INSERT INTO votes (voter, reason) VALUES (?, ?)", rows)

    def remove(db: Connection) -> None:
        db.exec_driver_sql("DELETE FROM votes WHERE voter = ?", [(each,) for each in gone])

    await lite.transaction(write)
    await lite.transaction(remove)
    assert await lite.scrub()
    left = raw_files(file)
    assert [each for each in gone if each.encode() in left] == []
    assert all(each.encode() in left for each in stay)


async def test_scrubbing_waits_for_nobody_and_is_done_when_the_last_one_has_looked(lite: SqliteDatabase, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    files = Scrubbed(lite, file)
    await lite.transaction(add, "before")
    other.execute("BEGIN")
    other.execute("SELECT * FROM areas").fetchall()
    await files.write_and_delete()
    began = time.monotonic()
    assert not await lite.scrub()
    assert time.monotonic() - began < 1
    assert files.holds
    other.execute("COMMIT")
    assert await lite.scrub()
    assert not files.holds
    other.execute("BEGIN IMMEDIATE")
    assert not await lite.scrub()
    other.close()


async def test_scrubbing_takes_its_turn_among_writers_and_readers(lite: SqliteDatabase) -> None:
    works = [work for number in range(50) for work in (lite.transaction(add, str(number)), lite.read(names), lite.scrub())]
    await asyncio.gather(*works)
    assert await lite.read(names) == [str(number) for number in range(50)]


async def test_samples_of_the_planner_go_too(lite: SqliteDatabase, file: Path) -> None:
    """No code of ours analyses, but somebody may by hand; where SQLite is built to take samples they are whole values."""
    files = Scrubbed(lite, file)
    await lite.transaction(add, "before")
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("PRAGMA writable_schema=ON")
        other.execute("CREATE TABLE sqlite_stat4 (tbl, idx, neq, nlt, ndlt, sample)")
        other.execute("INSERT INTO sqlite_stat4 (sample) VALUES (?)", (files.MARK,))
    assert files.holds
    assert await lite.scrub()
    assert not files.holds


async def test_the_number_of_a_deleted_row_is_not_given_again(lite: SqliteDatabase) -> None:
    """An old button must never mean a new thing."""
    first = await lite.transaction(add, "first")
    await lite.transaction(lambda db: db.exec_driver_sql("DELETE FROM areas"))
    assert await lite.transaction(add, "second") > first


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/talkoot.sqlite3", "data/talkoot.sqlite3"),
        ("sqlite:////var/lib/talkoot.sqlite3", "/var/lib/talkoot.sqlite3"),
        ("sqlite:///with%20space.sqlite3", "with space.sqlite3"),
        ("sqlite://", ":memory:"),
        ("postgresql://localhost/talkoot", None),
    ],
)
def test_the_address_says_which_file(url: str, path: str | None) -> None:
    assert sqlite_path(url) == path
