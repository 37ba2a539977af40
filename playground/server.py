"""The playground as one server: Bot API, control interface and page over one world."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, cast

from aiohttp import web

from playground import pages, schema
from playground.clock import Clock
from playground.control.exchange import plain_refusals
from playground.control.guard import guarded
from playground.control.routes import control_routes
from playground.faults import Faults
from playground.front import UPLOAD_BYTES, Front
from playground.journal import Journal
from playground.limits import Limits, Rules
from playground.world import World

if TYPE_CHECKING:
    from aiohttp.typedefs import Middleware

FAREWELL_SECONDS = 0.1
"""How long open calls (long polls, feeds) may last once the server stops."""

TICK_SECONDS = 0.25
"""Real seconds between looks at what is due."""


class Playground:
    """An emulated Telegram with one bot, an empty world, and a web page to act in it.

    `start` calendar time begins at (aware; default now). More routes may be put into `extra_routes` before `start()`.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        username: str = "talkoot_demo_bot",
        name: str = "Talkoot",
        rules: Rules | None = None,
        seed: int = 1,
    ) -> None:
        self.clock = Clock(start=start)
        self.journal = Journal(self.clock)
        self.world = World(self.clock, self.journal, seed)
        self.limits = Limits(self.clock, self.journal, rules)
        self.faults = Faults(self.journal)
        self.world.add_bot(username, name)
        self.extra_routes: list[web.RouteDef] = []
        self._runner: web.AppRunner | None = None
        self._timekeeper: asyncio.Task[None] | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end; empty before `start()`."""
        return self._url

    @property
    def token(self) -> str:
        """The token of the first bot."""
        return self.world.bot.token

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. Raises OSError where the port is taken."""
        runner = web.AppRunner(self._app(host), access_log=None, handler_cancellation=True, shutdown_timeout=FAREWELL_SECONDS)
        await runner.setup()
        site = web.TCPSite(runner, host, port, backlog=1024)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._timekeeper = asyncio.create_task(self._keep_time())
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        self._url = f"http://{f'[{shown}]' if ':' in shown else shown}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Close every connection and listen no more. Stopping twice does nothing."""
        runner, self._runner = self._runner, None
        if self._timekeeper is not None:
            self._timekeeper.cancel()
            await asyncio.wait([self._timekeeper])
        if runner is not None:
            await runner.cleanup()

    async def _keep_time(self) -> None:
        """Close polls and presses when their calendar time has come, however the clock got there."""
        while True:
            self.world.close_due_polls()
            self.world.expire_queries()
            version = self.clock.version
            await self.clock.changed.until(lambda seen=version: self.clock.version != seen, TICK_SECONDS)  # type: ignore[misc]

    def _app(self, host: str) -> web.Application:
        guard = cast("Middleware", guarded(host))
        app = web.Application(middlewares=[guard, plain_refusals], client_max_size=UPLOAD_BYTES)
        front = Front(self.world, schema.load(), self.journal, self.limits, self.faults)
        app.add_routes([*front.routes(), *control_routes(self), *self.extra_routes, *pages.routes()])
        return app
