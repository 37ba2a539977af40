"""Buttons by which houses come to areas, and groups to houses."""

from handlers.buttons import Button


class MakeAreaCode(Button, prefix="ak"):
    """A code by which somebody else's house joins an area."""

    area: int


class JoinArea(Button, prefix="aj"):
    """This house of mine joins the area of the code."""

    token: str
    house: int
