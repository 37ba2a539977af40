"""Buttons for when a notice goes, of one that is being written and of one that waits for its time."""

from community.announcements import Of, Relation
from handlers.buttons import Button


class AskWhen(Button, prefix="kw"):
    """When shall it go?"""

    of: Of
    number: int


class GoesNow(Button, prefix="kn"):
    """It goes at once."""

    of: Of
    number: int


class GoesAt(Button, prefix="kt"):
    """It goes at a time on the wall; `wall`: in minutes since 1970."""

    of: Of
    number: int
    wall: int


class ShowComing(Button, prefix="ke"):
    """The coming events it could go with."""

    of: Of
    number: int
    page: int = 0


class ShowWays(Button, prefix="kr"):
    """How it could go with an event."""

    of: Of
    number: int
    event: int


class GoesWith(Button, prefix="kb"):
    """It goes so long before or after an event."""

    of: Of
    number: int
    event: int
    relation: Relation


class KeepTime(Button, prefix="kk"):
    """Its time stays as it is."""

    of: Of
    number: int


class GoAfterAll(Button, prefix="ku"):
    """It goes after all."""

    announcement: int


class SendUrgently(Button, prefix="kz"):
    """It goes as urgent, though houses had theirs this week."""

    draft: int
