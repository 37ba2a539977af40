"""Buttons of a notice that waits for a second manager."""

from handlers.buttons import Button


class AgreeToNotice(Button, prefix="mi"):
    """It may go."""

    announcement: int


class TurnDownNotice(Button, prefix="mj"):
    """Not like this."""

    announcement: int


class TakeNoticeBack(Button, prefix="mk"):
    """Its author does not want to wait."""

    announcement: int
