"""Buttons of "My name"."""

from enum import StrEnum

from handlers.buttons import Button


class Naming(StrEnum):
    """What somebody does with their name."""

    SHOW = "show"
    ASK = "ask"
    REVEAL = "reveal"  # others see it on one's own events
    HIDE = "hide"
    LIST = "list"  # the first name stands on cards that show names
    UNLIST = "unlist"
    REMOVE = "remove"


class MyName(Button, prefix="nm"):
    """My name here."""

    step: Naming
