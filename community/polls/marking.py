"""What a ballot says, and how a press changes it: pure, and the same for every voter.

A ballot is `{number of an option: mark}`. The mark is 1 for a choice (one, many, consent, places), 2, 1 or 0 for yes, if need be and no
to a date, the rank (from 1) in an order, and the points an option gets.
"""

from collections.abc import Collection, Mapping

from community.refusals import Refused
from storage.polls import PollKind

Ballot = Mapping[int, int]

YES, IF_NEED_BE, NO = 2, 1, 0
"""What is said to a date."""

FINE, QUESTIONS, WORRIED, BLOCK = 1, 2, 3, 4
"""The four options of a question for consent, by number."""

SINGLE = (PollKind.ONE, PollKind.CONSENT, PollKind.PLACES)
"""Kinds in which a new choice takes the place of the old one."""

GONE = -1
"""The mark that takes an option out of a ballot."""


def marked(kind: PollKind, ballot: Ballot, option: int, mark: int, *, options: Collection[int], most: int | None) -> dict[int, int]:
    """The ballot with this mark at an option; the same mark again changes nothing. `GONE` takes the option out.

    `most`: so many options (many), or points in all (dots).

    Raises: Refused (old-button for what the kind does not have, too-many-choices, dots-spent).
    """
    if option not in options:
        raise Refused("old-button")
    others = {number: given for number, given in ballot.items() if number != option}
    if kind is PollKind.RANKED:
        return _ranked(others, option, mark)
    if mark == GONE or (mark == 0 and kind is PollKind.DOTS):
        return others
    if not 0 <= mark <= _highest(kind, most) or (mark == 0 and kind is not PollKind.DATES):
        raise Refused("old-button")
    if kind in SINGLE:
        return {option: mark}
    after = dict(sorted({**others, option: mark}.items()))
    if kind is PollKind.MANY and most is not None and len(after) > most:
        raise Refused("too-many-choices", most=most)
    if kind is PollKind.DOTS and most is not None and sum(after.values()) > most:
        raise Refused("dots-spent", left=most - sum(others.values()))
    return after


def tapped(kind: PollKind, ballot: Ballot, option: int, *, options: Collection[int], most: int | None) -> dict[int, int]:
    """The ballot after a press on an option of the card in a group: it is chosen, added, said yes to, or next in the order.

    Raises: Refused (old-button, too-many-choices).
    """
    match kind:
        case PollKind.DATES:
            mark = YES
        case PollKind.RANKED:
            mark = ballot.get(option, len(ballot) + 1)
        case PollKind.DOTS:
            raise Refused("old-button")
        case _:
            mark = 1
    return marked(kind, ballot, option, mark, options=options, most=most)


def _highest(kind: PollKind, most: int | None) -> int:
    if kind is PollKind.DOTS:
        return most or 0
    return YES if kind is PollKind.DATES else 1


def _ranked(others: Ballot, option: int, rank: int) -> dict[int, int]:
    """The option at this rank, the others before and after it as they were; ranks have no gaps. 0 and `GONE` take it out."""
    order = sorted(others, key=others.__getitem__)
    if rank > len(order) + 1 or rank < GONE:
        raise Refused("old-button")
    if rank > 0:
        order.insert(rank - 1, option)
    return {number: place for place, number in enumerate(order, 1)}


def kept(ballot: Ballot) -> dict[str, int]:
    """A ballot as the database keeps it."""
    return {str(option): mark for option, mark in ballot.items()}


def read(marks: Mapping[str, int]) -> dict[int, int]:
    """A ballot as the database kept it."""
    return {int(option): mark for option, mark in marks.items()}
