"""Buttons for those who come along."""

from enum import StrEnum

from handlers.buttons import Button


class AskParty(Button, prefix="pa"):
    """With how many children? `adults` is 0 as long as their number is asked. `ticket`: that its holder has seen the card."""

    event: int
    adults: int = 0
    ticket: str = ""


class BringParty(Button, prefix="pc"):
    """Coming, so many grown-ups and children."""

    event: int
    adults: int
    children: int
    ticket: str = ""


class ComeAlone(Button, prefix="al"):
    """`alone` is 1 for who wishes to be greeted."""

    event: int
    alone: int


class Guests(StrEnum):
    """What is done with the names of one's guests."""

    SHOW = "s"
    ASK = "a"
    REMOVE = "r"


class MyGuests(Button, prefix="gu"):
    """The names of those who come along."""

    event: int
    step: Guests
