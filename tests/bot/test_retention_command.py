"""`talkoot retention`: what would go, what goes, and what is said when it can't be done."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from bot.retention import SAYS
from community.retention import RULES
from storage.engine import Database, open_database
from tests.databases import Copy, sqlite_copies
from tests.filled import fill

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Everything made then has been kept long enough, whatever the machine's clock says."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    with sqlite_copies(tmp_path_factory.mktemp("sqlite")) as copy:
        return copy


@pytest.fixture
def file(template: Copy, tmp_path: Path) -> Path:
    """A database with rows in every table."""
    path = Path(template(tmp_path).removeprefix("sqlite:///"))

    async def filled() -> None:
        database: Database = await open_database(f"sqlite:///{path}")
        await fill(database)
        await database.close()

    asyncio.run(filled())
    with sqlite3.connect(path) as opened:
        opened.execute("UPDATE events SET starts_at = ?, ends_at = ?", (_stored(LONG_AGO), _stored(LONG_AGO)))
        opened.execute("UPDATE chats SET state = 'active'")
    return path


def _stored(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(sep=" ")


@pytest.fixture
def talkoot(tmp_path: Path, file: Path) -> Callable[..., Result]:
    """`talkoot retention …` with this database."""
    config = tmp_path / "config.toml"
    config.write_text(
        f'[telegram]\ntoken = "1:a"\n[controller]\nname = "Koivukuja 3"\ncontact = "here"\n[database]\nurl = "sqlite:///{file}"\n'
    )
    return lambda *options: CliRunner().invoke(app, ["retention", "--config", str(config), *options])


def dump(file: Path) -> list[str]:
    with sqlite3.connect(file) as opened:
        return list(opened.iterdump())


def counted(result: Result) -> dict[str, int]:
    """The number of each line, by its first words."""
    return {words: int(number) for number, words in re.findall(r"^ *(\d+)  (\w+(?: \w+)?)", result.stdout, re.MULTILINE)}


def test_every_rule_has_its_words() -> None:
    assert [*SAYS, "warned"] == [*RULES]


def test_a_dry_run_tells_what_would_go_and_changes_nothing(talkoot: Callable[..., Result], file: Path) -> None:
    before = dump(file)
    result = talkoot("--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("This would go now. Nothing was changed.\n")
    assert counted(result)["answers to"] > 0
    assert "30 days" in result.stdout
    assert dump(file) == before


def test_by_hand_the_same_goes_and_the_next_time_nothing(talkoot: Callable[..., Result], file: Path) -> None:
    would, went = talkoot("--dry-run"), talkoot()
    assert (went.exit_code, counted(went)) == (0, counted(would))
    assert went.stdout.startswith("This went now.\n")
    with sqlite3.connect(file) as opened:
        assert opened.execute("SELECT count(*) FROM sign_ups").fetchone() == (0,)
    assert set(counted(talkoot()).values()) == {0}


def test_it_works_beside_a_running_bot_that_holds_no_lock(talkoot: Callable[..., Result], file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("SELECT count(*) FROM people").fetchone()
        assert talkoot().exit_code == 0


def test_without_a_database_it_says_so(talkoot: Callable[..., Result], file: Path) -> None:
    file.unlink()
    result = talkoot("--dry-run")
    assert result.exit_code == 1
    assert "is not there yet: nothing is stored" in result.stderr
    assert not file.exists()


@pytest.mark.parametrize("spoil", ["UPDATE alembic_version SET version_num = '0000'", "DROP TABLE alembic_version"])
def test_tables_of_another_version_are_left_alone(talkoot: Callable[..., Result], file: Path, spoil: str) -> None:
    with sqlite3.connect(file) as opened:
        opened.execute(spoil)
    before = dump(file)
    result = talkoot()
    assert result.exit_code == 1
    assert "another version" in result.stderr
    assert dump(file) == before


def test_what_is_no_database_is_told_in_plain_words(talkoot: Callable[..., Result], file: Path) -> None:
    file.write_bytes(b"this is a shopping list" * 100)
    result = talkoot("--dry-run")
    assert result.exit_code == 1
    assert "Type: talkoot check" in result.stderr


def test_wrong_settings_are_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["retention", "--config", str(tmp_path / "none.toml")])
    assert result.exit_code == 1
    assert "is not there" in result.stderr
