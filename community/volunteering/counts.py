"""How many a line asks for: `×6`, `6x`, `×1-2`, `6 hlö`, `min 2 max 6`; numbers that belong to the words stay there."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from community.refusals import Refused

LARGEST = 1000
"""People of one task."""

BREAK = "\n"
"""Stands in a line where something was taken out of it."""

_X, _BY = "xXхХ", "×✕✖*"
_NUMBER = r"(?P<least>[0-9]{1,9})(?:\s*[-–—]\s*(?P<most>[0-9]{1,9})(?!\s*[-–—]\s*[0-9]))?(?P<plus>\+)?"
_NO_MORE = r"(?!\w|[.:][0-9])"
_UNITS = (
    "hlöä|hlö|henkeä|henki|henkilöä|henkilö|ihmistä|ihminen|tekijää|tekijä|talkoolaista|talkoolainen|vapaaehtoista|vapaaehtoinen"
    "|auttajaa|auttaja|apulaista|aikuista|aikuinen|naapuria|naapuri|käsiparia"
    "|personer|person|pers|hjälpare|frivilliga|frivillig|vuxna|vuxen|grannar|granne"
    "|people|persons|volunteers|volunteer|helpers|helper|adults|adult|neighbours|neighbour|hands"
)
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "yksi|yhtä|en|ett|one",
            "kaksi|kahta|två|two",
            "kolme|kolmea|tre|three",
            "neljä|neljää|fyra|four",
            "viisi|viittä|fem|five",
            "kuusi|kuutta|sex|six",
            "seitsemän|sju|seven",
            "kahdeksan|åtta|eight",
            "yhdeksän|nio|nine",
            "kymmenen|tio|ten",
        ),
        1,
    )
    for word in words.split("|")
}
_NEEDED = r"tarvitaan|tarvitsemme|we\s+need|needed|need|vi\s+behöver|behövs"
_OR_NOT = rf"(?:\s*(?:{_UNITS})\b\.?)?"
_PEOPLE = rf"(?:{_NUMBER}|(?P<word>{'|'.join(_WORDS)})(?=\s))\s*(?:{_UNITS})\b\.?(?:\s+(?:{_NEEDED})\b)?"
_MEASURE = r"(?!\s*(?:kg|g|m|m²|m2|cm|km|l|kk|v|vuotta|vuotiaat|år|years?|yrs?|€|euroa?|e|eur|min|minuuttia|h|tuntia|t|tim)\b)"

_SIGNS = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        # An x or × before its number. After a number it must be glued to its own ("12–15 ×6"): "3 × 4 m" is a size.
        rf"(?:(?<![0-9]\s)(?:(?<![^\s(,])[{_X}]|(?<![0-9])[{_BY}])\s*|(?<![^\s(,])[{_X}]|(?<![0-9])[{_BY}]){_NUMBER}{_NO_MORE}{_OR_NOT}",
        rf"(?<![\w.,:–—-]){_NUMBER}(?:[{_X}](?!\w)|[{_BY}](?![0-9])|\s(?:[{_X}](?!\w|\s*[0-9])|[{_BY}](?!\s*[0-9])))",
    )
)
_LEAST = regex.compile(
    rf"(?<![0-9]\s)\b(?:min|vähintään|väh|ainakin|minst|at\s+least)\.?\s*(?P<least>[0-9]{{1,9}}){_NO_MORE}{_MEASURE}{_OR_NOT}",
    regex.IGNORECASE,
)
_MOST = regex.compile(
    rf"\b(?:max|maks|enintään|enint|korkeintaan|högst|at\s+most|up\s+to)\.?\s*(?P<most>[0-9]{{1,9}}){_NO_MORE}{_MEASURE}{_OR_NOT}",
    regex.IGNORECASE,
)
_PEOPLE_FIRST = regex.compile(rf"(?:^|(?<=[\n,;.?!])|(?<=[0-9]\s))\s*(?:(?:{_NEEDED})\s+)?{_PEOPLE}", regex.IGNORECASE)
_PEOPLE_LAST = regex.compile(
    rf"(?<![\w–—-])(?:(?:{_NEEDED})\s+)?{_PEOPLE}(?=\s*(?:$|[\n,;.?!)])|\s+(?:klo|kl|at)\b|\s+[0-9])", regex.IGNORECASE
)
_UNREAD = regex.compile(
    rf"(?<![0-9])(?<![0-9]\s)(?:[{_BY}]|(?<![^\s(,])[{_X}])\s*-?[0-9]|(?<![0-9])\s[{_BY}]\s*[\w]|[{_BY}]\s*$", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Count:
    """So many are needed at least, so many can take it at most."""

    least: int
    most: int


def take_count(line: str) -> tuple[Count | None, str]:
    """What a line says of how many, and the line with a `BREAK` in its place.

    Raises: Refused (call-two-counts, call-bad-count, call-no-most, call-max-below-min).
    """
    signs = [found for sign in _SIGNS for found in sign.finditer(line)]
    if len(signs) > 1:
        raise Refused("call-two-counts")
    line, least, most = _taken(line, signs[0]) if signs else (line, None, None)
    line, least = _limit(line, _LEAST, least)
    line, most = _limit(line, _MOST, most)
    if least is most is None:
        found = _PEOPLE_FIRST.search(line) or _PEOPLE_LAST.search(line)
        line, least, most = _taken(line, found) if found else (line, None, None)
    if _UNREAD.search(line):
        raise Refused("call-bad-count", most=LARGEST)
    return (None if least is most is None else _checked(least, most)), line


def is_count(words: str) -> Count | None:
    """The count that bare words in brackets are: `6`, `max 6`, `1–2`. Raises: Refused as `take_count`."""
    if regex.fullmatch(r"\s*[0-9]{1,9}\s*", words):
        return _checked(int(words), int(words))
    count, rest = take_count(words)
    return None if rest.strip() else count


def count_signs(line: str) -> int:
    """How often a line says how many with a sign of its own (`×6`, `6x`)."""
    return sum(1 for sign in _SIGNS for _ in sign.finditer(line))


def _taken(line: str, found: regex.Match[str]) -> tuple[str, int, int]:
    said = found.groupdict()
    if said["plus"]:
        raise Refused("call-no-most", least=said["least"])
    least = _WORDS[said["word"].casefold()] if said.get("word") else int(said["least"])
    return f"{line[: found.start()]}{BREAK}{line[found.end() :]}", least, int(said["most"] or least)


def _limit(line: str, words: regex.Pattern[str], so_far: int | None) -> tuple[str, int | None]:
    found = words.search(line)
    return (f"{line[: found.start()]}{BREAK}{line[found.end() :]}", int(found[1])) if found else (line, so_far)


def _checked(least: int | None, most: int | None) -> Count:
    if most is None:
        raise Refused("call-no-most", least=str(least))
    least = min(1, most) if least is None else least
    if not 1 <= max(least, most) <= LARGEST or least < 1:
        raise Refused("call-bad-count", most=LARGEST)
    if most < least:
        raise Refused("call-max-below-min", least=least, most=most)
    return Count(least, most)
