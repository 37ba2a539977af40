"""Buttons of reports, and of taking cards down."""

from enum import StrEnum

from handlers.buttons import Button


class Reporting(StrEnum):
    """How a card is reported: asked once, then passed on."""

    ASK = "ask"
    SEND = "send"


class ReportCard(Button, prefix="rp"):
    """This does not belong here. `ticket`: that its holder has seen the card."""

    event: int
    step: Reporting
    ticket: str = ""


class TakeDown(Button, prefix="td"):
    """An admin, the board or a manager takes the card down."""

    event: int


class UndoTakeDown(Button, prefix="tu"):
    """It hangs again. `draft` is what can be undone."""

    draft: int


class LeaveReport(Button, prefix="lr"):
    """What was reported stays."""

    report: int
