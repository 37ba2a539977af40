"""Functions that wait at the same time share one commit, and none of them is hurt by what another does."""

import asyncio

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from storage.engine import Database

TABLE = "CREATE TABLE notes (words VARCHAR(40) PRIMARY KEY)"


class TooLoud(Exception):
    """What a function refuses with here."""


def write(db: Connection, words: str) -> str:
    db.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})
    return words


def write_and_refuse(db: Connection, words: str) -> str:
    write(db, words)
    raise TooLoud(words)


def write_and_take_back_a_part(db: Connection, words: str) -> str:
    write(db, words)
    part = db.begin_nested()
    write(db, f"{words}, and more")
    part.rollback()
    return words


def written(db: Connection) -> list[str]:
    return [row.words for row in db.execute(text("SELECT words FROM notes ORDER BY words"))]


@pytest.fixture
async def notes(db: Database) -> Database:
    await db.transaction(lambda connection: connection.execute(text(TABLE)) and None)
    return db


async def test_who_refuses_alone_has_written_nothing_and_the_next_one_can_write(notes: Database) -> None:
    with pytest.raises(TooLoud):
        await notes.transaction(write_and_refuse, "louder")
    await notes.transaction(write, "quiet")
    assert await notes.read(written) == ["quiet"]


async def test_who_refuses_among_others_takes_only_their_own_back(notes: Database) -> None:
    works = [write, write_and_refuse, write, write_and_take_back_a_part, write_and_refuse, write]
    outcomes = await asyncio.gather(*(notes.transaction(work, f"{n}") for n, work in enumerate(works)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [str, TooLoud, str, str, TooLoud, str]
    assert await notes.read(written) == ["0", "2", "3", "5"]


async def test_who_breaks_a_rule_of_the_tables_among_others_hurts_nobody(notes: Database) -> None:
    outcomes = await asyncio.gather(*(notes.transaction(write, words) for words in ("a", "a", "b")), return_exceptions=True)
    assert sorted(str(outcome) for outcome in outcomes if isinstance(outcome, str)) == ["a", "b"]
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 1
    assert await notes.read(written) == ["a", "b"]
