"""Buttons of what a house chooses."""

from community.choices import Setting
from handlers.buttons import Button


class OpenSettings(Button, prefix="hq"):
    """What the house has chosen; `chat` and `thread` are the topic from which somebody came, 0 if from none."""

    house: int
    chat: int = 0
    thread: int = 0


class AskSetting(Button, prefix="hp"):
    """What there is to choose."""

    house: int
    what: Setting


class ChooseSetting(Button, prefix="hc"):
    """This is the choice; `chat` is 0 for what holds in the whole house."""

    house: int
    what: Setting
    chat: int = 0
    value: str = ""
