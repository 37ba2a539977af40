"""The calls that put a message into a chat, change it and take it away."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.outgoing import Document, Key, Outgoing
from bot.texts import without_markup
from storage.outbox import Op

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API.

    `pictured`: the picture that the message to be edited shows; a message that has one keeps one. `plain`: without markup and
    picture, because Telegram did not take them.
    """

    op: Op
    chat: int
    outgoing: Outgoing | None = None
    message_id: int | None = None
    thread: int | None = None
    reply_to: int | None = None
    silent: bool = False
    plain: bool = False
    pictured: str | None = None


async def perform(bot: Bot, call: Call) -> int | None:
    """Do it; the number of the message, None where there is none (a deletion, a pin). Raises: telegram.error.TelegramError."""
    if call.op is Op.DELETE:
        assert call.message_id is not None, "a deletion names its message"
        await bot.delete_message(call.chat, call.message_id)
        return None
    if call.op is Op.PIN:
        assert call.message_id is not None, "a pin names its message"
        await bot.pin_chat_message(call.chat, call.message_id, disable_notification=True)
        return None
    assert call.outgoing is not None, "what is sent or edited has a text"
    if call.op is Op.EDIT:
        return await _edit(bot, call, call.outgoing)
    return (await _send(bot, call, call.outgoing)).message_id


async def _send(bot: Bot, call: Call, outgoing: Outgoing) -> Message:
    text, parse_mode = _worded(call, outgoing)
    reply = ReplyParameters(call.reply_to, allow_sending_without_reply=True) if call.reply_to is not None else None
    file = await _file(outgoing.document) if outgoing.document is not None else outgoing.file
    if file is not None:
        return await bot.send_document(
            call.chat,
            file,
            caption=text,
            parse_mode=parse_mode,
            reply_markup=keyboard(outgoing.keys),
            message_thread_id=call.thread,
            reply_parameters=reply,
            disable_notification=call.silent or None,
        )
    if outgoing.poll is not None:
        return await bot.send_poll(
            call.chat,
            outgoing.poll.question,
            outgoing.poll.options,
            is_anonymous=True,
            allows_multiple_answers=outgoing.poll.many,
            message_thread_id=call.thread,
            reply_parameters=reply,
            disable_notification=call.silent or None,
        )
    picture = InputFile(await asyncio.to_thread(outgoing.drawing), "talkoot.png") if outgoing.drawing else outgoing.picture
    if picture is not None and not call.plain:
        return await bot.send_photo(
            call.chat,
            picture,
            caption=text,
            parse_mode=parse_mode,
            reply_markup=keyboard(outgoing.keys),
            message_thread_id=call.thread,
            reply_parameters=reply,
            disable_notification=call.silent or None,
        )
    return await bot.send_message(
        call.chat,
        text,
        parse_mode=parse_mode,
        reply_markup=keyboard(outgoing.keys),
        message_thread_id=call.thread,
        reply_parameters=reply,
        disable_notification=call.silent or None,
        link_preview_options=_NO_PREVIEW,
    )


async def _edit(bot: Bot, call: Call, outgoing: Outgoing) -> int | None:
    text, parse_mode = _worded(call, outgoing)
    where: dict[str, Any] = {"chat_id": call.chat, "message_id": call.message_id, "reply_markup": keyboard(outgoing.keys)}
    new = None if call.plain or outgoing.captioned or outgoing.picture == call.pictured else outgoing.picture
    if new is not None:  # also what was text becomes a picture so
        await bot.edit_message_media(InputMediaPhoto(new, caption=text, parse_mode=parse_mode), **where)
    elif call.pictured is not None or outgoing.captioned:
        await bot.edit_message_caption(caption=text, parse_mode=parse_mode, **where)
    else:
        await bot.edit_message_text(text, parse_mode=parse_mode, link_preview_options=_NO_PREVIEW, **where)
    return call.message_id


def keyboard(rows: tuple[tuple[Key, ...], ...]) -> InlineKeyboardMarkup | None:
    """Buttons in Telegram's form; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(key.text, callback_data=key.data, url=key.url) for key in row] for row in rows])


def _worded(call: Call, outgoing: Outgoing) -> tuple[str, str | None]:
    return (without_markup(outgoing.text), None) if call.plain else (outgoing.text, ParseMode.HTML)


async def _file(document: Document) -> InputFile:
    content = document.content if isinstance(document.content, bytes) else await asyncio.to_thread(document.content)
    return InputFile(content, filename=document.name)
