"""Buttons of previews and other drafts of events."""

from handlers.buttons import Button


class PublishEvent(Button, prefix="pe"):
    """`chat` is the row of the group, 0 for the draft's own; `morning` is 1 for a card that is posted when the quiet hours end."""

    draft: int
    chat: int = 0
    morning: int = 0


class ChooseReading(Button, prefix="cr"):
    """Which of two readings of a date."""

    draft: int
    number: int


class DropDraft(Button, prefix="dd"):
    """Give a draft up."""

    draft: int


class PassOn(Button, prefix="po"):
    """Pass a suggestion on to the admins."""

    draft: int


class TryExample(Button, prefix="tx"):
    """A preview of an example event."""
