"""Buttons for those who look after a house: its manager, and the admins of its group."""

from enum import StrEnum

from handlers.buttons import Button


class Coding(StrEnum):
    """What is done with a house's code."""

    SHOW = "show"
    ASK = "ask"
    RENEW = "renew"


class ShowHouses(Button, prefix="hs"):
    """The houses I look after."""

    page: int = 0


class OpenHouse(Button, prefix="ho"):
    """One of them."""

    house: int


class HouseCode(Button, prefix="hk"):
    """The code by which neighbours join; `old` is the beginning of the one that a new one shall replace, so that it is replaced once."""

    house: int
    step: Coding
    old: str = ""
