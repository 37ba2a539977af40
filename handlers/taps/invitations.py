"""Buttons of roles and the invitations to them. `house` or `area` is 0 where the other one is meant, both are for everywhere."""

from handlers.buttons import Button
from storage.roles import Role

WITH_ALL = 2
"""Of `TakeRole`: what its holder organises goes to the manager, too."""


class ShowRoles(Button, prefix="hr"):
    """Who has which role."""

    house: int
    area: int = 0
    page: int = 0


class Invite(Button, prefix="hi"):
    """A link for somebody to take a role."""

    role: Role
    house: int
    area: int = 0


class RevokeInvitation(Button, prefix="hv"):
    """Nobody shall use this link any more."""

    invitation: int


class TakeRole(Button, prefix="hx"):
    """Somebody shall not have a role any more; `sure` is 1 once that was said twice, 2 if the manager takes over their events too."""

    holder: int
    sure: int = 0


class TakeOnRole(Button, prefix="ha"):
    """I take the role."""

    token: str
