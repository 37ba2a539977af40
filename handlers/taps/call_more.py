"""Buttons of what is rarely needed about a call for hands."""

from handlers.buttons import Button


class OpenCallMore(Button, prefix="ym"):
    """What else a resident can do with a call. `ticket`: that its holder has seen the card."""

    call: int
    ticket: str = ""
