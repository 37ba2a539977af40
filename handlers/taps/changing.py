"""Buttons by which an organiser changes an event."""

from community.events import Part
from handlers.buttons import Button


class ChooseChange(Button, prefix="cm"):
    """What can be changed of an event."""

    event: int


class ChangePart(Button, prefix="ch"):
    """Change one part of it: the next words are what it is to be."""

    event: int
    part: Part


class ClearPart(Button, prefix="cc"):
    """The event is to be without it: no text, no limit."""

    event: int
    part: Part


class ChooseTime(Button, prefix="ct"):
    """Which of several readings of a time."""

    draft: int
    number: int


class SaveChange(Button, prefix="cs"):
    """Make it so, and tell everyone."""

    draft: int
