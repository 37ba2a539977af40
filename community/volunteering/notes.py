"""What a call says beside its tasks: whom to ask, until when a task can be given back, and its text."""

from __future__ import annotations

import regex

from community.refusals import Refused

MOST_DAYS_BEFORE = 14
"""Nobody holds a task so long that it can't be given back."""
DAY = 24

_ASK = r"(?:ask|contact|questions|kysy|kysymykset|kysyttävää|yhteys|yhteyshenkilö|fråga|frågor|kontakt|kontaktperson)"
_UNIT = r"(?P<unit>hours?|hrs?|h|tuntia|tunti|t|timmar|timme|tim|days?|d|päivää|päivä|pv|vrk|dagar|dag|dygn)"
_BEFORE = r"(?:before(?:hand|\s+(?:it\s+starts|the\s+start|the\s+shift))?|in\s+advance|ennen(?:\s+(?:alkua|vuoroa))?|innan|före|i\s+förväg)"
_LEAVE_WORDS = (
    r"(?:cancel(?:\s+(?:until|by|up\s+to|at\s+the\s+latest|at\s+least))?|(?:peru|peruutus|peruminen)(?:\s+(?:viimeistään|vähintään))?"
    r"|(?:avboka|avbokning)(?:\s+(?:senast|minst))?)"
)
_CONTACT = regex.compile(
    rf"(?:^|(?<=[\s,;·(])){_ASK}\s*:\s*(?P<contact>[^@\n]*?)(?=\s+@|\s*[,;·]?\s*{_LEAVE_WORDS}\s+[0-9]|\s*$)", regex.IGNORECASE
)
_LEAVE = regex.compile(rf"(?:^|(?<=[\s,;·])){_LEAVE_WORDS}\s+(?P<number>[0-9]{{1,6}})\s*{_UNIT}\.?\s*{_BEFORE}\b\.?", regex.IGNORECASE)
_TEXT = regex.compile(
    r"(?:text|teksti|lisätiedot|lisätietoja|lisätieto|lisäksi|info|more|mer\s+info|mera\s+info|ytterligare\s+info|beskrivning|kuvaus)\s*:\s*",
    regex.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”“", "”": "”", "„": "“”", "«": "»", "»": "»«"}
_EDGES = " ,;·–-"


def take_contact(line: str) -> tuple[str | None, str]:
    """Whom to ask (`ask: Anna 040 123`), and the line without it."""
    found = _CONTACT.search(line)
    if found is None or not found["contact"].strip(_EDGES):
        return None, line
    return found["contact"].strip(_EDGES), f"{line[: found.start()].rstrip(_EDGES)}{line[found.end() :]}"


def take_leave(line: str) -> tuple[int | None, str]:
    """How many hours before a task it can be given back (`cancel until 24 h before`), and the line without it.

    Raises: Refused (call-bad-leave).
    """
    found = _LEAVE.search(line)
    if found is None:
        return None, line
    hours = int(found["number"]) * (DAY if found["unit"].casefold()[0] in "dpv" else 1)
    if not 1 <= hours <= MOST_DAYS_BEFORE * DAY:
        raise Refused("call-bad-leave", most=MOST_DAYS_BEFORE)
    return hours, f"{line[: found.start()].rstrip(_EDGES)} {line[found.end() :].lstrip(_EDGES)}".strip()


def is_text(line: str) -> bool:
    """Whether a line is the text of the call, or begins it."""
    return line[:1] in _QUOTES or _TEXT.match(line) is not None


def is_open(line: str) -> bool:
    """Whether a line opens a quotation that goes on below it."""
    closing = _QUOTES.get(line[:1])
    return closing is not None and not (len(line) > 1 and line[-1] in closing)


def text_of(line: str) -> str:
    """The text of a line that is text, without what marks it."""
    closing = _QUOTES.get(line[:1])
    if closing is None:
        found = _TEXT.match(line)
        return line[found.end() :].strip() if found else line
    return (line[1:-1] if len(line) > 1 and line[-1] in closing else line[1:]).strip()
