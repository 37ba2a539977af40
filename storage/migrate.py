"""Bring a database to the newest form, or back: one history of migrations for SQLite and PostgreSQL."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool
from sqlmodel import AutoString

from storage.engine import sqlite_path

SCRIPTS = Path(__file__).parent / "migrations"


class BrokenReferences(Exception):
    """A migration left rows that point to nothing; it was taken back."""


def configure(context: Any, connection: Connection, tables: MetaData) -> None:
    """Alembic's settings, the same wherever it is started from."""
    batch = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection, target_metadata=tables, render_as_batch=batch, compare_type=True, render_item=_without_sqlmodel
    )


def _without_sqlmodel(kind: str, item: object, _context: object) -> str | Literal[False]:
    """SQLModel's own string type is a plain one in a migration, which must run without the models of today."""
    return f"sa.String(length={item.length})" if kind == "type" and isinstance(item, AutoString) else False


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` in the caller's transaction. Raises: BrokenReferences."""
    command.upgrade(_config(connection), revision)
    _check(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Run the migrations back to `revision` in the caller's transaction. Raises: BrokenReferences."""
    command.downgrade(_config(connection), revision)
    _check(connection)


def head() -> str:
    """The revision this program wants."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head() or ""


def current(connection: Connection) -> str | None:
    """The revision a database has, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A transaction of its own for migrations.

    On SQLite foreign keys are off outside of it: with them on, changing a table by copying it would empty the tables
    that point to it (ON DELETE CASCADE); `_check` looks for broken references instead.
    """
    path = sqlite_path(url)
    if path is None:
        raise ValueError("new migrations are written against SQLite; PostgreSQL is brought forward by `migrate`")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA secure_delete=ON")  # the old form of a table leaves no rows behind
        connection.commit()
        with connection.begin():
            yield connection


async def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision` (a file is made where there is none). Raises: BrokenReferences."""
    if sqlite_path(url) is not None:
        await asyncio.to_thread(_migrate_sqlite, url, revision)
        return
    from sqlalchemy.ext.asyncio import create_async_engine  # needs the driver that only PostgreSQL users install

    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade, revision)
    await engine.dispose()


def _migrate_sqlite(url: str, revision: str) -> None:
    with connected(url) as connection:
        if revision != "head" or current(connection) != head():  # a start with nothing to do reads no table through
            upgrade(connection, revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _check(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise BrokenReferences
