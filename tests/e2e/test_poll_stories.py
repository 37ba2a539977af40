"""Polls of every kind in a real browser of the size of a phone: asked with one line, answered on the card and in private, closed, seen.

`TALKOOT_SCREENSHOTS=folder` keeps a picture of every screen they saw.
"""

from dataclasses import dataclass

import pytest
from playwright.async_api import Browser

from tests.e2e.homes import LANGUAGES, Home, a_home, a_phone
from tests.e2e.phone import Phone
from tests.playground.page import PHONE

pytestmark = pytest.mark.browser

POLL = {"fi": "/kysely", "sv": "/fraga", "en": "/poll"}
VOTERS = 3
"""Beside the resident, whose phone it is."""


@dataclass(frozen=True)
class Ask:
    """What is asked; what the resident presses on the card, and then in private; what each of the others presses there (or in private).

    `says`: the resident's answer in words, first what pops up, then in private; `result`: how the card ends.
    """

    kind: str
    line: str
    card: tuple[str, ...]
    private: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    says: tuple[str, str]
    result: str

    @property
    def question(self) -> str:
        """What stands above the options."""
        return self.line.partition(": ")[2].partition(" | ")[0] if ": " in self.line else self.line.partition(" | ")[0]


ASKED = {
    "fi": [
        Ask(
            "one",
            "Mitä hankitaan pihalle ensin? | Penkki | Grilli | Kukkalaatikot",
            ("Grilli",),
            ("Penkki",),
            (("Grilli",), ("Kukkalaatikot",), ("Grilli",)),
            ("Valintasi: Grilli.", "Valintasi: Penkki."),
            "Grilli 2 · Penkki 1 · Kukkalaatikot 1",
        ),
        Ask(
            "ranked",
            "järjestys: Mikä korjataan ensin? | Sauna | Pesutupa | Kerhohuone",
            ("Pesutupa", "Sauna"),
            ("2. ylös",),
            (("Sauna", "Pesutupa"), ("Sauna",), ("Pesutupa", "Kerhohuone")),
            ("1. Pesutupa, 2. Sauna", "1. Sauna"),
            "Sauna voittaa",
        ),
        Ask(
            "places",
            "paikat: Kevään talkoovuorot | Haravointi (2) | Kahvinkeitto (1)",
            ("Haravointi",),
            (),
            (("Kahvinkeitto",), ("Kahvinkeitto",), ("Haravointi",)),
            ("Haravointi", "Haravointi"),
            "Haravointi 2 · Kahvinkeitto 1",
        ),
    ],
    "sv": [
        Ask(
            "many",
            "flera: Vad köper vi till klubbrummet? | Kaffekokare | Spel | Högtalare | Gardiner | högst 2",
            ("Spel", "Gardiner"),
            (),
            (("Spel",), ("Spel", "Högtalare"), ("Kaffekokare",)),
            ("Ditt val: Spel, Gardiner.", ""),
            "Spel 3 · ",
        ),
        Ask(
            "dots",
            "poäng: Vart går pengarna? | Gården | Bastun | Klubbrummet | 5 poäng",
            (),
            ("1. +1", "1. +1", "3. +1"),
            (("1. +1",), ("2. +1",), ("2. +1",)),
            ("", "1. Gården: 2 poäng"),
            "Gården 3 · Bastun 2 · Klubbrummet 1",
        ),
    ],
    "en": [
        Ask(
            "dates",
            "dates: Grill evening | Thu 27 May 18–21 | Fri 28 May 18–21 | Sat 29 May 15",
            ("Fri 28 May",),
            ("3. If need be",),
            (("Thu 27 May", "Fri 28 May"), ("Fri 28 May",), ("Sat 29 May",)),
            ("Fri 28 May, 18:00–21:00 – yes", "3. Sat 29 May, 15:00: if need be"),
            "Fri 28 May, 18:00–21:00",
        ),
        Ask(
            "consent",
            "consent: We keep the gate locked at night",
            ("Suits me",),
            ("I have questions",),
            (("Suits me",), ("Worried",), ("Suits me",)),
            ("Your choice: Fine.", "Your choice: I have questions."),
            "Fine 2 · I have questions 1 · I am worried 1 · I can't accept it 0",
        ),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_polls_are_asked_answered_and_closed(browser: Browser, address: str, language: str) -> None:
    async with a_home(address, language, VOTERS) as home, a_phone(browser, address, language, "polls", PHONE) as phone:
        await phone.be(home.names[1], home.title)
        for asked in ASKED[language]:
            await answers(phone, home, asked)
            await is_closed(phone, home, asked)


async def answers(phone: Phone, home: Home, asked: Ask) -> None:
    """The card, as everybody sees it, and one's own ballot."""
    await home.write(home.group, home.activist, f"{POLL[home.texts.language]} {asked.line}")
    await home.tap(home.group, home.activist, "Publish")
    await phone.sees(asked.question, home.texts.say("This poll is advisory."))
    await phone.look(f"{asked.kind}-card")
    await phone.reads_nothing_cut()
    for word in asked.card:
        await phone.page.button(word).click()
        await phone.hears(word if len(asked.card) > 1 else asked.says[0])
    for who, words in zip(home.others, asked.others, strict=True):
        await elsewhere(home, who, words, on_card=bool(asked.card))
    if asked.card:
        await phone.tap("My answer")
        await phone.look(f"{asked.kind}-my-answer")
        await phone.is_told(asked.says[0])
    await phone.tap("Answer in private" if asked.card else "Answer…")
    await phone.sees(asked.question, home.texts.say("This poll is advisory."))
    await phone.look(f"{asked.kind}-ballot")
    await phone.reads_nothing_cut()
    for word in asked.private:
        await phone.marks(word)
    if asked.private:
        await phone.sees(asked.question, asked.says[1])
        await phone.look(f"{asked.kind}-changed")


async def elsewhere(home: Home, who: int, words: tuple[str, ...], *, on_card: bool) -> None:
    """Somebody answers, on the card or in private."""
    if not on_card:
        await follow(home, who)
    for word in words:
        await home.tap(home.group if on_card else who, who, word)


async def follow(home: Home, who: int) -> None:
    """Somebody opens the newest card in private."""
    _, key = await home.telegram.find_key(home.group, who, lambda key: "start=p_" in key.get("url", ""))
    await home.telegram.post("act/link", {"user": who, "url": key["url"]})


async def is_closed(phone: Phone, home: Home, asked: Ask) -> None:
    """By who asks; everybody sees the result in place of the card."""
    await follow(home, home.activist)
    for label in ("For the asker", "Close now", "Yes, close it"):
        await home.tap(home.activist, home.activist, label)
    await phone.open(home.title)
    await phone.sees(asked.question, asked.result)
    await phone.look(f"{asked.kind}-closed")
