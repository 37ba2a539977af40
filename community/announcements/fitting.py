"""What Telegram takes in one message, and by how much a notice is more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.names import units
from bot.outgoing import CAPTION
from bot.texts import without_markup
from community.announcements.showing import texts_for

MESSAGE = 4096
"""The longest text of a message in UTF-16 units, markup not counted (https://core.telegram.org/bots/api#sendmessage)."""

ENTITIES = 100
"""So many formatted parts a message has at most; what comes after them would lose its form."""

HEADER, FOOT = 52, 40
"""Room for who speaks above each language, with the empty line between two, and for how many have read it."""

_OPENING = re.compile(r"<(?!/)(?!code class)")


@dataclass(frozen=True, slots=True)
class Excess:
    """The copy in these languages is too long by so many characters, or has so many formatted parts too many."""

    languages: tuple[str, ...]
    characters: int = 0
    parts: int = 0
    captioned: bool = False


def formatted(text: str) -> int:
    """How many formatted parts a text in Telegram's HTML has."""
    return len(_OPENING.findall(text))


def excess(texts: Mapping[str, str], versions: Iterable[tuple[str, ...]], *, captioned: bool) -> Excess | None:
    """What is too much in the longest of the copies that readers of these languages get; None when all of them fit."""
    most = CAPTION if captioned else MESSAGE
    found = [_excess(texts_for(texts, languages), most, captioned) for languages in versions]
    wrong = [each for each in found if each.characters > 0 or each.parts > 0]
    return max(wrong, key=lambda each: (each.characters, each.parts), default=None)


def _excess(said: Mapping[str, str], most: int, captioned: bool) -> Excess:
    room = most - FOOT - HEADER * len(said)
    characters = sum(units(without_markup(text)) for text in said.values()) - room
    parts = sum(formatted(text) + 1 for text in said.values()) - ENTITIES
    return Excess(tuple(said), max(characters, 0), max(parts, 0), captioned)
