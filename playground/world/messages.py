"""What is said: messages and presses of their buttons."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.world.chats import Chat
    from playground.world.people import Bot, User
    from playground.world.polls import Poll

CALLBACK_SECONDS = 150
"""How long a press can be answered, by the calendar (Bot API server, add_update: timeout of callback queries)."""


@dataclass(slots=True, eq=False)
class Message:
    """One message of a chat. `content` holds the Bot API fields of its kind (text and entities, photo and caption, …)."""

    id: int
    chat: Chat
    date: int
    sender: User | None
    content: dict[str, Any]
    markup: dict[str, Any] | None = None
    """The reply markup as sent; only inline keyboards are part of the message object."""
    sender_chat: Chat | None = None
    author_signature: str | None = None
    author: User | None = None
    """The person who really wrote it, where an admin hides behind the group."""
    thread: int | None = None
    reply_to: int | None = None
    origin: dict[str, Any] | None = None
    media_group: str | None = None
    via_bot: User | None = None
    poll: Poll | None = None
    service: bool = False
    protected: bool = False
    silent: bool = False
    edit_date: int | None = None
    edits: int = 0
    deleted: bool = False
    pinned: bool = False
    changed: int = 0
    """Number of the journal entry of its last change."""
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def inline_markup(self) -> dict[str, Any] | None:
        """Its inline keyboard, if it has one."""
        return self.markup if self.markup is not None and "inline_keyboard" in self.markup else None

    @property
    def text(self) -> str:
        """The words of the message: text, caption or question; empty for service messages."""
        if self.poll is not None:
            return self.poll.question
        found = self.content.get("text") or self.content.get("caption") or ""
        return str(found)

    def wire(self, *, reply: bool = True) -> dict[str, Any]:
        """The Bot API `Message` object, with the message it answers one level deep."""
        found: dict[str, Any] = {"message_id": self.id}
        if self.sender is not None:
            found["from"] = self.sender.wire()
        found["chat"] = self.chat.wire()
        found["date"] = self.date
        if self.sender_chat is not None:
            found["sender_chat"] = self.sender_chat.wire()
        if self.thread is not None:
            found["message_thread_id"] = self.thread
            if self.chat.is_forum:
                found["is_topic_message"] = True
        self._add_details(found, reply)
        found.update(self.content)
        if self.poll is not None:
            found["poll"] = self.poll.wire()
        if (keyboard := self.inline_markup) is not None:
            found["reply_markup"] = keyboard
        return found

    def _add_details(self, found: dict[str, Any], reply: bool) -> None:
        if self.edit_date is not None:
            found["edit_date"] = self.edit_date
        if self.origin is not None:
            found["forward_origin"] = self.origin
        if self.media_group is not None:
            found["media_group_id"] = self.media_group
        if self.via_bot is not None:
            found["via_bot"] = self.via_bot.wire()
        if self.protected:
            found["has_protected_content"] = True
        if self.author_signature:
            found["author_signature"] = self.author_signature
        if reply and (target := self.target()) is not None:
            found["reply_to_message"] = target.wire(reply=False)

    def target(self) -> Message | None:
        """The message it answers; in a forum topic, without another, the message that opened the topic."""
        number = self.reply_to
        if number is None and self.thread is not None and self.chat.is_forum:
            number = self.thread
        found = self.chat.messages.get(number) if number is not None and number != self.id else None
        return None if found is None or found.deleted else found

    @property
    def writer(self) -> User | None:
        """Who wrote it, also behind an anonymous admin."""
        return self.author or self.sender

    def inaccessible(self) -> dict[str, Any]:
        """The `InaccessibleMessage` object Telegram gives for a message that is gone."""
        return {"chat": self.chat.wire(), "message_id": self.id, "date": 0}


@dataclass(slots=True, eq=False)
class CallbackQuery:
    """A press of a callback button; answered once within 150 calendar seconds, or never."""

    id: str
    bot: Bot
    user: User
    message: Message
    data: str
    born: float
    """Calendar time of the press as a Unix time stamp."""
    answer: dict[str, Any] | None = None
    """Parameters of answerCallbackQuery once the bot has answered."""
    expired: bool = False
    waiters: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Whether the bot has answered."""
        return self.answer is not None

    def settle(self, answer: dict[str, Any]) -> None:
        """Keep the bot's answer and wake whoever waits for it."""
        self.answer = answer
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)
        self.waiters.clear()

    async def wait(self, seconds: float) -> bool:
        """Wait in real time until the bot has answered; whether it has."""
        if self.answer is None and seconds > 0:
            waiter = asyncio.get_running_loop().create_future()
            self.waiters.append(waiter)
            await asyncio.wait([waiter], timeout=seconds)
        return self.answered

    def wire(self) -> dict[str, Any]:
        """The Bot API `CallbackQuery` object."""
        message = self.message.inaccessible() if self.message.deleted else self.message.wire()
        return {
            "id": self.id,
            "from": self.user.wire(),
            "message": message,
            "chat_instance": str(abs(self.message.chat.id) * 7919),
            "data": self.data,
        }
