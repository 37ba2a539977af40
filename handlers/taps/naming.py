"""Buttons of "My name"."""

from enum import StrEnum

from handlers.buttons import Button


class Naming(StrEnum):
    """What somebody does with their name."""

    SHOW = "show"
    ASK = "ask"
    REVEAL = "reveal"  # others see it on one's own events
    HIDE = "hide"
    REMOVE = "remove"


class MyName(Button, prefix="nm"):
    """My name here."""

    step: Naming
