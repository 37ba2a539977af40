"""Buttons of bring-lists."""

from enum import StrEnum

from handlers.buttons import Button


class Listing(StrEnum):
    """What the organiser does with the list."""

    SHOW = "show"
    ASK = "ask"
    CLEAR = "clear"


class BringList(Button, prefix="bl"):
    """Who brings what, for the organiser."""

    event: int
    step: Listing


class BringSomething(Button, prefix="bs"):
    """What is needed, to choose from. `ticket`: that its holder has seen the card."""

    event: int
    ticket: str = ""


class BringItem(Button, prefix="bi"):
    """I bring so many pieces of this, in all."""

    item: int
    pieces: int
