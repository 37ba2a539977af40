"""Buttons of polls."""

from handlers.buttons import Button


class TapOption(Button, prefix="va"):
    """An option on a card in a group; what it does follows from the kind, and pressed twice it changes nothing."""

    poll: int
    option: int


class MarkOption(Button, prefix="vm"):
    """An option of a private ballot gets this mark; 99 takes it out. `ticket`: that its holder has seen the card."""

    poll: int
    option: int
    mark: int
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
    ticket: str = ""


class ShowPolls(Button, prefix="vl"):
    """The open polls of one's houses."""
