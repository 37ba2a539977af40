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


async def is_called(phone: Phone, home: Home) -> None:
    """The activist calls with one message, and sees what will stand in the group."""
    await phone.be(home.names[0], home.title)
    await phone.writes(LINES)
    await phone.sees("Pihatalkoot: kuka ehtii auttaa", "1. Haravointi", "Lehdet kasaan ja säkkeihin")
    await phone.look("preview")
    for asked in ("tapaturmavakuutus", "lupa"):
        await phone.sees(asked)
        await phone.tap("It is in order")
    await phone.tap("Publish")
    await phone.sees("Haravointi: 0/3, tarvitaan vielä 3", "Kahvinkeitto klo 11–15: 0/1", "Lastenhoito klo 13–15: 0/2")
    await phone.look("card")
    await phone.reads_nothing_cut()


async def is_taken_up(phone: Phone, home: Home) -> None:
    """One tap takes a task; what overlaps is asked about; what is full has a queue."""
    first, second, *_ = home.others
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
    await phone.open(home.title)
    await phone.sees("Haravointi: 1/3, tarvitaan vielä 2", "Kahvinkeitto klo 11–15: 1/1, täynnä")
    await phone.look("taken-up")
