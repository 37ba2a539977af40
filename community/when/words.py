"""The words of dates in Finnish, Swedish and English, all accepted together whatever a person's language.

A table's key is what people type, its value what that means. Clashes between the languages are decided here and listed in
docs/dates.md: `on` is never Swedish Wednesday (abbreviate `ons`), `to` is Thursday except between two hours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import TypeVar

from community.when.tokens import Tokens, tokens_of

Value = TypeVar("Value")
Words = Mapping[tuple[str, ...], Value]
LONGEST_PHRASE = 6


def _plain(text: str) -> str:
    """`lördag` as it is typed on a keyboard without ö."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def table(said_as: Mapping[str, Value]) -> Words[Value]:
    """What people type (several ways apart by `|`) as phrases cut into tokens, also without the dots of ö and ä."""
    found: dict[tuple[str, ...], Value] = {}
    for phrases, value in said_as.items():
        for phrase in phrases.split("|"):
            for spelled in (phrase, _plain(phrase)):
                found[tuple(token.text for token in tokens_of(spelled.strip()))] = value
    return found


def said(words: Words[Value], tokens: Tokens, at: int) -> Iterator[tuple[Value, int]]:
    """Every phrase of a table that stands at this place, with the place after it."""
    for length in range(1, LONGEST_PHRASE + 1):
        phrase = tuple(token.text for token in tokens[at : at + length])
        if len(phrase) == length and phrase in words:
            yield words[phrase], at + length


class Turn(Enum):
    """Which of the coming Fridays."""

    COMING = auto()
    THIS = auto()
    NEXT = auto()
    LAST = auto()


class Part(Enum):
    """A part of the day: the first and the last hour at which something may begin in it."""

    MORNING = (4, 11)
    AFTERNOON = (12, 18)
    EVENING = (16, 23)


class Marker(Enum):
    """What stands before an hour: `klo` says 24 hours, English `at` leaves 12 or 24 open."""

    NONE = auto()
    KLO = auto()
    AT = auto()


_FINNISH_DAYS = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
_PART_ENDINGS = {
    "aamuna": Part.MORNING,
    "aamupäivänä": Part.MORNING,
    "iltapäivänä": Part.AFTERNOON,
    "iltana": Part.EVENING,
}

WEEKDAYS = table(
    {
        "ma|maanantai|maanantaina|må|mån|måndag|måndagen|mon|monday": 0,
        "ti|tiistai|tiistaina|tis|tisdag|tisdagen|tue|tues|tuesday": 1,
        "ke|keskiviikko|keskiviikkona|ons|onsdag|onsdagen|wed|weds|wednesday": 2,
        "to|torstai|torstaina|tor|tors|torsdag|torsdagen|thu|thur|thurs|thursday": 3,
        "pe|perjantai|perjantaina|fre|fredag|fredagen|fri|friday": 4,
        "la|lauantai|lauantaina|lör|lördag|lördagen|sat|saturday": 5,
        "su|sunnuntai|sunnuntaina|sön|söndag|söndagen|sun|sunday": 6,
    }
)
WEEKDAY_PARTS = table(
    {
        f"{day}{dash}{ending}": (number, part)
        for number, day in enumerate(_FINNISH_DAYS)
        for ending, part in _PART_ENDINGS.items()
        for dash in ("", "-")
    }
)
TURNS = table(
    {
        "tänä|tulevana|tuleva|this|coming|this coming|nu på|nu|kommande|denna": Turn.THIS,
        "ensi|seuraava|seuraavana|next|nästa": Turn.NEXT,
        "viime|last|förra": Turn.LAST,
    }
)
DAYS = table(
    {
        "tänään|today|idag|i dag": 0,
        "huomenna|tomorrow|imorgon|i morgon|imorron|i morron": 1,
        "ylihuomenna|day after tomorrow|the day after tomorrow|övermorgon|i övermorgon": 2,
        "eilen|yesterday|igår|i går": -1,
    }
)
DAY_PARTS = table(
    {
        "tänä aamuna|this morning|i morse": (0, Part.MORNING),
        "tänä iltapäivänä|this afternoon|i eftermiddag": (0, Part.AFTERNOON),
        "tänä iltana|tonight|this evening|ikväll|i kväll": (0, Part.EVENING),
        "huomenaamulla|i morgon bitti|imorgon bitti": (1, Part.MORNING),
        "huomenillalla": (1, Part.EVENING),
    }
)
PARTS = table(
    {
        "aamulla|aamupäivällä|ap.|morning|in the morning|fm|fm.|f.m.|morgon|förmiddag|på morgonen|på förmiddagen": Part.MORNING,
        "iltapäivällä|ip.|afternoon|in the afternoon|em|em.|e.m.|eftermiddag|på eftermiddagen": Part.AFTERNOON,
        "illalla|evening|in the evening|kväll|på kvällen|kvällen": Part.EVENING,
    }
)
MONTHS = table(
    {
        "tammikuu|tammikuuta|tammikuun|tammik|januari|january|jan": 1,
        "helmikuu|helmikuuta|helmikuun|helmik|februari|february|febr|feb": 2,
        "maaliskuu|maaliskuuta|maaliskuun|maalisk|mars|march|mar": 3,
        "huhtikuu|huhtikuuta|huhtikuun|huhtik|april|apr": 4,
        "toukokuu|toukokuuta|toukokuun|toukok|maj|may": 5,
        "kesäkuu|kesäkuuta|kesäkuun|kesäk|juni|june|jun": 6,
        "heinäkuu|heinäkuuta|heinäkuun|heinäk|juli|july|jul": 7,
        "elokuu|elokuuta|elokuun|elok|augusti|august|aug": 8,
        "syyskuu|syyskuuta|syyskuun|syysk|september|sept|sep": 9,
        "lokakuu|lokakuuta|lokakuun|lokak|oktober|october|okt|oct": 10,
        "marraskuu|marraskuuta|marraskuun|marrask|november|nov": 11,
        "joulukuu|joulukuuta|joulukuun|jouluk|december|dec": 12,
    }
)
WEEK = table({"vk|vko|viikko|viikolla|viikon|v|vecka|veckan|week|wk|w|vk.|vko.|v.|wk.": None})
NEAR_WEEKS = table(
    {
        "tällä viikolla|tämän viikon|this week|denna vecka|den här veckan|i veckan": 0,
        "ensi viikolla|ensi viikon|next week|nästa vecka|nästa veckas": 1,
    }
)
BEFORE_A_DAY = table({",|on|på|den|the|on the|, the|, den": None})
ORDINAL = table({"st|nd|rd|th|:a|:e|.|. päivä|. päivänä": None})
OF = table({"of": None})

MARKERS = table({"klo|klo.|kello|kl|kl.|klockan": Marker.KLO, "at": Marker.AT})
FROM = table({"from": Marker.AT, "från": Marker.KLO})
TO = table({"to|till|until": None})
BETWEEN = table({"between": Marker.AT, "mellan": Marker.KLO})
BETWEEN_AND = table({"and|och": None})
HALVES = table({"am|a.m.|a.m": "am", "pm|p.m.|p.m": "pm", "o'clock|o’clock|oclock": "clock"})
NOON = table({"noon|at noon|at midday": None})
MIDNIGHT = table({"midnight|at midnight|keskiyöllä|midnatt|vid midnatt": None})
VAGUE = table({"keskipäivällä|puoliltapäivin|keskellä päivää|mitt på dagen": None})
HOURS = table(
    {
        "yksi|yhdeltä|ett|one": 1,
        "kaksi|kahdelta|två|two": 2,
        "kolme|kolmelta|tre|three": 3,
        "neljä|neljältä|fyra|four": 4,
        "viisi|viideltä|fem|five": 5,
        "kuusi|kuudelta|sex|six": 6,
        "seitsemän|seitsemältä|sju|seven": 7,
        "kahdeksan|kahdeksalta|åtta|eight": 8,
        "yhdeksän|yhdeksältä|nio|nine": 9,
        "kymmenen|kymmeneltä|tio|ten": 10,
        "yksitoista|yhdeltätoista|elva|eleven": 11,
        "kaksitoista|kahdeltatoista|tolv|twelve": 12,
    }
)
FINNISH_AT_AN_HOUR = ("lta", "ltä", "ltatoista", "ltätoista")
AND = table({"ja|tai|och|eller|and|or|&|/|, ja|, tai|, och|, eller|, and|, or": None})
COMMA = table({",|;": None})
AGES = ("vuoti", "year", "yr", "år")
"""After `12–15` these make ages of the hours."""
