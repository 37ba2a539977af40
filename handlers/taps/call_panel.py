"""Buttons on the screen of those who organise a call."""

from handlers.buttons import Button


class OpenCallPanel(Button, prefix="zp"):
    """What only the organiser of a call can do."""

    call: int


class ShowDoers(Button, prefix="zd"):
    """Who does what?"""

    call: int
    page: int = 0


class CloseCall(Button, prefix="zc"):
    """Nobody new can take anything (1), or can again (0)."""

    call: int
    closed: int


class FinishCall(Button, prefix="zn"):
    """What has no date is done."""

    call: int


class AskChat(Button, prefix="za"):
    """ "Still needed" in the chat."""

    call: int


class AskByItself(Button, prefix="zt"):
    """The chat is asked without a tap when somebody is missing (1), or is not (0)."""

    call: int
    auto: int


class GoOnAnyway(Button, prefix="zg"):
    """It goes on with those there are."""

    call: int
