"""Whole copies of an SQLite file, and what one holds. Everything here may take seconds: never in the database thread."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.polls import PollKey
from storage.process import Identity

PATIENCE_S = 1.0
"""How long a program that holds the file is waited for: what the bot does takes milliseconds."""


class Damaged(Exception):
    """A file that is no database, or not whole any more."""


class Foreign(Exception):
    """A database of another program, or an empty one."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: the revision of its tables, whose bot's it is (None: it never met Telegram), and how many polls are open."""

    revision: str
    bot_id: int | None
    open_polls: int


def copy_to(source: Path, target: Path) -> None:
    """Write everything that is committed into `target`, an empty file; others may go on writing meanwhile.

    Compact, and without anything that was deleted: VACUUM INTO carries over what is there row by row.
    Raises: sqlite3.Error.
    """
    with closing(_opened(source)) as opened:
        opened.execute("VACUUM INTO ?", (str(target),))


def look_into(file: Path) -> Content:
    """Read a file that nobody uses, to its last page. Raises: Damaged, Foreign, sqlite3.Error."""
    with closing(_opened(file)) as opened:
        tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables:
            raise Foreign
        whole = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        if not whole or opened.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Damaged
        revision = opened.execute("SELECT version_num FROM alembic_version").fetchone()
        bot = _first(opened, tables, str(Identity.__tablename__), "bot_id")
        keys = _first(opened, tables, str(PollKey.__tablename__), "count(*)")
    return Content(revision[0] if revision else "", bot, keys or 0)


def settle(file: Path) -> None:
    """Fold the write-ahead file into its database, so that the one file is all of it. Raises: sqlite3.Error (who else uses it?)."""
    with closing(_opened(file)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE").fetchone()  # refused while another connection is open


def _first(opened: sqlite3.Connection, tables: set[str], table: str, what: str) -> int | None:
    row = opened.execute(f"SELECT {what} FROM {table}").fetchone() if table in tables else None
    return int(row[0]) if row else None


def _opened(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there (`rw` makes none anew)."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE_S, isolation_level=None)
