"""Buttons of the organiser's list."""

from handlers.buttons import Button


class OpenAttendance(Button, prefix="at"):
    """Who comes; pages are counted from 0."""

    event: int
    page: int = 0


class CheckIn(Button, prefix="ci"):
    """`came` is 1 for who was seen at the door, 0 to take it back."""

    event: int
    sign_up: int
    came: int
    page: int = 0
