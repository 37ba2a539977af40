"""Buttons that show an event in more groups."""

from handlers.buttons import Button


class OpenSpread(Button, prefix="sw"):
    """Where an event hangs, and where it could hang too."""

    event: int


class SpreadTo(Button, prefix="st"):
    """Hang it in one more group (by row)."""

    event: int
    chat: int


class SpreadOver(Button, prefix="sv"):
    """Hang it in all groups of an area (0: of its own house)."""

    event: int
    area: int = 0
