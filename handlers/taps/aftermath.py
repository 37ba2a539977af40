"""Buttons for after an event: how many came, thanks."""

from handlers.buttons import Button


class SayCame(Button, prefix="hm"):
    """So many came."""

    event: int
    came: int


class WriteCame(Button, prefix="hw"):
    """The number is written."""

    event: int


class ThankForEvent(Button, prefix="th"):
    """Thanks, after it."""

    event: int
