"""Migrations up, down and up again with rows in every table, and the tables they make are the ones the program knows."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column as TableColumn
from sqlalchemy import Connection, Integer, create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from storage import migrate
from storage.engine import Database, open_database, sqlite_path
from storage.migrate import BrokenReferences, connected, current, downgrade, head, upgrade
from storage.tables import TABLES
from tests.filled import counts, fill


async def run(url: str, work: object, *args: object) -> object:
    """A piece of migration in a transaction of its own, as `storage.migrate` does it."""
    assert callable(work)
    if sqlite_path(url) is not None:

        def on_sqlite() -> object:
            with connected(url) as connection:
                return work(connection, *args)

        return await asyncio.to_thread(on_sqlite)
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), poolclass=NullPool)
    async with engine.begin() as connection:
        result = await connection.run_sync(work, *args)
    await engine.dispose()
    return result


def tables(connection: Connection) -> set[str]:
    """What is there but Alembic's own table."""
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> list[object]:
    """What the tables of the database lack or have too much, compared with the program's."""
    options = {"compare_type": True, "render_as_batch": connection.dialect.name == "sqlite"}
    found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), TABLES)
    return found


async def test_migrations_make_exactly_the_tables_the_program_knows(db: Database, database_url: str) -> None:
    assert await run(database_url, differences) == []
    assert await run(database_url, tables) == set(TABLES.tables)
    assert await run(database_url, current) == head()


async def test_up_again_changes_nothing_with_rows_in_every_table(db: Database, database_url: str) -> None:
    await fill(db)
    before = await counts(db)
    assert min(before.values()) > 0
    await migrate.migrate(database_url)
    assert await counts(db) == before


async def test_down_and_up_with_rows_in_every_table(database_url: str) -> None:
    first = await open_database(database_url)
    await fill(first)
    await first.close()
    await run(database_url, downgrade, "base")
    assert await run(database_url, tables) == set()
    await migrate.migrate(database_url)
    assert await run(database_url, differences) == []
    again = await open_database(database_url)
    try:
        await fill(again)
        assert min((await counts(again)).values()) > 0
    finally:
        await again.close()


async def test_a_new_file_is_made_and_migrated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/down/talkoot.sqlite3"
    await migrate.migrate(url)
    assert await run(url, current) == head()


async def test_a_batch_change_of_a_parent_keeps_its_children(file: Path) -> None:
    """SQLite changes a table by copying it: with foreign keys on, dropping the old one would empty what points to it."""
    url = f"sqlite:///{file}"
    filled = await open_database(url)
    await fill(filled)
    before = await counts(filled)
    await filled.close()

    def change(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        for parent in ("people", "houses", "chats", "things", "events", "sign_ups", "cards", "drafts", "areas"):
            with operations.batch_alter_table(parent, recreate="always") as batch:
                batch.add_column(TableColumn("grown", Integer(), nullable=True))
        upgrade(connection)  # looks for rows that point to nothing

    await run(url, change)
    assert await run(url, _counted) == before


def _counted(connection: Connection) -> dict[str, int]:
    return {name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in TABLES.tables}


async def test_a_migration_that_leaves_rows_without_their_parent_is_taken_back(file: Path) -> None:
    url = f"sqlite:///{file}"
    filled = await open_database(url)
    await fill(filled)
    before = await counts(filled)
    await filled.close()

    def careless(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM people")
        upgrade(connection)

    with pytest.raises(BrokenReferences):
        await run(url, careless)
    assert await run(url, _counted) == before


async def test_a_file_that_was_migrated_refers_to_nothing_that_is_gone(file: Path) -> None:
    url = f"sqlite:///{file}"
    filled = await open_database(url)
    await fill(filled)
    await filled.close()
    with sqlite3.connect(file) as plain:
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()


async def test_every_numbered_table_never_gives_a_number_twice(file: Path) -> None:
    with sqlite3.connect(file) as plain:
        made = dict(plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    plain.close()
    numbered = [name for name, table in TABLES.tables.items() if "id" in table.c and not table.c.id.foreign_keys]
    reused = {name for name in numbered if "AUTOINCREMENT" not in made[name]} - {"identity", "receiving"}
    assert reused == set(), "an old button could hit a new thing"


async def test_every_column_that_points_somewhere_is_indexed(file: Path) -> None:
    """Without one, deleting a parent reads the whole child table."""
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    bare = set()
    with engine.connect() as connection:
        look = inspect(connection)
        for table in look.get_table_names():
            leading = {index["column_names"][0] for index in look.get_indexes(table)}
            leading |= {unique["column_names"][0] for unique in look.get_unique_constraints(table)}
            leading |= set(look.get_pk_constraint(table)["constrained_columns"][:1])
            bare |= {(table, key["constrained_columns"][0]) for key in look.get_foreign_keys(table)} - {(table, each) for each in leading}
    engine.dispose()
    assert bare == set()
