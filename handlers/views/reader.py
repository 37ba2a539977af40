"""Who reads a message, and what every view needs to know about them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.settings import Controller, Privacy
from bot.texts import Catalogues, Texts
from community.privacy import ticket_of
from community.quiet import HouseRules
from handlers.taps.people import Language
from handlers.views.examples import example_day


@dataclass(frozen=True, slots=True)
class Reader:
    """`who`: Telegram's number of the one who reads in private, None in a group. `spoken`: the languages of the house's cards."""

    texts: Texts
    now: datetime
    who: int | None
    spoken: tuple[Texts, ...]
    username: str
    controller: Controller
    key: bytes
    privacy: Privacy
    zone: str
    rules: HouseRules
    catalogues: Catalogues
    public_url: str | None = None

    @property
    def sign_ups_days(self) -> int:
        """So long after an event answers are numbers."""
        return self.privacy.sign_ups_days

    @property
    def language(self) -> Language:
        """The language of the text."""
        return Language(self.texts.language)

    def speaking(self, code: str) -> "Reader":
        """The same in another language: what somebody reads for a house that speaks it."""
        return replace(self, texts=self.catalogues.texts(code))

    def today(self, zone: str) -> date:
        """The day it is in a house."""
        return self.now.astimezone(ZoneInfo(zone)).date()

    @property
    def example_day(self) -> str:
        """A day as the reader writes it: `Sat 22 May`."""
        return example_day(self.texts, self.today(self.zone))

    def link(self, payload: str) -> str:
        """A deep link into the private chat with the bot."""
        return f"https://t.me/{self.username}?start={payload}"

    def card_link(self, event: int) -> str:
        """The link under a card: it proves that its holder has seen the card, so no joining is needed."""
        return self.link(f"e_{event}_{ticket_of(self.key, event)}")

    def poll_link(self, poll: int) -> str:
        """The link under a poll's card, which leads to the private ballot."""
        return self.link(f"p_{poll}_{ticket_of(self.key, poll)}")

    def call_link(self, call: int) -> str:
        """The link under a call's card, which leads to all its tasks in private."""
        return self.link(f"c_{call}_{ticket_of(self.key, call)}")

    def rota_link(self, rota: int) -> str:
        """The link under a rota's card, which leads to it in private."""
        return self.link(f"v_{rota}_{ticket_of(self.key, rota)}")

    def notice_link(self, announcement: int, copy: int) -> str:
        """The link under a copy of a notice, which leads to its sender."""
        return self.link(f"n_{announcement}_{copy}_{ticket_of(self.key, announcement, copy)}")

    def both(self, message: str) -> str:
        """A button's label in the languages of the house: `Tulen / Kommer`."""
        return _side_by_side(texts.say(message) for texts in self.spoken)

    def both_as(self, context: str, message: str) -> str:
        """`both` for a label that is ambiguous, or must be shorter, in some context."""
        return _side_by_side(texts.say_as(context, message) for texts in self.spoken)


def _side_by_side(labels: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(labels))
