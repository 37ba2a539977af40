"""Entities put right as Telegram does before it keeps a message: cleaned, nested properly, merged, split and trimmed."""

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Final

from playground.entities.text import Entity, EntityError, end_of, place, utf16_length

SPLITTABLE: Final = ("bold", "italic", "underline", "strikethrough", "spoiler")
SPLITTABLE_SET: Final = frozenset(SPLITTABLE)
BLOCKQUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})
PRE: Final = frozenset({"pre", "code", "date_time"})
CONTINUOUS: Final = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
UNCLEAN: Final = re.compile("[\\x00-\\x09\\x0b-\\x1f\\u2028-\\u202e\\u0333\\u033f\\u030a]")
DROPPED: Final = re.compile("[\\r\\u2028-\\u202e\\u0333\\u033f\\u030a]")
CONTROLS: Final = {code: " " for code in range(32) if code not in (10, 13)}
SURROGATES: Final = re.compile("[\\ud800-\\udfff]")
INVISIBLE: Final = re.compile("[\\s\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u202e\\u202f\\u205f\\u2800\\u3000\\ufffc]*")
MOST_ENTITIES: Final = 100
END_OF_TEXT: Final = 1 << 31


def tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text and entities as Telegram keeps them (MessageEntity.cpp fix_formatted_text, without finding new ones).

    Control characters become spaces; carriage returns, direction overrides and lines through letters go; entities
    that cross are dropped, merged or split; blanks at both ends go, on the left only up to the first entity. Empty
    text comes back as ("", []). At most 100 entities stay.

    Raises: EntityError for lone surrogates.
    """
    if SURROGATES.search(text):
        raise EntityError("strings must be encoded in UTF-8")
    entities = nest([entity for entity in entities if entity["length"] > 0])
    if UNCLEAN.search(text):
        text, entities = _cleaned(text, entities)
        entities = nest(entities)
    text, entities = _trimmed(text, entities)
    if INVISIBLE.fullmatch(text):
        return "", []
    return text, entities[:MOST_ENTITIES]


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    gone = _dropped_at(text)
    moved = []
    for entity in entities:
        before = bisect_left(gone, entity["offset"])
        length = entity["length"] - (bisect_left(gone, end_of(entity)) - before)
        if length > 0:
            moved.append({**entity, "offset": entity["offset"] - before, "length": length})
    return DROPPED.sub("", text).translate(CONTROLS), moved


def _dropped_at(text: str) -> list[int]:
    """The UTF-16 offsets of the characters that go (each is one unit long)."""
    offsets = []
    units, position = 0, 0
    for found in DROPPED.finditer(text):
        units += utf16_length(text[position : found.start()])
        offsets.append(units)
        units, position = units + 1, found.end()
    return offsets


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    kept = text.rstrip(" \n")
    if len(kept) != len(text) and entities:
        end = utf16_length(kept)
        entities = [{**e, "length": min(end_of(e), end) - e["offset"]} for e in entities if e["offset"] < end]
        entities.sort(key=place)
    blanks = len(kept) - len(kept.lstrip(" \n"))
    if blanks and entities:
        blanks = min(blanks, entities[0]["offset"])
        entities = [{**entity, "offset": entity["offset"] - blanks} for entity in entities]
    return kept[blanks:], entities


def nest(entities: list[Entity]) -> list[Entity]:
    """The entities in order and nested as Telegram allows (MessageEntity.cpp fix_entities).

    Links, mentions, code and quotes never cross or hold one of their own kind: the first wins. Bold, italic and the
    like are merged where they touch, cut where another begins or ends inside them, and dropped inside code.
    """
    ordered = sorted(entities, key=place)
    if len(ordered) < 2 or all(end_of(left) < right["offset"] for left, right in pairwise(ordered)):
        return ordered
    quotes = first_ones([entity for entity in ordered if entity["type"] in BLOCKQUOTES])
    solid = first_ones([entity for entity in ordered if entity["type"] in PRE or entity["type"] in CONTINUOUS])
    frame = sorted([*quotes, *outside_or_inside(solid, quotes)], key=place)
    return resplit([entity for entity in ordered if entity["type"] in SPLITTABLE_SET], frame)


def first_ones(ordered: list[Entity]) -> list[Entity]:
    """Of entities that cross or nest, the first."""
    kept: list[Entity] = []
    for entity in ordered:
        if not kept or entity["offset"] >= end_of(kept[-1]):
            kept.append(entity)
    return kept


def outside_or_inside(solid: list[Entity], quotes: list[Entity]) -> list[Entity]:
    """The entities that lie wholly inside or outside each quote."""
    if not quotes:
        return solid
    return [
        entity
        for entity in solid
        if all(
            end_of(entity) <= quote["offset"]
            or end_of(quote) <= entity["offset"]
            or (quote["offset"] <= entity["offset"] and end_of(entity) <= end_of(quote))
            for quote in quotes
        )
    ]


def resplit(styles: list[Entity], frame: list[Entity]) -> list[Entity]:
    """Styles merged per kind and cut at every boundary of the frame and of each other (resplit_entities)."""
    if not styles:
        return frame
    pieces: list[Entity] = []
    splitter = _Splitter(styles, pieces)
    open_frame: list[Entity] = []
    for boundary, entity in [*((entity["offset"], entity) for entity in frame), (END_OF_TEXT, None)]:
        while open_frame and boundary >= end_of(open_frame[-1]):
            closed = open_frame.pop()
            kept = len(pieces)
            splitter.take_until(end_of(closed))
            if closed["type"] in PRE:
                del pieces[kept:]
        splitter.take_until(boundary)
        if entity is not None:
            open_frame.append(entity)
    return sorted([*frame, *pieces], key=place)


class _Splitter:
    """Walks along the styles and emits them in pieces up to each boundary (MessageEntity.cpp split_entities)."""

    def __init__(self, styles: list[Entity], pieces: list[Entity]) -> None:
        self._styles = styles
        self._pieces = pieces
        self._next = 0
        self._spans: dict[str, tuple[int, int]] = {}

    def take_until(self, boundary: int) -> None:
        while self._next < len(self._styles) and self._styles[self._next]["offset"] < boundary:
            style = self._styles[self._next]
            self._next += 1
            span = self._spans.get(style["type"])
            if span is not None and style["offset"] <= span[1]:
                self._spans[style["type"]] = (span[0], max(span[1], end_of(style)))
            else:
                self._flush(style["offset"])
                self._spans[style["type"]] = (style["offset"], end_of(style))
        self._flush(boundary)

    def _flush(self, offset: int) -> None:
        for kind in SPLITTABLE:
            span = self._spans.get(kind)
            if span is None or span[0] >= offset:
                continue
            begin, end = span
            if end <= offset:
                del self._spans[kind]
            else:
                self._spans[kind] = (offset, end)
            self._pieces.append({"type": kind, "offset": begin, "length": min(end, offset) - begin})
