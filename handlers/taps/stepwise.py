"""Buttons of whatever is made question by question in private."""

from handlers.buttons import Button


class GoOn(Button, prefix="dr"):
    """Go on with what was begun."""

    draft: int


class GoBack(Button, prefix="db"):
    """Take answers back until `to` of them are left."""

    draft: int
    to: int
