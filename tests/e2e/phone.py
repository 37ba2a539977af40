"""Somebody's phone in a real browser: the page of a demo, with the words of one language."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import expect

from bot.texts import Texts
from tests.playground.page import Messenger

SLOW_MS = 20_000
"""A card follows within twelve seconds, and a jump of the clock carries out everything that is due on the way."""

SOON_MS = 2_000
MOST_DUE = 8
REST = """async () => {
    await fetch("/_emu/settle", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ quiet: 0.3 }) });
    await new Promise(rest => setTimeout(rest, 300));
}"""
BOT = "Talkoot"


@dataclass
class Phone:
    """The page, used by one neighbour after another; what they see is kept as pictures in `folder`, if there is one."""

    page: Messenger
    texts: Texts
    folder: Path | None = None
    looks: list[str] = field(default_factory=list)

    async def be(self, name: str, chat: str) -> None:
        """Become somebody and open one of their chats."""
        await self._goes_back()
        await self.page.control("person").click()
        one = self.page.page.get_by_role("menuitemradio", name=name).first
        search = self.page.page.get_by_role("searchbox")
        await expect(search.or_(one).first).to_be_visible()
        if await search.count():  # of a few people one needs no search
            await search.fill(name)
        await one.click()
        await self.open(chat)

    async def open(self, chat: str) -> None:
        """Open another chat of the same person; on a small screen the list comes first."""
        await self._goes_back()
        await self.page.chat(chat).click()
        await expect(self.page.page.locator(".conversation .header-title, .conversation h2").first).to_contain_text(chat)

    async def _goes_back(self) -> None:
        back = self.page.page.locator(".back").first
        if await back.is_visible():
            await back.click()

    async def tap(self, label: str, number: int | None = None) -> None:
        """Tap it, as soon as there is one; `{number}. …` stands for a line."""
        words = self.texts.say(label) if number is None else self.texts.say(label, number=number)
        await self.page.pane().get_by_role("button", name=words, exact=True).last.click()

    async def marks(self, label: str) -> None:
        """Tap a button of the newest message, and wait for what it says then: each button carries the mark it sets, so a second
        tap that is too quick would set the same once more."""
        ballot = self.page.page.locator(".message").last
        before = await ballot.text_content() or ""
        await self.page.button(label).click()
        await expect(ballot).not_to_have_text(before, timeout=SLOW_MS)

    async def tap_key(self, at: int) -> None:
        """Tap one of the buttons under the newest message, counted from the first."""
        await self.page.pane().locator(".inline-keyboard").last.locator(".inline-button").nth(at).click()

    async def writes(self, words: str) -> None:
        """Send this."""
        await self.page.say(words)

    async def sees(self, *words: str | re.Pattern[str], timeout: float = SLOW_MS) -> None:
        """A message says all of this, now or soon."""
        found = self.page.page.locator(".message")
        for each in words:
            found = found.filter(has_text=each)
        await expect(found.last).to_be_visible(timeout=timeout)

    async def lets_time_pass_until(self, *words: str) -> None:
        """Go on to what is due next, and next, until a message says all of this: others have things due before."""
        face = self.page.page.locator(".clock-face")
        for _ in range(MOST_DUE):
            before = await face.inner_text()
            await self.page.control("next_due").click()
            await expect(face).not_to_have_text(before, timeout=SLOW_MS)
            with suppress(AssertionError):
                await self.sees(*words, timeout=SOON_MS)
                break
        await self.sees(*words)

    async def hears(self, words: str) -> None:
        """This pops up; what must be read goes with OK."""
        await expect(self.page.page.locator(".toast, dialog.alert").filter(has_text=words).last).to_be_visible()
        if await self.page.alert.count():
            await self.page.alert.get_by_role("button", name="OK").click()

    async def is_told(self, words: str) -> None:
        """This stays until OK; an earlier toast with the same words is not it."""
        await expect(self.page.alert.filter(has_text=words)).to_be_visible()
        await self.page.alert.get_by_role("button", name="OK").click()

    async def look(self, name: str) -> None:
        """Keep a picture of what is on the screen, once nothing moves there any more."""
        if self.folder is None:
            return
        self.looks.append(name)
        await self.page.page.evaluate(REST)
        await self.page.page.screenshot(path=self.folder / f"{len(self.looks):02}-{name}.png")

    async def reads_nothing_cut(self) -> None:
        """No button of the open chat has words that do not fit it."""
        cut = "buttons => buttons.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
        assert await self.page.pane().locator(".inline-button").evaluate_all(cut) == []
