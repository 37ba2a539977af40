"""Buttons of a person's quiet hours."""

from handlers.buttons import Button


class ShowQuiet(Button, prefix="qs"):
    """When I hear nothing."""


class ChooseQuiet(Button, prefix="qh"):
    """Quiet from one hour until another; 0 and 0 are as in the house."""

    since: int
    until: int
