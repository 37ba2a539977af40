"""Buttons of polls."""

from handlers.buttons import Button


class TapOption(Button, prefix="va"):
    """An option on a card in a group; what it does follows from the kind, and pressed twice it changes nothing."""

    poll: int
    option: int


TAKEN_OUT = 999
"""The mark of a button that takes an option out of the ballot: buttons have no negative numbers, and no ballot has so many points."""


class MarkOption(Button, prefix="vm"):
    """An option of a private ballot gets this mark. `page`: of the ballot, which stays; `ticket`: that its holder has seen the card."""

    poll: int
    option: int
    mark: int
    page: int = 0
    ticket: str = ""


class WithdrawBallot(Button, prefix="vw"):
    """The whole ballot is taken back."""

    poll: int
    ticket: str = ""


class MyBallot(Button, prefix="vb"):
    """What have I chosen?"""

    poll: int


class OpenPoll(Button, prefix="vp"):
    """A poll in the private chat; `here` is 1 where the pressed message shows it."""

    poll: int
    here: int = 0
    page: int = 0
    ticket: str = ""


class ShowPolls(Button, prefix="vl"):
    """The open polls of one's houses."""
