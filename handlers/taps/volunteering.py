"""Buttons of calls for hands."""

from community.volunteering import Wish
from handlers.buttons import Button


class TakeTask(Button, prefix="ka"):
    """A task is wanted; `wish`: what becomes of another of theirs at its hours.

    `ticket`: that its holder has seen the card; `page`: of what the pressed message shows.
    """

    call: int
    task: int
    wish: Wish = Wish.ASK
    page: int = 0
    ticket: str = ""


class LeaveTask(Button, prefix="kl"):
    """A task is given back."""

    call: int
    task: int
    page: int = 0
    ticket: str = ""


class LeaveCall(Button, prefix="kc"):
    """On a card: I can't after all."""

    call: int


class MyTasks(Button, prefix="km"):
    """What have I taken?"""

    call: int


class OpenCall(Button, prefix="ko"):
    """A call in the private chat; `here` is 1 where the pressed message shows it."""

    call: int
    here: int = 0
    page: int = 0
    ticket: str = ""


class ShowCalls(Button, prefix="ks"):
    """The open calls of one's houses."""
