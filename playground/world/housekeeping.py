"""What members do with messages and the chat: pins, forwards, reactions, topics, titles and migration."""

from __future__ import annotations

from typing import Any

from playground.world.chats import Chat, Member, Topic
from playground.world.membership import Membership
from playground.world.messages import Message
from playground.world.people import User
from playground.world.refusals import Impossible


class Housekeeping(Membership):
    """Acts on what is already there."""

    def pin(self, chat: Chat, user: User, number: int, *, silent: bool = False) -> Message:
        """Pin a message; a service message tells everybody, bots too. Pinning a pinned one says nothing again."""
        message = self.message(chat, number)
        if chat.is_group and not self.may_pin(chat, chat.members.get(user.id)):
            raise Impossible(f"user {user.id} may not pin in chat {chat.id}")
        if message.pinned:
            return message
        message.pinned = True
        chat.pinned.append(message.id)
        self.touch(message)
        self.announce(chat, user, {"pinned_message": message.wire(reply=False)}, thread=message.thread, silent=silent)
        return message

    def may_pin(self, chat: Chat, member: Member | None) -> bool:
        """Whether somebody may pin: a right of administrators, in open groups of all."""
        if member is None or not member.present:
            return False
        if member.is_admin:
            return member.may("can_pin_messages")
        return chat.permissions["can_pin_messages"] and (member.status != "restricted" or member.rights.get("can_pin_messages", False))

    def unpin(self, message: Message) -> None:
        """Unpin a message without a word, as Telegram does."""
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        message.pinned = False
        self.touch(message)

    def react(self, chat: Chat, user: User, number: int, emoji: str | None) -> Message:
        """Set the person's one reaction, or take it away (`None` or ""); administrators among the bots may hear it."""
        message = self.message(chat, number)
        if not chat.has(user.id):
            raise Impossible(f"user {user.id} is not in chat {chat.id}")
        old = message.reactions.get(user.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.set_reaction(message, user, new)
        body = {
            "chat": chat.wire(),
            "message_id": message.id,
            "user": user.wire(),
            "date": self.time(),
            "old_reaction": old,
            "new_reaction": new,
        }
        for bot in self.bots_in(chat):
            if not chat.is_group or chat.members[bot.id].is_admin:
                self.tell(bot, "message_reaction", body, chat=chat, user=user)
        return message

    def set_reaction(self, message: Message, user: User, reaction: list[dict[str, Any]]) -> None:
        """Keep what somebody thinks of a message."""
        if reaction:
            message.reactions[user.id] = reaction
        else:
            message.reactions.pop(user.id, None)
        self.touch(message)

    def forward(self, chat: Chat, user: User, number: int, to: Chat, thread: int | None = None) -> Message:
        """A person forwards a message to another chat."""
        message = self.message(chat, number)
        if message.service or message.protected or not chat.has(user.id):
            raise Impossible(f"message {number} can't be forwarded")
        details: dict[str, Any] = {"origin": origin_of(message), "poll": message.poll, "thread": thread}
        return self.post(to, user, content=message.content, **details)

    def rename(self, chat: Chat, title: str, by: User | None = None) -> Chat:
        """Give a group another title."""
        chat.title = title
        self.announce(chat, by or self.first_admin(chat), {"new_chat_title": title})
        return chat

    def delete_chat(self, chat: Chat) -> None:
        """Delete a group; bots only find out when they next write."""
        chat.deleted = True

    # topics

    def create_topic(self, chat: Chat, name: str, by: User | None = None, color: int = 0x6FB9F0, emoji: str | None = None) -> Topic:
        """Open a topic; its thread id is the id of the service message that opens it."""
        if not chat.is_forum:
            raise Impossible(f"chat {chat.id} is no forum")
        topic = Topic(chat.last_message + 1, name, color, emoji)
        chat.topics[topic.thread] = topic
        details = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": emoji} if emoji else {})
        self.announce(chat, by or self.first_admin(chat), {"forum_topic_created": details}, thread=topic.thread)
        return topic

    def topic(self, chat: Chat, thread: int) -> Topic:
        """The topic of a forum by its thread id; 1 is General. Raises Impossible."""
        found = chat.general if thread == 1 and chat.is_forum else chat.topics.get(thread)
        if found is None:
            raise Impossible(f"there is no topic {thread} in chat {chat.id}")
        return found

    def close_topic(self, chat: Chat, topic: Topic, by: User | None = None, *, closed: bool = True) -> Topic:
        """Close a topic, or open it again."""
        if topic.closed != closed:
            topic.closed = closed
            word = "forum_topic_closed" if closed else "forum_topic_reopened"
            thread = None if topic is chat.general else topic.thread
            self.announce(chat, by or self.first_admin(chat), {word: {}}, thread=thread)
        return topic

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Remove a topic with all its messages."""
        del chat.topics[topic.thread]
        for message in chat.messages.values():
            if message.thread == topic.thread and not message.deleted:
                self.remove(message)

    # migration

    def migrate(self, chat: Chat, *, announce: bool = True, by: User | None = None) -> Chat:
        """A group becomes a supergroup with a new id and no old messages.

        Telegram usually says so in both chats; without `announce` only the error of the next call tells the bot.
        """
        if chat.type != "group" or chat.migrated_to is not None or chat.deleted:
            raise Impossible(f"chat {chat.id} is no group that could become a supergroup")
        fresh = self.create_chat("supergroup", chat.title or "", [], announce=False)
        fresh.members = dict(chat.members)
        fresh.permissions, fresh.description, fresh.migrated_from = chat.permissions, chat.description, chat.id
        if announce:
            actor = by or self.first_admin(chat)
            self.announce(chat, actor, {"migrate_to_chat_id": fresh.id})
            chat.migrated_to = fresh.id
            self.announce(fresh, self.anonymous_admin, {"migrate_from_chat_id": chat.id}, sender_chat=fresh)
        chat.migrated_to = fresh.id
        return fresh


def origin_of(message: Message) -> dict[str, Any]:
    """Where a forwarded message comes from (`MessageOrigin`); forwards of forwards keep the first."""
    if message.origin is not None:
        return message.origin
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat.wire()}
    if message.sender is None or (message.writer is not None and message.writer.deleted):
        return {"type": "hidden_user", "date": message.date, "sender_user_name": "Deleted Account"}
    return {"type": "user", "date": message.date, "sender_user": message.sender.wire()}
