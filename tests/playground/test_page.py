"""What people do on the page, in a real browser over a running playground."""

import pytest
from playwright.async_api import expect

from tests.playground.page import PHONE, Messenger, opened
from tests.playground.telegram import PNG

pytestmark = pytest.mark.browser


async def test_a_message_is_sent_by_enter_and_everybody_sees_it(page, house):
    await page.say("Good morning, neighbours")
    await expect(page.message("Good morning")).to_have_class("message own run-start run-end")
    await page.become("Mikko")
    await expect(page.message("Good morning").locator(".author")).to_have_text("Aino")


async def test_an_alert_stays_until_ok_and_the_card_changes_in_place(page):
    await page.button("Coming").click()
    await expect(page.alert).to_contain_text("You are coming.")
    await expect(page.message("Spring clean-up")).to_contain_text("Coming 1 · queue 0")
    await page.alert.get_by_role("button", name="OK").click()
    await expect(page.alert).to_have_count(0)


async def test_a_note_comes_and_goes_by_itself(page, house):
    house.bot.coming.append(house.mikko)
    await page.button("Coming").click()
    note = page.page.locator(".toast", has_text="number 1 in the queue")
    await expect(note).to_be_visible()
    await expect(note).to_have_count(0, timeout=8000)


async def test_a_press_that_waits_shows_it(page):
    await page.button("Silence").click()
    await expect(page.button("Silence")).to_have_attribute("aria-busy", "true")


async def test_an_edit_does_not_move_what_one_reads(page, house, tg):
    for number in range(25):
        await tg.act("send", chat=house.chat, user=house.mikko, text=f"Line {number}")
    await expect(page.message("Line 24")).to_be_visible()
    log = page.page.locator(".log")
    await log.evaluate("log => { log.scrollTop = 150 }")
    before = await page.message("Line 5").bounding_box()
    await tg.act("press", chat=house.chat, user=house.mikko, message=await card_of(page), data="come")
    await expect(page.message("Spring clean-up")).to_contain_text("Coming 1")
    assert await page.message("Line 5").bounding_box() == before


async def card_of(page: Messenger) -> int:
    return int(await page.message("Spring clean-up").get_attribute("data-message") or 0)


async def test_a_vote_counts_and_can_be_taken_back(page, house, tg):
    await tg.call("sendPoll", chat_id=house.chat, question="Bench or grill?", options=[{"text": "Bench"}, {"text": "Grill"}])
    grill = page.page.locator(".poll-option", has_text="Grill")
    await grill.click()
    await expect(grill).to_have_attribute("aria-pressed", "true")
    await expect(grill).to_contain_text("100 %")
    await page.page.get_by_role("button", name="Take back my vote").click()
    await expect(page.message("Bench or grill?")).to_contain_text("0 votes")


async def test_what_came_elsewhere_is_marked_until_it_is_opened(page, house, tg):
    await page.chat("Talkoot").click()
    await page.page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.message("You said: /start")).to_be_visible()
    await tg.act("send", chat=house.chat, user=house.mikko, text="Coffee is ready")
    await tg.act("send", chat=house.chat, user=house.mikko, text="Come down")
    await expect(page.chat("Koivukuja 3").locator(".badge")).to_contain_text("2")
    await page.chat("Koivukuja 3").click()
    await expect(page.message("Come down")).to_be_visible()
    await expect(page.chat("Koivukuja 3").locator(".badge")).to_have_count(0)


async def test_a_link_of_the_bot_opens_its_chat_as_the_one_who_pressed(page):
    await page.button("Open in private").click()
    await expect(page.page.locator(".conversation h2")).to_have_text("Talkoot")
    await expect(page.message("/start house_7").first).to_be_visible()
    await expect(page.message("You said: /start house_7")).to_be_visible()


async def test_the_command_menu_sends_the_command(page, house, tg):
    await tg.call("setMyCommands", commands=[{"command": "my", "description": "Your things"}])
    await page.chat("Talkoot").click()
    await page.page.get_by_role("button", name="Start", exact=True).click()
    await page.page.get_by_role("button", name="Menu").click()
    await page.page.get_by_role("menuitem", name="/my, Your things").click()
    await expect(page.message("You said: /my")).to_be_visible()


async def test_a_command_half_typed_is_completed(page, house, tg):
    await tg.call(
        "setMyCommands", commands=[{"command": "event", "description": "Post an event"}, {"command": "my", "description": "Your things"}]
    )
    await page.field.press_sequentially("/ev")
    await page.page.locator(".suggestions .menu-item", has_text="/event").click()
    await expect(page.field).to_have_value("/event ")


async def test_a_reply_keyboard_speaks_for_the_person(page, house, tg):
    await page.chat("Talkoot").click()
    await page.page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.message("You said: /start")).to_be_visible()
    await tg.said(house.aino, "What now?", reply_markup={"keyboard": [[{"text": "What's on"}, {"text": "My things"}]]})
    await page.page.locator(".reply-button", has_text="My things").click()
    await expect(page.message("You said: My things")).to_be_visible()


async def test_words_are_never_markup(page, house, tg):
    await tg.said(
        house.chat, "<b>bold</b> <code>1 &lt; 2</code> &lt;img src=x onerror=alert(1)&gt; <tg-spoiler>cake</tg-spoiler>", parse_mode="HTML"
    )
    message = page.message("bold")
    await expect(message.locator("strong")).to_have_text("bold")
    await expect(message.locator(".words")).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(message.locator("img")).to_have_count(0)
    await message.get_by_role("button", name="Show hidden text").click()
    await expect(message.get_by_text("cake")).to_be_visible()


async def test_pictures_files_and_pins_are_shown(page, house, tg):
    await tg.act("send", chat=house.chat, user=house.mikko, photo=True, caption="The yard")
    await tg.act("send", chat=house.chat, user=house.mikko, document=True)
    await tg.act("pin", chat=house.chat, user=house.aino, message=await card_of(page))
    picture = page.message("The yard").locator("img")
    await expect(picture).to_have_attribute("alt", "Picture: The yard")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    await expect(page.page.locator("a.file")).to_be_visible()
    await expect(page.page.locator(".pinned")).to_contain_text("Spring clean-up")


async def test_two_people_side_by_side_see_the_same_card(page):
    await page.control("split").click()
    await expect(page.pane(1).locator(".here")).to_contain_text("Mikko")
    await page.button("Coming", pane=1).click()
    await expect(page.alert).to_contain_text("Talkoot: only Mikko sees this")
    await page.alert.get_by_role("button", name="OK").click()
    await expect(page.message("Coming 1 · queue 0", pane=0)).to_be_visible()
    await expect(page.message("Coming 1 · queue 0", pane=1)).to_be_visible()


async def test_topics_keep_their_messages_apart(page, house, tg):
    forum = await tg.group(admin=house.aino, title="Area", is_forum=True)
    topic = (await tg.act("create_topic", chat=forum, name="Yard", by=house.aino))["thread"]
    await tg.act("send", chat=forum, user=house.aino, text="In the yard", thread=topic)
    await tg.act("send", chat=forum, user=house.aino, text="In general")
    await page.chat("Area").click()
    await expect(page.message("In general")).to_be_visible()
    await expect(page.message("In the yard")).to_have_count(0)
    await page.page.locator(".topic", has_text="Yard").click()
    await page.say("Rakes are here")
    await expect(page.message("Rakes are here")).to_be_visible()
    await expect(page.message("In general")).to_have_count(0)


async def test_the_workshop_shows_what_the_bot_sends_and_makes_faults(page, house, tg):
    workshop = page.page.locator(".workshop")
    await expect(workshop).to_be_hidden()
    await page.control("workshop").click()
    await tg.said(house.chat, "Hello from the bot")
    await expect(workshop.locator(".entry-call", has_text="Hello from the bot")).to_be_visible()
    await workshop.get_by_label("Telegram answers slowly").check()
    await expect(workshop.get_by_label("Telegram answers slowly")).to_be_checked()
    assert [fault["action"] for fault in await tg.see("faults")] == [{"delay": 2.0}]
    await workshop.get_by_label("Telegram answers slowly").uncheck()
    await expect(workshop.get_by_label("Telegram answers slowly")).not_to_be_checked()
    async with tg.session.post(f"{tg.url}/bot{tg.token}/sendNothing"):
        await expect(workshop.locator(".entry-finding")).to_be_visible()


async def test_the_clock_moves_by_a_day(page, tg):
    before = await page.page.locator(".clock-face").get_attribute("datetime")
    await page.control("workshop").click()
    await page.page.get_by_role("button", name="+ 1 day").click()
    await expect(page.page.locator(".toast", has_text="It is now")).to_be_visible()
    assert await page.page.locator(".clock-face").get_attribute("datetime") != before


async def test_without_a_reminder_the_clock_says_so(page):
    await page.control("next_due").click()
    await expect(page.page.locator(".toast", has_text="No reminder is waiting")).to_be_visible()
    page.problems.clear()  # the browser itself reports the 400


async def test_a_page_without_playground_says_so_and_comes_back(page, playground):
    port = int(playground.url.rsplit(":", 1)[1])
    await playground.stop()
    await expect(page.page.locator(".offline")).to_be_visible()
    await playground.start(port=port)
    await expect(page.page.locator(".offline")).to_be_hidden()
    page.problems.clear()  # the browser itself reports the connections that failed


async def test_start_over_asks_once_and_empties_the_world(page, tg):
    await page.control("start_over").click()
    await page.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert (await tg.see("state"))["chats"]
    await page.control("start_over").click()
    await page.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    await expect(page.page.locator(".empty")).to_be_visible()
    assert not (await tg.see("state"))["chats"]
    page.problems.clear()  # there is no demo behind this playground: the browser reports the 404


async def test_a_phone_shows_one_thing_at_a_time(house, browser, playground):
    async with opened(browser, f"{playground.url}/#u={house.leila}&c={house.chat}", size=PHONE) as page:
        await expect(page.page.locator(".here")).to_contain_text("ليلى")
        await expect(page.control("start_over")).to_be_visible()
        assert await page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        await page.page.get_by_role("button", name="Back to the chats").click()
        await expect(page.message("Spring clean-up")).to_be_hidden()
        await page.chat("Koivukuja 3").click()
        await expect(page.message("Spring clean-up")).to_be_visible()
        await page.control("workshop").click()
        assert await page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


async def test_a_message_can_be_answered_edited_and_deleted(page, house, tg):
    await page.say("Rake the leafs")
    await page.do(page.message("Rake the leafs"), "Edit")
    await page.say("Rake the leaves")
    await expect(page.message("Rake the leaves").locator(".meta")).to_contain_text("edited")
    await page.do(page.message("Spring clean-up"), "Answer this message")
    await page.say("I come")
    await expect(page.message("I come").locator(".quote")).to_contain_text("Spring clean-up")
    await page.do(page.message("Rake the leaves"), "Delete")
    await expect(page.message("Rake the leaves")).to_have_count(0)


async def test_a_picture_is_sent_with_its_words(page, house):
    await page.field.fill("The new bench")
    chosen = {"name": "bench.png", "mimeType": "image/png", "buffer": PNG}
    await page.page.locator("input[type=file]").set_input_files(chosen)
    await expect(page.message("The new bench").locator("img")).to_be_visible()
    await expect(page.field).to_have_value("")


async def test_who_blocked_the_bot_has_to_start_it_again(page, house):
    await page.chat("Talkoot").click()
    start = page.page.get_by_role("button", name="Start", exact=True)
    await start.click()
    await expect(page.message("You said: /start")).to_be_visible()
    await page.page.get_by_role("button", name="More", exact=True).click()
    await page.page.get_by_role("menuitem", name="Block the bot").click()
    await start.click()
    await expect(page.message("You said: /start")).to_have_count(2)


async def test_an_anonymous_admin_speaks_as_the_group(page, house, tg):
    await tg.act("promote", chat=house.chat, user=house.mikko, by=house.aino, rights={"is_anonymous": True})
    await page.become("Mikko")
    await expect(page.field).to_have_attribute("placeholder", "Message as Koivukuja 3")
    await page.say("Quiet hours begin at 21")
    await expect(page.message("Quiet hours").locator(".author")).to_contain_text("Koivukuja 3")


async def test_whoever_reads_old_messages_finds_the_way_to_the_new_ones(page, house, tg):
    for number in range(20):
        await tg.act("send", chat=house.chat, user=house.mikko, text=f"Line {number}")
    await expect(page.message("Line 19")).to_be_visible()
    await page.page.locator(".log").evaluate("log => { log.scrollTop = 0 }")
    await tg.act("send", chat=house.chat, user=house.mikko, text="Fresh news")
    way = page.page.get_by_role("button", name="To the newest message")
    await expect(way).to_contain_text("1")
    await way.click()
    await expect(page.message("Fresh news")).to_be_in_viewport()
    await expect(way).to_be_hidden()


async def test_an_empty_playground_fills_when_somebody_moves_in(tg, browser, playground):
    async with opened(browser, playground.url, expected=".empty") as page:
        await expect(page.page.locator(".empty")).to_contain_text("Nobody lives here yet")
        await tg.person("Aino")
        await expect(page.control("person")).to_contain_text("Aino")


async def test_among_very_many_people_each_sees_the_last_words_of_all_their_chats(tg, browser, playground):
    users = [{"ref": f"n{number}", "first_name": f"Neighbour {number}", "started": True} for number in range(160)]
    chats = [{"type": "supergroup", "title": f"House {number}", "administrators": ["n0"]} for number in range(6)]
    found = await tg.emu("world", {"users": users, "chats": chats})
    for chat in found["chats"]:
        await tg.act("send", chat=chat["id"], user=found["refs"]["n0"], text=f"Hello in {chat['title']}")
    async with opened(browser, f"{playground.url}/#u={found['refs']['n0']}", expected=".chat-item") as page:
        for chat in found["chats"]:
            await expect(page.chat(chat["title"]).locator(".chat-last")).to_have_text(f"You: Hello in {chat['title']}")
        await page.control("person").click()
        me = page.page.get_by_role("menuitemradio", name="Neighbour 0")
        await expect(me).to_contain_text("House 0 (admin) · House 1 (admin) · House 2 (admin) · 3 more chats")
