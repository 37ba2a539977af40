"""Buttons of those who organise an event together."""

from handlers.buttons import Button


class ShowOrganisers(Button, prefix="os"):
    """Who organises an event."""

    event: int


class InviteOrganiser(Button, prefix="oi"):
    """A message to forward, which asks somebody to organise an event too."""

    event: int


class WithdrawInvitation(Button, prefix="ow"):
    """The link in that message leads nowhere any more."""

    event: int


class AcceptInvitation(Button, prefix="oa"):
    """Yes, I organise it too."""

    token: str


class LeaveOrganising(Button, prefix="ol"):
    """`sure` is 1 once somebody said twice that the others go on without them."""

    event: int
    sure: int


class RemoveOrganiser(Button, prefix="ox"):
    """Somebody (by row) does not organise an event any more."""

    event: int
    person: int


class TakeOver(Button, prefix="ot"):
    """An admin takes on what nobody organises."""

    event: int
