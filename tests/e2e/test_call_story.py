"""A spring talkoot in a real browser, from the call to the thanks: eight neighbours, one of them without a phone.

`TALKOOT_SCREENSHOTS=folder` keeps a picture of every screen they saw.
"""

import pytest
from playwright.async_api import Browser

from tests.e2e.homes import Home, a_home, a_phone
from tests.e2e.phone import BOT, Phone
from tests.playground.page import PHONE

pytestmark = pytest.mark.browser

OTHERS = 5
"""Beside the activist, the resident whose phone it is, and the neighbour without one."""

LINES = "\n".join(
    (
        "/talkoot la klo 12–15 Pihatalkoot @ sisäpiha",
        "haravointi ×3: lehdet kasaan ja säkkeihin",
        "kahvinkeitto ×1 11–15",
        "lastenhoito ×1-2 13–15 (18+)",
    )
)


async def test_a_spring_talkoot_from_the_call_to_the_thanks(browser: Browser, address: str) -> None:
    async with a_home(address, "fi", OTHERS) as home, a_phone(browser, address, "fi", "talkoot", PHONE) as phone:
        await is_called(phone, home)
        await is_taken_up(phone, home)
        await changes_hands(phone, home)
        await takes_in_who_has_no_phone(phone, home)
        await is_looked_after_in_time(phone, home)
        await is_over_with_thanks(phone, home)


async def is_called(phone: Phone, home: Home) -> None:
    """The activist calls with one message, answers for insurance and permission, and sees what will stand in the group."""
    await phone.be(home.names[0], home.title)
    await phone.writes(LINES)
    await phone.sees("Pihatalkoot: kuka ehtii auttaa", "1. Haravointi", "Lehdet kasaan ja säkkeihin", "vakuutus?")
    await phone.look("insurance")
    await phone.page.button("Kunnossa").click()
    await phone.sees("Vakuutus: kunnossa", "lupa?")
    await phone.page.button("Ohita, tiedän").click()
    await phone.sees("Lupa: ohitettu")
    await phone.look("preview")
    await phone.tap("Publish")
    await phone.sees("Haravointi: 0/3, tarvitaan vielä 3", "Kahvinkeitto klo 11–15: 0/1", "Lastenhoito klo 13–15: 0/2")
    await phone.look("card")
    await phone.reads_nothing_cut()


async def is_taken_up(phone: Phone, home: Home) -> None:
    """One tap takes a task; what overlaps is asked about; what is full has a queue."""
    first, second, third, *_ = home.others
    await home.tap(home.group, first, "Kahvinkeitto")
    await phone.be(home.names[1], home.title)
    await phone.page.button("Haravointi").click()
    await phone.hears("Tehtäväsi: Haravointi")
    await phone.tap("Tasks…")
    await phone.sees("Tämä on sinun.")
    await phone.open(home.title)
    await phone.page.button("Kahvinkeitto – jonoon").click()
    await phone.is_told("Sinulla on samaan aikaan jo: Haravointi")
    await phone.open(BOT)
    await phone.sees("Kahvinkeitto", "sinulla on samaan aikaan jo: Haravointi")
    await phone.look("overlap")
    await phone.tap("Leave it as it is")
    await phone.sees("Tämä on sinun.")
    await phone.look("all-tasks")
    await phone.reads_nothing_cut()
    await home.tap(home.group, second, "Kahvinkeitto – jonoon")
    await home.tap(home.group, first, "Can't")
    await home.tap(home.group, third, "Haravointi")
    await phone.open(home.title)
    await phone.sees("Haravointi: 2/3, tarvitaan vielä 1", "Kahvinkeitto klo 11–15: 1/1, täynnä")
    await phone.look("taken-up")


async def changes_hands(phone: Phone, home: Home) -> None:
    """The resident can't after all: the group is asked, and the task is theirs until somebody takes it."""
    await phone.open(BOT)
    await phone.page.button("Muut toiminnot…").click()
    await phone.page.button("Siirrä toiselle: Haravointi").click()
    await phone.sees("Tehtävä on sinun, kunnes joku ottaa sen.")
    await phone.look("hand-over")
    await phone.page.button("Etsi joku tilalleni").click()
    await phone.sees("Ryhmältä on kysytty.")
    await phone.open(home.title)
    await phone.sees("Tälle etsitään uutta tekijää", "Haravointi")
    await phone.look("somebody-wanted")
    await home.tap(home.group, home.others[3], "Otan sen")
    await phone.sees("Haravointi", "Tekijä löytyi. Kiitos.")
    await phone.open(BOT)
    await phone.sees("Tehtävällä on uusi tekijä: Haravointi")


async def takes_in_who_has_no_phone(phone: Phone, home: Home) -> None:
    """The activist signs up a neighbour without a phone, who has said yes to it."""
    await phone.be(home.names[0], home.title)
    await phone.tap("Tasks…")
    await phone.page.button("Muut toiminnot…").click()
    await phone.page.button("Puhelimettoman naapurin puolesta").click()
    await phone.sees("Minkä tehtävän puhelimeton naapuri ottaa?")
    await phone.look("without-a-phone")
    await phone.page.button("Lastenhoito").click()
    await phone.sees("Millä lempinimellä?")
    await phone.writes("Ilma")
    await phone.sees("Ilma", "Lastenhoito klo 13–15")


async def is_looked_after_in_time(phone: Phone, home: Home) -> None:
    """A day before, the activist hears what is missing and asks the group; the last place is taken there."""
    await phone.lets_time_pass_until("Pihatalkoot: tekijöitä puuttuu.")
    await phone.look("missing")
    await phone.page.button("Kysy ryhmältä").click()
    await phone.is_told("Kysyn ryhmältä nyt.")
    await phone.open(home.title)
    await phone.sees("Tarvitaan vielä", "Haravointi: tarvitaan vielä 1")
    await phone.look("still-needed")
    await home.tap(home.group, home.others[4], "Haravointi")
    await phone.sees("Haravointi: 3/3, täynnä")


async def is_over_with_thanks(phone: Phone, home: Home) -> None:
    """Afterwards the activist says who came, in private; those who came are thanked, and the card says how many they were."""
    await phone.open(BOT)
    await phone.lets_time_pass_until("Ketkä tulivat?")
    await phone.look("who-came")
    await phone.reads_nothing_cut()
    await phone.page.button("Vahvista").click()
    await phone.open(home.title)
    await phone.sees("Pihatalkoot, la 15.5.", "Tekijöitä oli 5. Kiitos.")
    await phone.look("over")
