"""A town for every test: playground and bot in this process, over HTTP; no breach in the journal and no error in the log at its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from playground.server import Playground
from tests.e2e.town import Town
from tests.handlers.inside import BotInside, logs_into
from tests.playground.telegram import Telegram

MONDAY = datetime.fromisoformat("2027-05-10T12:00:00+03:00")

RATE = 10
"""So much faster runs elapsed time: what may be sent once a second is sent ten times."""


@asynccontextmanager
async def a_playground() -> AsyncIterator[Playground]:
    """An emulated Telegram on a Monday in May at noon."""
    running = Playground(start=MONDAY)
    await running.start()
    yield running
    await running.stop()


@asynccontextmanager
async def a_town(playground: Playground, directory: Path) -> AsyncIterator[Town]:
    """A town whose bot runs, on the database in a directory. There is one at a time, as each takes what the process logs."""
    inside = BotInside(directory / "talkoot.sqlite3", playground.url, playground.token)
    async with aiohttp.ClientSession() as session:
        telegram = Telegram(playground.url, playground.token, session)
        await telegram.emu("clock", {"mode": "scaled", "rate": RATE})
        with logs_into(inside.stream, playground.token):
            try:
                await inside.start()
                yield Town(telegram, inside)
                findings = await telegram.findings()
            finally:
                await inside.stop()
    assert findings == []
    assert inside.errors() == []


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """An emulated Telegram of this test's own."""
    async with a_playground() as running:
        yield running


@pytest.fixture
async def town(playground: Playground, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A town of this test's own."""
    async with a_town(playground, tmp_path) as running:
        yield running
