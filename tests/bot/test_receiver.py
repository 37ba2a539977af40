"""A confirmed tap is never lost, and a replay changes nothing: the receiver over a real playground and a real database."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot import handling, receiver
from bot.http import make_request
from bot.receiver import Receiver
from bot.stopping import REVOKED, TWO_POLLERS, MustStop
from storage import process
from storage.engine import Database
from storage.receipts import AlreadySeen
from tests.bot.rig import now, until
from tests.playground.telegram import Telegram
from web.health import Health

Act = Callable[[Update], Awaitable[None]]


class House:
    """A bot that notes what it hears, in the order in which it is committed."""

    def __init__(self, tg: Telegram, db: Database) -> None:
        self.tg, self.db = tg, db
        self.health = Health(now)
        self.heard: list[tuple[int, str]] = []
        self.replays = 0
        self.apologies: list[tuple[int, str]] = []
        self.before: Act = nothing
        self.poll = make_request("aiohttp", 1)
        request = make_request("aiohttp", 16)
        builder = ApplicationBuilder().token(tg.token).base_url(f"{tg.url}/bot").base_file_url(f"{tg.url}/file/bot")
        self.application = builder.request(request).get_updates_request(self.poll).updater(None).build()
        self.application.add_handler(MessageHandler(filters.ALL, self.on_message))
        self.application.add_handler(CallbackQueryHandler(self.on_message))
        self.application.add_handler(MessageHandler(filters.ALL, self.on_rest), group=1)
        self.rest = 0
        self.running: asyncio.Task[None] | None = None
        self.renew()

    def renew(self, **options: Any) -> None:
        """As after a restart."""
        for old in list(self.application.error_handlers):
            self.application.remove_error_handler(old)
        self.receiver = Receiver(
            self.application,
            self.db,
            request=self.poll,
            pulse=self.health,
            apologise=self.apologise,
            poll_timeout=2,
            chance=random.Random(1),
            **options,
        )
        self.application.add_error_handler(self.receiver.on_error)

    async def on_message(self, update: Update, _: Any) -> None:
        await self.before(update)
        user, said = update.effective_user, update.effective_message
        assert user is not None
        try:
            await self.db.handle(update.update_id, self.note, user.id, (said.text if said else None) or "")
        except AlreadySeen:
            self.replays += 1

    def note(self, _: Connection, who: int, words: str) -> None:
        self.heard.append((who, words))

    async def on_rest(self, update: Update, _: Any) -> None:
        self.rest += 1

    async def apologise(self, update: Update, code: str) -> None:
        self.apologies.append((update.update_id, code))

    def start(self) -> None:
        self.running = asyncio.create_task(self.receiver.run())

    async def stop(self) -> None:
        if self.running is not None:
            self.receiver.stop()
            running, self.running = self.running, None
            await running

    async def die(self) -> None:
        """As `kill -9`: nothing is acknowledged any more."""
        assert self.running is not None
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        self.running = None

    async def hears(self, *words: str, seconds: float = 10.0) -> None:
        await until(lambda: [said for _, said in self.heard] == list(words), seconds)

    async def pending(self) -> int:
        settled = await self.tg.emu("settle", {"quiet": 0, "timeout": 0.01})
        return int(settled["pending_updates"])


async def nothing(_: Update) -> None:
    pass


@pytest.fixture
async def house(tg: Telegram, db: Database) -> AsyncIterator[House]:
    found = House(tg, db)
    await found.application.initialize()
    yield found
    await found.stop()
    await found.application.shutdown()


async def test_what_a_neighbour_writes_is_handled_and_acknowledged(house: House, tg: Telegram) -> None:
    aino = await tg.person()
    house.start()
    await tg.write(aino, aino, "moi")
    await house.hears("moi")
    await until(lambda: pending_is(house, 0))
    assert await tg.findings() == []


async def pending_is(house: House, number: int) -> bool:
    return await house.pending() == number


async def test_one_persons_words_stay_in_order_while_others_do_not_wait(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    gate = asyncio.Event()

    async def aino_is_slow(update: Update) -> None:
        if update.effective_user is not None and update.effective_user.id == aino:
            await gate.wait()

    house.before = aino_is_slow
    for number in (1, 2):
        await tg.write(aino, aino, f"Aino {number}")
        await tg.write(eero, eero, f"Eero {number}")
    house.start()
    await house.hears("Eero 1", "Eero 2")
    assert await house.pending() == 4
    gate.set()
    await house.hears("Eero 1", "Eero 2", "Aino 1", "Aino 2")


async def test_a_batch_that_was_not_acknowledged_comes_again_and_changes_nothing(house: House, tg: Telegram) -> None:
    aino, eero = await tg.person("Aino"), await tg.person("Eero")
    await tg.write(aino, aino, "moi")
    await tg.write(eero, eero, "hei")
    gate = asyncio.Event()

    async def eero_is_slow(update: Update) -> None:
        if update.effective_user is not None and update.effective_user.id == eero:
            await gate.wait()

    house.before = eero_is_slow
    house.start()
    await house.hears("moi")
    await house.die()
    house.renew()
    gate.set()
    house.start()
    await house.hears("moi", "hei")
    assert house.replays == 1
