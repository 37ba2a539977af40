"""Seeing what people see and what passed between the bot and the playground."""

import asyncio
import time
from datetime import datetime

import orjson

from tests.playground.refusals import refusal

KEYBOARD = {"inline_keyboard": [[{"text": "Tulen", "callback_data": "go"}]]}


async def test_messages_come_oldest_first_with_what_became_of_them(tg):
    aino = await tg.person()
    await tg.emu("limits", {"mode": "off"}, verb="PATCH")
    keys = {"keyboard": [[{"text": "Ohje"}]]}
    first, card, keyed = await tg.said(aino), await tg.said(aino, reply_markup=KEYBOARD), await tg.said(aino, reply_markup=keys)
    await tg.call("editMessageText", chat_id=aino, message_id=card, text="uusi", reply_markup=KEYBOARD)
    await tg.call("deleteMessage", chat_id=aino, message_id=first)
    seen = {message["message_id"]: message for message in await tg.see(f"chats/{aino}/messages", user=aino, after=first - 1)}
    assert list(seen) == [first, card, keyed]
    assert (seen[first]["deleted"], seen[first]["edits"], seen[first]["edit_date"]) == (True, 0, None)
    assert (seen[card]["edits"], seen[card]["text"], seen[card]["reply_markup"]) == (1, "uusi", KEYBOARD)
    assert seen[card]["edit_date"] is not None
    assert seen[keyed]["reply_markup"] == keys


async def test_a_stranger_sees_nothing_of_a_group(tg):
    chat = await tg.group(admin=await tg.person())
    number = await tg.said(chat)
    assert await tg.see(f"chats/{chat}/messages", user=await tg.person("Eero")) == []
    assert [message["message_id"] for message in await tg.see(f"chats/{chat}/messages", after=number - 1)] == [number]
    assert await refusal(tg, "chats/77/messages", method="GET") == (400, "there is no chat 77")
    assert (await refusal(tg, "chats/here/messages", method="GET"))[0] == 400


async def test_waiting_for_a_message_ends_when_it_comes(tg):
    aino = await tg.person()
    last = await tg.write(aino, aino)
    waiting = asyncio.create_task(tg.see(f"chats/{aino}/messages", user=aino, after=last, wait=10))
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    number = await tg.said(aino, "hei")
    assert [message["message_id"] for message in await waiting] == [number]
    assert time.monotonic() - begun < 5
    assert await tg.see(f"chats/{aino}/messages", user=aino, after=number, wait=0.05) == []


async def test_waiting_for_a_change_ends_with_the_edit(tg):
    aino = await tg.person()
    card, _ = await tg.said(aino), await tg.said(aino)
    seen = await tg.see(f"chats/{aino}/messages", user=aino)
    seq = max(message["changed"] for message in seen)
    waiting = asyncio.create_task(tg.see(f"chats/{aino}/messages", user=aino, changed_after=seq, wait=10))
    await asyncio.sleep(0.05)
    await tg.call("editMessageText", chat_id=aino, message_id=card, text="uusi")
    assert [(message["message_id"], message["text"]) for message in await waiting] == [(card, "uusi")]


async def test_the_journal_tells_calls_answers_updates_and_deliveries(tg):
    chat = await tg.group(admin=await tg.person())
    after = (await tg.see("journal"))[-1]["seq"]
    await tg.write(chat, (await tg.see("state"))["users"][0]["id"], "/moi")
    await tg.call("getUpdates")
    await tg.said(chat, "vastaus")
    found = await tg.see("journal", after=after)
    kinds = [entry["kind"] for entry in found]
    assert kinds == ["update", "call", "delivery", "answer", "call", "answer"]
    assert [entry["seq"] for entry in found] == sorted(entry["seq"] for entry in found)
    assert datetime.fromisoformat(found[0]["at"]).utcoffset() is not None
    assert found[0]["update"]["message"]["text"] == "/moi"
    answer = found[-1]
    assert (answer["method"], answer["chat"], answer["request"]["text"]) == ("sendMessage", chat, "vastaus")
    assert answer["response"]["result"]["text"] == "vastaus"


async def test_the_journal_waits_for_as_many_as_are_asked_for(tg):
    aino = await tg.person()
    waiting = asyncio.create_task(tg.see("journal", kind="answer", method="sendMessage", chat=aino, contains="hei", count=2, wait=10))
    for text in ("hei 1", "moi", "hei 2"):
        await tg.said(aino, text)
    assert [entry["request"]["text"] for entry in await waiting] == ["hei 1", "hei 2"]
    sent = {"kind": "answer", "method": "sendmessage"}
    every = await tg.see("journal", **sent)
    assert await tg.see("journal", limit=2, **sent) == every[-2:]
    assert await tg.see("journal", limit=2, after=0, **sent) == every[:2]
    assert await tg.see("journal", limit=0, **sent) == []
    status, words = await refusal(tg, "journal?kind=rumour", method="GET")
    assert status == 400
    assert "rumour" in words


async def test_an_unknown_method_and_a_breach_of_a_limit_are_findings(tg):
    aino = await tg.person()
    async with tg.session.post(f"{tg.url}/bot{tg.token}/sendTelegram", json={}) as response:
        assert response.status == 404
    for _ in range(4):
        await tg.send(aino)
    found = await tg.see("journal", kind="finding")
    assert [entry["finding"] for entry in found] == ["unknown method", "limit"]


async def test_stats_count_calls_findings_peaks_and_presses(tg):
    chat = await tg.group(admin=(aino := await tg.person()))
    card = await tg.said(chat, reply_markup=KEYBOARD)
    for _ in range(3):
        await tg.act("press", chat=chat, user=aino, message=card, data="go", wait=0)
    queries = await tg.heard("callback_query")
    await tg.call("answerCallbackQuery", callback_query_id=queries[0]["id"])
    await tg.emu("clock", {"advance": 151})
    for _ in range(4):
        await tg.send(chat)
    stats = await tg.see("stats")
    assert stats["calls"]["sendMessage"] == 5
    assert (stats["findings"], stats["429s"]) == (2, 2)
    assert stats["presses"] == {"made": 3, "answered": 1, "expired": 2}
    assert stats["highest"] == {"overall": 5, "chat": 5, "group_minute": 5}
    assert (stats["in_flight"], stats["most_in_flight"]) == (0, 1)
    assert stats["journal"]["forgotten"] == 0


async def read_events(response, count):
    events = []
    while len(events) < count:
        line = (await response.content.readline()).decode()
        if line.startswith("id: "):
            number = int(line[4:])
        if line.startswith("data: "):
            events.append((number, orjson.loads(line[6:])))
    return events


async def test_the_feed_goes_on_where_it_was_left(tg):
    aino = await tg.person()
    async with tg.session.get(f"{tg.url}/_emu/events") as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        await tg.said(aino, "yksi")
        first, second = await read_events(response, 2)
    assert (first[1]["kind"], second[1]["kind"]) == ("call", "answer")
    assert first[0] == first[1]["seq"]
    await tg.said(aino, "kaksi")
    async with tg.session.get(f"{tg.url}/_emu/events", headers={"Last-Event-ID": str(first[0])}) as response:
        again = await read_events(response, 3)
    assert again[0] == second
    assert again[1][1]["request"]["text"] == "kaksi"


async def test_the_feed_shows_changes_and_keeps_to_filters_when_asked(tg):
    chat = await tg.group(admin=(aino := await tg.person()))
    await tg.emu("bot", {"privacy": True})
    async with tg.session.get(f"{tg.url}/_emu/events", params={"changes": 1, "chat": chat}) as response:
        await tg.write(aino, aino, "yksityinen")
        await tg.write(chat, aino, "jutellaan")
        ((_, entry),) = await read_events(response, 1)
    assert (entry["kind"], entry["chat"]) == ("change", chat)


async def test_settling_waits_until_the_bot_has_taken_and_answered_everything(tg):
    aino = await tg.person()
    card = await tg.said(aino, reply_markup=KEYBOARD)
    await tg.act("press", chat=aino, user=aino, message=card, data="go", wait=0)
    unfinished = await tg.emu("settle", {"timeout": 0.1})
    assert unfinished == {"settled": False, "pending_updates": 1, "calls_in_flight": 0, "unanswered_presses": 1}
    waiting = asyncio.create_task(tg.emu("settle", {"quiet": 0.05, "timeout": 10}))
    (query,) = await tg.heard("callback_query")
    await tg.call("answerCallbackQuery", callback_query_id=query["id"])
    assert await waiting == {"settled": True, "pending_updates": 0, "calls_in_flight": 0, "unanswered_presses": 0}


async def test_a_bot_that_waits_for_updates_is_at_rest(tg):
    polling = asyncio.create_task(tg.call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    assert (await tg.emu("settle", {"quiet": 0.05, "timeout": 2}))["settled"] is True
    await tg.person()
    await polling


async def test_a_held_call_keeps_the_world_from_settling(tg):
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "sendMessage"}, "action": {"hold": "here"}})
    sending = asyncio.create_task(tg.send(aino))
    await tg.see("journal", kind="fault", wait=5)
    assert (await tg.emu("settle", {"timeout": 0.1}))["calls_in_flight"] == 1
    await tg.emu("faults/release", {"name": "here"})
    assert (await sending).ok
