"""Buttons of privacy and rights."""

from enum import StrEnum

from handlers.buttons import Button
from handlers.taps.people import Language


class Forgetting(StrEnum):
    """How somebody is forgotten."""

    ASK = "ask"
    FREE = "free"  # their places in coming events go to others
    KEEP = "keep"  # the places stay, without a name


NO_HOUSE = "-"
"""In the place of a house's code: nobody is about to join."""


class ReadNotice(Button, prefix="pn"):
    """The full privacy notice; `token` is the house somebody is about to join, or `NO_HOUSE`."""

    token: str
    language: Language


class ShowPrivacy(Button, prefix="ps"):
    """What is stored, in short."""


class ShowData(Button, prefix="pd"):
    """All that is stored about me."""


class ForgetMe(Button, prefix="fm"):
    """Erase what is stored about me."""

    step: Forgetting
