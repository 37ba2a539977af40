"""Seeing what people see: the messages of a chat, files, the command menu."""

from aiohttp import web
from pydantic import Field

from playground.bell import Bell
from playground.control.exchange import LONGEST_WAIT, Asked, answer, number_in_path, query_of, refusal
from playground.control.finding import bot_of, chat_of
from playground.control.shapes import shape_message
from playground.world import Chat, Message, User, World

HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
"""A file is anything anybody sent; opened from this address it must not act as the playground's own page."""


class Seen(Asked):
    """Which messages, and how long to wait for the first of them; without `user` all of them."""

    user: int | None = None
    bot: int | None = None
    after: int | None = None
    changed_after: int | None = None
    wait: float = Field(0.0, ge=0, le=LONGEST_WAIT)

    def passes(self, message: Message) -> bool:
        """Whether it is later than `after` and was changed later than `changed_after`."""
        if self.after is not None and message.id <= self.after:
            return False
        return self.changed_after is None or message.changed > self.changed_after


class Menu(Asked):
    """Whose command menu; in the private chat with the bot when no other is named."""

    user: int
    chat: int | None = None
    bot: int | None = None


class MessageCalls:
    """`/_emu/chats/{chat}/messages`, `/_emu/files/{file_id}` and `/_emu/commands`."""

    def __init__(self, world: World, changed: Bell) -> None:
        self._world = world
        self._changed = changed

    async def messages(self, request: web.Request) -> web.Response:
        """The messages as that person sees them, oldest first, deleted ones marked; with `wait`, as soon as there is one."""
        asked = query_of(request, Seen)
        chat, user = self._chat(number_in_path(request, "chat"), asked)
        found = await self._changed.until(lambda: self._visible(chat, user, asked), asked.wait)
        return answer([shape_message(message, asked.user) for message in found])

    async def file(self, request: web.Request) -> web.Response:
        """The bytes."""
        file = self._world.files.by_id.get(request.match_info["file_id"])
        if file is None:
            return refusal(404, "there is no such file")
        return web.Response(body=file.data, content_type=file.mime, headers=HARMLESS)

    async def commands(self, request: web.Request) -> web.Response:
        """The commands the person is offered there, as `BotCommand` objects."""
        asked = query_of(request, Menu)
        user = self._world.user(asked.user)
        chat = chat_of(self._world, asked.user if asked.chat is None else asked.chat, user, asked.bot)
        return answer(self._world.menu(user, chat, bot_of(self._world, asked.bot)))

    def _chat(self, chat_id: int, asked: Seen) -> tuple[Chat, User | None]:
        user = None if asked.user is None else self._world.user(asked.user)
        return chat_of(self._world, chat_id, user, asked.bot), user

    def _visible(self, chat: Chat, user: User | None, asked: Seen) -> list[Message]:
        found = list(chat.messages.values()) if user is None else self._world.visible(chat, user)
        return [message for message in found if asked.passes(message)]
