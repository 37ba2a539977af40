"""The whole story in a real browser against the real demo, by taps: the one line of the announcement is all that is typed."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, expect

from tests.e2e.process import ROOT
from tests.playground.page import Messenger, opened

pytestmark = pytest.mark.browser

NOW = datetime.fromisoformat("2027-05-10T12:00")
"""A Monday; the neighbourhood's own events are on Saturday, so the reminder of Thursday's comes first."""

LINE = "/event Thu 13 May 18-20 Seed swap @ club room max 4"
HOUSE, BOT = "Koivukuja 3", "Talkoot"
READY_S = 60.0
SLOW_MS = 20_000
"""A card follows within twelve seconds, and a jump of the clock carries out everything that is due on the way."""


@dataclass
class Neighbours:
    """The page of the demo, used by one neighbour after another."""

    page: Messenger

    async def be(self, name: str, chat: str) -> None:
        """Become somebody and open one of their chats."""
        await self.page.become(name)
        await self.page.chat(chat).click()
        await expect(self.page.page.locator(".conversation .header-title, .conversation h2").first).to_contain_text(chat)

    async def tap(self, label: str) -> None:
        """The newest button with these words, as soon as there is one."""
        await self.page.pane().get_by_role("button", name=label, exact=True).last.click()

    async def command(self, name: str) -> None:
        """Choose from the bot's menu of commands."""
        await self.page.pane().locator(".command-button").click()
        await self.page.page.get_by_role("menuitem", name=name).first.click()

    async def reads(self, words: str) -> None:
        """An alert comes with these words, and goes with OK."""
        await expect(self.page.alert).to_contain_text(words)
        await self.page.alert.get_by_role("button", name="OK").click()

    async def answers(self, name: str, label: str, heard: str) -> None:
        """Tap under the card in the group, and hear this; the first answer of somebody who has not joined is an alert."""
        await self.be(name, HOUSE)
        await self.tap(label)
        await expect(self.page.page.locator(".toast, dialog.alert").filter(has_text=heard)).to_be_visible()
        if await self.page.alert.count():
            await self.reads(heard)

    def said(self, words: str) -> Locator:
        """Messages of the open chat with these words."""
        return self.page.message(words)


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """The address of a demo, in a process of its own that must end cleanly and leave no finding in the journal."""
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--now", f"{NOW:%Y-%m-%dT%H:%M}")
    demo = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert demo.stdout is not None
    async with asyncio.timeout(READY_S):
        ready = (await demo.stdout.readline()).decode()
    url = next(word for word in ready.split() if word.startswith("http"))
    try:
        yield url
        async with aiohttp.ClientSession() as session, session.get(f"{url}/_emu/journal?kind=finding") as response:
            assert await response.json() == []
    finally:
        demo.send_signal(signal.SIGINT)
        async with asyncio.timeout(READY_S):
            assert await demo.wait() == 0


async def test_the_whole_story_by_taps(browser: Browser, address: str) -> None:
    async with opened(browser, address) as page:
        await page.page.get_by_role("button", name="Close the guide").click()
        neighbours = Neighbours(page)
        await joins(neighbours)
        await announces_and_publishes(neighbours)
        await five_answer_and_the_last_seat_goes_once(neighbours)
        await one_cancels_and_the_queue_moves(neighbours)
        await the_reminder_comes_once(neighbours)
        await what_is_mine_is_shown_and_forgotten(neighbours)


async def joins(neighbours: Neighbours) -> None:
    """Somebody who has never started the bot joins by the link under the welcome, with three more taps."""
    await neighbours.be("Kaisa", HOUSE)
    await neighbours.tap("Open in private")
    await neighbours.tap("English")
    await neighbours.tap("Join (I am 13 or over)")
    await expect(neighbours.said("You have joined.")).to_be_visible()


async def announces_and_publishes(neighbours: Neighbours) -> None:
    """One line becomes a preview, and the preview the card."""
    await neighbours.be("Aino", HOUSE)
    await neighbours.page.say(LINE)
    await neighbours.tap("Publish")
    await expect(neighbours.said("Seed swap").last).to_contain_text("Coming 0 · 4 places left")


async def five_answer_and_the_last_seat_goes_once(neighbours: Neighbours) -> None:
    """Three take four seats; the next two are told their place in the queue."""
    await neighbours.answers("Lan", "Coming", "You are coming: Thu 13 May, 18:00.")
    await neighbours.answers("Björn", "We are 2", "Du kommer: tors 13.5 kl. 18, 2 personer.")
    await neighbours.answers("Sanna", "Coming", "Olet tulossa: to 13.5. klo 18.")
    card = neighbours.said("Seed swap").last
    await expect(card).to_contain_text("All 4 places taken", timeout=SLOW_MS)
    await neighbours.answers("Grace", "Coming – join queue", "Your place in the queue: 1.")
    await neighbours.answers("Kaisa", "Coming – join queue", "Your place in the queue: 2.")
    await expect(card).to_contain_text("All 4 places taken · queue 2", timeout=SLOW_MS)


async def one_cancels_and_the_queue_moves(neighbours: Neighbours) -> None:
    """The seat goes to the first in the queue, who is told, and to nobody else."""
    await neighbours.answers("Lan", "Can't", "Marked: you can't come.")
    await expect(neighbours.said("Seed swap").last).to_contain_text("All 4 places taken · queue 1", timeout=SLOW_MS)
    await neighbours.be("Grace", BOT)
    await expect(neighbours.said("A place is free, and it is yours: Seed swap")).to_have_count(1)
    await neighbours.be("Kaisa", BOT)
    await expect(neighbours.said("A place is free")).to_have_count(0)


async def the_reminder_comes_once(neighbours: Neighbours) -> None:
    """On the day before at 17: to each who comes, in their language, and one line in the group."""
    await neighbours.page.control("next_due").click()
    await expect(neighbours.page.page.locator(".clock-face")).to_have_text("Wed 12 May, 17:00", timeout=SLOW_MS)
    told = {
        "Grace": "Tomorrow, Thu 13 May, 18:00–20:00: Seed swap",
        "Björn": "I morgon tors 13.5 kl. 18–20: Seed swap",
        "Sanna": "Huomenna to 13.5. klo 18–20: Seed swap",
    }
    for name, words in told.items():
        await neighbours.be(name, BOT)
        await expect(neighbours.said(words)).to_have_count(1)
    for name in ("Lan", "Kaisa"):
        await neighbours.be(name, BOT)
        await expect(neighbours.said("Tomorrow")).to_have_count(0)
    await neighbours.be("Kaisa", HOUSE)
    await expect(neighbours.said("Tomorrow")).to_have_count(1)
    await expect(neighbours.said("Tomorrow")).to_contain_text("Coming 4, full")


async def what_is_mine_is_shown_and_forgotten(neighbours: Neighbours) -> None:
    """/my shows the event; /forgetme asks once, empties it, and frees the seat for the next in the queue."""
    await neighbours.be("Grace", BOT)
    await neighbours.command("/my")
    await expect(neighbours.said("Your things")).to_contain_text("Seed swap, Thu 13 May, 18:00–20:00")
    await neighbours.command("/forgetme")
    await neighbours.tap("Forget me, free my places")
    await expect(neighbours.said("I have forgotten you.")).to_be_visible()
    await neighbours.command("/mydata")
    await expect(neighbours.said("I have stored nothing about you.")).to_be_visible()
    await neighbours.be("Kaisa", BOT)
    await expect(neighbours.said("A place is free, and it is yours: Seed swap")).to_have_count(1)
