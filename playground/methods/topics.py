"""Forum topics."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.world import Chat, Topic
from playground.world.refusals import bad_request

NAME_LENGTH = 128
COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def _forum(call: Call, text: str = "not enough rights to manage topics") -> Chat:
    """The forum of the call, where the bot may manage topics."""
    chat = call.chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    call.world.need(call.bot, chat, "can_manage_topics", text)
    return chat


def _topic(call: Call, chat: Chat) -> Topic:
    found = chat.topics.get(call.number("message_thread_id"))
    if found is None:
        raise bad_request("message thread not found")
    return found


def _name(call: Call) -> str:
    name = call.text("name").strip()
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    if len(name) > NAME_LENGTH:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    return name


def create_forum_topic(call: Call) -> dict[str, Any]:
    """A new topic."""
    chat = _forum(call, "not enough rights to create a topic")
    colour = call.number("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    return call.world.create_topic(chat, _name(call), call.bot.user, colour, call.params.get("icon_custom_emoji_id")).wire()


def edit_forum_topic(call: Call) -> bool:
    """Another name or icon."""
    chat = _forum(call)
    return _edited(call, chat, _topic(call, chat))


def edit_general_forum_topic(call: Call) -> bool:
    """Another name for General."""
    chat = _forum(call)
    return _edited(call, chat, chat.general)


def _edited(call: Call, chat: Chat, topic: Topic) -> bool:
    change: dict[str, Any] = {}
    if call.text("name") and (name := _name(call)) != topic.name:
        topic.name = change["name"] = name
    icon = call.params.get("icon_custom_emoji_id")
    if icon is not None and icon != topic.icon_custom_emoji_id:
        topic.icon_custom_emoji_id = change["icon_custom_emoji_id"] = icon
    if not change:
        raise bad_request("TOPIC_NOT_MODIFIED")
    thread = None if topic is chat.general else topic.thread
    call.world.announce(chat, call.bot.user, {"forum_topic_edited": change}, thread=thread)
    return True


def _set_closed(call: Call, chat: Chat, topic: Topic, closed: bool) -> bool:
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    call.world.close_topic(chat, topic, call.bot.user, closed=closed)
    return True


def close_forum_topic(call: Call) -> bool:
    """Close a topic."""
    chat = _forum(call)
    return _set_closed(call, chat, _topic(call, chat), True)


def reopen_forum_topic(call: Call) -> bool:
    """Open a closed topic."""
    chat = _forum(call)
    return _set_closed(call, chat, _topic(call, chat), False)


def close_general_forum_topic(call: Call) -> bool:
    """Close General."""
    chat = _forum(call)
    return _set_closed(call, chat, chat.general, True)


def reopen_general_forum_topic(call: Call) -> bool:
    """Open General."""
    chat = _forum(call)
    return _set_closed(call, chat, chat.general, False)


def delete_forum_topic(call: Call) -> bool:
    """Remove a topic with its messages."""
    chat = call.chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    call.world.need(call.bot, chat, "can_delete_messages", "not enough rights to delete a topic")
    call.world.delete_topic(chat, _topic(call, chat))
    return True


def hide_general_forum_topic(call: Call) -> bool:
    """Hide General; that closes it."""
    return _set_hidden(call, True)


def unhide_general_forum_topic(call: Call) -> bool:
    """Show General again."""
    return _set_hidden(call, False)


def _set_hidden(call: Call, hidden: bool) -> bool:
    chat = _forum(call)
    if chat.general_hidden == hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.general_hidden = chat.general.closed = hidden
    word = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    call.world.announce(chat, call.bot.user, {word: {}})
    return True


METHODS = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
    "editGeneralForumTopic": edit_general_forum_topic,
    "closeGeneralForumTopic": close_general_forum_topic,
    "reopenGeneralForumTopic": reopen_general_forum_topic,
    "hideGeneralForumTopic": hide_general_forum_topic,
    "unhideGeneralForumTopic": unhide_general_forum_topic,
}
