"""Changing messages that were sent: text, caption, picture, buttons."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.keyboards import checked
from playground.methods.media import MEDIA, media_content
from playground.world import Message
from playground.world.refusals import bad_request

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> dict[str, Any]:
    """Other words; without `reply_markup` the buttons go."""
    message = _message(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _changed(call, message, call.message_text())


def edit_message_caption(call: Call) -> dict[str, Any]:
    """Another caption, or none."""
    message = _message(call)
    if not MEDIA.keys() & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if key in MEDIA or key == "has_media_spoiler"}
    return _changed(call, message, kept | call.caption())


def edit_message_media(call: Call) -> dict[str, Any]:
    """Another picture or file, with its caption; a text message takes one too."""
    message = _message(call)
    media = call.params["media"]
    return _changed(call, message, media_content(call, media["type"], media.get("media", ""), media))


def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    """Other buttons, or none."""
    message = _message(call)
    return _changed(call, message, message.content)


def _message(call: Call) -> Message:
    if "inline_message_id" in call.params:
        call.notes.append("messages sent by inline queries are not covered")
        raise bad_request("MESSAGE_ID_INVALID")
    if "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = call.chat()
    if chat.user is not None:
        call.world.check_private(call.bot, chat.user)
    return call.world.own_message(call.bot, chat, call.number("message_id"))


def _changed(call: Call, message: Message, content: dict[str, Any]) -> dict[str, Any]:
    markup = checked(call.params.get("reply_markup"), inline_only=True)
    if content == message.content and markup == message.inline_markup:
        raise bad_request(NOT_MODIFIED)
    return call.world.change(message, content=content, markup=markup).wire()


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
