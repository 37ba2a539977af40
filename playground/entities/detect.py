"""What Telegram finds in a text by itself: commands, mentions, tags, addresses (tdlib MessageEntity.cpp find_entities)."""

import re
from collections.abc import Iterator
from typing import Final

from playground.entities.fix import BLOCKQUOTES, SPLITTABLE_SET, first_ones, outside_or_inside, resplit
from playground.entities.text import Entity, end_of, place, utf16_length
from playground.entities.toplevel import TOP_LEVEL_DOMAINS

HINTS: Final = re.compile(r"[@/#$.]|\+\d|://")
WORD: Final = "A-Za-z0-9_"
TAG_LETTER: Final = "\\w\u200c\u00b7\u0d80-\u0dff"
COMMAND: Final = re.compile(rf"(?<![\w/<>])/[{WORD}]{{1,64}}(?:@[{WORD}]{{3,32}}(?![\w/<>])|(?![\w/<>@]))")
MENTION: Final = re.compile(rf"(?<!\w)@[{WORD}]{{2,32}}(?!\w)")
HASHTAG: Final = re.compile(rf"(?<![{TAG_LETTER}])#(?=[{TAG_LETTER}]*[^\W\d_])[{TAG_LETTER}]{{1,256}}(?!#)")
CASHTAG: Final = re.compile(rf"(?<![{TAG_LETTER}$])\$(?:1INCH|[A-Z]{{1,8}})(?![{TAG_LETTER}$])")
PHONE: Final = re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){7,14}(?!\d)")
OWN_URL: Final = re.compile(r"(?<![\w])(?:tg|ton|tonsite)://[a-z0-9_-]{1,253}(?:[/?#][^\s<>\"»«]*)?", re.IGNORECASE)
DOMAIN: Final = r"(?:[^\W_](?:[\w-]{0,62})\.){1,10}(?:xn--[a-z0-9]{2,59}|[^\W\d_]{2,24})"
IPV4: Final = r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)"
EMAIL: Final = re.compile(rf"(?<![\w.+@-])(?:mailto:)?([\w.+-]{{1,64}}@{DOMAIN})(?![\w@-])", re.IGNORECASE)
URL: Final = re.compile(
    rf"(?<![\w@.+-])(?P<protocol>(?:https?|ftp)://)?(?:[\w.%+-]+@)?(?P<domain>{IPV4}|{DOMAIN})(?![\w@-])(?::\d{{1,5}}(?!\d))?(?P<path>[/?#][^\s<>\"»«]*)?",
    re.IGNORECASE,
)
SHORT_NAMES: Final = frozenset({"gif", "nft", "pic", "ufc", "vid"})
SHORTEST_NAME: Final = 4
ENDINGS: Final = ".:;,('?!`"
BRACKETS: Final = {")": "(", "]": "[", "}": "{"}


def detect(text: str, entities: list[Entity]) -> list[Entity]:
    """The given entities, which must be tidied, and those found in the text where no link, mention or code stands."""
    if not HINTS.search(text):
        return entities
    spans = sorted(_spans(text), key=lambda span: (span[1], -span[2]))
    found = first_ones([_entity(text, *span) for span in spans])
    return _merged(entities, found) if found else entities


def _entity(text: str, kind: str, start: int, end: int) -> Entity:
    return {"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    if "@" in text:
        for found in MENTION.finditer(text):
            name = found[0][1:]
            if len(name) >= SHORTEST_NAME or name.lower() in SHORT_NAMES:
                yield "mention", found.start(), found.end()
        yield from (("email", *found.span(1)) for found in EMAIL.finditer(text))
    if "/" in text:
        yield from (("bot_command", *found.span()) for found in COMMAND.finditer(text))
    if "#" in text:
        yield from (("hashtag", *found.span()) for found in HASHTAG.finditer(text))
    if "$" in text:
        yield from (("cashtag", *found.span()) for found in CASHTAG.finditer(text))
    if "+" in text:
        yield from (("phone_number", *found.span()) for found in PHONE.finditer(text))
    if "://" in text:
        yield from (("url", *found.span()) for found in OWN_URL.finditer(text))
    if "." in text:
        yield from _urls(text)


def _urls(text: str) -> Iterator[tuple[str, int, int]]:
    for found in URL.finditer(text):
        last = found["domain"].rpartition(".")[2]
        known = found["protocol"] or last.isdigit() or last.lower() in TOP_LEVEL_DOMAINS or last.lower().startswith("xn--")
        if known:
            path = found["path"] or ""
            yield "url", found.start(), found.end() - len(path) + _path_length(path)


def _path_length(path: str) -> int:
    """How much of the path belongs to the address: not a bracket that closes nothing, nor a sentence's end."""
    counts = {"(": 0, "[": 0, "{": 0}
    length = len(path)
    for index, character in enumerate(path):
        if character in counts:
            counts[character] += 1
        elif character in BRACKETS:
            counts[BRACKETS[character]] -= 1
            if counts[BRACKETS[character]] < 0:
                length = index
                break
    return len(path[:length].rstrip(ENDINGS))


def _merged(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Found entities give way to given ones, except quotes, which may hold them, and styles, which are cut."""
    if not entities:
        return found
    quotes = [entity for entity in entities if entity["type"] in BLOCKQUOTES]
    solid = [entity for entity in entities if entity["type"] not in BLOCKQUOTES and entity["type"] not in SPLITTABLE_SET]
    styles = [entity for entity in entities if entity["type"] in SPLITTABLE_SET]
    free = [entity for entity in outside_or_inside(found, quotes) if not any(_cross(entity, given) for given in solid)]
    if not free:
        return entities
    return resplit(styles, sorted([*quotes, *solid, *free], key=place))


def _cross(left: Entity, right: Entity) -> bool:
    return bool(left["offset"] < end_of(right) and right["offset"] < end_of(left))
