"""What all sends have in common: keyboard, place, reply target."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.keyboards import checked
from playground.world import Chat, Message, Poll
from playground.world.refusals import bad_request


def deliver(call: Call, content: dict[str, Any], *, poll: Poll | None = None, album: str | None = None) -> Message:
    """Put a message of the bot into the chat the call names. Raises Refused where Telegram would not."""
    markup = checked(call.params.get("reply_markup"))
    thread = call.params.get("message_thread_id")
    chat = call.world.speak(call.bot, call.chat_id, {"poll": True} if poll is not None else content, thread)
    target = reply_target(call, chat)
    if target is not None and thread is None:
        thread = target.thread
    return call.world.add_message(
        chat,
        call.bot.user,
        content,
        markup=markup,
        thread=thread,
        reply_to=None if target is None else target.id,
        protected=call.flag("protect_content"),
        silent=call.flag("disable_notification"),
        poll=poll,
        media_group=album,
    )


def reply_target(call: Call, chat: Chat) -> Message | None:
    """The message to be answered. Raises Refused where it is gone and the call insists on it."""
    reply = call.params.get("reply_parameters")
    if reply is None:
        return None
    if reply.get("chat_id", chat.id) != chat.id:
        call.notes.append("replies to messages of other chats are not covered")
        return None
    if "quote" in reply:
        call.notes.append("quotes in replies are not covered")
    found = chat.messages.get(reply.get("message_id", 0))
    if found is not None and not found.deleted:
        return found
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
