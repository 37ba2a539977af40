"""Telegram's MarkdownV2, read as Telegram reads it (tdlib MessageEntity.cpp parse_markdown_v2)."""

import re
from dataclasses import dataclass
from typing import Final

from playground.entities.fix import tidy
from playground.entities.html import dated, linked
from playground.entities.links import custom_emoji_of, time_of
from playground.entities.markdown import code_start
from playground.entities.text import Entity, EntityError, byte_offset, unparsable, utf16_length

MARK: Final = re.compile(r"\\[\x01-\x7e]|[_*\[\]()~`>#+\-=|{}.!\n]")
MARK_IN_CODE: Final = re.compile(r"\\[\x01-\x7e]|`")
ESCAPED: Final = re.compile(r"\\([\x01-\x7e])")
URL: Final = re.compile(r"((?:\\[\x01-\x7e]|[^)])*)\)", re.DOTALL)
CLOSING: Final = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
OPENING: Final = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "`": "code",
    "```": "pre",
    "[": "text_link",
    "![": "custom_emoji",
}
NAMES: Final = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}


@dataclass(slots=True)
class _Open:
    kind: str
    offset: int
    position: int
    part: int
    language: str = ""


def parse_markdown_v2(text: str) -> tuple[str, list[Entity]]:
    """The text and the entities of MarkdownV2, tidied (see `fix.tidy`); the text may come out empty.

    Raises: EntityError with Telegram's text; byte offsets are of UTF-8.
    """
    parser = _MarkdownParser(text)
    parser.read()
    return tidy("".join(parser.parts), parser.entities)


class _MarkdownParser:
    """One pass over the source; `_line_starts` says whether a `>` here would begin a quote."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Open] = []
        self._offset = 0
        self._quoting = False
        self._line_starts = True
        self.parts: list[str] = []
        self.entities: list[Entity] = []

    def read(self) -> None:
        position = 0
        while found := self._marks().search(self._text, position):
            start = found.start()
            self._keep(self._text[position:start])
            if found[0][0] == "\\":
                self._escaped(found[0][1])
                position = start + 2
            elif self._ends_here(start):
                position = self._end(start)
            else:
                position = self._begin(start)
        self._keep(self._text[position:])
        self._end_quote_with_text()
        if self._open:
            raise self._unended()

    def _marks(self) -> re.Pattern[str]:
        return MARK_IN_CODE if self._open and self._open[-1].kind in ("code", "pre") else MARK

    def _keep(self, piece: str) -> None:
        if piece:
            self.parts.append(piece)
            self._offset += utf16_length(piece)
            if piece.strip("\r"):
                self._line_starts = False

    def _escaped(self, character: str) -> None:
        self.parts.append(character)
        self._offset += 1
        if character != "\r":
            self._line_starts = character == "\n"

    def _ends_here(self, start: int) -> bool:
        if not self._open:
            return False
        if self._quoting and self._text[start] == "\n" and not self._text.startswith(">", start + 1):
            return True
        kind = self._open[-1].kind
        if kind == "italic":
            return self._text[start] == "_" and not self._text.startswith("__", start)
        return kind != "blockquote" and self._text.startswith(CLOSING[kind], start)

    def _begin(self, start: int) -> int:
        character = self._text[start]
        if character == "\n":
            self._escaped("\n")
            return start + 1
        if character == ">":
            return self._begin_quote(start)
        for mark in (self._text[start : start + 3], self._text[start : start + 2], character):
            kind = OPENING.get(mark)
            if kind is not None:
                break
        else:
            raise self._reserved(start)
        after, language = code_start(self._text, start + 3) if kind == "pre" else (start + len(mark), "")
        self._open.append(_Open(kind, self._offset, start, len(self.parts), language))
        return after

    def _begin_quote(self, start: int) -> int:
        if not self._line_starts:
            raise self._reserved(start)
        if not self._quoting:
            self._open.append(_Open("blockquote", self._offset, start, len(self.parts)))
            self._quoting = True
        return start + 1

    def _end(self, start: int) -> int:
        if self._text[start] == "\n" and self._quoting:
            return self._end_quote(start)
        opened = self._open.pop()
        after = start + len(CLOSING[opened.kind])
        entity: Entity | None = {"type": opened.kind, "offset": opened.offset, "length": self._offset - opened.offset}
        if opened.language:
            entity = {**(entity or {}), "language": opened.language}
        if opened.kind == "text_link":
            url, after = self._url(after) if self._text.startswith("(", after) else ("".join(self.parts[opened.part :]), after)
            entity = linked(entity or {}, url)
        elif opened.kind == "custom_emoji":
            entity, after = self._emoji_or_time(entity or {}, after)
        if entity is not None and self._offset > opened.offset:
            self.entities.append(entity)
        return after

    def _url(self, position: int) -> tuple[str, int]:
        found = URL.match(self._text, position + 1)
        if found is None:
            raise unparsable(f"Can't find end of a URL at byte offset {byte_offset(self._text, position + 1)}")
        return ESCAPED.sub(r"\1", found[1]), found.end()

    def _emoji_or_time(self, entity: Entity, position: int) -> tuple[Entity | None, int]:
        if not self._text.startswith("(", position):
            raise unparsable("The entity must contain a tg://emoji or tg://time URL")
        url, position = self._url(position)
        emoji = custom_emoji_of(url)
        if emoji is not None:
            return {**entity, "custom_emoji_id": emoji}, position
        moment = time_of(url)
        if moment is None:
            raise unparsable("Invalid tg://emoji or tg://time URL specified")
        return dated(entity, *moment), position

    def _end_quote(self, start: int) -> int:
        """A line that does not go on with `>` ends the quote; a lone `||` before it makes it expandable."""
        kind = self._quote_kind(start)
        if self._open[-1].kind != "blockquote":
            raise self._unended()
        opened = self._open.pop()
        self._quoting = False
        self._escaped("\n")
        self.entities.append({"type": kind, "offset": opened.offset, "length": self._offset - opened.offset})
        return start + 1

    def _quote_kind(self, end: int) -> str:
        last = self._open[-1]
        if last.kind == "spoiler" and self._text[last.position + 2 : end] in ("", "\r"):
            self._open.pop()
            return "expandable_blockquote"
        return "blockquote"

    def _end_quote_with_text(self) -> None:
        if not self._quoting:
            return
        kind = self._quote_kind(len(self._text))
        if self._open[-1].kind == "blockquote":
            opened = self._open.pop()
            if self._offset > opened.offset:
                self.entities.append({"type": kind, "offset": opened.offset, "length": self._offset - opened.offset})

    def _reserved(self, start: int) -> EntityError:
        return unparsable(f"Character '{self._text[start]}' is reserved and must be escaped with the preceding '\\'")

    def _unended(self) -> EntityError:
        last = self._open[-1]
        name = "PreCode" if last.language else NAMES[last.kind]
        return unparsable(f"Can't find end of {name} entity at byte offset {byte_offset(self._text, last.position)}")
