"""Acts of talking: sending, changing and removing messages, pins, reactions, forwards, links and things shared."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playground.control import asked_acts as asked
from playground.control.attachment import document_content, photo_content
from playground.control.exchange import Unusable
from playground.control.finding import bot_of, chat_of, person_of
from playground.control.shapes import Shape, shape_message
from playground.entities import EntityError
from playground.world import Bot, Impossible, Message, World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a deep link may carry (https://core.telegram.org/bots/features#deep-linking)."""

SCHEMES = {"https", "http", "tg"}
HOSTS = {"t.me", "telegram.me", "telegram.dog"}


def send(world: World, act: asked.Send) -> Shape | list[Shape]:
    """Say it; an album gives its messages as a list."""
    user = person_of(world, act.user)
    chat = chat_of(world, act.chat, user, act.bot)
    details: dict[str, Any] = {"reply_to": act.reply_to, "thread": act.thread, "anonymous": act.anonymous}
    if act.media_group is not None:
        album = world.number()
        contents = [album_content(world, part) for part in act.media_group]
        sent = [world.post(chat, user, content=content, media_group=album, **details) for content in contents]
        return [shape_message(message, user.id) for message in sent]
    return shape_message(world.post(chat, user, content=content_of(world, act), **details), user.id)


def content_of(world: World, act: asked.Send) -> dict[str, Any]:
    """The Bot API fields of what is said. Raises Unusable where Telegram could not read the formatting."""
    if act.text is not None:
        text, entities = formatted(world, act.text, act.parse_mode, act.entities)
        if not text:
            raise Unusable("text: a message needs words")
        return {"text": text} | ({"entities": entities} if entities else {})
    content = photo_content(world, act.photo) if act.photo is not None else document_content(world, act.document or True)
    text, entities = formatted(world, act.caption or "", act.parse_mode, act.entities)
    content |= {"caption": text} if text else {}
    return content | ({"caption_entities": entities} if entities else {})


def album_content(world: World, part: asked.InGroup) -> dict[str, Any]:
    """The Bot API fields of one part of an album."""
    if (part.photo is None) == (part.document is None):
        raise Unusable("media_group: each part is either a photo or a document")
    content = photo_content(world, part.photo) if part.photo is not None else document_content(world, part.document or True)
    return content | ({"caption": part.caption} if part.caption else {})


def formatted(world: World, text: str, mode: str | None, entities: list[dict[str, Any]] | None) -> tuple[str, list[dict[str, Any]]]:
    """Words and entities, those found by Telegram's clients included; people who are mentioned are named in full."""
    try:
        return world.formatted(text, mode, entities)
    except EntityError as problem:
        raise Unusable(problem.description) from problem


def edit(world: World, act: asked.Edit) -> Shape:
    """Say it in other words."""
    user = person_of(world, act.user)
    text, entities = formatted(world, act.text, act.parse_mode, act.entities)
    return shape_message(world.edit(chat_of(world, act.chat, user, act.bot), user, act.message, text, entities), user.id)


def delete(world: World, act: asked.OnMessage) -> Shape:
    """Take a message away for everybody."""
    user = person_of(world, act.user)
    return shape_message(world.delete(chat_of(world, act.chat, user, act.bot), user, act.message), user.id)


def pin(world: World, act: asked.OnMessage) -> Shape:
    """Pin a message."""
    user = person_of(world, act.user)
    return shape_message(world.pin(chat_of(world, act.chat, user, act.bot), user, act.message), user.id)


def react(world: World, act: asked.React) -> Shape:
    """React to a message."""
    user = person_of(world, act.user)
    return shape_message(world.react(chat_of(world, act.chat, user, act.bot), user, act.message, act.emoji or None), user.id)


def forward(world: World, act: asked.Forward) -> Shape:
    """Forward a message; answers the new one."""
    user = person_of(world, act.user)
    target = chat_of(world, act.to, user, act.bot)
    sent = world.forward(chat_of(world, act.chat, user, act.bot), user, act.message, target, act.thread)
    return shape_message(sent, user.id)


def share_chat(world: World, act: asked.ShareChat) -> Shape:
    """Choose a chat for a button that asked for one."""
    user = person_of(world, act.user)
    shared = world.chat(act.shared)
    return shape_message(world.share_chat(user, act.request, shared, bot_of(world, act.bot)), user.id)


def share_users(world: World, act: asked.ShareUsers) -> Shape:
    """Choose people for a button that asked for some."""
    user = person_of(world, act.user)
    people = [world.user(each) for each in act.shared]
    return shape_message(world.share_users(user, act.request, people, bot_of(world, act.bot)), user.id)


def link(world: World, act: asked.Link) -> Shape:
    """Open a deep link and tap Start, or choose the group a `startgroup` link asks for."""
    user = person_of(world, act.user)
    bot, query = read_link(world, act.url)
    if "startgroup" in query or "startchannel" in query:
        if act.chat is None:
            raise Unusable("chat: a startgroup link needs the group that is chosen")
        rights = query.get("admin", "").split()
        return shape_message(linked_group(world, act, bot, payload_of(query, "startgroup"), rights), user.id)
    return shape_message(world.start(user, payload_of(query, "start"), bot), user.id)


def linked_group(world: World, act: asked.Link, bot: Bot, payload: str, rights: list[str]) -> Message:
    """The person adds the bot to the chosen group and greets it there."""
    user = world.user(act.user)
    chat = chat_of(world, act.chat or 0, user)
    if not chat.is_group or not chat.has(user.id):
        raise Impossible(f"user {user.id} can't add a bot to chat {chat.id}")
    return world.start_in_group(user, chat, payload, rights, bot)


def read_link(world: World, url: str) -> tuple[Bot, dict[str, str]]:
    """The bot a link leads to and what it says. Raises Unusable for other addresses and Impossible for unknown bots."""
    try:
        address = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError as problem:
        raise Unusable(f"url: {problem}") from problem
    query = {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
    if address.scheme == "tg":
        name = query.get("domain", "") if address.netloc == "resolve" else ""
    else:
        name = address.path.strip("/") if (address.hostname or "") in HOSTS else ""
    if address.scheme not in SCHEMES or not name:
        raise Unusable(f"url: {url!r} is no link to a bot")
    bot = next((bot for bot in world.bots.values() if (bot.user.username or "").lower() == name.lower()), None)
    if bot is None:
        raise Impossible(f"url: there is no bot {name!r}")
    return bot, query


def payload_of(query: dict[str, str], name: str) -> str:
    """What the link carries for the bot. Raises Unusable where Telegram would not pass it on."""
    payload = query.get(name, "")
    if payload and not PAYLOAD.fullmatch(payload):
        raise Unusable(f"url: {name} may hold 1-64 of A-Z, a-z, 0-9, _ and -, not {payload!r}")
    return payload
