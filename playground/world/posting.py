"""Saying things: messages of people and bots, service messages, and which bot hears them."""

from __future__ import annotations

from typing import Any

from playground.entities import Entity, EntityError, format_text
from playground.world.chats import Chat, Member
from playground.world.messages import Message
from playground.world.people import GROUP_ANONYMOUS_BOT, Bot, User
from playground.world.refusals import Impossible
from playground.world.registry import Registry

NEEDED_TO_SEND = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "video": "can_send_videos",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "video_note": "can_send_video_notes",
    "animation": "can_send_other_messages",
    "sticker": "can_send_other_messages",
    "poll": "can_send_polls",
}
"""The permission a kind of content needs; text and the rest need can_send_messages."""


class Posting(Registry):
    """Writing, changing and removing messages."""

    def add_message(self, chat: Chat, sender: User | None, content: dict[str, Any], **details: Any) -> Message:
        """Put a message into a chat; nobody is told. `details` are further fields of `Message`."""
        if chat.type == "supergroup":
            chat.last_message += 1
        else:
            self.account_messages = chat.last_message = self.account_messages + 1
        message = Message(chat.last_message, chat, self.time(), sender, content, **details)
        chat.messages[message.id] = message
        return self.touch(message)

    def announce(self, chat: Chat, sender: User | None, content: dict[str, Any], **details: Any) -> Message:
        """A service message; every bot in the chat hears it, whatever its privacy mode."""
        message = self.add_message(chat, sender, content, service=True, **details)
        self.spread(message)
        return message

    def post(
        self,
        chat: Chat,
        user: User,
        *,
        text: str | None = None,
        entities: list[Entity] | None = None,
        content: dict[str, Any] | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        anonymous: bool = False,
        **details: Any,
    ) -> Message:
        """A person writes. `text` with `entities`, or `content` in Bot API fields (photo and caption, …).

        Commands, links and mentions become entities by themselves. Raises Impossible where the person may not.
        """
        content = dict(content) if content is not None else self.said(text or "", entities)
        sender, hidden = self._speaker(chat, user, content, thread, anonymous)
        if reply_to is not None:
            thread = self.message(chat, reply_to).thread if thread is None else thread
        details |= hidden
        message = self.add_message(chat, sender, content, author=user, reply_to=reply_to, thread=thread, **details)
        self.spread(message)
        return message

    def _speaker(self, chat: Chat, user: User, content: dict[str, Any], thread: int | None, anonymous: bool) -> tuple[User, dict[str, Any]]:
        """Who the message is from, with the fields that hide an anonymous administrator."""
        if user.deleted:
            raise Impossible(f"user {user.id} has deleted the account")
        if not chat.is_group:
            self._open_private(chat, user, str(content.get("text", "")))
            return user, {}
        member = self._check_may_write(chat, user, content, thread)
        if not (anonymous or member.anonymous):
            return user, {}
        if not member.is_admin:
            raise Impossible(f"user {user.id} is no administrator of chat {chat.id} and can't be anonymous")
        title = {"author_signature": member.custom_title} if member.custom_title else {}
        return self.anonymous_admin, {"sender_chat": chat, **title}

    @property
    def anonymous_admin(self) -> User:
        """The account Telegram shows for anonymous administrators."""
        return User(GROUP_ANONYMOUS_BOT, "Group", username="GroupAnonymousBot", is_bot=True)

    def _open_private(self, chat: Chat, user: User, text: str) -> None:
        bot = self.bots_by_id[chat.bot_id or 0]
        if user.id in bot.blocked:
            if not text.startswith("/start"):
                raise Impossible(f"user {user.id} has blocked the bot")
            self.unblock(user, bot)
        bot.started.add(user.id)

    def unblock(self, user: User, bot: Bot | None = None) -> None:
        """Let a bot write again; told to the bot by `Membership`."""
        (bot or self.bot).blocked.discard(user.id)

    def _check_may_write(self, chat: Chat, user: User, content: dict[str, Any], thread: int | None) -> Member:
        if chat.deleted or chat.migrated_to is not None:
            raise Impossible(f"chat {chat.id} is no more" + (f", it is {chat.migrated_to} now" if chat.migrated_to else ""))
        member = self.member(chat, user)
        topic = chat.topics.get(thread) if thread is not None else None
        if thread is not None and topic is None:
            raise Impossible(f"there is no topic {thread} in chat {chat.id}")
        closed = (topic or chat.general).closed if chat.is_forum else False
        if closed and not member.may("can_manage_topics"):
            raise Impossible(f"the topic is closed and user {user.id} can't manage topics")
        if not allowed_to_send(chat, member, content):
            raise Impossible(f"user {user.id} may not send this to chat {chat.id}")
        return member

    # who hears it

    def spread(self, message: Message, kind: str = "message") -> None:
        """Tell every bot of the chat that hears this message."""
        body: dict[str, Any] | None = None
        for bot in self.bots_in(message.chat):
            if self.hears(bot, message):
                body = body or message.wire()
                self.tell(bot, kind, body, chat=message.chat, user=message.writer)

    def hears(self, bot: Bot, message: Message) -> bool:
        """Telegram's privacy mode: in groups commands, replies to the bot and service messages; everything as administrator."""
        chat = message.chat
        if not chat.is_group or message.service:
            return True
        writer = message.writer
        if writer is not None and writer.is_bot:
            return False
        if not bot.privacy or chat.members[bot.id].is_admin:
            return True
        target = chat.messages.get(message.reply_to) if message.reply_to is not None else None
        if target is not None and target.sender is bot.user:
            return True
        return message.via_bot is bot.user or _is_command_for(bot, message)

    def said(self, text: str, entities: list[Entity] | None) -> dict[str, Any]:
        """Content of a text message of a person, with the entities Telegram finds by itself. Raises Impossible."""
        try:
            words, found = self.formatted(text, None, entities)
        except EntityError as problem:
            raise Impossible(problem.description) from problem
        if not words:
            raise Impossible("a message needs a text")
        return {"text": words, "entities": found} if found else {"text": words}

    def formatted(self, text: str, parse_mode: str | None, entities: list[Entity] | None) -> tuple[str, list[Entity]]:
        """Text and entities as Telegram keeps them; mentions of people it does not know are dropped. Raises EntityError."""
        words, found = format_text(text, parse_mode, entities)
        if any(entity["type"] == "text_mention" for entity in found):
            found = [known for entity in found if (known := self._mention(entity)) is not None]
        return words, found

    def _mention(self, entity: Entity) -> Entity | None:
        if entity["type"] != "text_mention":
            return entity
        user = self.users.get(entity["user"]["id"])
        return None if user is None else entity | {"user": user.wire()}

    # changing and removing

    def edit(self, chat: Chat, user: User, number: int, text: str, entities: list[Entity] | None = None) -> Message:
        """A person changes the words of an own message; bots that heard it hear `edited_message`."""
        message = self.message(chat, number)
        if message.writer is not user:
            raise Impossible(f"message {number} is not by user {user.id}")
        fresh = self.said(text, entities)
        if "text" not in message.content:
            fresh = {"caption": text} | ({"caption_entities": fresh["entities"]} if "entities" in fresh else {})
            fresh = {key: value for key, value in message.content.items() if not key.startswith("caption")} | fresh
        self.change(message, content=fresh)
        self.spread(message, "edited_message")
        return message

    def change(self, message: Message, **fields: Any) -> Message:
        """Replace fields of a message and note the edit."""
        for key, value in fields.items():
            setattr(message, key, value)
        message.edit_date = self.time()
        message.edits += 1
        return self.touch(message)

    def delete(self, chat: Chat, user: User, number: int) -> Message:
        """A person removes a message: an own one, any in private, or as an administrator who may. Bots hear nothing."""
        message = self.message(chat, number)
        member = chat.members.get(user.id)
        if chat.is_group and message.writer is not user and not (member and member.may("can_delete_messages")):
            raise Impossible(f"user {user.id} may not delete message {number}")
        return self.remove(message)

    def remove(self, message: Message) -> Message:
        """Take a message away; it stays known as deleted."""
        message.deleted = True
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
            message.pinned = False
        return self.touch(message)

    def visible(self, chat: Chat, user: User) -> list[Message]:
        """The messages a person sees, oldest first; nothing of a group the person is not in."""
        return list(chat.messages.values()) if chat.has(user.id) else []


def allowed_to_send(chat: Chat, member: Member, content: dict[str, Any]) -> bool:
    """Whether rights and permissions let a member send this content."""
    if member.is_admin:
        return True
    needed = next((NEEDED_TO_SEND[kind] for kind in content if kind in NEEDED_TO_SEND), "can_send_messages")
    own = member.rights.get(needed, False) if member.status == "restricted" else True
    return own and chat.permissions.get(needed, True)


def _is_command_for(bot: Bot, message: Message) -> bool:
    """Whether the message begins with a command that names no other bot."""
    text = message.text
    if not text.startswith("/"):
        return False
    name = text.split(None, 1)[0]
    _, at, addressee = name.partition("@")
    return not at or addressee.lower() == (bot.user.username or "").lower()
