"""Where a line says when: hours, a day of its own, or both, at the edges of its parts; numbers inside a name stay there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from bot.names import cut
from community.volunteering.counts import BREAK
from community.when import Reason, is_hours, words
from community.when.clock import Hours, clocks
from community.when.day import Day
from community.when.reading import House, meant, readings
from community.when.tokens import Tokens, glued_at, tokens_of

LONGEST_SAID = 40
FARTHEST = 16
"""Words and signs of a day with its hours, at most."""

_CUT = regex.compile(rf"\s*{BREAK}\s*|(?P<comma>,)\s+(?![0-9]{{4}}\b)")
_EDGES = " ,;·–—-:\t"
_ENDED = regex.compile(r"[?!.,;]+$")
_BARE = regex.compile(r"[0-9]+(?:[./][0-9]+)?")
"""`1.5` alone is sooner a number than the first of May."""
FIRST_SHORT = frozenset({"ma", "ti", "ke", "pe", "la", "su", "må", "mån", "tis", "ons", "tor", "fre", "lör"}) | frozenset(
    {"mon", "tue", "tues", "wed", "thu", "fri", "sat"}
)
"""Short weekdays that are so rarely the first word of a task that they are taken for days. `to` and `sun` are not."""
_LONG_ENOUGH = 4
"""Letters of a day in words at the end of a name (`… on Saturday`, but not `… in the sun`)."""
_NUMBERED = frozenset(
    {
        *("rappu", "raput", "rapun", "rappujen", "talo", "talot", "talon", "talojen", "asunto", "asunnot", "kerros", "kerrokset", "krs"),
        *("ikä", "iät", "luokat", "rivi", "rivit", "nro", "trappa", "trapporna", "uppgång", "hus", "husen", "lägenhet", "våning", "ålder"),
        *("nr", "stair", "stairs", "stairwell", "stairwells", "building", "buildings", "house", "houses", "flat", "flats", "floor"),
        *("floors", "age", "ages", "aged", "row", "rows", "no"),
    }
)
"""A range after these is a range of them (`raput 1–3`), not hours."""
_AGED = frozenset({"vuotta", "v", "kk", "krs", "kerros"})
_BEGINNINGS = frozenset(
    phrase[0]
    for table in (
        *(words.WEEKDAYS, words.WEEKDAY_PARTS, words.TURNS, words.DAYS, words.DAY_PARTS, words.MONTHS, words.NEAR_WEEKS, words.WEEK),
        *(words.BEFORE_A_DAY, words.MARKERS, words.FROM, words.BETWEEN, words.NOON, words.MIDNIGHT, words.HOURS),
    )
    for phrase in table
)
SINCE = regex.compile(r"(?<=[0-9])\s+(?:alkaen|lähtien|onwards|och\s+framåt)\b", regex.IGNORECASE)
"""Says that nobody knows the end; without it the same is said."""
_TIME = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_LIKE_HOURS = regex.compile(
    rf"\b(?:klo|kl|kello)\.?\s*{_TIME}(?:\s?[–—-]\s?{_TIME})?|(?<![\w.,:–—-])[0-9]{{1,2}}[.:][0-9]{{2}}(?![\w.,:])(?!\s*(?:€|e\b|eur))",
    regex.IGNORECASE,
)
_LIKE_SPAN = regex.compile(rf"(?<![\w.,:–—-]){_TIME}\s?[–—-]\s?{_TIME}(?=$|[\s,;?!])")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of its time, as it was typed: a day, hours, or both (`day` holds both when they were said together)."""

    day: str | None = None
    hours: str | None = None

    @property
    def phrase(self) -> str:
        """All of it."""
        return " ".join(each for each in (self.day, self.hours) if each)

    @property
    def has_hours(self) -> bool:
        """Whether it says hours at all."""
        return self.hours is not None or (self.day is not None and _has_hours(self.day))

    @property
    def is_weekday(self) -> bool:
        """Whether its day is a weekday and nothing else: no date, nor counted from today."""
        tokens = tokens_of(self.day or "")
        found = [reading.start.day for reading, after in readings(tokens) if after == len(tokens)]
        return all(replace(day, weekday=None, part=None) == Day() for day in found)


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    comma: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase at an edge of a part; `whole`: there is nothing else in it."""

    at: int
    begins: int
    ends: int
    phrase: str
    whole: bool


def take_times(line: str, house: House) -> tuple[Said, str]:
    """What a line (with a `BREAK` where something was taken out) says of its time, and the line without it."""
    parts = _parts(line)
    said = Said()
    for _ in range(2):
        found = _best(parts, said, house)
        if found is None:
            break
        said = replace(said, hours=found.phrase) if is_hours(found.phrase) else replace(said, day=found.phrase)
        part = parts[found.at]
        parts[found.at] = replace(part, text=f"{part.text[: found.begins].rstrip(_EDGES)}{part.text[found.ends :]}")
    return said, _joined(parts)


def hours_of(phrase: str) -> tuple[Hours, ...]:
    """All that hours without a day can be, in minutes after midnight."""
    tokens = tokens_of(phrase)
    return tuple(dict.fromkeys(hours for clock, after in clocks(tokens, 0) if after == len(tokens) for hours in clock.hours))


def brief(phrase: str) -> str:
    """So much of what was typed as an answer can name."""
    return cut(phrase, LONGEST_SAID)


def unread_hours(words: str) -> str | None:
    """What looks like hours and stands in a name, where it was not understood."""
    found = _LIKE_HOURS.search(words)
    if found is not None:
        return found[0]
    for found in _LIKE_SPAN.finditer(words):
        before, after = tokens_of(words[: found.start()]), tokens_of(words[found.end() :])
        at_an_edge = not before or not after
        if at_an_edge and not (before and before[-1].text in _NUMBERED) and not (after and _is_aged(after[0].text)):
            return found[0]
    return None


def _parts(line: str) -> list[_Part]:
    parts, begins, comma = [], 0, False
    for found in _CUT.finditer(line):
        parts.append(_Part(line[begins : found.start()].strip(_EDGES), comma))
        begins, comma = found.end(), found["comma"] is not None
    return [*parts, _Part(line[begins:].strip(_EDGES), comma)]


def _joined(parts: list[_Part]) -> str:
    line = ""
    for part in parts:
        text = part.text.strip(_EDGES)
        if text:
            between = "" if not line or regex.fullmatch(r"[?!.]+", text) else ", " if part.comma else " "
            line += between + text
    return line


def _best(parts: list[_Part], said: Said, house: House) -> _Found | None:
    """Of what the line has not said yet: a part that is nothing else first, then what stands at the end of one, then at its beginning."""
    wanted = [found for at, part in enumerate(parts) for found in _at_edges(at, part.text, house) if _is_new(found.phrase, said)]
    return max(wanted, key=lambda found: (found.whole, found.begins > 0, -found.at), default=None)


def _is_new(phrase: str, said: Said) -> bool:
    hours = is_hours(phrase)
    return (said.hours is None if hours else said.day is None) and (hours or said.hours is None or not _has_hours(phrase))


def _has_hours(phrase: str) -> bool:
    tokens = tokens_of(phrase)
    return any(after == len(tokens) and reading.start.clock is not None for reading, after in readings(tokens))


def _at_edges(at: int, text: str, house: House) -> Iterator[_Found]:
    tokens = tokens_of(text)
    last = _last_phrase(text, tokens, house)
    if last is not None:
        yield _Found(at, last[0], last[1], text[last[0] : last[1]], whole=not text[: last[0]].strip(_EDGES))
    if last is None or last[0] > 0:
        ends = _first_phrase(text, tokens, house)
        if ends:
            yield _Found(at, 0, ends, text[:ends], whole=False)


def _last_phrase(text: str, tokens: Tokens, house: House) -> tuple[int, int] | None:
    """From where to where the longest phrase goes that ends a text, with or without the sign after it (`22.5.`, `18?`)."""
    for ends in dict.fromkeys((len(text), len(_ENDED.sub("", text)))):
        for place in range(max(0, len(tokens) - FARTHEST), len(tokens)):
            begins = tokens[place].begins
            if begins >= ends or tokens[place].glued or not _may_begin(tokens, place):
                continue
            if _is_when(text[begins:ends], house, first=begins == 0) and not _is_numbered(tokens, place):
                return begins, ends
    return None


def _first_phrase(text: str, tokens: Tokens, house: House) -> int:
    """Where the longest phrase ends that begins a text; 0 where there is none."""
    if not tokens or not _may_begin(tokens, 0):
        return 0
    for after in range(min(FARTHEST, len(tokens) - 1), 0, -1):
        ends = tokens[after - 1].ends
        if glued_at(tokens, after) or _is_aged(tokens[after].text):
            continue
        if _is_when(text[:ends], house, first=True):
            return ends
    return 0


def _may_begin(tokens: Tokens, place: int) -> bool:
    return tokens[place].text.isdigit() or tokens[place].text in _BEGINNINGS


def _is_aged(word: str) -> bool:
    """Whether a number before this word is no hour: `3–6 vuotiaat`."""
    return word.startswith(words.AGES) or word in _AGED


def _is_numbered(tokens: Tokens, place: int) -> bool:
    before = [token.text for token in tokens[max(0, place - 2) : place] if token.text != "."]
    return bool(before) and before[-1] in _NUMBERED and tokens[place].text.isdigit()


def _is_when(phrase: str, house: House, *, first: bool) -> bool:
    """Whether a phrase is hours, a day, or both: not a bare number, and no short word that is also another one."""
    phrase = phrase.strip()
    if _BARE.fullmatch(phrase) and not (len(phrase) > len("12") and is_hours(phrase)):
        return False
    if is_hours(phrase):
        return True
    tokens = tokens_of(phrase)
    said = [reading for reading, after in readings(tokens) if after == len(tokens)]
    if not said or meant(said, house).reason is Reason.NOT_UNDERSTOOD:
        return False
    if any(token.text.isdigit() for token in tokens) or any(reading.start.clock for reading in said):
        return True
    return len(tokens[-1].text) >= _LONG_ENOUGH or (first and phrase.casefold() in FIRST_SHORT)
