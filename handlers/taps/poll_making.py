"""Buttons of the questions by which a poll is made in private, and of its preview."""

from enum import StrEnum

from community.polls import Rule, Step
from handlers.buttons import Button


class Asked(StrEnum):
    """What an answer is; `QUICK` is Telegram's own poll."""

    ONE = "one"
    MANY = "many"
    DATES = "dates"
    RANKED = "ranked"
    DOTS = "dots"
    CONSENT = "consent"
    PLACES = "places"
    QUICK = "quick"


class PollTemplate(StrEnum):
    """What neighbours are asked most often."""

    YES_NO = "yes"
    BUY = "buy"


class NewPoll(Button, prefix="nq"):
    """Make a poll; `fresh` is 1 to forget what was begun."""

    fresh: int = 0


class ChooseKind(Button, prefix="nk"):
    """What an answer is."""

    draft: int
    kind: Asked


class UsePollTemplate(Button, prefix="nt"):
    """It is one of the usual polls."""

    draft: int
    template: PollTemplate


class AskLike(Button, prefix="nl"):
    """It is like that earlier poll."""

    draft: int
    poll: int


class AskAgain(Button, prefix="na"):
    """Begin a poll like one that is over."""

    poll: int


class GoTo(Button, prefix="ng"):
    """Ask for this, or show the preview."""

    draft: int
    step: Step


class KeepFirst(Button, prefix="nh"):
    """Only the first so many options stay."""

    draft: int
    left: int


class SetRule(Button, prefix="ns"):
    """A rule has this value (see community.polls.making.put)."""

    draft: int
    rule: Rule
    value: int
