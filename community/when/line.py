"""The date at the beginning of a line, and what is left of the line for the title; hours are never eaten from titles silently."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from community.when import words
from community.when.reading import LONGEST, House, Reading, meant, readings, spans
from community.when.tokens import DASHES, Tokens, tokens_of
from community.when.understood import NOT_UNDERSTOOD, Reason, Understood, refused
from community.when.words import said

FIRST_BARE_HOUR = 7
"""A bare number below this, before a title, is sooner the title's own (`5 Lasta`)."""
FARTHEST = 200
"""No date has more characters; a long text is not cut into words to its end."""
DASH = "".join(map(re.escape, sorted(DASHES)))
SEPARATORS = re.compile(rf"^(?:\s|[,;:|·]|[{DASH}]+(?=\s))+")


def find_when(line: str, now: datetime, zone: ZoneInfo) -> tuple[Understood, str]:
    """The longest beginning of a line that is a date, and the rest of the line (the whole line where there is no date).

    A number that may belong to the title is not taken silently: the reading is a candidate of an ambiguous answer. So are two
    times for one event. `now` as in `understand`; the same line gives the same answer.
    """
    line = unicodedata.normalize("NFC", line)
    found = _beginning(line, House.at(now, zone))
    if found is None:
        return NOT_UNDERSTOOD, line.strip()
    understood, rest = _with_second(*found, House.at(now, zone))
    return understood, SEPARATORS.sub("", rest).strip()


def _beginning(line: str, house: House) -> tuple[Understood, str] | None:
    """The date a line begins with and all that follows it, or None."""
    tokens = tokens_of(line[:FARTHEST])[:LONGEST]
    found: dict[int, list[Reading]] = {}
    for reading, after in readings(tokens):
        if _may_end(tokens, after):
            found.setdefault(after, []).append(reading)
    if not found:
        return None
    after = max(found)
    understood = meant(found[after], house)
    if _doubtful(tokens, after):
        dash = after - 2
        if tokens[dash].text in DASHES and dash in found:
            understood = _either(understood, meant(found[dash], house))
            after = dash
        understood = _either(understood)
    return understood, line[tokens[after - 1].ends :]


def _may_end(tokens: Tokens, after: int) -> bool:
    """A date ends at a space or before a comma or colon, never inside a word or a number (`12–15-vuotiaat`)."""
    if after >= len(tokens) or not tokens[after].glued:
        return True
    follower = tokens[after + 1] if after + 1 < len(tokens) else None
    return tokens[after].text in {",", ";", ":"} and not (follower and follower.glued and follower.text.isdigit())


def _doubtful(tokens: Tokens, after: int) -> bool:
    """The last number may be the title's: `5 lasta leikkii`, `klo 12 – 15 lasta`, `klo 12. kerros`, `12–15 vuotiaat`."""
    last = tokens[after - 1]
    if after >= len(tokens) or after < 2 or not tokens[after].text.isalpha():
        return False
    if last.text == ".":
        return tokens[after].lower and _is_marked(tokens, after - 2)
    if not last.text.isdigit() or tokens[after].text.startswith(words.AGES):
        return last.text.isdigit()
    if last.glued or _is_marked(tokens, after - 1):
        return False
    return tokens[after].lower or (tokens[after - 2].text not in DASHES and int(last.text) < FIRST_BARE_HOUR)


def _is_marked(tokens: Tokens, at: int) -> bool:
    """`klo`, `kl.` or `to` stands before the number at this place."""
    before = tuple(token.text for token in tokens[max(0, at - 2) : at])
    return any(before[-length:] in table for length in (1, 2) for table in (words.MARKERS, words.TO, words.BETWEEN_AND))


def _either(*meanings: Understood) -> Understood:
    """Readings to choose from; a refusal without any stays as it is."""
    offered = [span for meaning in meanings for span in spans(meaning)]
    return refused(Reason.AMBIGUOUS, *offered) if offered else meanings[0]


def _with_second(understood: Understood, rest: str, house: House) -> tuple[Understood, str]:
    """`la 22.5. klo 12 ja su 23.5. klo 13 Talkoot`: two times for one event are offered, not half forgotten."""
    tokens = tokens_of(rest[:FARTHEST])
    for table in (words.AND, words.COMMA):
        for _, after in said(table, tokens, 0):
            second = _beginning(rest[tokens[after - 1].ends :], house)
            if second is not None and (table is words.AND or second[0].start is not None):
                return refused(Reason.AMBIGUOUS, *spans(understood), *spans(second[0])), second[1]
    return understood, rest
