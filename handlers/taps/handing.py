"""Buttons by which somebody hands over what they do. `house` or `area` is 0 where the other one is meant, both are for everywhere."""

from handlers.buttons import Button


class HandOver(Button, prefix="hh"):
    """What I could hand over, and to whom; all 0: where I have a role."""

    house: int = 0
    area: int = 0


class HandTo(Button, prefix="ht"):
    """Ask this person."""

    house: int
    area: int
    person: int


class TakeOnAll(Button, prefix="hy"):
    """I take all of it on; 0: I do not."""

    draft: int
    yes: int = 1
