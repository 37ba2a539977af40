"""Buttons of the sender: their notices, and what can be done with one that was announced."""

from enum import StrEnum

from handlers.buttons import Button


class Doing(StrEnum):
    """It is asked once before it is done."""

    ASK = "ask"
    DO = "do"


class ShowNotices(Button, prefix="el"):
    """The notices of a sender."""

    page: int = 0


class OpenNotice(Button, prefix="ep"):
    """One of them: how far it is, and what can be done."""

    announcement: int


class StopNotice(Button, prefix="es"):
    """No further copy goes."""

    announcement: int
    step: Doing


class EditNotice(Button, prefix="ed"):
    """It is written anew."""

    announcement: int


class RecallNotice(Button, prefix="er"):
    """It is taken back everywhere."""

    announcement: int
    step: Doing


class SendAgain(Button, prefix="ea"):
    """The copies of which nobody knows whether they arrived go once more."""

    announcement: int
    step: Doing


class ShowReport(Button, prefix="ef"):
    """What became of its copies, house by house."""

    announcement: int
    page: int = 0


class NoticeTable(Button, prefix="et"):
    """The same as a file for a spreadsheet."""

    announcement: int
