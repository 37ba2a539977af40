"""A town for every test: a playground in this process, and the bot in one of its own that must leave no trace of a mistake."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from playground.server import Playground
from tests.e2e.process import BotProcess
from tests.e2e.town import Town
from tests.playground.telegram import Telegram

MONDAY = datetime.fromisoformat("2027-05-10T12:00:00+03:00")


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """An emulated Telegram on a Monday in May at noon."""
    running = Playground(start=MONDAY)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def quiet_town(playground: Playground, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot is not started yet. At the end no breach is in the journal, and no error in the log."""
    async with aiohttp.ClientSession() as session:
        telegram = Telegram(playground.url, playground.token, session)
        town = Town(telegram, BotProcess(tmp_path / "data", playground.url, playground.token))
        try:
            yield town
        finally:
            if town.bot.is_running:
                await town.bot.kill()
        assert await telegram.findings() == []
        assert town.bot.errors() == []


@pytest.fixture
async def town(quiet_town: Town) -> Town:
    """A town whose bot runs."""
    await quiet_town.start_bot()
    return quiet_town
