"""The measures of formatted text: UTF-16 lengths, byte offsets, the order of entities, and the error they all raise."""

from typing import Any, Final

Entity = dict[str, Any]
"""One `MessageEntity` of the Bot API."""

PRIORITIES: Final = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 30,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
FOUND_PRIORITY: Final = 50


class EntityError(Exception):
    """Telegram refuses the formatting; `description` is its text, to stand after "Bad Request: "."""

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


def unparsable(reason: str) -> EntityError:
    """The refusal of a text in a parse mode; the first letter of `reason` is kept as Telegram writes it."""
    return EntityError(f"can't parse entities: {reason}")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, position: int) -> int:
    """The UTF-8 byte offset of a character position, the unit of Telegram's error texts."""
    return len(text[:position].encode("utf-8", "surrogatepass"))


def place(entity: Entity) -> tuple[int, int, int]:
    """Sort key: earlier first, then longer, then the outer kind (MessageEntity.h operator<, get_type_priority)."""
    return entity["offset"], -entity["length"], PRIORITIES.get(entity["type"], FOUND_PRIORITY)


def end_of(entity: Entity) -> int:
    """The UTF-16 offset just after the entity."""
    offset: int = entity["offset"]
    length: int = entity["length"]
    return offset + length
