"""Every kind of answer read by aiogram's typed models, which are stricter than python-telegram-bot's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.playground.telegram import PNG, Telegram

if TYPE_CHECKING:
    import aiogram


@pytest.fixture(autouse=True, scope="module")
def library() -> None:
    """Not imported sooner: aiogram takes seconds of whoever only reads which tests there are, as each worker does."""
    global aiogram
    import aiogram


def keyboard() -> aiogram.types.InlineKeyboardMarkup:
    """One button."""
    return aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[aiogram.types.InlineKeyboardButton(text="A", callback_data="a")]])


@pytest.fixture
async def bot(tg: Telegram) -> AsyncIterator[aiogram.Bot]:
    """aiogram's view of the bot; limits are off."""
    await tg.emu("limits", {"mode": "off"}, verb="PATCH")
    session = aiogram.client.session.aiohttp.AiohttpSession(api=aiogram.client.telegram.TelegramAPIServer.from_base(tg.url))
    yield aiogram.Bot(tg.token, session=session)
    await session.close()


async def test_messages_are_sent_changed_and_moved(tg: Telegram, bot: aiogram.Bot) -> None:
    aino = await tg.person()
    first = await bot.send_message(aino, "<b>hei</b> /start", parse_mode="HTML", reply_markup=keyboard())
    assert first.html_text == "<b>hei</b> /start"
    answer = await bot.send_message(aino, "vastaus", reply_parameters=aiogram.types.ReplyParameters(message_id=first.message_id))
    assert answer.reply_to_message is not None
    edited = await bot.edit_message_text("uusi", chat_id=aino, message_id=first.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("uusi", None)
    assert await bot.edit_message_reply_markup(chat_id=aino, message_id=first.message_id, reply_markup=keyboard())
    forwarded = await bot.forward_message(aino, aino, first.message_id)
    assert forwarded.forward_origin is not None
    copied = await bot.copy_messages(aino, aino, [first.message_id, answer.message_id])
    assert await bot.delete_messages(aino, [each.message_id for each in copied])
    assert await bot.set_message_reaction(aino, first.message_id, [aiogram.types.ReactionTypeEmoji(emoji="👍")])
    assert (await bot.send_dice(aino)).dice is not None
    assert (await bot.send_location(aino, 60.17, 24.94)).location is not None
    assert (await bot.send_venue(aino, 60.17, 24.94, "Piha", "Koivukuja 3")).venue is not None
    assert (await bot.send_contact(aino, "+358401234567", "Aino")).contact is not None
    assert await bot.send_chat_action(aino, "typing")


async def test_media_are_sent_and_changed(tg: Telegram, bot: aiogram.Bot) -> None:
    aino = await tg.person()
    file = aiogram.types.BufferedInputFile(PNG, "a.png")
    photo = await bot.send_photo(aino, file, caption="kuva", has_spoiler=True)
    assert photo.photo
    changed = await bot.edit_message_media(
        aiogram.types.InputMediaDocument(media=file, caption="tiedosto"), chat_id=aino, message_id=photo.message_id
    )
    assert not isinstance(changed, bool)
    assert changed.document is not None
    captioned = await bot.edit_message_caption(chat_id=aino, message_id=photo.message_id, caption="toinen")
    assert not isinstance(captioned, bool)
    assert captioned.caption == "toinen"
    album = await bot.send_media_group(
        aino, [aiogram.types.InputMediaPhoto(media=file), aiogram.types.InputMediaPhoto(media=photo.photo[-1].file_id)]
    )
    assert len(album) == 2
    assert (await bot.send_video(aino, file)).video is not None
    assert (await bot.send_animation(aino, file)).animation is not None
    assert (await bot.send_audio(aino, file)).audio is not None
    assert (await bot.send_voice(aino, file)).voice is not None
    found = await bot.get_file(photo.photo[-1].file_id)
    assert found.file_path is not None
    stream = await bot.download_file(found.file_path)
    assert stream is not None
    assert stream.read() == PNG


async def test_a_group_is_governed(tg: Telegram, bot: aiogram.Bot) -> None:
    owner, eero = await tg.person(), await tg.person("Eero")
    chat = await tg.group(eero, admin=owner, bot="administrator")
    await tg.act("promote", chat=chat, user=await tg.bot_id(), rights={"can_promote_members": True, "can_restrict_members": True})
    assert await bot.promote_chat_member(chat, eero, can_pin_messages=True)
    member = await bot.get_chat_member(chat, eero)
    assert isinstance(member, aiogram.types.ChatMemberAdministrator)
    assert member.can_pin_messages
    assert await bot.promote_chat_member(chat, eero, can_pin_messages=False)
    assert await bot.restrict_chat_member(chat, eero, aiogram.types.ChatPermissions(can_send_messages=True))
    assert isinstance(await bot.get_chat_member(chat, eero), aiogram.types.ChatMemberRestricted)
    assert await bot.ban_chat_member(chat, eero)
    assert isinstance(await bot.get_chat_member(chat, eero), aiogram.types.ChatMemberBanned)
    assert await bot.unban_chat_member(chat, eero)
    assert isinstance(await bot.get_chat_member(chat, eero), aiogram.types.ChatMemberLeft)
    assert len(await bot.get_chat_administrators(chat)) == 2
    full = await bot.get_chat(chat)
    assert full.permissions is not None


async def test_topics_are_kept(tg: Telegram, bot: aiogram.Bot) -> None:
    chat = await tg.group(admin=await tg.person(), is_forum=True, bot="administrator")
    topic = await bot.create_forum_topic(chat, "Talkoot")
    message = await bot.send_message(chat, "hei", message_thread_id=topic.message_thread_id)
    assert message.is_topic_message
    assert message.reply_to_message is not None
    assert message.reply_to_message.forum_topic_created is not None
    assert await bot.edit_forum_topic(chat, topic.message_thread_id, name="Kevättalkoot")
    assert await bot.close_forum_topic(chat, topic.message_thread_id)
    assert await bot.reopen_forum_topic(chat, topic.message_thread_id)
    assert await bot.close_general_forum_topic(chat)
    assert await bot.reopen_general_forum_topic(chat)
    assert await bot.delete_forum_topic(chat, topic.message_thread_id)


async def test_the_bot_presents_itself(tg: Telegram, bot: aiogram.Bot) -> None:
    me = await bot.get_me()
    assert me.can_join_groups
    scope = aiogram.types.BotCommandScopeAllGroupChats()
    assert await bot.set_my_commands([aiogram.types.BotCommand(command="event", description="Uusi")], scope=scope, language_code="fi")
    assert [each.command for each in await bot.get_my_commands(scope, language_code="fi")] == ["event"]
    assert await bot.delete_my_commands(scope, language_code="fi")
    assert await bot.set_my_name("Talkoot")
    assert (await bot.get_my_name()).name == "Talkoot"
    assert await bot.set_my_description("Talkoot", language_code="fi")
    assert (await bot.get_my_description(language_code="fi")).description == "Talkoot"
    assert await bot.set_my_short_description("Talkoot")
    assert (await bot.get_my_short_description()).short_description == "Talkoot"
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_become_the_right_exceptions(tg: Telegram, bot: aiogram.Bot) -> None:
    aino = await tg.person()
    with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="chat not found"):
        await bot.send_message(12345, "hei")
    await tg.act("block", user=aino)
    with pytest.raises(aiogram.exceptions.TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(aino, "hei")
    group = await tg.group(admin=await tg.person("Eero"), type="group")
    new = (await tg.act("migrate", chat=group, announce=False))["id"]
    with pytest.raises(aiogram.exceptions.TelegramMigrateToChat) as moved:
        await bot.send_message(group, "hei")
    assert moved.value.migrate_to_chat_id == new
    await tg.emu("faults", {"match": {"nth": 1}, "action": {"retry_after": 5}})
    with pytest.raises(aiogram.exceptions.TelegramRetryAfter) as flood:
        await bot.send_message(new, "hei")
    assert flood.value.retry_after == 5
    await tg.emu("faults", {"match": {"nth": 1}, "action": {"status": 502}})
    with pytest.raises(aiogram.exceptions.TelegramServerError):
        await bot.send_message(new, "hei")
    await bot.set_webhook("https://example.com/hook")
    with pytest.raises(aiogram.exceptions.TelegramConflictError):
        await bot.get_updates()
    await tg.emu("bot", {"revoke": True})
    with pytest.raises(aiogram.exceptions.TelegramUnauthorizedError):
        await bot.get_me()
