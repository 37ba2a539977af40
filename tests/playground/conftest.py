"""A running playground for each test, and both its sides."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Browser

from playground.server import Playground
from tests.playground.card_bot import CardBot, House, running
from tests.playground.page import Messenger, opened
from tests.playground.telegram import Telegram


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A playground with one bot and an empty world."""
    found = Playground()
    await found.start()
    yield found
    await found.stop()


@pytest.fixture
async def tg(playground: Playground) -> AsyncIterator[Telegram]:
    """The bot and its neighbours over HTTP; whatever a test does, every update and result must have the form the Bot API promises."""
    async with aiohttp.ClientSession() as session:
        telegram = Telegram(playground.url, playground.token, session)
        yield telegram
        assert await telegram.misshapen() == []


@pytest.fixture
async def house(tg: Telegram) -> AsyncIterator[House]:
    aino = await tg.person("Aino", started=False, language_code="fi")
    mikko = await tg.person("Mikko", started=False)
    leila = await tg.person("ليلى", started=False)
    chat = await tg.group(mikko, leila, admin=aino, title="Koivukuja 3")
    await tg.news()
    async with running(CardBot(tg)) as bot:
        await bot.post_card(chat)
        yield House(chat, aino, mikko, leila, bot)


@pytest.fixture
async def page(house: House, browser: Browser, playground: Playground) -> AsyncIterator[Messenger]:
    """The house as Aino sees it."""
    async with opened(browser, f"{playground.url}/#u={house.aino}&c={house.chat}") as found:
        yield found
