"""Who gets a notice, in one line: "12 houses, 14 chats, about 900 people, fi 11 sv 2 en 1"."""

from bot.texts import Html, Texts
from community.announcements import Reached

EXACT = 100
"""Fewer people than this are counted one by one; more are rounded to two digits, as nobody counts a crowd."""


def reach_lines(shown: Reached, texts: Texts) -> list[Html]:
    """Who gets it, and who does not though they should."""
    if shown.is_nobody:
        return [texts.html("Nobody gets it like this.")]
    lines = [Html(", ".join(_in_private(shown, texts) if shown.private else _in_groups(shown, texts)))]
    if shown.without_chat:
        lines.append(
            texts.count_html("{n} house has no group with me in it.", "{n} houses have no group with me in it.", shown.without_chat)
        )
    if shown.unreachable:
        lines.append(texts.count_html("I can't write to {n} more.", "I can't write to {n} more.", shown.unreachable))
    return lines


def _in_groups(shown: Reached, texts: Texts) -> list[Html]:
    houses = texts.count_html("{n} house", "{n} houses", shown.houses - shown.without_chat)
    chats = texts.count_html("{n} chat", "{n} chats", shown.chats)
    return [houses, chats, *_people(shown, texts), *_languages(shown)]


def _in_private(shown: Reached, texts: Texts) -> list[Html]:
    people = texts.count_html("privately to {n} person", "privately to {n} people", shown.people)
    return [people, texts.count_html("{n} house", "{n} houses", shown.houses), *_languages(shown)]


def _people(shown: Reached, texts: Texts) -> list[Html]:
    number = rounded(shown.people)
    if not number:
        return []
    if shown.at_least:
        return [texts.count_html("at least {n} person", "at least {n} people", number)]
    return [texts.count_html("about {n} person", "about {n} people", number)]


def _languages(shown: Reached) -> list[Html]:
    said = " ".join(f"{language} {number}" for language, number in shown.languages if language)
    return [Html(said)] if said else []


def rounded(number: int) -> int:
    """Down to two digits, so that "at least" stays true: 934 is 930, 12 345 is 12 000."""
    if number < EXACT:
        return number
    step = int(10 ** (len(str(number)) - 2))
    return number // step * step
