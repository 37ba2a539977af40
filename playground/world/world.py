"""The whole world as one object, and starting it over."""

from __future__ import annotations

from playground.world.menus import Menus


class World(Menus):
    """Everything that exists in the emulated Telegram."""

    def reset(self) -> None:
        """Empty the world. Bots keep their accounts, tokens and update ids; message, chat and user ids keep rising.

        What a bot has said of itself once at its start (names, commands for all chats, default rights) stays with its account.
        """
        supergroups = [chat for chat in self.groups.values() if chat.type == "supergroup"]
        self.message_floor = max([self.message_floor, *(chat.last_message for chat in supergroups)])
        self.groups.clear()
        self.polls.clear()
        self.closing.clear()
        self.queries.clear()
        self.open.clear()
        self.files.clear()
        self.users = {bot.id: bot.user for bot in self.bots.values()}
        self.usernames = {bot.user.username.lower(): bot.id for bot in self.bots.values() if bot.user.username}
        for bot in self.bots.values():
            for found in (bot.started, bot.blocked, bot.private, bot.known, bot.menu_buttons):
                found.clear()
            bot.commands = {(scope, language): each for (scope, language), each in bot.commands.items() if ":" not in scope}
            bot.updates.forget()
            bot.privacy = True
