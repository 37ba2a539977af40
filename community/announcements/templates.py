"""Notices that come again and again: a ready text with gaps in brackets, filled one after the other in all languages at once."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.texts import escape, without_markup
from community.when import Understood, understand

GAP = re.compile(r"\[[^\[\]]*\]")
"""A gap of a ready text."""


class Template(StrEnum):
    """What is announced most often."""

    WATER = "water"
    POWER = "power"
    LIFT = "lift"
    TALKOOT = "talkoot"
    MEETING = "meeting"
    SAUNA = "sauna"


def gap_in(texts: Mapping[str, str]) -> str | None:
    """The gap that is filled next, as it stands in the first text; None when there is none."""
    found = next((gap for text in texts.values() if (gap := GAP.search(text))), None)
    return found.group() if found else None


def filled(texts: Mapping[str, str], words: str, now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """The texts with their first gap filled; a day and hours are said in each language as it says them."""
    words = words.replace("[", "").replace("]", "")  # copied with the gap's own brackets, they would be the next gap
    when = understand(without_markup(words), now, zone)
    said = {language: _said(words, when, language, now, zone) for language in texts}
    return {language: _with_gap_filled(text, said[language]) for language, text in texts.items()}


def _with_gap_filled(text: str, words: str) -> str:
    return GAP.sub(lambda _: words, text, count=1)


def _said(words: str, when: Understood, language: str, now: datetime, zone: ZoneInfo) -> str:
    if when.start is None:
        return words
    return escape(say_span(when.start, when.end, language, today=now.astimezone(zone).date()))
