"""A ranked ballot from a slip: the numbers of options in order, and how many slips say so (`2>1>3 x2`, `2 1 3`)."""

from __future__ import annotations

from collections.abc import Collection

import regex

from community.polls.entries import MOST_SLIPS
from community.refusals import Refused

Order = tuple[int, ...]

_BALLOT = regex.compile(r"(?P<order>[0-9]{1,3}(?:(?:\s*>\s*|\s+)[0-9]{1,3})*)(?:\s*[x×*]\s*(?P<times>[0-9]{1,9}))?")


def rankings(line: str, options: Collection[int]) -> list[tuple[Order, int]]:
    """The ballots of a line; several are apart by commas, and then an order is written with `>`.

    Raises: Refused (slip-commas, slip-not-ranked, slip-unknown-option with `option`, slip-ranked-twice with `option`, slip-too-many).
    """
    parts = [part.strip() for part in line.split(",") if part.strip()]
    if len(parts) > 1 and any(regex.fullmatch(r"[0-9]+", part) for part in parts):
        raise Refused("slip-commas")
    return [_ranking(part, options) for part in parts]


def _ranking(part: str, options: Collection[int]) -> tuple[Order, int]:
    found = _BALLOT.fullmatch(part)
    if found is None:
        raise Refused("slip-not-ranked")
    order = tuple(int(number) for number in regex.findall(r"[0-9]+", found["order"]))
    for at, option in enumerate(order):
        if option not in options:
            raise Refused("slip-unknown-option", option=option)
        if option in order[:at]:
            raise Refused("slip-ranked-twice", option=option)
    times = int(found["times"] or 1)
    if times > MOST_SLIPS:
        raise Refused("slip-too-many", most=MOST_SLIPS)
    return order, times
