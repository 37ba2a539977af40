"""Every button there is. Retired forms stay as aliases, so that old cards keep working."""

from enum import StrEnum

from community.events import Answer
from handlers.buttons import Button
from storage.people import Reminding


class Language(StrEnum):
    """What the bot speaks: `bot.texts.LANGUAGES`."""

    FI = "fi"
    SV = "sv"
    EN = "en"


class Naming(StrEnum):
    """What somebody does with their name."""

    SHOW = "show"
    ASK = "ask"
    REVEAL = "reveal"  # others see it on one's own events
    HIDE = "hide"
    REMOVE = "remove"


class Forgetting(StrEnum):
    """How somebody is forgotten."""

    ASK = "ask"
    FREE = "free"  # their places in coming events go to others
    KEEP = "keep"  # the places stay, without a name


NO_HOUSE = "-"
"""In the place of a house's code: nobody is about to join."""


class AnswerEvent(Button, prefix="ev"):
    """Coming, maybe or not, with how many. `ticket`: in private, that its holder has seen the card."""

    event: int
    answer: Answer
    party: int = 1
    ticket: str = ""


class MyAnswer(Button, prefix="me"):
    """What have I answered?"""

    event: int


class InOtherLanguages(Button, prefix="la"):
    """The card in the presser's language."""

    event: int


class OpenEvent(Button, prefix="eo"):
    """An event in the private chat."""

    event: int


class CancelEvent(Button, prefix="ec"):
    """`sure` is 1 once the organiser said so twice."""

    event: int
    sure: int


class AddToCalendar(Button, prefix="ac"):
    """An event as a file for one's own calendar. `ticket`: that its holder has seen the card."""

    event: int
    ticket: str = ""


class PublishEvent(Button, prefix="pe"):
    """`chat` is the row of the group, 0 for the draft's own."""

    draft: int
    chat: int = 0


class ChooseReading(Button, prefix="cr"):
    """Which of two readings of a date."""

    draft: int
    number: int


class DropDraft(Button, prefix="dd"):
    """Give a draft up."""

    draft: int


class PassOn(Button, prefix="po"):
    """Pass a suggestion on to the admins."""

    draft: int


class TryExample(Button, prefix="tx"):
    """A preview of an example event."""


class HouseLanguages(Button, prefix="hl"):
    """Show which languages the house can speak."""


class HouseLanguage(Button, prefix="lg"):
    """What the house speaks: `fi`, or `fi,sv`."""

    languages: str


class JoinLanguage(Button, prefix="jl"):
    """The language of somebody who is about to join."""

    token: str
    language: Language


class JoinHouse(Button, prefix="jo"):
    """Join the house of this code."""

    token: str
    language: Language


class DeclineHouse(Button, prefix="no"):
    """No thanks: nothing is stored."""

    language: Language


class ReadNotice(Button, prefix="pn"):
    """The full privacy notice; `token` is the house somebody is about to join, or `NO_HOUSE`."""

    token: str
    language: Language


class ShowMenu(Button, prefix="mu"):
    """The menu."""


class ShowEvents(Button, prefix="wo"):
    """What's on."""


class ShowMine(Button, prefix="my"):
    """My things."""


class ShowCalendar(Button, prefix="ca"):
    """The addresses of my calendars."""


class OpenFeed(Button, prefix="fo"):
    """An address for the calendar of a house; 0 is what I said yes to."""

    house: int


class RenewFeed(Button, prefix="fn"):
    """Another address instead of this one."""

    feed: int


class CloseFeed(Button, prefix="fc"):
    """Nothing answers at this address any more."""

    feed: int


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


class MyName(Button, prefix="nm"):
    """My name here."""

    step: Naming


class ShowPrivacy(Button, prefix="ps"):
    """What is stored, in short."""


class ShowData(Button, prefix="pd"):
    """All that is stored about me."""


class ForgetMe(Button, prefix="fm"):
    """Erase what is stored about me."""

    step: Forgetting
