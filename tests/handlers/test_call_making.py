"""Calls made in private by taps, as a Finnish activist sees them."""

from tests.e2e.town import Town


async def test_spring_work_takes_seven_taps_and_survives_a_restart(town: Town) -> None:
    house, [admin] = await town.settled_house("fi")
    await admin.writes("/valikko")
    await admin.taps(await admin.hears("Mitä haluat tehdä"), "Uudet talkoot")
    question = await admin.hears("Mihin tarvitaan tekijöitä?")
    assert await question.labels() == [
        *("Kevättalkoot", "Syystalkoot", "Lumityöt", "Muuttoapu", "Kierrätyshuoneen siivous", "Lajitteluilta", "Apua tapahtumaan"),
        "Hylkää",
    ]
    await admin.taps(question, "Kevättalkoot")
    await question.shows("Minä päivänä?")
    await admin.taps(question, "la 15.5.")
    await question.shows("Mihin kellonaikaan?")
    await admin.taps(question, "klo 12–15")
    await question.shows("Missä tavataan?")
    await town.bot.stop()
    await town.bot.start()
    await admin.writes("sisäpiha")
    question = await admin.hears("Kirjoita seuraava tehtävä", "1. Haravointi: 4–8 henkeä")
    await admin.taps(question, "Poista viimeinen")
    await admin.writes("Makkaranpaisto")
    question = await admin.hears("Montako tekijää tarvitaan: ”Makkaranpaisto”?")
    await admin.taps(question, "2")
    await question.shows("Mihin aikaan: ”Makkaranpaisto”?")
    await admin.taps(question, "klo 13–15")
    await question.shows("Kirjoita seuraava tehtävä", "Makkaranpaisto klo 13–15: 2 henkeä")
    await admin.taps(question, "Valmis")
    await question.shows("Esikatselu")
    await admin.taps(question, "Lisäasetukset…")
    await question.shows("Mihin asti tehtävän voi perua itse?")
    await admin.taps(question, "24 h ennen")
    await admin.taps(question, "Takaisin esikatseluun")
    await question.shows("Esikatselu", "tapaturmavakuutus")
    await admin.taps(question, "Kunnossa")
    await question.shows("Onko pihan omistajalta lupa?")
    await admin.taps(question, "Ohita, tiedän")
    await question.shows("Vakuutus: kunnossa · Lupa: ohitettu")
    await admin.taps(question, "Julkaise")
    await house.shows("Kevättalkoot: kuka ehtii auttaa", "Makkaranpaisto klo 13–15: 0/2")
    assert town.rows("SELECT leave_hours, place FROM calls") == [(24, "sisäpiha")]


async def test_what_is_wrong_in_a_message_is_said_line_by_line_at_any_question(town: Town) -> None:
    _, [admin] = await town.settled_house("fi")
    await admin.writes("/talkoot")
    await admin.hears("Mihin tarvitaan tekijöitä?")
    await admin.writes("la 22.5. klo 12–15 Pihatalkoot\nHaravointi ×0\nKahvi ×2")
    await admin.hears("Rivi 1: Haravointi ×0")
    await admin.writes("la 22.5. klo 12–15 Pihatalkoot\nHaravointi ×6\nKahvi ×2")
    preview = await admin.hears("Esikatselu", "1. Haravointi: 6 henkeä")
    assert await preview.labels() == ["Kunnossa", "Ohita, tiedän", "Ei pihatyötä", "Muuta…", "Lisäasetukset…", "Takaisin", "Hylkää"]
