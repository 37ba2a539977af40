"""Buttons of the question how many came."""

from handlers.buttons import Button


class SayCame(Button, prefix="hm"):
    """So many came."""

    event: int
    came: int


class WriteCame(Button, prefix="hw"):
    """The number is written."""

    event: int
