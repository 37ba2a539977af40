"""Polls made in private by taps, as a Finnish activist sees them."""

from tests.e2e.town import Town


async def test_yes_or_no_takes_three_taps_and_a_quick_poll_is_telegrams_own(town: Town) -> None:
    house, [admin] = await town.settled_house("fi")
    await admin.writes("/valikko")
    await admin.taps(await admin.hears("Mitä haluat tehdä"), "Uusi kysely")
    question = await admin.hears("Miten naapurit vastaavat?")
    first = ["Yksi vaihtoehto", "Monta vaihtoehtoa", "Mikä päivä", "Kyllä vai ei", "Mitä hankitaan?", "Muita tapoja…", "Hylkää"]
    assert await question.labels() == first
    await admin.taps(question, "Kyllä vai ei")
    await question.shows("Mitä kysytään?")
    await admin.writes("Hankitaanko grilli?")
    preview = await admin.hears("Hankitaanko grilli?", "1. Kyllä")
    assert await preview.labels() == ["Julkaise", "Vastausaika…", "Muuta…", "Lisäasetukset…", "Hylkää"]
    await admin.taps(preview, "Lisäasetukset…")
    await preview.shows("Mitä muutetaan?")
    await admin.taps(preview, "Äänet näkyvät")
    await preview.shows("Mitä muutetaan?")
    await admin.taps(preview, "Takaisin esikatseluun")
    await preview.shows("Esikatselu")
    await admin.taps(preview, "Julkaise")
    await house.shows("Hankitaanko grilli?")
    await admin.writes("/kysely pika: Grilli vai penkki? | Grilli | Penkki")
    preview = await admin.hears("Telegramin oma kysely")
    await admin.taps(preview, "Julkaise")
    await preview.shows("Julkaistu: Grilli vai penkki?")
    await town.rest()
    [sent] = await town.calls("sendPoll")
    assert "Grilli vai penkki?" in str(sent)
    assert town.rows("SELECT count(*) FROM polls") == [(1,)]
