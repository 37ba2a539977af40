"""Pinned messages."""

from __future__ import annotations

from playground.call import Call
from playground.world import Chat, Message
from playground.world.refusals import bad_request

NO_RIGHT = "not enough rights to manage pinned messages in the chat"


def _pinnable(call: Call) -> Chat:
    """The chat, where the bot may pin."""
    chat = call.chat()
    if chat.user is not None:
        call.world.check_private(call.bot, chat.user)
    elif not call.world.may_pin(chat, chat.members[call.bot.id]):
        raise bad_request(NO_RIGHT)
    return chat


def pin_chat_message(call: Call) -> bool:
    """Pin a message; a service message tells everybody. Pinning a pinned one is no error."""
    chat = _pinnable(call)
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to pin not found")
    if message.service:
        raise bad_request("message can't be pinned")
    call.world.pin(chat, call.bot.user, message.id, silent=call.flag("disable_notification"))
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the newest pinned one."""
    chat = _pinnable(call)
    number = call.params.get("message_id", max(chat.pinned, default=0))
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise bad_request("message to unpin not found")
    call.world.unpin(message)
    return True


def _unpin(call: Call, chat: Chat, which: list[Message]) -> bool:
    for message in which:
        call.world.unpin(message)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = _pinnable(call)
    return _unpin(call, chat, [chat.messages[number] for number in chat.pinned])


def unpin_all_forum_topic_messages(call: Call) -> bool:
    """Unpin everything in a topic."""
    chat, thread = _pinnable(call), call.number("message_thread_id")
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return _unpin(call, chat, [chat.messages[number] for number in chat.pinned if chat.messages[number].thread == thread])


def unpin_all_general_forum_topic_messages(call: Call) -> bool:
    """Unpin everything in General."""
    chat = _pinnable(call)
    return _unpin(call, chat, [chat.messages[number] for number in chat.pinned if chat.messages[number].thread is None])


METHODS = {
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "unpinAllForumTopicMessages": unpin_all_forum_topic_messages,
    "unpinAllGeneralForumTopicMessages": unpin_all_general_forum_topic_messages,
}
