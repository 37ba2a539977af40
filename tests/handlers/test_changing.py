"""An event is changed by buttons and words, and those who signed up hear what was and what is."""

from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town

FINNISH = "/tapahtuma la 22.5. klo 12–15 Pihatalkoot @ sisäpiha"
ENGLISH = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 2"


async def panel_of(who: Neighbour, labels: tuple[str, str] = ("1. Change", "For the organiser")) -> Post:
    """The organiser's screen of their only event."""
    await who.writes("/my")
    await who.taps(await who.hears("1. "), labels[0])
    panel: Post = await who.town.until(lambda: _with_button(who, labels[1]))
    await who.taps(panel, labels[1])
    await panel.shows(labels[1] + ":")
    return panel


async def _with_button(who: Neighbour, label: str) -> Post | None:
    for message in reversed(await who.from_bot()):
        post = Post(who.town, who.id, message["message_id"], who.id)
        if "reply_markup" in message and label in await post.labels():
            return post
    return None


async def test_a_moved_event_asks_everyone_again_in_finnish_over_a_restart(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("fi", "fi")
    card = await admin.announces(house, FINNISH, publish="Julkaise")
    await resident.taps(card, "Meitä on 2")
    panel = await panel_of(admin, ("1. Muuta", "Järjestäjälle"))
    await admin.taps(panel, "Muuta")
    await panel.shows("Mitä muutetaan?")
    await admin.taps(panel, "Aika")
    await panel.shows("Nyt: la 22.5. klo 12–15", "Kirjoita uusi aika, esimerkiksi:")
    await town.bot.stop()
    await town.bot.start()
    await admin.writes("joskus")
    await admin.hears("En löytänyt päivää ja kellonaikaa.")
    await admin.writes("su 23.5. klo 13")
    preview = await admin.hears("Ennen: la 22.5. klo 12–15", "Nyt: su 23.5. klo 13–16.", "1 henkilö saa viestin.")
    await admin.taps(preview, "Tallenna")
    await preview.shows("Tallennettu: Pihatalkoot.", "1 henkilö saa viestin minuutin kuluttua.")
    await card.shows("su 23.5. klo 13–16")
    await town.jump_to_next_due()
    asked = await resident.hears("Pihatalkoot: aika muuttui", "Kokoontumispaikka ei muutu.", "Pääsetkö vielä?")
    await house.shows("Pihatalkoot: aika muuttui")
    panel = await panel_of(admin, ("1. Muuta", "Järjestäjälle"))
    await panel.shows("2 ei ole vielä vahvistanut uutta aikaa.")
    assert (await resident.taps(asked, "Tulen")).text == "Olet tulossa: su 23.5. klo 13, 2 henkeä."
    panel = await panel_of(admin, ("1. Muuta", "Järjestäjälle"))
    assert "vahvistanut" not in await panel.text()


async def test_places_are_changed_refused_and_given_to_who_waits(town: Town) -> None:
    house, [admin, resident, third] = await town.settled_house("en", "en", "en")
    card = await admin.announces(house, ENGLISH)
    await admin.taps(card, "We are 2")
    await card.shows("All 2 places taken")
    await resident.taps(card, "Coming – join queue")
    panel = await panel_of(admin)
    await admin.taps(panel, "Change")
    await panel.shows("What shall be different?")
    await admin.taps(panel, "Number of places")
    await panel.shows("Now: 2", "Write a number.")
    assert await panel.labels() == ["No limit", "Back"]
    await admin.writes("many")
    await admin.hears("Write a number, for example: 20.")
    await admin.writes("1")
    await admin.hears("2 have a place already. Write at least 2, or ask somebody to give up their place.")
    await admin.writes("max 3")
    preview = await admin.hears("Places: 3. Before: 2.")
    await admin.taps(preview, "Back")
    await preview.shows("Now: 2", "Write a number.")
    await admin.taps(preview, "No limit")
    await preview.shows("Places: no limit. Before: 2.")
    await admin.taps(preview, "Save")
    await resident.hears("A place is free, and it is yours")
    await card.shows("Coming 3")
    assert (await third.taps(card, "Maybe")).text.startswith("Marked: maybe.")


async def test_after_a_change_of_one_date_of_a_series_it_is_asked_about_the_others(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    card = await admin.announces(house, "/event every Tue 18-20 Coffee @ club room")
    panel = await panel_of(admin)
    await admin.taps(panel, "Change")
    await panel.shows("What shall be different?")
    await admin.taps(panel, "Place")
    await panel.shows("Write the new place.")
    await admin.writes("sauna")
    saved = await admin.hears("Now: sauna.")
    await admin.taps(saved, "Save")
    await saved.shows("This date differs from the others. Shall they change too?")
    assert await saved.labels() == ["Only this date", "This and later", "All dates", "Change more", "Back"]
    await card.shows("sauna")
    await admin.taps(saved, "All dates")
    await town.until(lambda: all_at(town, "sauna"))


async def all_at(town: Town, place: str) -> bool:
    """Whether every event is there."""
    return {row[0] for row in town.rows("SELECT place FROM events")} == {place}
