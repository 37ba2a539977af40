"""The same transactions on PostgreSQL, for a city with several replicas."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import receipts
from storage.engine import Hook

P = ParamSpec("P")
T = TypeVar("T")

TRY_AGAIN = ("40001", "40P01", "23505")
"""PostgreSQL's codes for a serialisation failure and a deadlock, whose loser is asked to try again, and for a row that is there twice:
the same person or group met by two transactions at once. Tried again, the second one finds what the first made."""

TRIES = 5


class PostgresDatabase:
    """A pool of connections; rows that two may change at once are locked by the queries (`FOR UPDATE`)."""

    def __init__(self, engine: AsyncEngine, hook: Hook | None) -> None:
        self._engine, self._hook = engine, hook

    @classmethod
    async def open(cls, url: str, *, hook: Hook | None = None) -> "PostgresDatabase":
        return cls(create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), pool_size=10, pool_pre_ping=True), hook)

    async def transaction(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._run(fn.__name__, lambda db: fn(db, *args, **kwargs))

    async def handle(self, update_id: int, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        def signed(db: Connection) -> T:
            receipts.sign(db, update_id)
            return fn(db, *args, **kwargs)

        return await self._run(fn.__name__, signed)

    async def _run(self, name: str, work: Callable[[Connection], T]) -> T:
        def run(db: Connection) -> T:
            result = work(db)
            if self._hook is not None:
                self._hook("before-commit", name)
            return result

        for attempt in range(1, TRIES + 1):
            try:
                async with self._connection() as connection, connection.begin():
                    return await connection.run_sync(run)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in TRY_AGAIN or attempt == TRIES:
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._connection() as connection:
            return await connection.run_sync(lambda db: fn(db, *args, **kwargs))

    async def scrub(self) -> bool:
        """See Database: deleted rows stay in files until VACUUM, and in the write-ahead log and replicas as long as those are kept."""
        return True

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection of the pool. A server that can't be reached is an outage like any other, whatever the driver raises."""
        connection = self._engine.connect()
        try:
            await connection.start()
        except DBAPIError:
            raise
        except Exception as error:
            raise OperationalError("connecting", None, error) from error
        try:
            yield connection
        finally:
            await connection.close()

    async def close(self) -> None:
        await self._engine.dispose()
