"""Ways to send what Telegram does not take: each provokes one refusal and hands back the answer to the last call."""

from tests.playground.telegram import PNG, Answer, Telegram


async def broken_html(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), "ab <x>", parse_mode="HTML")


async def unclosed_html(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), "<b>hei", parse_mode="HTML")


async def unescaped_markdown(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), "Hei.", parse_mode="MarkdownV2")


async def broken_caption(tg: Telegram) -> Answer:
    return await tg.upload("sendPhoto", "photo", PNG, chat_id=await tg.person(), caption="<i>", parse_mode="HTML")


async def unknown_parse_mode(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), "hei", parse_mode="BBCode")


async def blank_text(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), " \n<b> </b>", parse_mode="HTML")


async def empty_text(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), "")


async def long_text(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), "a" * 4097)


async def long_caption(tg: Telegram) -> Answer:
    return await tg.upload("sendPhoto", "photo", PNG, chat_id=await tg.person(), caption="a" * 1025)


async def long_callback_data(tg: Telegram) -> Answer:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "ä" * 33}]]}
    return await tg.send(await tg.person(), reply_markup=keyboard)


async def button_without_address(tg: Telegram) -> Answer:
    keyboard = {"inline_keyboard": [[{"text": "A", "url": "nowhere"}]]}
    return await tg.send(await tg.person(), reply_markup=keyboard)


async def button_without_action(tg: Telegram) -> Answer:
    return await tg.send(await tg.person(), reply_markup={"inline_keyboard": [[{"text": "A"}]]})


async def poll_with_one_long_option(tg: Telegram) -> Answer:
    return await tg.call("sendPoll", chat_id=await tg.person(), question="Q", options=[{"text": "a" * 101}, {"text": "b"}])


async def poll_without_question(tg: Telegram) -> Answer:
    return await tg.call("sendPoll", chat_id=await tg.person(), question="", options=[{"text": "a"}, {"text": "b"}])


async def poll_with_many_options(tg: Telegram) -> Answer:
    return await tg.call("sendPoll", chat_id=await tg.person(), question="Q", options=[{"text": str(n)} for n in range(13)])


async def stop_a_stopped_poll(tg: Telegram) -> Answer:
    aino = await tg.person()
    poll = (await tg.call("sendPoll", chat_id=aino, question="Q", options=[{"text": "a"}, {"text": "b"}])).result
    assert (await tg.call("stopPoll", chat_id=aino, message_id=poll["message_id"])).result["is_closed"] is True
    return await tg.call("stopPoll", chat_id=aino, message_id=poll["message_id"])


async def stop_no_poll(tg: Telegram) -> Answer:
    aino = await tg.person()
    return await tg.call("stopPoll", chat_id=aino, message_id=await tg.said(aino))


async def stop_no_message(tg: Telegram) -> Answer:
    return await tg.call("stopPoll", chat_id=await tg.person(), message_id=9999)


async def unknown_file(tg: Telegram) -> Answer:
    return await tg.call("getFile", file_id="nonsense")


async def unknown_photo(tg: Telegram) -> Answer:
    return await tg.call("sendPhoto", chat_id=await tg.person(), photo="nonsense")
