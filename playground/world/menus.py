"""Which commands a person is offered where."""

from __future__ import annotations

from typing import Any

from playground.world.chats import Chat
from playground.world.people import Bot, User
from playground.world.standing import Standing


def scope_key(scope: dict[str, Any]) -> str:
    """A `BotCommandScope` as one word."""
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)


class Menus(Standing):
    """The command menu as Telegram composes it from scopes and languages (Bot API, "Determining list of commands")."""

    def menu(self, user: User, chat: Chat, bot: Bot | None = None) -> list[dict[str, Any]]:
        """The commands of the narrowest scope that has any, in the person's language or for all languages."""
        bot = bot or self.bot
        for scope in self._scopes(user, chat):
            for language in (user.language_code or "", ""):
                if found := bot.commands.get((scope, language)):
                    return found
        return []

    def _scopes(self, user: User, chat: Chat) -> list[str]:
        if not chat.is_group:
            return [f"chat:{chat.id}", "all_private_chats", "default"]
        member = chat.members.get(user.id)
        admin = member is not None and member.is_admin
        return [
            f"chat_member:{chat.id}:{user.id}",
            *([f"chat_administrators:{chat.id}"] if admin else []),
            f"chat:{chat.id}",
            *(["all_chat_administrators"] if admin else []),
            "all_group_chats",
            "default",
        ]
