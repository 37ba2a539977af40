"""Buttons for tasks of neighbours without a phone."""

from handlers.buttons import Button


class OpenTaskNeighbours(Button, prefix="yn"):
    """Sign a neighbour up for a task, or give one of theirs back; `page`: of the tasks."""

    call: int
    page: int = 0


class AskTaskNeighbour(Button, prefix="ya"):
    """This task: by which nickname?"""

    call: int
    task: int


class SignUpTaskNeighbour(Button, prefix="ys"):
    """Without a nickname: the so-manieth neighbour of that kind in a task."""

    call: int
    task: int
    number: int


class TaskNeighbourCant(Button, prefix="yg"):
    """The neighbour does not do it after all."""

    volunteer: int


class PassTaskNewsOn(Button, prefix="yt"):
    """`told` is 1 when the neighbour knows, 0 when they could not be reached."""

    volunteer: int
    told: int
