"""Buttons on the screen of who asks a poll."""

from handlers.buttons import Button


class OpenPollPanel(Button, prefix="vq"):
    """What only the asker can do."""

    poll: int


class ClosePoll(Button, prefix="vc"):
    """It closes now; asked once, as it can't be undone: `sure` is 1 then."""

    poll: int
    sure: int = 0
