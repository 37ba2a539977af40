"""Buttons by which an organiser cancels a call, and takes that back."""

from community.events import Why
from handlers.buttons import Button


class CancelCall(Button, prefix="zx"):
    """It asks for the reason; `sure` is 1 once the organiser said so twice. `draft`: where the words of a reason are."""

    call: int
    sure: int
    why: Why = Why.UNSAID
    draft: int = 0


class ChooseCallWhy(Button, prefix="zy"):
    """This is the reason; it is asked once whether to cancel."""

    call: int
    why: Why


class UndoCallCancel(Button, prefix="zu"):
    """It takes place after all."""

    call: int
