"""Buttons of the questions by which an event is made in private."""

from enum import StrEnum

from community.events import Step
from handlers.buttons import Button


class Template(StrEnum):
    """What neighbours do together most often."""

    WORK = "work"
    COFFEE = "coffee"
    SAUNA = "sauna"
    EVENING = "evening"


class NewEvent(Button, prefix="ne"):
    """Make an event; `fresh` is 1 to forget what was begun."""

    fresh: int = 0


class UseTemplate(Button, prefix="dt"):
    """It is one of the usual things."""

    draft: int
    template: Template


class RepeatEvent(Button, prefix="dl"):
    """It is like that event, on another day."""

    draft: int
    event: int


class AnswerQuestion(Button, prefix="da"):
    """The answer to a question (see community.events.making.pressed)."""

    draft: int
    step: Step
    value: str = ""


class WriteAnswer(Button, prefix="dw"):
    """How to answer a question in words."""

    step: Step


class AskFor(Button, prefix="dp"):
    """Ask for what not everybody wants to say."""

    draft: int
    step: Step
