"""The playground's page in a real browser, as somebody who uses it sees it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

DESKTOP = (1280, 800)
PHONE = (360, 740)
LATEST = 20_000
"""Milliseconds to wait for anything to be seen."""

expect.set_options(timeout=LATEST)


@dataclass
class Messenger:
    """One open page with what a person finds on it."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def message(self, text: str, pane: int = 0) -> Locator:
        return self.pane(pane).locator(".message", has_text=text)

    def button(self, text: str | re.Pattern[str], pane: int = 0) -> Locator:
        return self.pane(pane).locator(".inline-button", has_text=text).last

    def chat(self, title: str) -> Locator:
        return self.page.locator(".chat-item", has=self.page.locator(".chat-title", has_text=title))

    def pane(self, number: int = 0) -> Locator:
        return self.page.locator(".pane").nth(number)

    def control(self, name: str) -> Locator:
        return self.page.locator(f"[data-control={name}]")

    @property
    def field(self) -> Locator:
        return self.page.locator(".field").first

    @property
    def alert(self) -> Locator:
        return self.page.locator("dialog.alert")

    @property
    def lit(self) -> Locator:
        return self.page.locator(".spotlight")

    async def say(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def do(self, message: Locator, what: str) -> None:
        """Choose from the menu of a message."""
        await message.hover()
        await message.get_by_role("button", name="More about this message").click()
        await self.page.get_by_role("menuitem", name=what).click()

    async def become(self, name: str) -> None:
        await self.control("person").click()
        await self.page.get_by_role("menuitemradio", name=name).click()


@asynccontextmanager
async def opened(
    browser: Browser, url: str, *, size: tuple[int, int] = DESKTOP, language: str = "en-GB", dark: bool = False, expected: str = ".message"
) -> AsyncIterator[Messenger]:
    """The page at an address, in a browser that was never there; whatever the page complained about fails the test."""
    options: dict[str, Any] = {"viewport": {"width": size[0], "height": size[1]}, "locale": language}
    context = await browser.new_context(color_scheme="dark" if dark else "light", reduced_motion="reduce", **options)
    page = await context.new_page()
    messenger = Messenger(page)
    page.on("pageerror", lambda error: messenger.problems.append(str(error)))
    page.on("console", lambda said: messenger.problems.append(said.text) if said.type in ("error", "warning") else None)
    await page.goto(url)
    await page.locator(expected).first.wait_for(timeout=LATEST)
    yield messenger
    await context.close()
    assert messenger.problems == []
