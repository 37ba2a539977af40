"""Buttons of a person's own screens."""

from enum import StrEnum

from handlers.buttons import Button
from storage.people import Reminding


class Language(StrEnum):
    """What the bot speaks: `bot.texts.LANGUAGES`."""

    FI = "fi"
    SV = "sv"
    EN = "en"


class ShowMenu(Button, prefix="mu"):
    """The menu."""


class ShowMine(Button, prefix="my"):
    """My things."""


class ShowLanguages(Button, prefix="ls"):
    """Which languages there are."""


class ChooseLanguage(Button, prefix="lc"):
    """The person's own language."""

    language: Language


class ShowReminders(Button, prefix="rs"):
    """When I am reminded."""


class ChooseReminders(Button, prefix="rc"):
    """`minutes` before the start for the nearer reminder; 0 leaves it as it is."""

    reminding: Reminding
    minutes: int = 0
