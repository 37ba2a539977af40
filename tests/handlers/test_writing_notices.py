"""A notice as a manager writes it in Telegram: with its formatting, looked at, sent, all in few taps."""

import asyncio
from datetime import UTC, datetime

from storage import places
from storage.engine import open_database
from storage.roles import Role, Scope, give_role
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.test_pictures import pictured, sends


async def managed(town: Town, language: str = "fi", spoken: str = "fi,sv") -> tuple[House, Neighbour]:
    """A house that speaks two languages, and the manager of all houses."""
    house, [admin] = await town.settled_house(language)
    database = await open_database(f"sqlite:///{town.bot.database}")
    await database.transaction(places.change_house, 1, languages=spoken)
    await database.transaction(give_role, 1, Role.MANAGER, Scope(), datetime(2027, 1, 1, tzinfo=UTC))
    await database.close()
    return house, admin


async def test_three_taps_from_text_to_sent_with_its_formatting(town: Town) -> None:
    house, manager = await managed(town)
    text = "/tiedote Vesikatko ti 18.5. 😀 klo 9"
    bold = {"type": "bold", "offset": 9, "length": 9}
    await town.telegram.act("send", chat=manager.id, user=manager.id, text=text, entities=[bold])
    panel = await manager.hears("1 talo, 1 ryhmä", "Ei tekstiä ruotsiksi: 1 talo saa sen suomeksi.")
    copy = await manager.hears("Tiedote · yhteisömanageri", "Vesikatko ti 18.5. 😀 klo 9")
    assert copy.id < panel.id
    assert await panel.labels() == ["Lähetä", "Muut toiminnot…", "Hylkää", "Kirjoita ruotsiksi"]
    await manager.taps(panel, "Lähetä")
    card = await house.shows("Tiedote · yhteisömanageri", "Vesikatko ti 18.5. 😀 klo 9")
    kinds = [(each["type"], each["offset"], each["length"]) for each in (await card.seen())["entities"]]
    header = len("📣 Tiedote · yhteisömanageri\n".encode("utf-16-le")) // 2
    assert ("bold", header, 9) in kinds
    await panel.shows("Tiedotteesi")


async def test_two_languages_side_by_side_with_a_picture_that_is_not_uploaded_again(town: Town) -> None:
    house, manager = await managed(town)
    await manager.writes("/valikko")
    await manager.taps(await manager.hears("Mitä haluat tehdä"), "Tiedota")
    await manager.hears("Mitä tiedotteessa lukee?")
    await sends(manager, "Talkoot peruttu, uusi aika tulee")
    panel = await manager.hears("Ei tekstiä ruotsiksi")
    await manager.taps(panel, "Kirjoita ruotsiksi")
    await panel.shows("Kirjoita tiedote ruotsiksi.")
    await manager.writes("Talko inställd")
    panel = await manager.hears("1 talo, 1 ryhmä", after=panel.id)
    assert "Ei tekstiä" not in (await panel.seen())["text"]
    await manager.taps(panel, "Lähetä")
    copy = await pictured(house, "Tiedote", "Talko inställd")
    assert copy["caption"] == (
        "📣 Tiedote · yhteisömanageri\nTalkoot peruttu, uusi aika tulee\n\n📣 Meddelande · gemenskapskoordinator\nTalko inställd"
    )


async def test_what_is_too_long_is_said_and_kept_through_a_restart(town: Town) -> None:
    _, manager = await managed(town, spoken="fi")
    await manager.writes("/tiedote " + "x" * 4000)
    await manager.hears("1 talo, 1 ryhmä")
    await manager.writes("y" * 4090)
    panel = await manager.hears("Liian pitkä (Suomi). Lyhennä 86 merkkiä.")
    assert "Lähetä" not in await panel.labels()
    await asyncio.sleep(0.5)  # the next process does not know what was said before, so it must be long enough ago for Telegram
    await town.bot.stop()
    await town.bot.start()
    await manager.writes("y" * 4000)
    assert "Lähetä" in await (await manager.hears("1 talo, 1 ryhmä", after=panel.id)).labels()


async def test_dropped_and_written_on_with_other_choices(town: Town) -> None:
    house, manager = await managed(town, spoken="fi")
    await manager.writes("/tiedote Hissi on rikki")
    panel = await manager.hears("1 talo, 1 ryhmä")
    await manager.taps(panel, "Hylkää")
    await panel.shows("Hylätty.")
    await manager.taps(panel, "Jatka kirjoittamista")
    panel = await manager.hears("1 talo, 1 ryhmä", after=panel.id)
    await manager.taps(panel, "Muut toiminnot…")
    await panel.shows("Mitä muuta?")
    await manager.taps(panel, "Isännöitsijänä")
    await panel.shows("Mitä muuta?")
    await manager.taps(panel, "Takaisin")
    await panel.shows("1 talo, 1 ryhmä")
    await manager.taps(panel, "Lähetä")
    await house.shows("Tiedote · isännöitsijä", "Hissi on rikki")
