"""What neighbours do and the bot hears: privacy mode, membership, rights, polls, files, deep links."""

import pytest

from tests.playground.telegram import PNG

KEYBOARD = {"inline_keyboard": [[{"text": "Tulen", "callback_data": "go"}, {"text": "Sivu", "url": "https://example.com/"}]]}


async def heard_texts(tg):
    return [message.get("text") for message in await tg.heard()]


async def privacy(tg, on):
    await tg.emu("bot", {"privacy": on})


async def test_in_privacy_mode_only_what_is_meant_for_the_bot_is_heard(tg):
    await privacy(tg, on=True)
    admin = await tg.person()
    chat = await tg.group(admin=admin)
    name = (await tg.call("getMe")).result["username"]
    card = await tg.said(chat)
    for text in ("ihan vaan juttelua", "/event", f"/event@{name}", "/event@otherbot", "https://example.com"):
        await tg.write(chat, admin, text)
    await tg.write(chat, admin, "vastaus", reply_to=card)
    assert await heard_texts(tg) == ["/event", f"/event@{name}", "vastaus"]


async def test_an_administrator_bot_hears_everything(tg):
    await privacy(tg, on=True)
    admin = await tg.person()
    chat = await tg.group(admin=admin, bot="administrator")
    await tg.write(chat, admin, "ihan vaan juttelua")
    assert await heard_texts(tg) == ["ihan vaan juttelua"]


async def test_without_privacy_mode_everything_is_heard(tg):
    await privacy(tg, on=False)
    admin = await tg.person()
    chat = await tg.group(admin=admin)
    await tg.write(chat, admin, "ihan vaan juttelua")
    assert await heard_texts(tg) == ["ihan vaan juttelua"]


async def test_service_messages_are_heard_in_privacy_mode(tg):
    await privacy(tg, on=True)
    chat = await tg.group(admin=await tg.person())
    eero = await tg.person("Eero")
    await tg.act("join", chat=chat, user=eero)
    (message,) = await tg.heard()
    assert [user["id"] for user in message["new_chat_members"]] == [eero]


async def test_the_bot_is_told_when_it_is_added_promoted_and_removed(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin, bot="absent")
    bot = await tg.bot_id()
    await tg.act("join", chat=chat, user=bot, by=admin)
    await tg.act("promote", chat=chat, user=bot, by=admin, rights={"can_pin_messages": True})
    await tg.act("kick", chat=chat, user=bot, by=admin)
    changes = await tg.heard("my_chat_member")
    steps = [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes]
    assert steps == [("left", "member"), ("member", "administrator"), ("administrator", "kicked")]
    assert changes[1]["new_chat_member"]["can_pin_messages"] is True
    assert {change["from"]["id"] for change in changes} == {admin}


async def test_blocking_is_told_in_the_private_chat(tg):
    aino = await tg.person()
    await tg.act("block", user=aino)
    await tg.act("unblock", user=aino)
    changes = await tg.heard("my_chat_member")
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert {change["chat"]["id"] for change in changes} == {aino}
    assert (await tg.send(aino)).ok


async def test_a_press_is_answered_to_the_person(tg):
    aino = await tg.person()
    number = await tg.said(aino, reply_markup=KEYBOARD)
    await tg.act("press", chat=aino, user=aino, message=number, text="Tulen", wait=0)
    (query,) = await tg.heard("callback_query")
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("go", aino, number)
    assert query["message"]["reply_markup"] == KEYBOARD
    assert (await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="Kiva!", show_alert=True)).result is True
    entries = await tg.see("journal", method="answerCallbackQuery")
    assert entries[-1]["request"]["text"] == "Kiva!"


async def test_an_address_button_does_not_ask_the_bot(tg):
    aino = await tg.person()
    number = await tg.said(aino, reply_markup=KEYBOARD)
    pressed = await tg.act("press", chat=aino, user=aino, message=number, row=0, column=1)
    assert (pressed["kind"], pressed["url"]) == ("url", "https://example.com/")
    assert await tg.heard("callback_query") == []


async def test_an_anonymous_administrator_hides_in_messages_but_not_in_presses(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin, bot="administrator")
    number = await tg.said(chat, reply_markup=KEYBOARD)
    await tg.write(chat, admin, "/event", anonymous=True)
    await tg.act("press", chat=chat, user=admin, message=number, row=0, column=0, wait=0)
    updates = await tg.news()
    message = next(update["message"] for update in updates if "message" in update)
    query = next(update["callback_query"] for update in updates if "callback_query" in update)
    assert (message["from"]["id"], message["sender_chat"]["id"]) == (1087968824, chat)
    assert query["from"]["id"] == admin


async def test_a_press_on_a_deleted_card_brings_an_inaccessible_message(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin)
    number = await tg.said(chat, reply_markup=KEYBOARD)
    await tg.call("deleteMessage", chat_id=chat, message_id=number)
    await tg.act("press", chat=chat, user=admin, message=number, data="go", wait=0)
    (query,) = await tg.heard("callback_query")
    assert query["message"] == {"chat": query["message"]["chat"], "message_id": number, "date": 0}


async def test_a_poll_tells_who_voted_what(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin)
    asked = await tg.call("sendPoll", chat_id=chat, question="Milloin?", options=[{"text": "La"}, {"text": "Su"}], is_anonymous=False)
    poll = asked.result["poll"]
    await tg.act("vote", chat=chat, user=admin, message=asked.result["message_id"], options=[1])
    await tg.act("vote", chat=chat, user=admin, message=asked.result["message_id"], options=[])
    answers = await tg.heard("poll_answer")
    assert [(answer["poll_id"], answer["user"]["id"], answer["option_ids"]) for answer in answers] == [
        (poll["id"], admin, [1]),
        (poll["id"], admin, []),
    ]
    stopped = (await tg.call("stopPoll", chat_id=chat, message_id=asked.result["message_id"])).result
    assert (stopped["is_closed"], stopped["total_voter_count"]) == (True, 0)


async def test_an_anonymous_poll_tells_only_counts(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin)
    asked = (await tg.call("sendPoll", chat_id=chat, question="Milloin?", options=[{"text": "La"}, {"text": "Su"}])).result
    await tg.act("vote", chat=chat, user=admin, message=asked["message_id"], options=[0])
    updates = await tg.news()
    assert [update for update in updates if "poll_answer" in update] == []
    assert updates[-1]["poll"]["options"][0]["voter_count"] == 1


async def test_a_poll_closes_at_its_time(tg):
    aino = await tg.person()
    asked = await tg.call("sendPoll", chat_id=aino, question="Q", options=[{"text": "a"}, {"text": "b"}], open_period=60)
    await tg.emu("clock", {"advance": 61})
    closed = [poll for poll in await tg.heard("poll") if poll["is_closed"]]
    assert [poll["id"] for poll in closed] == [asked.result["poll"]["id"]]


@pytest.mark.parametrize(("method", "kind"), [("sendDocument", "document"), ("sendPhoto", "photo")])
async def test_a_file_comes_back_as_it_was(tg, method, kind):
    aino = await tg.person()
    message = (await tg.upload(method, kind, PNG, chat_id=aino, caption="<b>Kuva</b>", parse_mode="HTML")).result
    found = message[kind][-1] if kind == "photo" else message[kind]
    assert (message["caption"], message["caption_entities"][0]["type"]) == ("Kuva", "bold")
    file = (await tg.call("getFile", file_id=found["file_id"])).result
    async with tg.session.get(f"{tg.url}/file/bot{tg.token}/{file['file_path']}") as response:
        assert await response.read() == PNG
    again = await tg.call("sendDocument" if kind == "document" else "sendPhoto", chat_id=aino, **{kind: found["file_id"]})
    sent = again.result[kind][-1] if kind == "photo" else again.result[kind]
    assert sent["file_unique_id"] == found["file_unique_id"]


async def test_a_deep_link_starts_the_bot_with_its_payload(tg):
    name = (await tg.call("getMe")).result["username"]
    aino = await tg.person(started=False)
    await tg.act("link", user=aino, url=f"https://t.me/{name}?start=talo-7")
    (message,) = await tg.heard()
    assert (message["text"], message["chat"]["id"]) == ("/start talo-7", aino)
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_group_link_adds_the_bot_and_addresses_it(tg):
    name = (await tg.call("getMe")).result["username"]
    admin = await tg.person()
    chat = await tg.group(admin=admin, bot="absent")
    await tg.act("link", user=admin, chat=chat, url=f"https://t.me/{name}?startgroup=talo")
    texts = [message.get("text") for message in await tg.heard()]
    assert texts[-1] == f"/start@{name} talo"


async def test_commands_are_shown_for_scope_and_language(tg):
    aino = await tg.person(language_code="fi")
    await tg.call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    own = {"type": "all_private_chats"}
    await tg.call("setMyCommands", commands=[{"command": "ohje", "description": "Ohje"}], scope=own, language_code="fi")
    shown = await tg.see("commands", user=aino, chat=aino)
    assert [command["command"] for command in shown] == ["ohje"]
    assert (await tg.call("getMyCommands")).result == [{"command": "help", "description": "Help"}]


async def test_a_pin_makes_a_service_message(tg):
    chat = await tg.group(admin=await tg.person(), bot="administrator")
    number = await tg.said(chat)
    assert (await tg.call("pinChatMessage", chat_id=chat, message_id=number)).result is True
    pinned = [message for message in await tg.heard() if "pinned_message" in message]
    assert [message["pinned_message"]["message_id"] for message in pinned] == [number]
    assert (await tg.call("getChat", chat_id=chat)).result["pinned_message"]["message_id"] == number


async def test_a_topic_keeps_its_messages(tg):
    admin = await tg.person()
    chat = await tg.group(admin=admin, is_forum=True)
    topic = (await tg.act("create_topic", chat=chat, name="Talkoot", by=admin))["message_thread_id"]
    await tg.news()
    message = (await tg.send(chat, message_thread_id=topic)).result
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    general = (await tg.send(chat)).result
    assert "message_thread_id" not in general
    await tg.write(chat, admin, "/event", thread=topic)
    (heard,) = await tg.heard()
    assert heard["message_thread_id"] == topic


async def test_mentions_of_people_without_a_username_carry_the_person(tg):
    aino = await tg.person("Aino")
    message = (await tg.send(aino, f'<a href="tg://user?id={aino}">Aino</a>', parse_mode="HTML")).result
    assert message["entities"][0]["user"]["id"] == aino
    stranger = (await tg.send(aino, '<a href="tg://user?id=77">X</a>', parse_mode="HTML")).result
    assert "entities" not in stranger


async def test_an_unknown_method_is_a_finding(tg):
    await tg.call("sendNeighbours")
    assert [entry["method"] for entry in await tg.findings()] == ["sendNeighbours"]


async def test_an_unknown_parameter_is_accepted_and_a_finding(tg):
    aino = await tg.person()
    assert (await tg.send(aino, volume=11)).ok
    assert len(await tg.findings()) == 1
