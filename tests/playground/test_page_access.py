"""The page by keyboard, for eyes that need contrast, and for screen readers."""

import pytest
from playwright.async_api import expect

from tests.playground.page import PHONE, opened

pytestmark = pytest.mark.browser

CONTRAST = """() => {
  // Colours are drawn on a canvas, so that every notation the browser knows becomes red, green and blue.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const layers = (element) => (element ? [...layers(element.parentElement), getComputedStyle(element).backgroundColor] : ["white"]);
  const seen = (colours) => {
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = ([red, green, blue]) => {
    const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = [red, green, blue].map((part) => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const problems = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility({ visibilityProperty: true }) || element.closest(".unseen, noscript, :disabled")) continue;
    const behind = layers(element);
    const [one, other] = [light(seen(behind)), light(seen([...behind, getComputedStyle(element).color]))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) problems.push(`${text.slice(0, 30)} (${element.className}): ${ratio.toFixed(2)}`);
  }
  return problems;
}"""

NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, textarea, [role=menu], dialog")]
  .filter((control) => control.checkVisibility())
  .filter((control) => {
    const labels = control.labels ? [...control.labels].map((label) => label.textContent).join("") : "";
    const ids = (control.getAttribute("aria-labelledby") ?? "").split(" ");
    const named = ids.map((id) => document.getElementById(id)?.textContent ?? "").join("");
    const picture = control.querySelector("img")?.alt ?? "";
    return !(control.getAttribute("aria-label") || named || labels || control.textContent.trim() || picture);
  })
  .map((control) => control.outerHTML.slice(0, 120))"""


async def fill_the_house(house, tg) -> None:
    """Something of every kind, so that every colour is there."""
    await tg.act("send", chat=house.chat, user=house.aino, text="My own words with #tag, @talkoot_demo_bot and /my")
    await tg.act("send", chat=house.chat, user=house.mikko, document=True)
    await tg.call("sendPoll", chat_id=house.chat, question="Bench or grill?", options=[{"text": "Bench"}, {"text": "Grill"}])
    words = "<code>code</code> <blockquote>quote</blockquote><a href='https://example.org'>link</a> <pre>pre</pre>"
    await tg.said(house.chat, words, parse_mode="HTML", reply_to_message_id=1, reply_markup={"keyboard": [[{"text": "Key"}]]})


@pytest.mark.parametrize("size", [(1280, 800), PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_can_be_read(house, tg, browser, playground, dark, size):
    await fill_the_house(house, tg)
    async with opened(browser, f"{playground.url}/#u={house.aino}&c={house.chat}", dark=dark, size=size) as page:
        await expect(page.page.locator(".reply-button")).to_be_visible()
        assert await page.page.evaluate(CONTRAST) == []
        await page.control("workshop").click()
        await expect(page.page.locator(".entry").first).to_be_visible()
        assert await page.page.evaluate(CONTRAST) == []


async def test_every_control_has_a_name(page, house, tg):
    await fill_the_house(house, tg)
    await expect(page.page.locator(".reply-button")).to_be_visible()
    await page.control("workshop").click()
    await page.control("person").click()
    assert await page.page.evaluate(NAMELESS) == []


async def test_a_screen_reader_finds_its_way(page, house, tg):
    for role, name in (
        ("banner", None),
        ("main", None),
        ("navigation", "Person and chats"),
        ("log", "Messages"),
        ("form", "Write a message"),
    ):
        await expect(page.page.get_by_role(role, name=name).first).to_be_visible()
    await expect(page.page.get_by_role("article", name="Talkoot, ")).to_be_visible()
    await tg.act("send", chat=house.chat, user=house.mikko, text="Who has a rake?")
    await expect(page.page.get_by_role("status").filter(has_text="Mikko: Who has a rake?")).to_be_attached()


async def test_the_whole_of_a_press_goes_by_keyboard(page):
    keys = page.page.keyboard
    await page.page.locator(".log").focus()
    await keys.press("ArrowUp")
    await expect(page.message("Spring clean-up")).to_be_focused()
    await keys.press("Tab")
    await expect(page.button("Coming")).to_be_focused()
    await keys.press("ArrowRight")
    await expect(page.button("Can't")).to_be_focused()
    await keys.press("ArrowDown")
    await expect(page.button("Silence")).to_be_focused()
    await keys.press("Home")
    await keys.press("Enter")
    await expect(page.alert).to_be_visible()
    await keys.press("Escape")
    await expect(page.alert).to_have_count(0)
    await expect(page.message("Coming 1 · queue 0")).to_be_visible()
    await expect(page.button("Coming")).to_be_focused()


async def test_one_becomes_somebody_else_by_keyboard(page):
    keys = page.page.keyboard
    await page.control("person").focus()
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(page.control("person")).to_contain_text("Mikko")
    await expect(page.control("person")).to_be_focused()
    await keys.press("Enter")
    await keys.press("Escape")
    await expect(page.page.get_by_role("menu")).to_have_count(0)
    await keys.press("Tab")
    await keys.press("ArrowDown")
    await expect(page.chat("Talkoot")).to_be_focused()
    await keys.press("Enter")
    await expect(page.page.get_by_role("button", name="Start", exact=True)).to_be_visible()


async def test_every_control_can_be_reached_by_tab(page):
    reached = set()
    for _ in range(40):
        await page.page.keyboard.press("Tab")
        reached.add(await page.page.evaluate("document.activeElement.className.split(' ')[0] || document.activeElement.tagName"))
        outline = await page.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or await page.page.evaluate("document.activeElement === document.body")
    assert {"tool", "person-button", "chat-item", "log", "inline-button", "command-button", "field", "icon-button"} <= reached


async def test_a_choice_of_light_or_dark_stays(page):
    await page.page.get_by_role("button", name="Light or dark").click()
    await expect(page.page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.page.reload()
    await expect(page.message("Spring clean-up")).to_be_visible()
    assert await page.page.evaluate("matchMedia && getComputedStyle(document.documentElement).colorScheme") == "dark"
