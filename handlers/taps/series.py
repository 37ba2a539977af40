"""Buttons of series."""

from handlers.buttons import Button


class LeaveOut(Button, prefix="sl"):
    """Holidays and eves are left out of a series that is not published yet."""

    draft: int


class JustOnce(Button, prefix="so"):
    """What was understood as a series comes once."""

    draft: int
