"""Buttons below notices, and those by which requests are answered."""

from handlers.buttons import Button


class SayRead(Button, prefix="sr"):
    """I have read this notice."""

    announcement: int


class NeedHelp(Button, prefix="sh"):
    """I need help with what a notice says."""

    announcement: int


class AskSender(Button, prefix="sq"):
    """Ask the sender of a notice, or write more to them."""

    announcement: int


class TakeBackHelp(Button, prefix="sb"):
    """I need no help any more."""

    request: int


class ShowRequests(Button, prefix="sl"):
    """What was asked of somebody, after one notice or all (0)."""

    announcement: int = 0
    page: int = 0


class OpenRequest(Button, prefix="so"):
    """One request."""

    request: int


class AnswerRequest(Button, prefix="sm"):
    """Write to who asked."""

    request: int


class CloseRequest(Button, prefix="sc"):
    """It is done."""

    request: int
