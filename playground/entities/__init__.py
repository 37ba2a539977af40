"""Formatted text as Telegram reads it: HTML, MarkdownV2, legacy Markdown, given entities, and what it finds by itself.

Entities are plain `MessageEntity` objects of the Bot API; offsets and lengths are UTF-16 code units. Nothing here knows
users: a `text_mention` carries `{"user": {"id": …}}` alone, and who holds the world completes it or drops the entity.
`EntityError.description` is Telegram's text as it stands after "Bad Request: ".

The rules follow tdlib's `MessageEntity.cpp` (parse_html, parse_markdown_v2, fix_formatted_text, find_entities),
`LinkManager.cpp` (check_link, get_link_user_id) and the Bot API server's `Client.cpp` (get_formatted_text).
"""

from playground.entities.detect import detect
from playground.entities.fix import tidy
from playground.entities.given import check_entities
from playground.entities.html import parse_html
from playground.entities.links import check_link
from playground.entities.markdown import parse_markdown
from playground.entities.markdown_v2 import parse_markdown_v2
from playground.entities.text import Entity, EntityError, utf16_length

__all__ = [
    "Entity",
    "EntityError",
    "check_entities",
    "check_link",
    "detect",
    "format_text",
    "parse_html",
    "parse_markdown",
    "parse_markdown_v2",
    "tidy",
    "utf16_length",
]

PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}


def format_text(text: str, parse_mode: str | None = None, entities: list[Entity] | None = None) -> tuple[str, list[Entity]]:
    """The text and entities of a message whose sender gave `text` with a parse mode or with entities.

    Cleaned, trimmed, with what Telegram finds by itself added; may be empty (a text message must then be refused with
    "text must be non-empty", a caption may be empty). A parse mode wins over given entities.

    Raises: EntityError.
    """
    mode = (parse_mode or "").lower()
    if text and mode not in ("", "none"):
        parser = PARSERS.get(mode)
        if parser is None:
            raise EntityError("unsupported parse_mode")
        text, found = parser(text)
    else:
        text, found = check_entities(text, entities or [])
    return text, detect(text, found)
