"""Commands that work on the database while the bot may run."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from bot.settings import Settings
from storage import migrate
from storage.engine import is_outage, open_database, sqlite_path

P = ParamSpec("P")
T = TypeVar("T")


class NotPossible(Exception):
    """It can't be done; the text says in one sentence what to do."""


async def by_hand(settings: Settings, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **values: P.kwargs) -> T:
    """Run a function in one transaction on the database of the settings. Raises: NotPossible, and what the function raises."""
    database = None
    must_be_there(sqlite_path(settings.database.url))
    try:
        database = await open_database(settings.database.url)
        return await database.transaction(_on_our_tables, lambda db: fn(db, *args, **values))
    except Exception as error:
        # What is no database at all is found out by the driver itself, before SQLAlchemy sees it.
        if not (isinstance(error, OSError | sqlite3.DatabaseError) or is_outage(error)):
            raise
        raise NotPossible("The database can't be reached or written just now. Type: talkoot check") from None
    finally:
        if database is not None:
            await database.close()


def must_be_there(file: str | None) -> None:
    """Raises: NotPossible for a file that was never made."""
    if file is not None and not Path(file).exists():
        raise NotPossible(f"{file} is not there yet: nothing is stored. It is made when the bot starts.")


def _on_our_tables(db: Connection, fn: Callable[[Connection], T]) -> T:
    if migrate.current(db) != migrate.head():
        raise NotPossible("The tables are of another version of Talkoot. Start the bot once, then try again.")
    return fn(db)
