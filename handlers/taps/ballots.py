"""Buttons of private ballots, and of the list of visible votes."""

from handlers.buttons import Button


class WriteReason(Button, prefix="vr"):
    """The next words say why. `ticket`: that its holder has seen the card."""

    poll: int
    ticket: str = ""


class RemoveReason(Button, prefix="vx"):
    """The reason goes, the answer stays."""

    poll: int
    ticket: str = ""


class OpenPollMore(Button, prefix="vz"):
    """What else a resident can do with a poll, in place of the pressed message."""

    poll: int
    ticket: str = ""


class ShowVotes(Button, prefix="vv"):
    """Who voted what, where that is visible, in place of the pressed message."""

    poll: int
    page: int = 0
    ticket: str = ""
