"""Buttons for after a call: who came, how long, and the numbers of a house."""

from handlers.buttons import Button


class ShowCame(Button, prefix="jt"):
    """Who came? All tasks, or (`task`) a page of one."""

    call: int
    task: int = 0
    page: int = 0


class MarkCame(Button, prefix="jm"):
    """Somebody came (1), or did not (0)."""

    volunteer: int
    came: int
    page: int = 0


class AddOthers(Button, prefix="je"):
    """So many helped with a task without having signed up."""

    task: int
    others: int
    page: int = 0


class SayHours(Button, prefix="jh"):
    """One did a task so long, in minutes; 0: nobody knows."""

    task: int
    minutes: int
    page: int = 0


class ConfirmCame(Button, prefix="jc"):
    """It was so."""

    call: int


class ShowHours(Button, prefix="ju"):
    """What was done for a house in a year; 0: this one."""

    house: int
    year: int = 0


class SendHours(Button, prefix="jx"):
    """The same as a file for a spreadsheet."""

    house: int
    year: int
