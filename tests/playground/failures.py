"""Ways to fail: each provokes one refusal of the Bot API and hands back the answer to the last call."""

from tests.playground.telegram import PNG, Answer, Telegram

TWO_DAYS = 48 * 3600


async def flood(tg: Telegram) -> Answer:
    aino = await tg.person()
    answers = [await tg.send(aino) for _ in range(6)]
    return next(answer for answer in answers if not answer.ok)


async def group_flood(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person())
    await tg.emu("limits", {"chat": 1000, "burst": 1000}, verb="PATCH")
    answers = [await tg.send(chat) for _ in range(21)]
    assert all(answer.ok for answer in answers[:20])
    return answers[-1]


async def long_flood_by_fault(tg: Telegram) -> Answer:
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "sendMessage", "chat": aino}, "action": {"retry_after": 3600}})
    return await tg.send(aino)


async def blocked(tg: Telegram) -> Answer:
    aino = await tg.person()
    await tg.act("block", user=aino)
    return await tg.send(aino)


async def never_started(tg: Telegram) -> Answer:
    shy = await tg.person(started=False)
    await tg.group(shy, admin=await tg.person())
    return await tg.send(shy)


async def unknown_person(tg: Telegram) -> Answer:
    return await tg.send(987654321)


async def unknown_chat(tg: Telegram) -> Answer:
    return await tg.send(-1009876543210)


async def no_chat(tg: Telegram) -> Answer:
    return await tg.call("sendMessage", text="hei")


async def deleted_account(tg: Telegram) -> Answer:
    aino = await tg.person()
    await tg.act("delete_account", user=aino)
    return await tg.send(aino)


async def kicked_from_supergroup(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person())
    await tg.act("kick", chat=chat, user=await tg.bot_id())
    return await tg.send(chat)


async def kicked_from_group(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person(), type="group")
    await tg.act("kick", chat=chat, user=await tg.bot_id())
    return await tg.send(chat)


async def left_supergroup(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person())
    assert (await tg.call("leaveChat", chat_id=chat)).result is True
    return await tg.send(chat)


async def group_deleted(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person(), type="group")
    await tg.act("delete_chat", chat=chat)
    return await tg.send(chat)


async def muted(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person())
    await tg.act("restrict", chat=chat, user=await tg.bot_id(), rights={"can_send_messages": False})
    return await tg.send(chat)


async def pin_without_right(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person())
    return await tg.call("pinChatMessage", chat_id=chat, message_id=await tg.said(chat))


async def migrated(tg: Telegram) -> Answer:
    chat = await tg.group(admin=await tg.person(), type="group")
    await tg.act("migrate", chat=chat, announce=False)
    assert await tg.heard() == []
    return await tg.send(chat)


async def edit_to_the_same(tg: Telegram) -> Answer:
    aino = await tg.person()
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    number = await tg.said(aino, "<b>hei</b>", parse_mode="HTML", reply_markup=keyboard)
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    return await tg.call("editMessageText", chat_id=aino, message_id=number, text="hei", entities=bold, reply_markup=keyboard)


async def edit_markup_to_the_same(tg: Telegram) -> Answer:
    aino = await tg.person()
    return await tg.call("editMessageReplyMarkup", chat_id=aino, message_id=await tg.said(aino))


async def edit_deleted(tg: Telegram) -> Answer:
    aino = await tg.person()
    number = await tg.said(aino)
    await tg.act("delete", chat=aino, user=aino, message=number)
    return await tg.call("editMessageText", chat_id=aino, message_id=number, text="uusi")


async def edit_of_another(tg: Telegram) -> Answer:
    aino = await tg.person()
    number = await tg.write(aino, aino)
    return await tg.call("editMessageText", chat_id=aino, message_id=number, text="uusi")


async def edit_under_reply_keyboard(tg: Telegram) -> Answer:
    aino = await tg.person()
    number = await tg.said(aino, reply_markup={"keyboard": [[{"text": "A"}]]})
    return await tg.call("editMessageText", chat_id=aino, message_id=number, text="uusi")


async def edit_photo_as_text(tg: Telegram) -> Answer:
    aino = await tg.person()
    photo = (await tg.upload("sendPhoto", "photo", PNG, chat_id=aino)).result
    return await tg.call("editMessageText", chat_id=aino, message_id=photo["message_id"], text="uusi")


async def edit_text_as_caption(tg: Telegram) -> Answer:
    aino = await tg.person()
    return await tg.call("editMessageCaption", chat_id=aino, message_id=await tg.said(aino), caption="uusi")


async def delete_unknown(tg: Telegram) -> Answer:
    aino = await tg.person()
    return await tg.call("deleteMessage", chat_id=aino, message_id=9999)


async def delete_after_two_days(tg: Telegram) -> Answer:
    aino = await tg.person()
    number = await tg.said(aino)
    await tg.emu("clock", {"advance": TWO_DAYS + 1})
    return await tg.call("deleteMessage", chat_id=aino, message_id=number)


async def delete_of_another_without_right(tg: Telegram) -> Answer:
    admin = await tg.person()
    chat = await tg.group(admin=admin)
    return await tg.call("deleteMessage", chat_id=chat, message_id=await tg.write(chat, admin, "/start"))


async def press(tg: Telegram) -> tuple[int, int, str]:
    """A pressed button: who, on which message, and the id of the press."""
    aino = await tg.person()
    number = await tg.said(aino, reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    await tg.act("press", chat=aino, user=aino, message=number, row=0, column=0, wait=0)
    (query,) = await tg.heard("callback_query")
    return aino, number, query["id"]


async def answer_twice(tg: Telegram) -> Answer:
    _, _, query = await press(tg)
    assert (await tg.call("answerCallbackQuery", callback_query_id=query)).result is True
    return await tg.call("answerCallbackQuery", callback_query_id=query)


async def answer_late(tg: Telegram) -> Answer:
    _, _, query = await press(tg)
    await tg.emu("clock", {"advance": 3600})
    return await tg.call("answerCallbackQuery", callback_query_id=query)


async def answer_unknown(tg: Telegram) -> Answer:
    return await tg.call("answerCallbackQuery", callback_query_id="1")


async def bad_gateway(tg: Telegram) -> Answer:
    aino = await tg.person()
    await tg.emu("faults", {"match": {"nth": 1}, "action": {"status": 502, "description": "Bad Gateway"}})
    return await tg.send(aino)


async def webhook_and_polling(tg: Telegram) -> Answer:
    await tg.call("setWebhook", url="https://example.com/hook")
    return await tg.call("getUpdates")


async def forum(tg: Telegram) -> tuple[int, int]:
    """A forum and one of its topics."""
    admin = await tg.person()
    chat = await tg.group(admin=admin, is_forum=True)
    topic = await tg.act("create_topic", chat=chat, name="Talkoot", by=admin)
    return chat, topic["message_thread_id"]


async def unknown_topic(tg: Telegram) -> Answer:
    chat, topic = await forum(tg)
    return await tg.send(chat, message_thread_id=topic + 1000)


async def general_topic_by_number(tg: Telegram) -> Answer:
    chat, _ = await forum(tg)
    return await tg.send(chat, message_thread_id=1)


async def closed_topic(tg: Telegram) -> Answer:
    chat, topic = await forum(tg)
    await tg.act("close_topic", chat=chat, thread=topic)
    return await tg.send(chat, message_thread_id=topic)


async def reply_to_nothing(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), reply_parameters={"message_id": 9999})


async def revoked_token(tg: Telegram) -> Answer:
    old = tg.token
    await tg.emu("bot", {"revoke": True})
    return await tg.call("getMe", token=old)


async def unknown_token(tg: Telegram) -> Answer:
    return await tg.call("getMe", token="123456:" + "A" * 35)


async def malformed_token(tg: Telegram) -> Answer:
    return await tg.call("getMe", token="nonsense")


async def unknown_method(tg: Telegram) -> Answer:
    return await tg.call("sendNeighbours")
