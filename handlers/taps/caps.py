"""Buttons for how many tasks one neighbour may have."""

from handlers.buttons import Button


class ShowCap(Button, prefix="jw"):
    """How many tasks of a call may one have in a week?"""

    call: int


class SetCap(Button, prefix="jk"):
    """So many; 0: any number."""

    call: int
    most: int
