"""Buttons of how places are given out."""

from community.events import Way
from handlers.buttons import Button


class ShowSeating(Button, prefix="sp"):
    """How the places of an event are given out. `way`: the choices of one way, empty for all of them."""

    event: int
    way: str = ""


class ArrangeSeats(Button, prefix="sa"):
    """Give them out this way: so many places, or minutes, or 1; 0 ends it. `days`: until, or on, so many days before."""

    event: int
    way: Way
    number: int
    days: int


class ShowDraw(Button, prefix="sd"):
    """How lots are drawn, and what was drawn. `ticket`: that its holder has seen the card."""

    event: int
    ticket: str = ""
