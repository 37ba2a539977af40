"""Buttons of polls in which each flat has one answer."""

from handlers.buttons import Button


class ChooseFlat(Button, prefix="vf"):
    """This is my flat; without a label, I write it."""

    poll: int
    ticket: str = ""
    flat: str = ""


class AskActivists(Button, prefix="vk"):
    """My flat has answered: ask somebody who looks after the house whether I may answer for it too."""

    poll: int
    flat: str


class AllowFlat(Button, prefix="vy"):
    """Another of my flat may answer for it too (1), or not (0)."""

    claim: int
    yes: int
