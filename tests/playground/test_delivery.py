"""How updates reach the bot: long polling, confirmation, filters, expiry, and two pollers at once."""

import asyncio
import time

import aiohttp
import pytest

from tests.playground.failures import press

TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
DAY = 24 * 3600


async def write_many(tg, count):
    """Commands of one person, as waiting updates; the person's id."""
    aino = await tg.person()
    for number in range(count):
        await tg.write(aino, aino, f"/start {number}")
    return aino


def texts(updates):
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_they_are_confirmed(tg):
    await write_many(tg, 3)
    first = (await tg.call("getUpdates")).result
    assert (await tg.call("getUpdates")).result == first
    left = (await tg.call("getUpdates", offset=first[1]["update_id"])).result
    assert texts(left) == ["/start 1", "/start 2"]
    assert (await tg.call("getUpdates", offset=first[2]["update_id"] + 1)).result == []
    assert (await tg.call("getUpdates", offset=0)).result == []


async def test_update_ids_rise_one_by_one(tg):
    await write_many(tg, 3)
    numbers = [update["update_id"] for update in (await tg.call("getUpdates")).result]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


async def test_a_negative_offset_keeps_the_last_ones(tg):
    await write_many(tg, 4)
    assert texts((await tg.call("getUpdates", offset=-2)).result) == ["/start 2", "/start 3"]
    assert texts((await tg.call("getUpdates")).result) == ["/start 2", "/start 3"]


async def test_a_limit_is_kept(tg):
    await write_many(tg, 3)
    assert texts((await tg.call("getUpdates", limit=2)).result) == ["/start 0", "/start 1"]


async def test_at_most_a_hundred_updates_come_at_once(tg):
    await write_many(tg, 105)
    assert len((await tg.call("getUpdates", limit=1000)).result) == 100


async def test_a_long_poll_ends_when_something_happens(tg):
    aino = await tg.person()
    began = time.monotonic()
    poll = asyncio.create_task(tg.call("getUpdates", offset=tg.offset, timeout=30))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await tg.write(aino, aino, "/start")
    assert texts((await poll).result) == ["/start"]
    assert time.monotonic() - began < 5


async def test_a_long_poll_ends_empty_after_its_time(tg):
    began = time.monotonic()
    assert (await tg.call("getUpdates", timeout=1)).result == []
    assert 0.8 < time.monotonic() - began < 5


async def test_of_two_pollers_the_first_is_sent_away(tg):
    aino = await tg.person()
    first = asyncio.create_task(tg.call("getUpdates", offset=tg.offset, timeout=30))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(tg.call("getUpdates", offset=tg.offset, timeout=30))
    assert (await first).refusal == (409, TWO_POLLERS)
    await tg.write(aino, aino, "/start")
    assert texts((await second).result) == ["/start"]


async def test_a_webhook_that_is_removed_lets_the_bot_poll_again(tg):
    await tg.call("setWebhook", url="https://example.com/hook")
    assert (await tg.call("getWebhookInfo")).result["url"] == "https://example.com/hook"
    assert (await tg.call("getUpdates")).refusal[0] == 409
    await tg.call("deleteWebhook")
    assert (await tg.call("getUpdates")).result == []


async def test_pending_updates_are_dropped_only_when_asked(tg):
    await write_many(tg, 2)
    await tg.call("deleteWebhook")
    assert len((await tg.call("getUpdates")).result) == 2
    await tg.call("deleteWebhook", drop_pending_updates=True)
    assert (await tg.call("getUpdates")).result == []


async def test_updates_of_a_day_ago_are_gone(tg):
    await write_many(tg, 1)
    await tg.emu("clock", {"advance": DAY - 60})
    assert len((await tg.call("getUpdates")).result) == 1
    await tg.emu("clock", {"advance": 120})
    assert (await tg.call("getUpdates")).result == []


@pytest.mark.parametrize(("seconds", "left"), [(140, 1), (160, 0)])
async def test_a_press_waits_150_seconds(tg, seconds, left):
    aino = await tg.person()
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    number = await tg.said(aino, reply_markup=keyboard)
    await tg.act("press", chat=aino, user=aino, message=number, row=0, column=0, wait=0)
    await tg.emu("clock", {"advance": seconds})
    assert len(await tg.heard("callback_query")) == left


async def test_the_filter_of_kinds_stays_until_it_is_changed(tg):
    aino = await tg.person()
    await tg.call("getUpdates", allowed_updates=["callback_query"])
    await tg.write(aino, aino, "/start")
    assert await tg.news() == []
    await tg.call("getUpdates", allowed_updates=[])
    await tg.write(aino, aino, "/start again")
    assert texts(await tg.news()) == ["/start again"]


async def test_chat_member_comes_only_when_asked_for(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin, bot="administrator")
    eero, tuuli = await tg.person("Eero"), await tg.person("Tuuli")
    await tg.act("join", chat=chat, user=eero)
    assert await tg.heard("chat_member") == []
    await tg.call("getUpdates", allowed_updates=["message", "chat_member"])
    await tg.act("join", chat=chat, user=tuuli)
    (change,) = await tg.heard("chat_member")
    assert (change["new_chat_member"]["user"]["id"], change["new_chat_member"]["status"]) == (tuuli, "member")


async def test_chat_member_comes_only_to_administrators(tg):
    chat = await tg.group(admin=await tg.person())
    await tg.call("getUpdates", allowed_updates=["message", "chat_member"])
    await tg.act("join", chat=chat, user=await tg.person("Eero"))
    assert await tg.heard("chat_member") == []


async def test_a_dropped_answer_leaves_the_message_sent(tg):
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "sendMessage", "nth": 1}, "action": {"drop": "after"}})
    with pytest.raises(aiohttp.ClientConnectionError):
        await tg.send(aino, "kerran")
    messages = await tg.see(f"chats/{aino}/messages", user=aino)
    assert [message["text"] for message in messages].count("kerran") == 1


async def test_an_update_is_delivered_again_on_request(tg):
    await write_many(tg, 1)
    (first,) = await tg.news()
    await tg.emu("act/redeliver", {"update": first["update_id"]})
    (again,) = (await tg.call("getUpdates", offset=tg.offset)).result
    assert again == first


async def test_a_repeated_press_has_a_new_update_id(tg):
    _, _, query = await press(tg)
    await tg.emu("act/redeliver", {"last": 1, "fresh_id": True})
    (again,) = await tg.news()
    assert again["callback_query"]["id"] == query
