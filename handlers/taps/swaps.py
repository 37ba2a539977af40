"""Buttons for swapping two shifts."""

from handlers.buttons import Button


class OpenTaskSwap(Button, prefix="yp"):
    """For which other task can one's own be swapped?"""

    call: int
    task: int


class AskTaskSwap(Button, prefix="yq"):
    """All who have the other one are asked; `sure` is 1 when it may overlap another task of theirs."""

    call: int
    task: int
    other: int
    sure: int = 0


class LeaveTaskSwap(Button, prefix="yx"):
    """Nobody is asked any more."""

    call: int
    task: int


class AgreeToTaskSwap(Button, prefix="yy"):
    """Whoever was asked swaps; `sure` as in `AskTaskSwap`."""

    swap: int
    sure: int = 0
