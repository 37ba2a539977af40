"""`talkoot backup` and `talkoot restore`: what is whole, what is refused, and what is said when it can't be done."""

import asyncio
import fcntl
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Connection
from typer.testing import CliRunner

from bot import backup
from bot.__main__ import app
from bot.lease import file_of_lock
from storage import places
from storage.engine import SqliteDatabase
from tests.databases import Copy, sqlite_copies

NOW = datetime(2027, 5, 10, 9, tzinfo=UTC)
Talkoot = Callable[..., Result]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with sqlite_copies(tmp_path_factory.mktemp("sqlite")) as copy:
        yield copy


@pytest.fixture
def file(template: Copy, tmp_path: Path) -> Path:
    """The database of bot 7, with one area in it."""
    (tmp_path / "data").mkdir()
    path = Path(template(tmp_path / "data").removeprefix("sqlite:///"))
    path.chmod(0o600)
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("INSERT INTO identity VALUES (1, 7)")
    add(path, "Koivula")
    return path


@pytest.fixture
def talkoot(tmp_path: Path, file: Path) -> Talkoot:
    """`talkoot …` with this database."""

    def run(*arguments: object, url: str = f"sqlite:///{file}", token: str = "7:a") -> Result:
        config = tmp_path / "config.toml"
        settings = f'[telegram]\ntoken = "{token}"\n[controller]\nname = "Koivukuja 3"\ncontact = "here"\n[database]\nurl = "{url}"\n'
        config.write_text(settings)
        return CliRunner().invoke(app, [*map(str, arguments), "--config", str(config)])

    return run


def add(file: Path, *names: str) -> None:
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.executemany("INSERT INTO areas (name, created_at) VALUES (?, '2027-05-10 09:00:00')", [(name,) for name in names])


def areas(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        return [name for (name,) in opened.execute("SELECT name FROM areas ORDER BY id")]


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(result: Result, words: str) -> bool:
    return result.exit_code == 1 and words in result.stderr and result.stdout == ""


def test_a_backup_is_whole_compact_and_its_owners_alone(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    result = talkoot("backup", tmp_path / "monday.sqlite3")
    assert result.exit_code == 0, result.stderr
    assert "monday.sqlite3" in result.stdout
    assert "30 days" in result.stdout
    assert "poll" not in result.stdout
    assert areas(tmp_path / "monday.sqlite3") == ["Koivula"]
    assert stat.S_IMODE((tmp_path / "monday.sqlite3").stat().st_mode) == 0o600
    assert left_behind(tmp_path) == ["config.toml", "data", "monday.sqlite3"]


async def test_a_backup_during_writes_has_all_that_was_committed_before_and_nothing_half(
    talkoot: Talkoot, file: Path, tmp_path: Path
) -> None:
    def two(db: Connection, number: int) -> None:
        places.add_area(db, f"{number} a", NOW)
        places.add_area(db, f"{number} b", NOW)

    begun = asyncio.Event()

    async def write_on() -> None:
        for number in range(100_000):
            await db.transaction(two, number)
            if number == 20:
                begun.set()

    db = await SqliteDatabase.open(str(file))
    writing = asyncio.create_task(write_on())
    await begun.wait()
    before = areas(file)
    result = await asyncio.to_thread(talkoot, "backup", tmp_path / "live.sqlite3")
    assert result.exit_code == 0, result.stderr
    assert not writing.done()
    writing.cancel()
    await db.close()
    found, after = areas(tmp_path / "live.sqlite3"), areas(file)
    assert found[: len(before)] == before
    assert found == after[: len(found)]
    assert len(found) % 2 == 1, "the first area, and pairs"


def test_what_is_there_is_not_overwritten(talkoot: Talkoot, tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("milk")
    assert refused(talkoot("backup", tmp_path / "shopping.txt"), "nothing is overwritten")
    assert (tmp_path / "shopping.txt").read_text() == "milk"
    assert refused(talkoot("backup", tmp_path / "data"), "is there already")


def test_a_folder_that_is_missing_is_named(talkoot: Talkoot, tmp_path: Path) -> None:
    assert refused(talkoot("backup", tmp_path / "usb" / "a.sqlite3"), f"The folder {tmp_path / 'usb'} is not there")


def test_without_a_database_there_is_nothing_to_copy(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    file.unlink()
    assert refused(talkoot("backup", tmp_path / "a.sqlite3"), "is not there yet: nothing is stored")
    assert left_behind(tmp_path) == ["config.toml", "data"]


def test_what_is_no_database_of_ours_is_told_and_leaves_nothing(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"this is a shopping list" * 100)
    assert refused(talkoot("backup", tmp_path / "a.sqlite3"), "not a database")
    file.write_bytes(b"")
    assert refused(talkoot("backup", tmp_path / "a.sqlite3"), "no database of Talkoot")
    assert left_behind(tmp_path) == ["config.toml", "data"]


def test_postgresql_has_its_own_ways(talkoot: Talkoot, tmp_path: Path) -> None:
    url = "postgresql://localhost/talkoot"
    assert refused(talkoot("backup", tmp_path / "a.dump", url=url), "pg_dump --format=custom")
    assert refused(talkoot("restore", tmp_path / "a.dump", url=url), "pg_restore")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite3.OperationalError("database or disk is full"), "The disk is full"),
        (sqlite3.OperationalError("database is locked"), "Another program holds x"),
        (sqlite3.DatabaseError("database disk image is malformed"), "it is damaged"),
        (sqlite3.OperationalError("unable to open database file"), "Look at its owner"),
        (sqlite3.OperationalError("disk I/O error"), "disk I/O error"),
    ],
)
def test_what_sqlite_says_is_said_in_plain_words(error: sqlite3.Error, words: str) -> None:
    assert words in backup._in_words(Path("x"), error)


def test_a_restore_brings_back_what_was_and_keeps_what_is(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    talkoot("backup", tmp_path / "monday.sqlite3")
    add(file, "Tammela")
    result = talkoot("restore", tmp_path / "monday.sqlite3")
    assert result.exit_code == 0, result.stderr
    assert areas(file) == ["Koivula"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (kept,) = file.parent.glob("*.before-*")
    assert kept.name in result.stdout
    assert areas(kept) == ["Koivula", "Tammela"]
    assert areas(tmp_path / "monday.sqlite3") == ["Koivula"]
    assert left_behind(file.parent) == [file.name, kept.name, f"{file.name}.lock"]


def test_changes_of_a_killed_bot_are_in_what_is_kept(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    """They are in the write-ahead file, which must not be taken for that of the backup."""
    talkoot("backup", tmp_path / "monday.sqlite3")
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("INSERT INTO areas (name, created_at) VALUES ('Tammela', '2027-05-10 09:00:00')")
        opened.commit()
        copies = {end: Path(f"{file}{end}").read_bytes() for end in ("", "-wal")}
    for end, content in copies.items():
        Path(f"{file}{end}").write_bytes(content)
    assert talkoot("restore", tmp_path / "monday.sqlite3").exit_code == 0
    (kept,) = file.parent.glob("*.before-*")
    assert (areas(file), areas(kept)) == (["Koivula"], ["Koivula", "Tammela"])


def test_a_damaged_database_is_replaced_and_kept_as_it_is(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    talkoot("backup", tmp_path / "monday.sqlite3")
    file.write_bytes(b"this is a shopping list" * 100)
    assert talkoot("restore", tmp_path / "monday.sqlite3").exit_code == 0
    (kept,) = file.parent.glob("*.before-*")
    assert kept.read_bytes() == b"this is a shopping list" * 100
    assert areas(file) == ["Koivula"]


def test_on_a_new_machine_a_restore_makes_the_database(talkoot: Talkoot, tmp_path: Path) -> None:
    talkoot("backup", tmp_path / "monday.sqlite3")
    new = tmp_path / "new" / "talkoot.sqlite3"
    result = talkoot("restore", tmp_path / "monday.sqlite3", url=f"sqlite:///{new}")
    assert result.exit_code == 0, result.stderr
    assert ".before-" not in result.stdout
    assert areas(new) == ["Koivula"]


def test_a_restore_waits_for_no_bot_and_no_other_program(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    talkoot("backup", tmp_path / "monday.sqlite3")
    add(file, "Tammela")
    with file_of_lock(file).open("ab") as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        assert refused(talkoot("restore", tmp_path / "monday.sqlite3"), "The bot is running. Stop it")
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT * FROM areas").fetchall()
        assert refused(talkoot("restore", tmp_path / "monday.sqlite3"), f"Another program holds {file}")
    assert areas(file) == ["Koivula", "Tammela"]
    assert not list(file.parent.glob("*.before-*"))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("UPDATE identity SET bot_id = 8", "belongs to another bot (number 8)"),
        ("UPDATE alembic_version SET version_num = '9999'", "a newer version of Talkoot"),
        ("DROP TABLE alembic_version", "no database of Talkoot"),
        ("INSERT INTO house_codes (house_id, token) VALUES (999, 'x')", "is damaged"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(talkoot: Talkoot, file: Path, tmp_path: Path, spoil: str, words: str) -> None:
    bad = tmp_path / "bad.sqlite3"
    talkoot("backup", bad)
    with closing(sqlite3.connect(bad)) as opened, opened:
        opened.execute(spoil)
    assert refused(talkoot("restore", bad), words)
    assert areas(file) == ["Koivula"]
    assert left_behind(file.parent) == [file.name, f"{file.name}.lock"]


def test_a_file_that_is_no_backup_is_refused(talkoot: Talkoot, file: Path, tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("milk" * 1000)
    assert refused(talkoot("restore", tmp_path / "shopping.txt"), "not a database")
    assert refused(talkoot("restore", tmp_path / "none.sqlite3"), "is not there")
    assert refused(talkoot("restore", file), "is the database itself")
