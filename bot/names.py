"""Names as people may see them: without what is invisible, without what turns the line around, and not too long."""

import unicodedata
from itertools import accumulate

import regex

LONGEST_NAME = 40
"""Graphemes. Telegram allows 64 + 64; a card line at 360 px holds about 40."""

MOST_MARKS = 4
"""Combining marks per letter: enough for pointed Hebrew and Vietnamese, too few to draw over the lines above."""

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"

# ZERO WIDTH JOINER and NON-JOINER are part of spelling in these scripts (UAX #31, 2.3); elsewhere they only disguise.
_JOINING_SCRIPTS = "Arabic Syriac Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala"
_JOINING = "[" + "".join(rf"\p{{Script={script}}}" for script in _JOINING_SCRIPTS.split()) + "]"
_EMOJI = r"\p{Extended_Pictographic}"
_KEPT = rf"""
    (?<={_JOINING}) [\u200c\u200d] (?={_JOINING})
  | (?<={_EMOJI}[\ufe0f\p{{Emoji_Modifier}}]?) \u200d (?={_EMOJI})
  | (?<={_EMOJI}|[0-9\#*]) \ufe0f
"""
_HIDDEN = r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2800]"
_INVISIBLE = regex.compile(rf"(?: {_KEPT} ) (*SKIP)(*FAIL) | {_HIDDEN}", regex.VERBOSE)
_SPACE = regex.compile(r"[\s\p{Z}]+")
_TOO_MANY_MARKS = regex.compile(rf"(\p{{M}}{{{MOST_MARKS}}})\p{{M}}+")
_READABLE = regex.compile(r"[\p{L}\p{N}\p{So}]")
_GRAPHEME = regex.compile(r"\X")

# In ASCII these three follow z, as å, ä and ö do in the Finnish and the Swedish alphabet (CLDR, `fi` and `sv`); ü goes with y in both.
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})


def clean_name(first: str | None, last: str | None = None) -> str | None:
    """The name of somebody as one line of at most `LONGEST_NAME` graphemes; None when nothing readable is left.

    The caller says "Neighbour" for None, in the language of the reader.
    """
    return clean_line(f"{first or ''} {last or ''}", longest=LONGEST_NAME)


def clean_line(text: str, *, longest: int) -> str | None:
    """One line of people's text, shown safely: NFC, single spaces, no control, zero-width or bidi characters.

    It is cut between graphemes, with an ellipsis as the last one. None when no letter, digit or picture is left. Repeatable.
    """
    spaced = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    visible = _TOO_MANY_MARKS.sub(r"\1", _INVISIBLE.sub("", spaced))
    line = _SPACE.sub(" ", visible).strip()
    if not _READABLE.search(line):
        return None
    graphemes = _GRAPHEME.findall(line)
    return line if len(graphemes) <= longest else "".join(graphemes[: longest - 1]).rstrip() + "…"


def alphabetical(name: str) -> str:
    """The key by which names stand as neighbours here look them up: Å, Ä and Ö after Z, other marks on letters ignored."""
    letters = unicodedata.normalize("NFC", name).casefold().translate(_AFTER_Z)
    return "".join(letter for letter in unicodedata.normalize("NFD", letters) if not unicodedata.combining(letter))


def isolated(text: str) -> str:
    """`text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9), so that its direction stays its own."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def units(text: str) -> int:
    """How long a text is for Telegram, which counts UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, longest: int) -> str:
    """`text`, or at most so many characters of it with an ellipsis as the last one: cut between graphemes, and isolated if it was."""
    if len(text) <= longest:
        return text
    if text.startswith(_FIRST_STRONG_ISOLATE) and text.endswith(_POP_ISOLATE):
        return isolated(cut(text[1:-1], longest - 2))
    lengths = accumulate(map(len, _GRAPHEME.findall(text)))
    return text[: max((length for length in lengths if length < longest), default=0)].rstrip() + "…"


def apart(text: str) -> str:
    """`text`, isolated if any of it runs from right to left: inside a sentence it must not turn the rest around."""
    return isolated(text) if any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text) else text
