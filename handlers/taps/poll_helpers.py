"""Buttons of those who ask a poll together."""

from handlers.buttons import Button


class ShowHelpers(Button, prefix="wh"):
    """Who asks this poll?"""

    poll: int


class AskHelper(Button, prefix="wi"):
    """A link for one more."""

    poll: int


class AcceptHelp(Button, prefix="wj"):
    """I help."""

    token: str


class RemoveHelper(Button, prefix="wl"):
    """They do not ask it any more; oneself, or another."""

    poll: int
    person: int
