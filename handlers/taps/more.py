"""Buttons of what is rarely needed about an event."""

from handlers.buttons import Button


class OpenMore(Button, prefix="mo"):
    """What else a resident can do with an event. `ticket`: that its holder has seen the card."""

    event: int
    ticket: str = ""
