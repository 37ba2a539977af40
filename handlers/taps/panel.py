"""Buttons of the organiser's screen that belong to no other noun."""

from handlers.buttons import Button


class OpenPanelMore(Button, prefix="om"):
    """What the organiser of an event rarely needs."""

    event: int
