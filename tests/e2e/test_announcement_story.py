"""Notices in a real browser: two managers, a board, three houses in two languages; one at night, one edit, one recall, one call for help.

`TALKOOT_SCREENSHOTS=folder` keeps a picture of every screen they saw.
"""

from dataclasses import dataclass

import pytest
from playwright.async_api import Browser

from storage.roles import Role
from tests.e2e.homes import a_phone
from tests.e2e.phone import BOT, Phone
from tests.e2e.town import House, Neighbour, Town
from tests.playground.page import PHONE

pytestmark = pytest.mark.browser

NOTICE = "Vesikatko ti 18.5. klo 9–12, A- ja B-rappu\nLaske juomavettä valmiiksi."
SWEDISH = "Vattenavbrott ti 18.5 kl. 9–12, trapporna A och B"
BURST = "Putki vuotaa B-rapussa. Sulkekaa hanat."
LATER = "Vesikatko ti 18.5. klo 10–13, A- ja B-rappu"


@dataclass
class Street:
    """Three houses of an area, those who look after them, the board of the first, and a resident of it."""

    town: Town
    houses: list[House]
    manager: Neighbour
    second: Neighbour
    board: Neighbour
    resident: Neighbour
    first: str


async def a_street(town: Town) -> Street:
    """Two houses speak Finnish and one Swedish."""
    house, [manager, second, board, resident] = await town.settled_house("fi", "fi", "fi", "fi")
    swedish, _ = await town.settled_house("sv")
    finnish, _ = await town.settled_house("fi")
    for who, role, of in ((manager, Role.MANAGER, None), (second, Role.MANAGER, None), (board, Role.BOARD, 1)):
        await town.made(who, role, of, "Sinut on kutsuttu")
    return Street(town, [house, swedish, finnish], manager, second, board, resident, "Koivukuja 3")


async def test_a_notice_to_three_houses_is_written_edited_answered_and_withdrawn(browser: Browser, town: Town) -> None:
    street = await a_street(town)
    async with a_phone(browser, town.telegram.url, "fi", "notice", PHONE, guided=False) as phone:
        await is_written(phone, street)
        await is_answered(phone, street)
        await is_edited(phone, street)
        await is_withdrawn(phone, street)
        await is_told_at_night(phone, street)


async def is_written(phone: Phone, street: Street) -> None:
    """The manager writes it once; it goes to all three houses."""
    await phone.be(street.manager.name, BOT)
    await phone.writes("/tiedote")
    await phone.look("what")
    await phone.writes(NOTICE)
    await phone.sees("Tiedote · yhteisömanageri", "Vesikatko")
    await phone.look("preview")
    await phone.tap("More…")
    await phone.look("more")
    await phone.tap("Ask: read, help?")
    await phone.tap("Back")
    await phone.page.button("Kirjoita ruotsiksi").click()
    await phone.writes(SWEDISH)
    await phone.sees("3 taloa")
    await phone.look("in-two-languages")
    await phone.page.button("Lähetä").click()
    await phone.sees("Tiedotteesi on lähetetty.", "Lähetetty: 3/3")
    await phone.look("sent")
    await phone.reads_nothing_cut()


async def is_answered(phone: Phone, street: Street) -> None:
    """A resident has read it, and needs help; one of the managers answers, and the number stays in the house."""
    await phone.be(street.resident.name, street.first)
    await phone.sees("Tiedote · yhteisömanageri", "Laske juomavettä valmiiksi.")
    await phone.tap("I have read this")
    await phone.hears("Olet lukenut tämän")
    await phone.tap("I need help")
    await phone.is_told("112")
    await phone.sees("Luettu 1")
    await phone.look("read")
    await phone.be(street.manager.name, BOT)
    await phone.sees("tarvitsee apua", "Koivukuja 3")
    await phone.look("needs-help")
    await phone.tap("Write to them")
    await phone.writes("Tuon sinulle vettä kello 8.")
    await phone.be(street.resident.name, BOT)
    await phone.sees("Tuon sinulle vettä kello 8.")
    await phone.look("answered")


async def is_edited(phone: Phone, street: Street) -> None:
    """The other manager knows better: every copy says so."""
    await phone.be(street.second.name, BOT)
    await phone.writes("/start")
    await phone.tap("Notices")
    await phone.sees("1. Vesikatko", "lähetetty")
    await phone.look("notices")
    await phone.tap("1")
    await phone.sees("Lähetetty: 3/3")
    await phone.tap("Edit")
    await phone.writes(LATER)
    await phone.sees("klo 10–13")
    await phone.look("edited")
    await phone.tap("Save the change")
    await phone.sees("Lähetetty: 3/3")
    await phone.be(street.resident.name, street.first)
    await phone.sees("klo 10–13", "Luettu 1")


async def is_withdrawn(phone: Phone, street: Street) -> None:
    """It was another street: the notice goes everywhere."""
    await phone.be(street.second.name, BOT)
    await phone.tap("Withdraw")
    await phone.look("ask")
    await phone.tap("Yes, withdraw it")
    await phone.sees("Tiedote on vedetty takaisin.")
    await street.town.rest()
    await phone.page.button("Raportti").click()
    await phone.sees("Raportti", "Poistettu: 3")
    await phone.look("report")
    for house in street.houses:
        assert await house.lines("klo 10–13") == []


async def is_told_at_night(phone: Phone, street: Street) -> None:
    """The board tells its own house at eleven in the evening: held until the morning, unless it is urgent."""
    await street.town.clock(advance=11 * 3600)
    await phone.be(street.board.name, BOT)
    await phone.writes(f"/tiedote {BURST}")
    await phone.sees("1 talo", "klo 8")
    await phone.look("held")
    await phone.tap("More…")
    await phone.tap("Urgent")
    await phone.look("urgent")
    await phone.tap("Back")
    await phone.sees("Kiireellinen")
    await phone.page.button("Lähetä").click()
    await phone.sees("Tiedotteesi on lähetetty.", "Lähetetty: 1/1")
    await phone.be(street.resident.name, street.first)
    await phone.sees("Tiedote · hallitus · kiireellinen", BURST)
    await phone.look("at-night")
    for other in street.houses[1:]:
        assert await other.lines(BURST) == []
