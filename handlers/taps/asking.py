"""Buttons of questions to an organiser."""

from handlers.buttons import Button


class AskOrganiser(Button, prefix="qa"):
    """Ask the organiser of an event."""

    event: int


class AnswerAsker(Button, prefix="qr"):
    """Answer who asked (the row of a person)."""

    event: int
    person: int
