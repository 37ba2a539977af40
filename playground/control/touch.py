"""Acts of touching what a bot put there: buttons of both kinds of keyboards, and polls."""

from typing import Any

from playground.control import asked_acts as asked
from playground.control.finding import chat_of, person_of
from playground.control.shapes import Shape, shape_message, shape_poll
from playground.world import CallbackQuery, Chat, Impossible, Pressed, User, World


async def press(world: World, act: asked.Press) -> Shape:
    """Press a button and wait for what pops up."""
    user = person_of(world, act.user)
    chat = chat_of(world, act.chat, user, act.bot)
    if (key := reply_key(chat, act)) is not None:
        return press_key(world, chat, user, key)
    which = {"row": act.row, "column": act.column, "text": act.text, "data": act.data}
    pressed = world.press(chat, user, act.message, **which)
    if pressed.query is None:
        return seen(pressed)
    await pressed.query.wait(act.wait)
    return popped_up(pressed.query)


def popped_up(query: CallbackQuery) -> Shape:
    """What a person sees after pressing a callback button."""
    said = query.answer or {}
    return {
        "id": query.id,
        "kind": "callback",
        "answered": query.answered,
        "text": said.get("text") or None,
        "show_alert": bool(said.get("show_alert", False)),
        "url": said.get("url") or None,
    }


def seen(pressed: Pressed) -> Shape:
    """What a person sees after pressing a button that asks no bot: where it leads, or what it copies."""
    button = pressed.button
    url = button.get("url") or button.get("login_url", {}).get("url") or button.get("web_app", {}).get("url")
    text = button["copy_text"].get("text") if "copy_text" in button else None
    return {"id": None, "kind": pressed.kind, "answered": False, "text": text, "show_alert": False, "url": url}


def reply_key(chat: Chat, act: asked.Press) -> dict[str, Any] | None:
    """The key of a reply keyboard that is pressed; None where the message has none. Raises Impossible for a key that isn't there."""
    message = chat.messages.get(act.message)
    if message is None or message.markup is None or "keyboard" not in message.markup or act.data is not None:
        return None
    rows: list[list[dict[str, Any]]] = message.markup["keyboard"]
    if act.row is not None and act.column is not None:
        if act.row < len(rows) and act.column < len(rows[act.row]):
            return rows[act.row][act.column]
        raise Impossible(f"message {act.message} has no key in row {act.row}, column {act.column}")
    for key in (key for row in rows for key in row):
        if key.get("text") == act.text:
            return key
    raise Impossible(f"message {act.message} has no key {act.text!r}")


REQUESTS = ("request_users", "request_chat", "request_contact", "request_location", "request_poll", "web_app")


def press_key(world: World, chat: Chat, user: User, key: dict[str, Any]) -> Shape:
    """A plain key says its words; one that asks for something tells what for, and the share acts answer it."""
    kind = next((kind for kind in REQUESTS if kind in key), "message")
    found: Shape = {"id": None, "kind": kind, "answered": False, "text": key["text"], "show_alert": False, "url": None}
    if kind == "message":
        return found | {"message": shape_message(world.post(chat, user, text=key["text"]), user.id)}
    return found | {"request": key[kind]}


def vote(world: World, act: asked.Vote) -> Shape:
    """Vote, vote otherwise, or withdraw."""
    user = person_of(world, act.user)
    return shape_poll(world.vote(chat_of(world, act.chat, user, act.bot), user, act.message, act.options), user.id)
