"""A town for every test: a playground in this process, and the bot in one of its own that must leave no trace of a mistake."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from playground.server import Playground
from tests.databases import Copy
from tests.e2e.process import ROOT, BotProcess
from tests.e2e.town import Town
from tests.playground.telegram import Telegram

PATIENCE_S = 300
"""Processes start and restart here, on machines that do a lot besides; on a quiet one each test takes some seconds."""

HURRY = 5
"""Pauses, gaps and limits pass so many times faster, for the bot and for the playground alike; the calendar stands still."""

DEMO_HURRY = 20
"""The same in a demo."""

DEMO_NOW = "2027-05-10T12:00"
"""A Monday. What the demo's neighbourhood has on is on Saturday and later, so the reminders of a story come first."""

MONDAY = datetime.fromisoformat("2027-05-10T12:00:00+03:00")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with processes get more time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(PATIENCE_S))


@asynccontextmanager
async def a_town(folder: Path, copies: Copy | None = None) -> AsyncIterator[Town]:
    """A town on a Monday in May at noon whose bot is not started yet. At the end no breach is in the journal, no error in the log.

    `copies` gives the bot a migrated database to begin with: migrating takes longer than starting.
    """
    if copies is not None:
        (folder / "data").mkdir(exist_ok=True)
        copies(folder / "data")
    playground = Playground(start=MONDAY)
    await playground.start()
    async with aiohttp.ClientSession() as session:
        telegram = Telegram(playground.url, playground.token, session)
        await telegram.emu("clock", {"mode": "frozen", "rate": HURRY})
        town = Town(telegram, BotProcess(folder / "data", playground.url, playground.token))
        try:
            yield town
            findings = await telegram.findings()
        finally:
            if town.bot.is_running:
                await town.bot.kill()
            await playground.stop()
    assert findings == [], str(findings)
    assert [error for error in town.bot.errors() if error["event"] not in town.forgives] == []


@pytest.fixture
async def quiet_town(tmp_path: Path, database_copies: Copy) -> AsyncIterator[Town]:
    """A town whose bot is not started yet."""
    async with a_town(tmp_path, database_copies) as town:
        yield town


@pytest.fixture
async def town(quiet_town: Town) -> Town:
    """A town whose bot runs."""
    await quiet_town.start_bot()
    return quiet_town


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a demo, in a process of its own that must end cleanly and leave no finding in the journal."""
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--now", DEMO_NOW)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        url = next(word for word in demo.stdout.readline().split() if word.startswith("http"))
        try:
            hurry = json.dumps({"mode": "real", "rate": DEMO_HURRY}).encode()
            urllib.request.urlopen(urllib.request.Request(f"{url}/_emu/clock", hurry, {"Content-Type": "application/json"})).close()
            yield url
            with urllib.request.urlopen(f"{url}/_emu/journal?kind=finding") as response:
                assert json.load(response) == []
        finally:
            demo.send_signal(signal.SIGINT)
            assert demo.wait(PATIENCE_S) == 0
