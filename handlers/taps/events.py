"""Buttons of events."""

from community.events import Answer
from handlers.buttons import Button


class AnswerEvent(Button, prefix="ev"):
    """Coming, maybe or not, with how many. `ticket`: in private, that its holder has seen the card."""

    event: int
    answer: Answer
    party: int = 1
    ticket: str = ""


class MyAnswer(Button, prefix="me"):
    """What have I answered?"""

    event: int


class InOtherLanguages(Button, prefix="la"):
    """The card in the presser's language."""

    event: int


class OpenEvent(Button, prefix="eo"):
    """An event in the private chat; `here` is 1 where the pressed message shows it. `ticket`: that its holder has seen the card."""

    event: int
    here: int = 0
    ticket: str = ""


class OpenPanel(Button, prefix="og"):
    """What the organiser of an event can do."""

    event: int


class ShowEvents(Button, prefix="wo"):
    """What's on."""
