"""Buttons for the notice board of a house."""

from enum import StrEnum

from handlers.buttons import Button


class Boarding(StrEnum):
    """What is done with it."""

    SHOW = "show"
    HANG = "hang"
    TAKE_DOWN = "down"


class HouseBoard(Button, prefix="hb"):
    """The page of a house; `old` is the beginning of the address that is replaced or closed, so that it happens once."""

    house: int
    step: Boarding
    old: str = ""
