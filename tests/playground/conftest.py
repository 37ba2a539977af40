"""A running playground for each test, and both its sides."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from playground.server import Playground
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
