"""Buttons of those who look after a call together."""

from handlers.buttons import Button


class ShowCallHelpers(Button, prefix="zo"):
    """Who looks after this call?"""

    call: int


class AskCallHelper(Button, prefix="zi"):
    """A message to forward, which asks somebody to look after a call too."""

    call: int


class WithdrawCallLink(Button, prefix="zw"):
    """The link in that message leads nowhere any more."""

    call: int


class AcceptCallHelp(Button, prefix="zj"):
    """I look after it too."""

    token: str


class LeaveCallHelp(Button, prefix="zv"):
    """`sure` is 1 once somebody said twice that the others go on without them."""

    call: int
    sure: int


class RemoveCallHelper(Button, prefix="zq"):
    """Somebody (by row) does not look after a call any more."""

    call: int
    person: int
