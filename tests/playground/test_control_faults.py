"""Faults and limits over HTTP, as the bot meets them."""

import asyncio

import aiohttp
import pytest

from tests.playground.refusals import refusal


async def fault(tg, match, **action):
    return await tg.emu("faults", {"match": match, "action": action})


async def texts(tg, chat):
    return [message["text"] for message in await tg.see(f"chats/{chat}/messages", user=chat)]


async def raw(tg, method, **params):
    async with tg.session.post(f"{tg.url}/bot{tg.token}/{method}", json=params) as response:
        return response.status, await response.text()


async def test_faults_are_listed_with_their_hits_and_taken_away(tg):
    first = await fault(tg, {"method": "sendMessage", "times": 1}, status=500)
    second = await tg.emu("faults", {"seed": 7, "match": {"probability": 0.5}, "action": {"delay": 0}})
    aino = await tg.person()
    await tg.send(aino)
    listed = await tg.see("faults")
    assert [(f["id"], f["match"], f["action"]) for f in listed] == [
        (first["id"], {"method": "sendMessage", "times": 1}, {"status": 500}),
        (second["id"], {"probability": 0.5}, {"delay": 0.0}),
    ]
    assert (listed[0]["hits"], listed[1]["seed"]) == (1, 7)
    async with tg.session.delete(f"{tg.url}/_emu/faults", params={"id": first["id"]}) as response:
        assert await response.json() == {"removed": 1}
    async with tg.session.delete(f"{tg.url}/_emu/faults") as response:
        assert await response.json() == {"removed": 1}
    assert await tg.see("faults") == []
    assert await refusal(tg, f"faults?id={first['id']}", method="DELETE") == (400, f"there is no fault {first['id']}")


async def test_an_error_is_answered_without_anything_being_done(tg):
    aino = await tg.person()
    await fault(tg, {"method": "sendMessage", "nth": 1}, status=502, description="Bad Gateway")
    assert (await tg.send(aino, "yksi")).refusal == (502, "Bad Gateway")
    assert (await tg.send(aino, "kaksi")).ok
    assert await texts(tg, aino) == ["/start", "kaksi"]
    (answer,) = await tg.see("journal", kind="answer", contains="yksi")
    assert answer["response"]["error_code"] == 502


async def test_retry_after_for_one_chat_leaves_the_others_alone(tg):
    aino, bo = await tg.person("Aino"), await tg.person("Bo")
    await fault(tg, {"chat": aino}, retry_after=3600)
    refused = await tg.send(aino)
    assert (refused.refusal[0], refused.parameters) == (429, {"retry_after": 3600})
    assert (await tg.send(bo)).ok
    assert (await tg.see("stats"))["429s"] == 1


async def test_a_raw_body_and_a_cut_one_arrive_as_they_are(tg):
    await fault(tg, {"method": "getMe", "nth": 1}, status=504, raw="<html>gateway</html>")
    await fault(tg, {"method": "getMe", "nth": 2}, truncate=10)
    assert await raw(tg, "getMe") == (504, "<html>gateway</html>")
    assert await raw(tg, "getMe") == (200, '{"ok":true')


@pytest.mark.parametrize(("action", "sent"), [({"drop": "before"}, 0), ({"refuse": True}, 0), ({"drop": "after"}, 1)])
async def test_a_lost_answer_leaves_the_caller_not_knowing(tg, action, sent):
    aino = await tg.person()
    await fault(tg, {"method": "sendMessage", "nth": 1}, **action)
    with pytest.raises(aiohttp.ClientConnectionError):
        await tg.send(aino, "kerran")
    assert (await texts(tg, aino)).count("kerran") == sent


async def test_a_held_call_is_carried_out_at_its_release(tg):
    aino = await tg.person()
    await fault(tg, {"method": "sendMessage", "times": 1}, hold="before")
    sending = asyncio.create_task(tg.send(aino, "viimein"))
    await tg.see("journal", kind="fault", wait=5)
    assert (await tg.see("faults"))[0]["held"] == 1
    assert await texts(tg, aino) == ["/start"]
    assert await tg.emu("faults/release", {"name": "before"}) == {"released": 1}
    assert (await sending).ok
    assert await texts(tg, aino) == ["/start", "viimein"]


async def test_a_held_call_whose_caller_has_gone_is_not_carried_out(tg):
    aino = await tg.person()
    await fault(tg, {"method": "sendMessage", "times": 1}, hold="before")
    async with aiohttp.ClientSession() as doomed:
        sending = asyncio.create_task(doomed.post(f"{tg.url}/bot{tg.token}/sendMessage", json={"chat_id": aino, "text": "turhaan"}))
        await tg.see("journal", kind="fault", wait=5)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    await asyncio.sleep(0.1)
    await tg.emu("faults/release", {"name": "before"})
    await tg.emu("settle", {"quiet": 0.05})
    assert await texts(tg, aino) == ["/start"]


async def test_a_call_held_after_acceptance_is_done_though_its_caller_has_gone(tg):
    aino = await tg.person()
    await fault(tg, {"method": "sendMessage", "times": 1}, hold="after", drop="after")
    sending = asyncio.create_task(tg.send(aino, "kerran"))
    await tg.see("journal", kind="answer", contains="kerran", wait=5)
    assert await texts(tg, aino) == ["/start", "kerran"]
    assert not sending.done()
    await tg.emu("faults/release", {"name": "after"})
    with pytest.raises(aiohttp.ClientConnectionError):
        await sending


async def test_a_fault_finds_the_answer_to_one_persons_press(tg):
    aino, bo = await tg.person("Aino"), await tg.person("Bo")
    chat = await tg.group(bo, admin=aino)
    card = await tg.said(chat, reply_markup={"inline_keyboard": [[{"text": "Tulen", "callback_data": "go"}]]})
    await fault(tg, {"method": "answerCallbackQuery", "user": bo}, status=500)
    for user in (aino, bo):
        await tg.act("press", chat=chat, user=user, message=card, data="go", wait=0)
    queries = await tg.heard("callback_query")
    answers = [await tg.call("answerCallbackQuery", callback_query_id=query["id"]) for query in queries]
    assert [answer.ok for answer in answers] == [True, False]


async def test_updates_come_twice_and_in_the_wrong_order(tg):
    aino = await tg.person()
    await fault(tg, {"contains": "yksi", "times": 1}, duplicate_update=True)
    await tg.write(aino, aino, "yksi")
    assert [message["text"] for message in await tg.heard()] == ["yksi", "yksi"]
    await fault(tg, {"times": 1}, reorder=True)
    await tg.write(aino, aino, "kaksi")
    await tg.write(aino, aino, "kolme")
    assert [message["text"] for message in await tg.heard()] == ["kolme", "kaksi"]


async def test_limits_are_shown_changed_and_switched_off(tg):
    assert await tg.see("limits") == {"mode": "enforce", "overall": 30, "chat": 1.0, "burst": 3, "group_minute": 20}
    assert (await tg.emu("limits", {"burst": 1}, verb="PATCH"))["burst"] == 1
    aino = await tg.person()
    assert [(await tg.send(aino)).ok for _ in range(2)] == [True, False]
    assert (await tg.emu("limits", {"mode": "off"}, verb="PATCH"))["mode"] == "off"
    assert all([(await tg.send(aino)).ok for _ in range(10)])
    assert (await refusal(tg, "limits", {"mod": "off"}, method="PATCH"))[0] == 400


async def test_a_call_the_world_refuses_counts_overall_only(tg):
    await tg.emu("limits", {"overall": 6}, verb="PATCH")
    aino = await tg.person()
    await tg.act("block", user=aino)
    refused = [await tg.send(aino) for _ in range(6)]
    assert {answer.refusal[0] for answer in refused} == {403}
    assert (await tg.send(aino)).refusal[0] == 429


async def test_a_call_that_is_no_proper_call_counts_overall_too(tg):
    await tg.emu("limits", {"overall": 2}, verb="PATCH")
    refused = [(await tg.call("sendMessage", chat_id=5)).refusal[0] for _ in range(3)]
    assert refused == [400, 400, 429]
