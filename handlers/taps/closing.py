"""Buttons by which an organiser says until when neighbours can sign up."""

from handlers.buttons import Button


class CloseSignUp(Button, prefix="cu"):
    """Nobody new can sign up (1), or they can again (0)."""

    event: int
    closed: int


class SetDeadline(Button, prefix="cd"):
    """Sign-up is to end so many days before the event, at the usual hour."""

    event: int
    days: int
