"""Buttons of votes on paper, and of options that residents propose."""

from handlers.buttons import Button


class OpenPaper(Button, prefix="we"):
    """The slips of a poll."""

    poll: int


class TypeSlips(Button, prefix="wf"):
    """I type what slips say."""

    poll: int


class TakeSlipsBack(Button, prefix="wg"):
    """This entry does not count."""

    entry: int


class ProposeOption(Button, prefix="wp"):
    """I know another option."""

    poll: int
    ticket: str = ""


class ReviewOption(Button, prefix="wr"):
    """A proposed option is taken in (1), or not (0)."""

    option: int
    accept: int
