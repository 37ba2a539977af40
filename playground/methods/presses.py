"""Answers to presses, and reactions."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.world.refusals import bad_request

POP_UP_LENGTH = 200
CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def answer_callback_query(call: Call) -> bool:
    """Answer a press: once, and within 150 seconds."""
    if len(call.text("text")) > POP_UP_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: dict[str, Any] = {key: call.params[key] for key in ("text", "show_alert", "url", "cache_time") if key in call.params}
    call.world.answer_query(call.bot, call.text("callback_query_id"), answer)
    return True


def set_message_reaction(call: Call) -> bool:
    """The bot's one reaction, or none."""
    chat = call.chat()
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    reaction: list[dict[str, Any]] = call.params.get("reaction", [])
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(each["type"] not in ("emoji", "custom_emoji") for each in reaction):
        raise bad_request("REACTION_INVALID")
    call.world.set_reaction(message, call.bot.user, reaction)
    return True


def send_chat_action(call: Call) -> bool:
    """Show "is typing" and the like; the playground shows nothing."""
    call.world.speak(call.bot, call.chat_id, {}, call.params.get("message_thread_id"))
    if call.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
}
