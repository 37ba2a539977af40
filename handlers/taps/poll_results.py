"""Buttons under the result of a poll."""

from handlers.buttons import Button


class ShowPicture(Button, prefix="vi"):
    """The result as a picture, with every round. `ticket`: that its holder has seen the card."""

    poll: int
    ticket: str = ""


class SendTable(Button, prefix="vt"):
    """The result as a table, for who asks."""

    poll: int
