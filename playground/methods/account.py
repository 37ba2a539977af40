"""The bot's own account: what it is called and how it presents itself."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.world.chats import ADMIN_RIGHTS
from playground.world.refusals import bad_request

NAME_LENGTH = 64
DESCRIPTION_LENGTH = 512
SHORT_DESCRIPTION_LENGTH = 120


def get_me(call: Call) -> dict[str, Any]:
    """The bot as a user."""
    return call.bot.wire()


def accept(call: Call) -> bool:
    """logOut and close: nothing changes here."""
    call.notes.append(f"{call.method} has no effect in the playground")
    return True


def _set(call: Call, kind: str, longest: int) -> bool:
    text = call.text(kind)
    if len(text) > longest:
        raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
    key = (kind, call.text("language_code"))
    if text:
        call.bot.texts[key] = text
    else:
        call.bot.texts.pop(key, None)
    return True


def _get(call: Call, kind: str, default: str = "") -> dict[str, Any]:
    texts = call.bot.texts
    return {kind: texts.get((kind, call.text("language_code")), texts.get((kind, ""), default))}


def set_my_name(call: Call) -> bool:
    """The name shown, by language."""
    _set(call, "name", NAME_LENGTH)
    if not call.text("language_code") and call.text("name"):
        call.bot.user.first_name = call.text("name")
    return True


def get_my_name(call: Call) -> dict[str, Any]:
    """The name in a language."""
    return _get(call, "name", call.bot.user.first_name)


def set_my_description(call: Call) -> bool:
    """What an empty chat with the bot says."""
    return _set(call, "description", DESCRIPTION_LENGTH)


def get_my_description(call: Call) -> dict[str, Any]:
    """The description in a language."""
    return _get(call, "description")


def set_my_short_description(call: Call) -> bool:
    """What the profile says."""
    return _set(call, "short_description", SHORT_DESCRIPTION_LENGTH)


def get_my_short_description(call: Call) -> dict[str, Any]:
    """The short description in a language."""
    return _get(call, "short_description")


def _audience(call: Call) -> str:
    return "channels" if call.flag("for_channels") else "groups"


def set_my_default_administrator_rights(call: Call) -> bool:
    """The rights people are asked for when they make the bot an administrator."""
    call.bot.default_rights[_audience(call)] = call.params.get("rights", {})
    return True


def get_my_default_administrator_rights(call: Call) -> dict[str, Any]:
    """The rights set before, all others false."""
    chosen = call.bot.default_rights.get(_audience(call), {})
    return {right: chosen.get(right, False) for right in ("is_anonymous", *ADMIN_RIGHTS)}


def set_chat_menu_button(call: Call) -> bool:
    """The button beside the message field, for one private chat or as the default."""
    call.bot.menu_buttons[call.number("chat_id")] = call.params.get("menu_button", {"type": "default"})
    return True


def get_chat_menu_button(call: Call) -> dict[str, Any]:
    """The button of a private chat, or the default."""
    buttons = call.bot.menu_buttons
    return buttons.get(call.number("chat_id"), buttons.get(0, {"type": "default"}))


METHODS = {
    "getMe": get_me,
    "logOut": accept,
    "close": accept,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setMyDefaultAdministratorRights": set_my_default_administrator_rights,
    "getMyDefaultAdministratorRights": get_my_default_administrator_rights,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
