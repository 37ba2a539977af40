"""Buttons by which organisers decide what becomes of an event to which too few come."""

from handlers.buttons import Button


class GoAhead(Button, prefix="ga"):
    """It takes place with however many come."""

    event: int


class CallForMore(Button, prefix="cf"):
    """The groups are told that more are needed."""

    event: int
