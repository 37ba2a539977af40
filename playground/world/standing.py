"""What a bot may do where: the refusals Telegram gives when it is not there, not let in, or lacks a right."""

from __future__ import annotations

from typing import Any

from playground.world.answering import Answering
from playground.world.chats import Chat, Member, Topic
from playground.world.messages import Message
from playground.world.people import Bot, User
from playground.world.posting import NEEDED_TO_SEND, allowed_to_send
from playground.world.refusals import Refused, bad_request, forbidden

DELETE_SECONDS = 48 * 3600
"""How old a message may be to be deleted by a bot (Bot API, deleteMessage)."""

WORDS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "voice": "voice messages",
    "video_note": "video notes",
    "animation": "GIFs",
    "sticker": "stickers",
    "poll": "polls",
}


class Standing(Answering):
    """Rules for the calls of bots; every refusal carries Telegram's own words."""

    def reach(self, bot: Bot, chat_id: int | str) -> Chat:
        """The chat a call names, where the bot has access to it. Raises Refused."""
        if isinstance(chat_id, str):
            raise bad_request("chat not found")
        if chat_id > 0:
            return self._reach_private(bot, chat_id)
        chat = self.groups.get(chat_id)
        member = None if chat is None else chat.members.get(bot.id)
        if chat is None or member is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            moved = {"migrate_to_chat_id": chat.migrated_to}
            raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
        if chat.deleted:
            raise forbidden("the group chat was deleted")
        if member.status == "kicked":
            raise forbidden(f"bot was kicked from the {_sort(chat)} chat")
        if not member.present:
            raise forbidden(f"bot is not a member of the {_sort(chat)} chat")
        return chat

    def _reach_private(self, bot: Bot, user_id: int) -> Chat:
        user = self.users.get(user_id)
        if user is None or (user_id not in bot.private and not self.has_met(bot, user_id)):
            raise bad_request("chat not found")
        if user.is_bot:
            raise forbidden("bots can't send messages to bots" if user is not bot.user else "bot can't send messages to itself")
        return self.private_chat(bot, user)

    def has_met(self, bot: Bot, user_id: int) -> bool:
        """Whether the bot has ever heard of the person: an update or a common group."""
        if user_id in bot.known:
            return True
        return any(user_id in chat.members and bot.id in chat.members for chat in self.groups.values())

    def speak(self, bot: Bot, chat_id: int | str, content: dict[str, Any], thread: int | None = None) -> Chat:
        """The chat, where the bot may send this content there now. Raises Refused."""
        chat = self.reach(bot, chat_id)
        if chat.user is not None:
            self.check_private(bot, chat.user)
            if thread is not None:
                raise bad_request("message thread not found")
            return chat
        if not allowed_to_send(chat, chat.members[bot.id], content):
            kind = next((kind for kind in content if kind in NEEDED_TO_SEND), None)
            raise bad_request(f"not enough rights to send {WORDS[kind] if kind else 'text messages'} to the chat")
        self._check_topic(bot, chat, thread)
        return chat

    def check_private(self, bot: Bot, user: User) -> None:
        """Raises Refused where a person can't be written to."""
        if user.deleted:
            raise forbidden("user is deactivated")
        if user.id in bot.blocked:
            raise forbidden("bot was blocked by the user")
        if user.id not in bot.started:
            raise forbidden("bot can't initiate conversation with a user")

    def _check_topic(self, bot: Bot, chat: Chat, thread: int | None) -> None:
        if thread is None:
            topic: Topic | None = chat.general
        else:
            topic = chat.topics.get(thread)
        if topic is None:
            raise bad_request("message thread not found")
        if chat.is_forum and topic.closed and not chat.members[bot.id].may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")

    def need(self, bot: Bot, chat: Chat, right: str, text: str = "CHAT_ADMIN_REQUIRED") -> None:
        """Refuse with `text` where the bot does not hold the right as administrator."""
        if not chat.members[bot.id].may(right):
            raise bad_request(text)

    def need_group(self, chat: Chat, text: str = "method is available for supergroup and channel chats only") -> None:
        """Refuse in private chats."""
        if not chat.is_group:
            raise bad_request(text)

    def stranger(self, chat: Chat, user_id: int) -> Member:
        """The entry of any user in a chat, "left" for one who was never there. Raises Refused for an unknown id."""
        user = self.users.get(user_id)
        if user is None:
            raise bad_request("PARTICIPANT_ID_INVALID")
        return chat.members.get(user_id) or Member(user, "left")

    def own_message(self, bot: Bot, chat: Chat, number: int) -> Message:
        """A message the bot may edit. Raises Refused with the two texts of editing."""
        message = chat.messages.get(number)
        if message is None or message.deleted:
            raise bad_request("message to edit not found")
        unchangeable = message.markup is not None and message.inline_markup is None
        if message.sender is not bot.user or message.service or message.origin is not None or unchangeable:
            raise bad_request("message can't be edited")
        return message

    def check_delete(self, bot: Bot, chat: Chat, message: Message | None) -> Message:
        """A message the bot may delete: own ones, others' with the right, all younger than 48 hours. Raises Refused."""
        if message is None or message.deleted:
            raise bad_request("message to delete not found")
        if self.time() - message.date >= DELETE_SECONDS:
            raise bad_request("message can't be deleted")
        if chat.is_group and message.sender is not bot.user and not chat.members[bot.id].may("can_delete_messages"):
            raise bad_request("message can't be deleted")
        return message


def _sort(chat: Chat) -> str:
    return "supergroup" if chat.type == "supergroup" else "group"
