"""Starts the playground and the bot, seeds the neighbourhood, and starts over when asked."""

import asyncio
import contextlib
import gc
import webbrowser
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web

from bot.app import Talkoot
from bot.demo.neighbourhood import Neighbourhood, settle_in
from bot.demo.story import story
from bot.demo.telegram import Telegram
from bot.houses import house_rules
from bot.settings import Settings, load_settings
from bot.stopping import MustStop
from playground.server import Playground

SAVE_EVERY_S = 3
WORLD, HOMES = "world.json", "neighbourhood.json"


class Demo:
    """One demo, in a folder of the caller's. `run` returns when somebody presses Ctrl-C; `kept`: the next demo goes on from there.

    `city`: beside the neighbourhood there is an area of forty houses.
    """

    def __init__(
        self, *, host: str, port: int, browser: bool, folder: Path, kept: bool, start: datetime | None, city: bool = False
    ) -> None:
        self._host, self._port, self._browser = host, port, browser
        self._folder, self._kept, self._start, self._city = folder, kept, start, city
        self._playground = Playground(start=start)
        self._bot: Talkoot | None = None
        self._homes: Neighbourhood | None = None
        self._starting_over = asyncio.Lock()

    async def run(self, *, tell: Callable[[str], None], until: Callable[[Awaitable[None]], Awaitable[None]]) -> None:
        """Start everything, tell the address, and go on until the work `until` is given ends. Raises: MustStop (the port is taken)."""
        self._playground.extra_routes += [web.get("/_demo/story", self._on_story), web.post("/_demo/start_over", self._on_start_over)]
        try:
            await self._playground.start(self._host, self._port)
        except OSError as error:
            raise MustStop(f"{self._host}:{self._port} cannot be listened on: {error.strerror}. Try another --port.") from None
        try:
            await until(self._live(tell))
        finally:
            await self._end()

    async def _live(self, tell: Callable[[str], None]) -> None:
        if self._city and not (self._folder / WORLD).exists():
            tell("Forty houses are moving in. That takes a few seconds.")
        await self._begin()
        gc.freeze()
        gc.enable()
        tell(f"Talkoot is ready: {self._playground.url}  (a playground, not Telegram; Ctrl-C ends it)")
        if self._browser:
            await asyncio.to_thread(webbrowser.open, self._playground.url)
        await self._keep()

    async def _begin(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        world, homes = _kept(self._folder)
        if world is not None and homes is not None:
            await self._restore(world, homes)
        settings = self._settings()
        self._bot = Talkoot(settings)
        await self._bot.start()
        if self._homes is None:
            url, now = self._playground.url, self._playground.clock.now()
            self._homes = await settle_in(url, self._bot.db, house_rules(settings), now, city=self._city)

    async def _restore(self, world: dict[str, Any], homes: Neighbourhood) -> None:
        """Go on where the last demo in this folder ended."""
        async with Telegram(self._playground.url) as telegram:
            await telegram.post("world", world)
        self._homes = homes

    def _settings(self) -> Settings:
        folder, url = self._folder, self._playground.url
        return load_settings(
            None,
            {
                "TALKOOT_TELEGRAM__TOKEN": self._playground.token,
                "TALKOOT_TELEGRAM__API_URL": url,
                "TALKOOT_CLOCK__FOLLOW": url,
                "TALKOOT_DATABASE__URL": f"sqlite:///{folder / 'talkoot.sqlite3'}",
                "TALKOOT_PRIVACY__ERASED_KEY_FILE": str(folder / "erased.key"),
                "TALKOOT_CONTROLLER__NAME": "Talkoot demo",
                "TALKOOT_CONTROLLER__CONTACT": "demo@talkoot.example",
                "TALKOOT_WEB__ENABLED": "false",
            },
        )

    async def _keep(self) -> None:
        """While the demo runs: what ends the bot ends the demo; a kept world is saved every few seconds."""
        while True:
            await asyncio.sleep(SAVE_EVERY_S)
            async with self._starting_over:
                if self._bot is not None:
                    self._bot.check()
                await self._save()

    async def _save(self) -> None:
        if not self._kept or self._homes is None:
            return
        async with Telegram(self._playground.url) as telegram:
            world = await telegram.get("world")
        (self._folder / WORLD).write_bytes(orjson.dumps(world))
        (self._folder / HOMES).write_bytes(orjson.dumps(self._homes.as_json()))

    async def _end(self) -> None:
        with contextlib.suppress(Exception):
            await self._save()
        if self._bot is not None:
            await self._bot.stop()
        await self._playground.stop()

    async def _on_story(self, request: web.Request) -> web.Response:
        data = story(self._homes) if self._homes else {"steps": []}
        return web.json_response(data, dumps=lambda value: orjson.dumps(value).decode())

    async def _on_start_over(self, request: web.Request) -> web.Response:
        """Everything as it was at the beginning: a new world, an empty database, the neighbours settled in again."""
        async with self._starting_over:
            bot, self._bot, self._homes = self._bot, None, None
            if bot is not None:
                await bot.stop()
            await _reset(self._playground.url, self._start)
            for leftover in self._folder.glob("*"):
                leftover.unlink()
            await self._begin()
        return web.json_response({})


def _kept(folder: Path) -> tuple[dict[str, Any] | None, Neighbourhood | None]:
    """The world and the neighbourhood that an earlier demo left in the folder."""
    world, homes = folder / WORLD, folder / HOMES
    if not (world.exists() and homes.exists()):
        return None, None
    return orjson.loads(world.read_bytes()), Neighbourhood(**orjson.loads(homes.read_bytes()))


async def _reset(url: str, start: datetime | None) -> None:
    async with Telegram(url) as telegram:
        await telegram.post("reset", {})
        await telegram.post("clock", {"mode": "real", "set": (start or datetime.now(UTC)).isoformat()})
