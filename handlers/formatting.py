"""What somebody wrote with its formatting, as Telegram's HTML: bold stays bold, a link stays a link."""

import html
import re

from telegram import Message, MessageEntity

from bot.names import units

KEPT = frozenset(
    (
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CODE,
        MessageEntity.PRE,
        MessageEntity.BLOCKQUOTE,
        MessageEntity.EXPANDABLE_BLOCKQUOTE,
        MessageEntity.TEXT_LINK,
    )
)
"""What can be sent again by us: not emoji that only their owners may send, nor the number behind somebody's name."""

_COMMAND = re.compile(r"\s*\S+\s*")


def html_of(message: Message, *, after_command: bool = False) -> str:
    """The text or caption of a message; with `after_command` without its first word."""
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities
    found = _COMMAND.match(text) if after_command else re.match(r"\s*", text)
    before = found.end() if found else 0
    rest = text[before:].rstrip()
    kept = (_moved(each, units(text[:before]), units(rest)) for each in sorted(entities, key=lambda each: (each.offset, -each.length)))
    parts = [each for each in kept if each is not None]
    return Message(message.message_id, message.date, message.chat, text=rest, entities=parts).text_html if rest else ""


def _moved(entity: MessageEntity, before: int, whole: int) -> MessageEntity | None:
    """The same after so many units less of text, within what is left; None for what is not kept."""
    start, end = max(entity.offset - before, 0), min(entity.offset + entity.length - before, whole)
    if entity.type not in KEPT or end <= start:
        return None
    url = html.escape(entity.url) if entity.url else None
    return MessageEntity(entity.type, start, end - start, url=url)
