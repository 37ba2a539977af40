"""The guided story of the page: first opening, steps, language, starting over."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Browser, expect

from playground.server import Playground
from tests.bot.rig import until
from tests.playground.card_bot import CardBot, running
from tests.playground.page import PHONE, Messenger, opened
from tests.playground.telegram import Telegram

pytestmark = pytest.mark.browser

LANGUAGES = {
    "inline_keyboard": [[{"text": name, "callback_data": f"language:{code}"} for code, name in (("fi", "Suomi"), ("sv", "Svenska"))]]
}


DUE = "2040-01-01T10:00:00+00:00"


@dataclass
class Demo:
    """What a demo serves beside the playground: a story over a house, and starting over."""

    tg: Telegram
    bot: CardBot
    story: dict[str, Any]
    beginnings: int = 0

    async def tell(self, request: web.Request) -> web.Response:
        return web.json_response(self.story)

    async def start_over(self, request: web.Request) -> web.Response:
        self.beginnings += 1
        self.story["id"] = f"story {self.beginnings}"
        return web.json_response({})


def story_of(chat: int, aino: int, mikko: int) -> dict[str, Any]:
    press = {"kind": "press", "data_prefix": "come"}
    button = {"kind": "button", "data_prefix": "come"}
    return {
        "id": "story",
        "zone": "Europe/Helsinki",
        "first": {"user": {"en": mikko, "fi": aino}, "chat": chat},
        "houses": [{"chat": chat, "admin": aino, "language_button": {"fi": "language:fi", "sv": ["language:sv"]}}],
        "steps": [
            {
                "id": "seat",
                "text": {"en": "Take the seat.", "fi": "Ota paikka."},
                "user": mikko,
                "chat": chat,
                "highlight": button,
                "done": press,
            },
            {
                "id": "queue",
                "text": {"en": "Come too late."},
                "after": {"en": "You are in the queue."},
                "user": aino,
                "chat": chat,
                "highlight": button,
                "done": press | {"user": aino},
            },
            {"id": "time", "text": "Let time pass.", "highlight": {"kind": "control", "control": "next_due"}, "done": {"kind": "clock"}},
            {
                "id": "data",
                "text": "See your data.",
                "user": mikko,
                "chat": mikko,
                "highlight": {"kind": "composer"},
                "prefill": "/mydata",
                "done": {"kind": "message", "text": "/mydata"},
            },
        ],
    }


@pytest.fixture
async def demo(playground: Playground) -> AsyncIterator[Demo]:
    await playground.stop()
    async with aiohttp.ClientSession() as session:
        tg = Telegram("", playground.token, session)
        demo = Demo(tg, CardBot(tg), {})
        playground.extra_routes += [web.get("/_demo/story", demo.tell), web.post("/_demo/start_over", demo.start_over)]
        await playground.start()
        tg.url = playground.url
        aino, mikko = await tg.person("Aino", started=False), await tg.person("Mikko")
        chat = await tg.group(mikko, admin=aino, title="Koivukuja 3")
        demo.story |= story_of(chat, aino, mikko)
        await tg.said(chat, "Hello. I am the bot.", reply_markup=LANGUAGES)
        async with running(demo.bot):
            await demo.bot.post_card(chat)
            yield demo


@pytest.fixture
async def page(demo: Demo, browser: Browser, playground: Playground) -> AsyncIterator[Messenger]:
    async with opened(browser, playground.url) as found:
        yield found


async def close_alert(page: Messenger) -> None:
    await page.alert.get_by_role("button", name="OK").click()


def guide(page: Messenger) -> Any:
    return page.page.locator(".guide")


async def test_a_newcomer_sees_a_card_and_one_lit_button(page):
    await expect(page.control("person")).to_contain_text("Mikko")
    await expect(page.message("Spring clean-up")).to_be_in_viewport()
    await expect(guide(page)).to_contain_text("Step 1 of 4")
    await expect(page.lit).to_have_count(1)
    await expect(page.lit).to_have_text("Coming")
    await expect(page.lit).to_be_in_viewport()


async def test_a_phone_shows_the_lit_button_too(demo, browser, playground):
    async with opened(browser, playground.url, size=PHONE) as page:
        await expect(page.lit).to_have_text("Coming")
        await expect(page.lit).to_be_in_viewport()
        assert await page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


async def follow_the_clock(tg: Telegram) -> None:
    """What a bot does that has one reminder to send, far away."""
    version = -1
    while True:
        clock = await tg.see("clock", after=version, wait=5)
        version = clock["version"]
        due = DUE if clock["now"] < DUE else None
        await tg.emu("clock/ack", {"follower": "bot", "version": version, "next_due": due})


@pytest.fixture
async def reminder(demo: Demo) -> AsyncIterator[None]:
    following = asyncio.create_task(follow_the_clock(demo.tg))
    yield
    following.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await following


async def test_the_story_leads_through_to_its_end(page, reminder):
    await page.lit.click()
    await close_alert(page)
    await expect(guide(page)).to_contain_text("Come too late.")
    await guide(page).get_by_role("button", name="Act as Aino").click()
    await expect(page.control("person")).to_contain_text("Aino")
    await page.page.locator(".inline-button.spotlight").click()
    await expect(guide(page)).to_contain_text("You are in the queue.")
    await guide(page).get_by_role("button", name="Next").click()
    await expect(page.lit).to_have_attribute("data-control", "next_due")
    await page.lit.click()
    await expect(page.page.locator(".clock-face")).to_have_text("Sun 1 January, 12:00")
    await guide(page).get_by_role("button", name="Act as Mikko").click()
    await expect(page.field).to_have_value("/mydata")
    await expect(page.field).to_be_focused()
    await page.field.press("Enter")
    await expect(page.message("You said: /mydata")).to_be_visible()
    await expect(guide(page)).to_contain_text("The end")


async def test_one_can_go_back_close_the_guide_and_open_it_again(page):
    await guide(page).get_by_role("button", name="Skip").click()
    await guide(page).get_by_role("button", name="Back").click()
    await expect(guide(page)).to_contain_text("Step 1 of 4")
    await guide(page).get_by_role("button", name="Close the guide").click()
    await expect(guide(page)).to_be_hidden()
    await expect(page.lit).to_have_count(0)
    await page.control("guide").click()
    await expect(guide(page)).to_be_visible()


async def test_show_me_brings_the_focus_to_the_place(page):
    await guide(page).get_by_role("button", name="Show me").click()
    await expect(page.button("Coming")).to_be_focused()


async def test_a_reload_keeps_person_and_step(page):
    await guide(page).get_by_role("button", name="Skip").click()
    await guide(page).get_by_role("button", name="Act as Aino").click()
    await page.page.reload()
    await expect(page.control("person")).to_contain_text("Aino")
    await expect(guide(page)).to_contain_text("Step 2 of 4")


@pytest.mark.parametrize(("language", "pressed"), [("fi-FI", ["fi"]), ("sv-SE", ["sv"]), ("de-DE", [])])
async def test_the_first_house_speaks_the_browsers_language(demo, browser, playground, language, pressed):
    async with opened(browser, playground.url, language=language) as page:
        await expect(guide(page)).to_be_visible()
        await until(lambda: len(demo.bot.languages) >= len(pressed))
        await page.page.reload()
        await expect(page.button("Coming")).to_be_visible()
    assert demo.bot.languages == pressed


async def test_the_page_itself_speaks_finnish(demo, browser, playground):
    async with opened(browser, playground.url, language="fi-FI") as page:
        await expect(guide(page)).to_contain_text("Ota paikka.")
        await expect(page.control("person")).to_contain_text("Aino")
        await expect(page.control("start_over")).to_have_text("Aloita alusta")
        await expect(page.page.locator("html")).to_have_attribute("lang", "fi")
        await page.page.get_by_role("button", name="Kieli: Suomi").click()
        await page.page.get_by_role("menuitemradio", name="Svenska").click()
        await expect(page.control("start_over")).to_have_text("Börja om")


async def test_start_over_begins_the_story_anew(page, demo):
    await guide(page).get_by_role("button", name="Skip").click()
    await page.control("start_over").click()
    await page.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    await expect(guide(page)).to_contain_text("Step 1 of 4")
    assert demo.beginnings == 1
