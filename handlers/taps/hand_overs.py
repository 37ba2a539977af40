"""Buttons for handing a task over."""

from community.volunteering import Wish
from handlers.buttons import Button


class OpenHandOver(Button, prefix="yh"):
    """How a task can be handed over."""

    call: int
    task: int


class FindSomebody(Button, prefix="yb"):
    """Those in the queue are asked, then the groups."""

    call: int
    task: int


class MakeTaskLink(Button, prefix="yl"):
    """A link for one neighbour."""

    call: int
    task: int


class KeepTask(Button, prefix="yw"):
    """Nobody is asked any more."""

    call: int
    task: int


class TakeHandedOver(Button, prefix="yi"):
    """Whoever was asked takes it; `wish`: what becomes of another task of theirs at its hours. `ticket` as in `TakeTask`."""

    call: int
    task: int
    hand: int
    wish: Wish = Wish.ASK
    ticket: str = ""


class TakeByLink(Button, prefix="yk"):
    """Whoever got the link takes it."""

    secret: str
    wish: Wish = Wish.ASK
