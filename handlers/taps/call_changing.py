"""Buttons by which an organiser changes a call, and the answer of who has a task in it."""

from community.volunteering import Part
from handlers.buttons import Button


class ChangeCall(Button, prefix="zh"):
    """It asks what shall be different."""

    call: int


class ChangeTasks(Button, prefix="zl"):
    """Which task?"""

    call: int
    page: int = 0


class ChangeCallPart(Button, prefix="zk"):
    """The next words are what this part, or this task, is to be."""

    call: int
    part: Part
    task: int = 0


class ClearCallPart(Button, prefix="zz"):
    """It is to be without."""

    call: int
    part: Part


class RemoveTask(Button, prefix="zr"):
    """A task is not needed any more; `sure` is 1 once the organiser said so twice."""

    call: int
    task: int
    sure: int = 0


class StillCan(Button, prefix="zs"):
    """Somebody keeps what they have in a call that was moved."""

    call: int
