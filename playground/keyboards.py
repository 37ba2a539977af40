"""Reply markup as Telegram accepts it."""

from __future__ import annotations

from typing import Any

from playground.entities import EntityError, check_link
from playground.world.refusals import bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
"""Undocumented limits of inline keyboards (python-telegram-bot's constants)."""

DATA_BYTES = 64
COPY_LENGTH = 256
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def checked(markup: dict[str, Any] | None, *, inline_only: bool = False) -> dict[str, Any] | None:
    """The markup without what is empty. Raises Refused with Telegram's words for what it does not take."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        if not rows:
            return None
        _check_inline(rows)
        return {"inline_keyboard": [[_with_full_address(button) for button in row] for row in rows]}
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup and not any(row for row in markup["keyboard"]):
        raise bad_request("reply keyboard must be non-empty")
    return markup


def _check_inline(rows: list[list[dict[str, Any]]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not any(action in button for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _with_full_address(button: dict[str, Any]) -> dict[str, Any]:
    """The button with its address as Telegram writes it: protocol, lower-case host, path (tdlib, LinkManager.cpp check_link)."""
    if "url" not in button:
        return button
    try:
        return {**button, "url": check_link(button["url"])}
    except EntityError as wrong:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {wrong.description}") from None
