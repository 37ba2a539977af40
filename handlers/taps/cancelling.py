"""Buttons by which an organiser cancels an event, and takes that back."""

from community.events import Why
from handlers.buttons import Button


class CancelEvent(Button, prefix="ec"):
    """It asks for the reason; `sure` is 1 once the organiser said so twice. `draft`: where the words of a reason are."""

    event: int
    sure: int
    why: Why = Why.UNSAID
    draft: int = 0


class ChooseWhy(Button, prefix="ey"):
    """This is the reason; it is asked once whether to cancel."""

    event: int
    why: Why


class UndoCancel(Button, prefix="eu"):
    """It takes place after all."""

    event: int
