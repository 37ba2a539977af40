"""The one way to the database: a plain function of a connection, run in one transaction.

On SQLite every function runs in aiosqlite's thread on one writer connection, first in, first out. Functions that
wait at the same time share one COMMIT (each in its own savepoint), because the flush to disk is what a tap costs most.
On PostgreSQL each function has its own transaction, tried again when PostgreSQL asks for it (40001, 40P01).
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from urllib.parse import unquote

import aiosqlite
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, IntegrityError, NotSupportedError, OperationalError, ProgrammingError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from storage import receipts

P = ParamSpec("P")
T = TypeVar("T")

SHARED_COMMIT = 20
"""At most so many functions share one COMMIT: more would make the first of them wait too long."""

BUSY_TIMEOUT_S = 5
"""How long SQLite waits for another program (a backup, the command line) that holds the file."""

PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",  # what SQLite lays aside never reaches the disk, where nobody would overwrite it
    f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
)

_MODEL = create_engine("sqlite://")  # lends all engines its dialect, for which statements are compiled
_MODEL.connect().close()  # so that the dialect knows which SQLite this is, as it learns at a first connection only
_MODEL.dispose()

_COMPILED = LRUCache[Any, Any](1000)
"""What a statement is in SQL, which costs several times more to find out than to run it: for readers and writers, of all files."""


class Hook(Protocol):
    """Called inside the database thread at named points (`before-commit`, `after-commit`, `before-scrub`): where tests kill the process."""

    def __call__(self, point: str, function: str, /) -> None: ...


class Database(Protocol):
    """What the rest of the program knows of the database."""

    async def transaction(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(connection, …)` in one transaction and return what it returns, once it is on disk.

        Raises: whatever `fn` raises (nothing was written), sqlalchemy.exc.DBAPIError (the database can't work now; nothing
        was written). A caller that is cancelled does not stop a function that runs or waits: treat a time-out as unknown.
        """
        ...

    async def handle(self, update_id: int, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """`transaction` for what a Telegram update asks for; its id is remembered with the change, so a replay changes nothing.

        Raises: AlreadySeen (the update was handled before; nothing ran), and what `transaction` raises.
        """
        ...

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function that only looks, beside the writers."""
        ...

    async def scrub(self) -> bool:
        """Leave nothing of what was deleted before in the files; False while somebody still looks at an earlier state: ask again later.

        On SQLite; what PostgreSQL keeps in its files and logs is out of our hands, so there it is True at once (docs/operating.md).
        Raises: sqlalchemy.exc.DBAPIError (the database can't do it now: a full disk, a locked file).
        """
        ...

    async def close(self) -> None: ...


def is_outage(error: BaseException) -> bool:
    """Whether the database (not the program) is at fault, so that trying again later may help: full, locked, gone."""
    return isinstance(error, DBAPIError) and not isinstance(error, MISTAKES)


MISTAKES = (IntegrityError, DataError, ProgrammingError, NotSupportedError)
"""What a database refuses whenever it is asked: tried again, it would hold up everyone else for nothing."""


@dataclass
class _Work:
    run: Callable[[Connection], Any]
    name: str
    done: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = field(default=None)

    def settle(self, error: BaseException | None = None) -> None:
        """Tell the one who waits, unless they have left."""
        if self.done.done():
            return
        if error or self.error:
            self.done.set_exception(error or self.error or RuntimeError())
        else:
            self.done.set_result(self.result)


class SqliteDatabase:
    """One file, one writer connection, one reader connection."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, hook: Hook | None) -> None:
        self._writer, self._reader, self._hook = writer, reader, hook
        self._engine = _engine_on(writer, begin="BEGIN IMMEDIATE")
        self._read_engine = _engine_on(reader, begin="BEGIN")
        self._waiting: deque[_Work] = deque()
        self._draining: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: str, *, hook: Hook | None = None) -> "SqliteDatabase":
        async with AsyncExitStack() as opened:  # whoever is cancelled in here leaves no thread behind that holds the file
            writer, reader = await _connect(path, opened), await _connect(path, opened)
            await (await reader.execute("PRAGMA query_only=ON")).close()
            opened.pop_all()
        return cls(writer, reader, hook)

    async def transaction(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._run(fn.__name__, lambda db: fn(db, *args, **kwargs))

    async def handle(self, update_id: int, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        def signed(db: Connection) -> T:
            receipts.sign(db, update_id)
            return fn(db, *args, **kwargs)

        return await self._run(fn.__name__, signed)

    async def _run(self, name: str, run: Callable[[Connection], T]) -> T:
        work = _Work(run, name, asyncio.get_running_loop().create_future())
        self._waiting.append(work)
        if self._draining is None:
            self._draining = asyncio.create_task(self._drain())
        result: T = await work.done
        return result

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        def hop() -> T:
            with self._read_engine.begin() as db:
                return fn(db, *args, **kwargs)

        return await _hop(self._reader, hop)

    async def scrub(self) -> bool:
        return await _hop(self._writer, self._scrub)

    async def close(self) -> None:
        if self._draining is not None:
            await asyncio.wait([self._draining])
        self._engine.dispose(close=False)
        self._read_engine.dispose(close=False)
        await self._reader.close()
        await self._writer.close()

    async def _drain(self) -> None:
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), SHARED_COMMIT))]
                try:
                    await _hop(self._writer, partial(self._commit, batch))
                except BaseException as error:
                    for work in batch:
                        work.settle(error)
                    if not isinstance(error, Exception):
                        raise
                else:
                    for work in batch:
                        work.settle()
        finally:
            self._draining = None

    def _commit(self, batch: list[_Work]) -> None:
        """In the database thread: all of the batch, or (when the database fails) nothing of it."""
        with self._engine.begin() as db:
            for work in batch:
                if len(batch) == 1:
                    work.result = work.run(db)  # the transaction is its own: what it raises takes all of it back
                else:
                    self._attempt(db, work)
                self._reach("before-commit", work.name)
        for work in batch:
            self._reach("after-commit", work.name)

    def _scrub(self) -> bool:
        """In the database thread, between two transactions.

        `secure_delete` alone is not enough: where SQLite moves rows from page to page it leaves copies of them in the room between.
        VACUUM writes every page anew. What was deleted is then in the write-ahead file alone, which the checkpoint empties.
        Nobody is waited for, as every tap would wait too; whoever holds a snapshot is found out before the work, not after it.
        """
        db = self._writer._conn
        self._reach("before-scrub", "scrub")
        try:
            db.execute("PRAGMA busy_timeout=0")
            if not _emptied(db):
                return False
            db.execute("DROP TABLE IF EXISTS sqlite_stat4")  # ANALYZE, run by hand, copies values of indexed columns
            db.execute("VACUUM")
            return _emptied(db)
        except sqlite3.Error as error:
            raise OperationalError("scrubbing", None, error) from error
        finally:
            db.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")

    def _attempt(self, db: Connection, work: _Work) -> None:
        """A function that refuses takes only its own writes back; an outage takes the whole batch back.

        Not `begin_nested`: it gives each savepoint a new name and compiles it anew, a tenth of what a tap costs.
        """
        db.exec_driver_sql("SAVEPOINT work")
        try:
            work.result = work.run(db)
        except Exception as error:
            if is_outage(error):
                raise
            db.exec_driver_sql("ROLLBACK TO work")
            work.error = error
        db.exec_driver_sql("RELEASE work")

    def _reach(self, point: str, function: str) -> None:
        if self._hook is not None:
            self._hook(point, function)


async def _hop(raw: aiosqlite.Connection, work: Callable[[], T]) -> T:
    """One visit to the connection's own thread: everything a transaction does costs a single hop."""
    result: T = await raw._execute(work)  # type: ignore[no-untyped-call]
    return result


def _emptied(db: sqlite3.Connection) -> bool:
    """Whether the write-ahead file could be folded into the database and cut to nothing."""
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


async def _connect(path: str, opened: AsyncExitStack) -> aiosqlite.Connection:
    raw = await opened.enter_async_context(aiosqlite.connect(path, isolation_level=None))  # SQLAlchemy says BEGIN
    for pragma in PRAGMAS:
        async with raw.execute(f"PRAGMA {pragma}") as cursor:
            await cursor.fetchall()
    return raw


def _engine_on(raw: aiosqlite.Connection, *, begin: str) -> Engine:
    """An engine whose only connection is aiosqlite's; the pool of one makes a nested checkout raise."""
    pool = QueuePool(lambda: raw._conn, pool_size=1, max_overflow=0, timeout=0, dialect=_MODEL.dialect)  # type: ignore[arg-type]
    engine = Engine(pool, _MODEL.dialect, _MODEL.url, execution_options={"compiled_cache": _COMPILED})
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def sqlite_path(url: str) -> str | None:
    """The file of an SQLite address, None for another database."""
    parsed = make_url(url)
    return unquote(parsed.database or ":memory:") if parsed.get_backend_name() == "sqlite" else None


async def open_database(url: str, *, hook: Hook | None = None) -> Database:
    """Open SQLite (`sqlite:///file`) or PostgreSQL (`postgresql://…`); the tables must be there (storage.migrate)."""
    path = sqlite_path(url)
    if path is not None:
        return await SqliteDatabase.open(path, hook=hook)
    from storage.postgres import PostgresDatabase  # the driver is an extra that SQLite users do not install

    return await PostgresDatabase.open(url, hook=hook)


__all__ = ["Connection", "Database", "DatabaseError", "Hook", "SqliteDatabase", "is_outage", "open_database", "sqlite_path"]
