"""Buttons about tasks that are given back late."""

from handlers.buttons import Button


class AnswerLeaver(Button, prefix="yo"):
    """An organiser lets somebody go (`go` is 1), or asks them to stay."""

    call: int
    volunteer: int
    go: int
