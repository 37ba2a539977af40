"""Command lists by scope and language."""

from __future__ import annotations

import re
from typing import Any

from playground.call import Call
from playground.world.menus import scope_key
from playground.world.refusals import bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
DESCRIPTION_LENGTH = 256


def set_my_commands(call: Call) -> bool:
    """Set the list of one scope and language."""
    commands = [_checked(command) for command in call.params["commands"]]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _key(call)
    if commands:
        call.bot.commands[key] = commands
    else:
        call.bot.commands.pop(key, None)
    return True


def _checked(command: dict[str, Any]) -> dict[str, Any]:
    name = command["command"].removeprefix("/")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command["description"].strip()) <= DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return command | {"command": name}


def get_my_commands(call: Call) -> list[dict[str, Any]]:
    """The list of exactly this scope and language."""
    return call.bot.commands.get(_key(call), [])


def delete_my_commands(call: Call) -> bool:
    """Remove the list of this scope and language."""
    call.bot.commands.pop(_key(call), None)
    return True


def _key(call: Call) -> tuple[str, str]:
    """Where the list is kept. Raises Refused for scopes of chats the bot can't reach."""
    scope: dict[str, Any] = call.params.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = call.world.reach(call.bot, scope["chat_id"])
        if scope["type"] != "chat" and not chat.is_group:
            raise bad_request("chat not found")
    return scope_key(scope), call.text("language_code")


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
