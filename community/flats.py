"""The flats of a house: labels, never people. A poll that counts flats needs to know them."""

import regex

from bot.names import clean_line
from community.refusals import Refused

MOST = 500
"""More flats than this are several houses."""

LONGEST = 12
"""A label is `12` or `stair B 3`; what is longer is something else."""

_SEPARATORS = regex.compile(r"[\n,;]+")
_RANGE = regex.compile(r"^(?P<stair>.*?)\s*(?P<first>\d{1,4})\s*(?:-|–|—|\.\.)\s*(?P<last>\d{1,4})$")


def read_flats(text: str) -> tuple[str, ...]:
    """The labels somebody wrote, a line or a comma apart, each once, in their order; `A 1–12` are twelve.

    Raises: Refused("bad-flats") for what is no list of labels: every label has a number, which a neighbour's name has not.
    """
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        for label in _labels(part.strip()):
            if len(label) > LONGEST or not any(each.isdigit() for each in label):
                raise Refused("bad-flats", most=MOST)
            found.setdefault(same_label(label), label)
    if not 0 < len(found) <= MOST:
        raise Refused("bad-flats", most=MOST)
    return tuple(found.values())


def same_label(label: str) -> str:
    """What two ways of writing the label of a flat have in common: `A 12`, `a12`."""
    return "".join((clean_line(label, longest=len(label) or 1) or "").casefold().split())


def _labels(part: str) -> list[str]:
    spread = _RANGE.match(part)
    if spread is None:
        label = clean_line(part, longest=len(part) or 1)
        return [label] if label else []
    first, last, stair = int(spread["first"]), int(spread["last"]), clean_line(spread["stair"], longest=len(part)) or ""
    if not first <= last < first + MOST:
        raise Refused("bad-flats", most=MOST)
    return [f"{stair} {number}".strip() for number in range(first, last + 1)]
