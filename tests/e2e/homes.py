"""Houses of a running demo for stories in the browser, and who lives there."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser

from bot.dates import say_span
from bot.demo.telegram import Telegram
from bot.texts import Catalogues, Texts
from tests.e2e.phone import Phone
from tests.playground.page import DESKTOP, opened

ZONE = ZoneInfo("Europe/Helsinki")
CATALOGUES = Catalogues.load()
LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
COMMANDS = {"fi": "/tapahtuma", "sv": "/evenemang", "en": "/event"}
NAMES = {"fi": ("Tuula", "Ritva"), "sv": ("Gunilla", "Rolf"), "en": ("Gloria", "Ravi")}
"""An activist and a resident."""

TITLES = {"fi": "Kevättori", "sv": "Vårmarknad", "en": "Spring market"}
PLACES = {"fi": "kerhohuone", "sv": "klubbrummet", "en": "club room"}


@dataclass(frozen=True)
class Home:
    """A house of its own for a story: its group, and who lives there."""

    telegram: Telegram
    texts: Texts
    title: str
    names: list[str]
    group: int
    activist: int
    resident: int
    others: tuple[int, ...] = ()

    async def tap(self, chat: int, who: int, label: str) -> str:
        """Somebody taps a button elsewhere; what popped up."""
        words = self.texts.say(label)
        message, key = await self.telegram.find_key(chat, who, lambda key: key["text"] == words)
        told = await self.telegram.post("act/press", {"chat": chat, "user": who, "message": message, "text": key["text"]})
        return str(told.get("text") or "")

    async def write(self, chat: int, who: int, words: str) -> None:
        """Somebody writes this elsewhere."""
        await self.telegram.post("act/send", {"chat": chat, "user": who, "text": words})

    async def today(self) -> datetime:
        """The time on the wall."""
        return datetime.fromisoformat((await self.telegram.get("clock"))["now"]).astimezone(ZONE).replace(tzinfo=None)

    async def announced(self) -> tuple[str, datetime]:
        """The activist has announced something for the day after tomorrow: its line of time, and when it starts."""
        now = await self.today()
        start = datetime.combine(now.date(), datetime.min.time()) + timedelta(days=2, hours=18)
        when = say_span(start, start + timedelta(hours=2), self.texts.language, today=now.date())
        line = f"{COMMANDS[self.texts.language]} {when} {TITLES[self.texts.language]} @ {PLACES[self.texts.language]}"
        await self.telegram.post("act/send", {"chat": self.group, "user": self.activist, "text": line})
        await self.tap(self.group, self.activist, "Publish")
        return when, start


@asynccontextmanager
async def a_home(url: str, language: str, others: int = 0) -> AsyncIterator[Home]:
    """The house, whose activist has taken the bot in and joined; beside the resident so many `others` are in its group."""
    async with Telegram(url) as telegram:
        number = len((await telegram.get("state"))["chats"])
        title, names = f"Kuusitie {number}", [f"{name} {number}" for name in NAMES[language]]
        everybody = [*names, *(f"Neighbour {number}.{at}" for at in range(others))]
        users = [{"first_name": name, "language_code": language} for name in everybody]
        activist, resident, *rest = [int((await telegram.post("users", user))["id"]) for user in users]
        fields = {
            "type": "supergroup",
            "title": title,
            "members": [activist, resident, *rest],
            "administrators": [activist],
            "bot": "absent",
        }
        group = int((await telegram.post("chats", fields))["id"])
        bot = (await telegram.get("state"))["bot"]["id"]
        await telegram.post("act/join", {"chat": group, "user": bot, "by": activist})
        _, key = await telegram.find_key(group, activist, lambda key: "start=" in key.get("url", ""))
        await telegram.post("act/link", {"user": activist, "url": key["url"]})
        await telegram.press(activist, activist, "jl:", f":{language}")
        await telegram.press(activist, activist, "jo:")
        yield Home(telegram, CATALOGUES.texts(language), title, names, group, activist, resident, tuple(rest))


@asynccontextmanager
async def a_phone(
    browser: Browser, url: str, language: str, story: str, size: tuple[int, int] = DESKTOP, *, guided: bool = True
) -> AsyncIterator[Phone]:
    """The page in a language, without the guide (which only the demo has)."""
    kept = Path(os.environ["TALKOOT_SCREENSHOTS"]) / f"{story}-{language}" if "TALKOOT_SCREENSHOTS" in os.environ else None
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
    async with opened(browser, url, language=language, size=size) as page:
        if guided:
            await page.page.locator(".guide button").last.click()
        yield Phone(page, CATALOGUES.texts(language), kept)
