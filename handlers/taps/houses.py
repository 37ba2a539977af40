"""Buttons for those who look after a house: its manager, and the admins of its group."""

from handlers.buttons import Button


class ShowHouses(Button, prefix="hs"):
    """The houses I look after."""

    page: int = 0


class OpenHouse(Button, prefix="ho"):
    """One of them."""

    house: int
