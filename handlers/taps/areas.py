"""Buttons of areas, for those who look after them."""

from handlers.buttons import Button


class ShowAreas(Button, prefix="ar"):
    """The areas I look after."""

    page: int = 0


class OpenArea(Button, prefix="ao"):
    """One of them."""

    area: int
    page: int = 0


class NameArea(Button, prefix="an"):
    """What an area is called; 0 is one that is yet to be made."""

    area: int = 0


class AddHouses(Button, prefix="ad"):
    """Which houses could belong to an area."""

    area: int
    page: int = 0


class ShowMoves(Button, prefix="am"):
    """To which areas a house could belong."""

    house: int
    page: int = 0


class MoveHouse(Button, prefix="ah"):
    """The house belongs to this area; 0: to none."""

    house: int
    area: int
