"""Buttons by which a manager acts for a neighbour without a phone."""

from enum import StrEnum

from handlers.buttons import Button


class Erasing(StrEnum):
    """What becomes of the place, once what is kept of somebody is erased."""

    ASK = "ask"
    FREE = "free"
    KEEP = "keep"


class FindPhoneless(Button, prefix="nb"):
    """What is kept in a house about somebody without a phone?"""

    house: int


class ShowPhoneless(Button, prefix="nf"):
    """What was found, again."""

    draft: int


class PrintPhoneless(Button, prefix="np"):
    """A sheet of it, for the neighbour."""

    draft: int


class ErasePhoneless(Button, prefix="nx"):
    """Erase one entry, or all of them if `entry` is empty."""

    draft: int
    step: Erasing
    entry: str = ""
