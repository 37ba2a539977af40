"""What a check says about the database: real files, really locked, really damaged."""

import sqlite3
from contextlib import closing

import pytest

from bot.check import Verdict
from bot.check.database import look_at_database
from bot.check.files import LITTLE_BYTES, TOO_LITTLE_BYTES, disk_space
from storage.engine import open_database
from storage.process import claim_identity


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder / "talkoot.sqlite3"


@pytest.fixture
def database(path, database_copies):
    """Makes a database of the newest version, or one that calls itself otherwise, that belongs to a bot."""

    async def make(*, version=None, bot_id=123456):
        database_copies(path.parent)
        database = await open_database(f"sqlite:///{path}")
        await database.transaction(claim_identity, bot_id)
        await database.close()
        if version:
            with closing(sqlite3.connect(path)) as opened, opened:
                opened.execute("UPDATE alembic_version SET version_num = ?", (version,))
        path.chmod(0o600)
        return path

    return make


async def told(path, verdict=Verdict.WRONG, bot_id=123456):
    return [finding.text for finding in await look_at_database(f"sqlite:///{path}", bot_id=bot_id) if finding.verdict is verdict]


async def test_a_database_that_is_ours_is_fine(database):
    path = await database()
    assert await told(path) == []
    assert "It belongs to this bot." in await told(path, Verdict.FINE)
    assert [child.name for child in path.parent.iterdir()] == [path.name]


async def test_a_file_that_is_not_there_yet_will_be_made(path):
    assert await told(path) == []
    assert any("will be made" in text for text in await told(path, Verdict.FINE))
    assert not path.exists()


async def test_a_folder_that_is_not_there_yet_will_be_made_too(tmp_path):
    assert await told(tmp_path / "a" / "b" / "c.sqlite3") == []
    assert list(tmp_path.iterdir()) == []


async def test_a_place_where_no_file_can_be_made_is_wrong(tmp_path):
    (tmp_path / "file").write_text("")
    (text,) = await told(tmp_path / "file" / "talkoot.sqlite3")
    assert "is a file, not a folder" in text
    (text,) = [text for text in await told("/proc/talkoot/talkoot.sqlite3") if "cannot be made" in text]
    assert "nothing can be written in /proc" in text


async def test_a_folder_instead_of_a_file_is_wrong(tmp_path):
    (text,) = await told(tmp_path)
    assert "is a folder" in text


async def test_a_database_another_program_holds_is_wrong(database):
    path = await database()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (text,) = await told(path)
    assert "Another program holds" in text
    assert await told(path) == []


async def test_a_file_that_is_no_database_is_wrong(path):
    path.write_bytes(b"Dear diary, " * 1000)
    (text,) = await told(path)
    assert "is not a database" in text


async def test_a_damaged_database_is_wrong(database):
    path = await database()
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("CREATE TABLE rows (value TEXT)")
        opened.executemany("INSERT INTO rows VALUES (?)", [("x" * 500,) for _ in range(500)])
    damaged = bytearray(path.read_bytes())
    for start in range(5 * 4096, len(damaged), 4096):
        damaged[start : start + 64] = b"\xff" * 64
    path.write_bytes(damaged)
    (text,) = await told(path)
    assert "damaged" in text


async def test_an_empty_database_is_fine(path):
    path.touch()
    assert await told(path) == []


async def test_a_database_of_another_program_is_wrong(path):
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("CREATE TABLE recipes (name TEXT)")
    (text,) = await told(path)
    assert "belongs to another program" in text


async def test_a_database_of_a_newer_version_is_wrong(database):
    (text,) = await told(await database(version="from_the_future"))
    assert "A newer version of the bot has used it" in text


async def test_a_database_of_another_bot_is_wrong(database):
    path = await database(bot_id=777)
    (text,) = await told(path)
    assert "another bot (number 777)" in text
    assert await told(path, bot_id=None) == []


async def test_a_database_others_can_read_is_mentioned(database):
    path = await database()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    assert any("residents' data" in text for text in await told(path, Verdict.NOTE))
    path.parent.chmod(0o700)
    assert await told(path, Verdict.NOTE) == []


@pytest.mark.parametrize(
    ("free", "verdict"), [(TOO_LITTLE_BYTES - 1, Verdict.WRONG), (LITTLE_BYTES - 1, Verdict.NOTE), (LITTLE_BYTES, Verdict.FINE)]
)
def test_a_disk_that_is_nearly_full_is_told_before_it_is(path, free, verdict):
    assert disk_space(path, free).verdict is verdict


async def test_a_postgresql_that_is_not_there_is_explained():
    (finding,) = await look_at_database("postgresql://talkoot:sikrit@127.0.0.1:1/talkoot", bot_id=None)
    assert finding.verdict is Verdict.WRONG
    assert "127.0.0.1:1/talkoot cannot be reached" in finding.text
    assert "sikrit" not in finding.text
