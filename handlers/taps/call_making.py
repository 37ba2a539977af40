"""Buttons of the questions by which a call is made in private, and of its preview."""

from enum import StrEnum

from community.volunteering import Rule, Step
from handlers.buttons import Button


class CallTemplate(StrEnum):
    """What neighbours need hands for most often."""

    SPRING = "spring"
    AUTUMN = "autumn"
    SNOW = "snow"
    MOVING = "moving"
    RECYCLING = "recycling"
    SORTING = "sorting"
    EVENT = "event"


class NewCall(Button, prefix="un"):
    """Make a call; `fresh` is 1 to forget what was begun."""

    fresh: int = 0


class CallForEvent(Button, prefix="uv"):
    """Call for hands for an event, or see its call."""

    event: int


class UseCallTemplate(Button, prefix="ut"):
    """It is one of the usual calls."""

    draft: int
    template: CallTemplate


class CallLike(Button, prefix="ul"):
    """It is like that earlier call, on another day."""

    draft: int
    call: int


class AnswerCall(Button, prefix="ua"):
    """The answer to a question (see community.volunteering.guiding.answer)."""

    draft: int
    step: Step
    value: str = ""


class GoToCall(Button, prefix="ug"):
    """Ask for this, or show the preview."""

    draft: int
    step: Step


class KeepTasks(Button, prefix="uk"):
    """Only the first so many tasks stay."""

    draft: int
    left: int


class SetCallRule(Button, prefix="us"):
    """A rule has this value (see community.volunteering.making.put)."""

    draft: int
    rule: Rule
    value: int
