"""Buttons for yard work: what is asked before it is published, and tips for its organiser."""

from handlers.buttons import Button
from storage.volunteering import Check, Verdict


class AnswerCheck(Button, prefix="ja"):
    """It is in order, or knowingly skipped."""

    draft: int
    check: Check
    verdict: Verdict


class SetYard(Button, prefix="jy"):
    """It is yard work (1), or it is not (0)."""

    draft: int
    yard: int


class StopTips(Button, prefix="js"):
    """No more tips about this call."""

    call: int
