"""Telegram's HTML, read as Telegram reads it (tdlib MessageEntity.cpp parse_html and decode_html_entity)."""

import re
from dataclasses import dataclass
from typing import Final

from playground.entities.fix import SURROGATES, tidy
from playground.entities.links import checked_link, date_format, integer64, user_of, whole
from playground.entities.text import Entity, EntityError, byte_offset, unparsable, utf16_length

STYLES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
TAGS: Final = frozenset({*STYLES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"})
MARK: Final = re.compile("[<&]")
TAG_NAME: Final = re.compile("[^ \\t\\r\\n\\x00\\v>]*")
ATTRIBUTE_NAME: Final = re.compile("[^ \\t\\r\\n\\x00\\v=>/\"']*")
NAME_TOKEN: Final = re.compile("[A-Za-z0-9.-]*")
SPACES: Final = re.compile("[ \\t\\r\\n\\v]*")
REFERENCE: Final = re.compile("&(?:#(?:x([0-9A-Fa-f]*)|([0-9]*))|([A-Za-z]*))(;?)")
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LAST_CODE: Final = 0x10FFFF
LONGEST_REFERENCE: Final = 10
END: Final = "\0"
SPACE_OR_END: Final = frozenset(" \t\r\n\v\0")


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    date: int | None
    offset: int
    part: int


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """The text and the entities of HTML, tidied (see `fix.tidy`); the text may come out empty.

    Raises: EntityError with Telegram's text; byte offsets are of UTF-8.
    """
    if "\0" in text:
        raise unparsable("Text must not contain null bytes")
    parser = _HtmlParser(text)
    parser.read()
    return tidy("".join(parser.parts), parser.entities)


def reference(source: str, position: int) -> tuple[str, int] | None:
    """The character of a reference that begins at `position` and the position after it; nothing if it is none."""
    found = REFERENCE.match(source, position)
    if found is None:
        return None
    hexadecimal, decimal, name, semicolon = found.groups()
    if name is not None:
        return (NAMED[name], found.end()) if name in NAMED else None
    if found.end() - len(semicolon) - position >= LONGEST_REFERENCE:
        return None
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return (chr(code), found.end()) if 0 < code < LAST_CODE else None


class _HtmlParser:
    """One pass over the source; `parts` and `entities` grow, `offset` counts the UTF-16 units of `parts`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._source = text + END
        self._open: list[_OpenTag] = []
        self._offset = 0
        self.parts: list[str] = []
        self.entities: list[Entity] = []

    def read(self) -> None:
        position = 0
        while found := MARK.search(self._source, position):
            start = found.start()
            self._keep(self._source[position:start])
            if self._source[start] == "&":
                position = self._reference(start)
            elif self._source[start + 1] == "/":
                position = self._end_tag(start)
            else:
                position = self._start_tag(start)
        self._keep(self._source[position:-1])
        if self._open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)

    def _keep(self, piece: str) -> None:
        if piece:
            self.parts.append(piece)
            self._offset += utf16_length(piece)

    def _reference(self, start: int) -> int:
        character, position = reference(self._source, start) or ("&", start + 1)
        if SURROGATES.match(character):
            reason = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            raise unparsable(reason)
        self._keep(character)
        return position

    def _error(self, reason: str, start: int) -> EntityError:
        return unparsable(f"{reason} at byte offset {byte_offset(self._text, start)}")

    def _start_tag(self, start: int) -> int:
        position = _after(TAG_NAME, self._source, start + 1)
        if self._source[position] == END:
            raise self._error("Unclosed start tag", start)
        name = self._source[start + 1 : position].lower()
        if name not in TAGS:
            raise self._error(f'Unsupported start tag "{name}"', start)
        tag = _OpenTag(name, "", None, self._offset, len(self.parts))
        while self._source[position] != ">":
            position = _after(SPACES, self._source, position)
            if self._source[position] != ">":
                position = self._attribute(tag, start, position)
        if name == "span" and tag.argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', start)
        self._open.append(tag)
        return position + 1

    def _attribute(self, tag: _OpenTag, start: int, position: int) -> int:
        source = self._source
        end = _after(ATTRIBUTE_NAME, source, position)
        attribute = source[position:end]
        if not attribute:
            raise self._error(f'Empty attribute name in the tag "{tag.name}"', start)
        position = _after(SPACES, source, end)
        if source[position] not in ("=", END):
            _set(tag, attribute, None)
            return position
        if source[position] == "=":
            position = _after(SPACES, source, position + 1)
        if source[position] == END:
            raise self._error(f'Unclosed start tag "{tag.name}"', start)
        value, position = self._quoted(position) if source[position] in "'\"" else self._token(position)
        if source[position] == END:
            raise self._error("Unclosed start tag", start)
        _set(tag, attribute, value)
        return position

    def _token(self, start: int) -> tuple[str, int]:
        position = _after(NAME_TOKEN, self._source, start)
        if self._source[position] not in SPACE_OR_END and self._source[position] != ">":
            raise self._error("Unexpected end of name token", start)
        return self._source[start:position].lower(), position

    def _quoted(self, start: int) -> tuple[str, int]:
        """The value between quotes, references decoded; without a closing quote the position is the end."""
        end = self._source.find(self._source[start], start + 1)
        if end < 0:
            return "", len(self._source) - 1
        raw = self._source[start + 1 : end]
        return (_decoded(raw) if "&" in raw else raw), end + 1

    def _end_tag(self, start: int) -> int:
        if not self._open:
            raise self._error("Unexpected end tag", start)
        end = _after(TAG_NAME, self._source, start + 1)
        name = self._source[start + 2 : end].lower()
        position = _after(SPACES, self._source, end)
        if self._source[position] != ">":
            raise self._error("Unclosed end tag", start)
        tag = self._open[-1]
        if name and name != tag.name:
            where = byte_offset(self._text, start)
            raise unparsable(f'Unmatched end tag at byte offset {where}, expected "</{tag.name}>", found "</{name}>"')
        if self._offset > tag.offset:
            self._close(tag)
        self._open.pop()
        return position + 1

    def _close(self, tag: _OpenTag) -> None:
        bare = {"type": STYLES.get(tag.name, tag.name), "offset": tag.offset, "length": self._offset - tag.offset}
        entity = self._completed(tag, bare)
        if entity is not None:
            self.entities.append(entity)

    def _completed(self, tag: _OpenTag, bare: Entity) -> Entity | None:
        match tag.name:
            case "a":
                return linked(bare, tag.argument or "".join(self.parts[tag.part :]))
            case "tg-emoji":
                if not integer64(tag.argument):
                    raise unparsable("Invalid custom emoji identifier specified")
                return {**bare, "type": "custom_emoji", "custom_emoji_id": tag.argument}
            case "tg-time":
                return dated(bare, tag.date, tag.argument)
            case "blockquote" if tag.argument:
                return {**bare, "type": "expandable_blockquote"}
            case "pre" | "code":
                return self._code(tag, bare)
        return bare

    def _code(self, tag: _OpenTag, bare: Entity) -> Entity | None:
        """`<pre><code class="language-…">` is one `pre`, whichever is outside; a language without `pre` is lost."""
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == bare["offset"] and last.get("length") == bare["length"]
        if tag.name == "pre" and same and last.get("type") == "code" and last.get("language"):
            last["type"] = "pre"
            return None
        if tag.name == "code" and same and last.get("type") == "pre" and tag.argument and "language" not in last:
            last["language"] = tag.argument
            return None
        return {**bare, "language": tag.argument} if tag.name == "code" and tag.argument else bare


def _after(pattern: re.Pattern[str], source: str, position: int) -> int:
    found = pattern.match(source, position)
    return found.end() if found else position


def _decoded(raw: str) -> str:
    pieces, position = [], 0
    while (start := raw.find("&", position)) >= 0:
        pieces.append(raw[position:start])
        character, position = reference(raw, start) or ("&", start + 1)
        pieces.append(character)
    return "".join([*pieces, raw[position:]])


def _set(tag: _OpenTag, attribute: str, value: str | None) -> None:
    """Keep the attribute if the tag knows it; `value` is nothing for a bare one."""
    match tag.name, attribute:
        case "blockquote", "expandable":
            tag.argument = "1"
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format") if value is not None:
            tag.argument = value
        case "code", "class" if value is not None and value.startswith("language-"):
            tag.argument = value.removeprefix("language-")
        case "span", "class" if value is not None and value.startswith("tg-"):
            tag.argument = value.removeprefix("tg-")
        case "tg-time", "unix" if value is not None:
            tag.date = whole(value)


def linked(entity: Entity, link: str) -> Entity | None:
    """The entity as a mention of a user or as a link; nothing where the address is no good."""
    user = user_of(link)
    if user is not None:
        return {**entity, "type": "text_mention", "user": {"id": user}}
    url = checked_link(link)
    return {**entity, "type": "text_link", "url": url} if url else None


def dated(entity: Entity, date: int | None, given: str) -> Entity | None:
    """The entity as a moment shown in the reader's own zone; nothing without a moment.

    Raises: EntityError where the format is unknown.
    """
    try:
        written = date_format(given)
    except EntityError as error:
        raise unparsable(error.description) from None
    if date is None:
        return None
    moment = {**entity, "type": "date_time", "unix_time": date}
    return {**moment, "date_time_format": written} if written else moment
