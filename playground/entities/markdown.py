"""Telegram's legacy Markdown (tdlib MessageEntity.cpp parse_markdown)."""

import re
from typing import Final

from playground.entities.fix import tidy
from playground.entities.html import linked
from playground.entities.text import Entity, byte_offset, unparsable, utf16_length

MARK: Final = re.compile(r"\\[_*`\[]|[_*`\[]")
STYLES: Final = {"_": "italic", "*": "bold", "`": "code", "```": "pre", "[": "link"}
LANGUAGE: Final = re.compile("([^ \\t\\r\\n\\x00\\v`]+)(?=[^`])")
LINE_BREAK: Final = re.compile("\\r\\n|\\n\\r|\\r|\\n")


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    """The text and the entities of legacy Markdown, tidied; nothing nests, the text may come out empty.

    Raises: EntityError with Telegram's text.
    """
    parts: list[str] = []
    entities: list[Entity] = []
    offset = position = 0
    while found := MARK.search(text, position):
        parts.append(text[position : found.start()])
        offset += utf16_length(parts[-1])
        if found[0].startswith("\\"):
            parts.append(found[0][1])
            offset += 1
            position = found.end()
            continue
        inner, entity, position = _entity(text, found.start(), offset)
        parts.append(inner)
        offset += utf16_length(inner)
        if entity is not None:
            entities.append(entity)
    parts.append(text[position:])
    return tidy("".join(parts), entities)


def _entity(text: str, start: int, offset: int) -> tuple[str, Entity | None, int]:
    """What stands inside the entity that begins at `start`, the entity, and the position after it."""
    mark = "```" if text.startswith("```", start) else text[start]
    begin, language = code_start(text, start + 3) if mark == "```" else (start + 1, "")
    closing = "]" if mark == "[" else mark
    end = text.find(closing, begin)
    if end < 0:
        raise unparsable(f"Can't find end of the entity starting at byte offset {byte_offset(text, start)}")
    inner = text[begin:end]
    after = end + len(closing)
    entity: Entity | None = {"type": STYLES[mark], "offset": offset, "length": utf16_length(inner)}
    if language:
        entity = {**(entity or {}), "language": language}
    if mark == "[":
        url, after = _address(text, inner, after) if inner else ("", after)
        entity = linked(entity or {}, url)
    return inner, entity if inner else None, after


def _address(text: str, inner: str, position: int) -> tuple[str, int]:
    if not text.startswith("(", position):
        return inner, position
    end = text.find(")", position)
    return (text[position + 1 : end], end + 1) if end >= 0 else (text[position + 1 :], len(text))


def code_start(text: str, position: int) -> tuple[int, str]:
    """Where the text of a code block begins and its language: a word after the fence, and one line break, are not text."""
    language = LANGUAGE.match(text, position)
    begin = language.end() if language else position
    line_break = LINE_BREAK.match(text, begin)
    return (line_break.end() if line_break else begin), (language[1] if language else "")
