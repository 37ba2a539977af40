"""The sending lease: of all processes on one database one sends, so that limits and order hold.

On SQLite a second process is a mistake, and it is the operating system that knows best whether the first one lives: a lock on a
file beside the database ends with its process, so a restart after `kill -9` waits for nothing. On PostgreSQL the replicas may
be on several machines: a row with an expiry, prolonged often; the next one has it at the latest when it expires.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Protocol

from bot.stopping import TWO_SENDERS, MustStop
from storage import process
from storage.engine import Database

NAME = "sending"

LASTS = timedelta(seconds=15)
"""How long a replica that died without a word keeps the others waiting; prolonged three times as often."""


class Lease(Protocol):
    """The right to send."""

    async def hold(self) -> bool:
        """Take or keep the right; False while another process has it. Raises: MustStop where it must not wait for it."""
        ...

    async def release(self) -> None:
        """Let the next process have it at once."""
        ...


class FileLease:
    """A lock on `path`; waiting is not offered, since two processes on one SQLite file are a mistake."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    async def hold(self) -> bool:
        """See Lease. Raises: MustStop."""
        if self._file is None:
            file = open(self._path, "ab")  # noqa: ASYNC230, SIM115 - one small local file, kept open as long as the lock
            try:
                _lock(file)
            except OSError:
                file.close()
                raise MustStop(TWO_SENDERS) from None
            self._file = file
        return True

    async def release(self) -> None:
        """See Lease. The file stays: removing it could take the lock from under a process that has just opened it."""
        if self._file is not None:
            self._file.close()
            self._file = None


class RowLease:
    """A row with an expiry. `now` is real time in UTC, also where the bot follows a playground's clock."""

    def __init__(self, db: Database, holder: str, now: Callable[[], datetime]) -> None:
        self._db, self._holder, self._now = db, holder, now
        self._until: datetime | None = None

    async def hold(self) -> bool:
        """See Lease; asks the database only when a third of the time is over."""
        now = self._now()
        if self._until is not None and now < self._until - 2 * LASTS / 3:
            return True
        until = now + LASTS
        held = await self._db.transaction(process.take_lease, NAME, self._holder, now=now, until=until)
        self._until = until if held else None
        return held

    async def release(self) -> None:
        """See Lease."""
        if self._until is not None:
            self._until = None
            await self._db.transaction(process.release_lease, NAME, self._holder, now=self._now())


def file_of_lock(database: Path) -> Path:
    """Where the lock of an SQLite file is."""
    return database.with_name(database.name + ".lock")


def _lock(file: IO[bytes]) -> None:
    """Raises: OSError when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def holder_name() -> str:
    """A name no other process has: host names repeat in containers, so a random part is in it."""
    return f"{os.getpid()}-{os.urandom(8).hex()}"
