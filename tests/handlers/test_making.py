"""An event made in private by taps alone, as a Finnish activist sees it, with a restart in the middle."""

from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town


async def offers(post: Post, *wanted: str) -> list[str]:
    """The buttons of a message, once it says all of this."""
    await post.shows(*wanted)
    return await post.labels()


async def _lines(house: House, number: int) -> bool:
    return len(await house.lines("Kysyn yksityisesti")) == number


async def asks(who: Neighbour) -> Post:
    """The activist presses "New event" in the menu."""
    await who.writes("/valikko")
    menu = await who.hears("Mitä haluat tehdä")
    await who.taps(menu, "Uusi tapahtuma")
    return await who.hears("Mitä järjestetään?")


async def test_an_event_is_made_by_taps_alone_over_a_restart(town: Town) -> None:
    house, [admin] = await town.settled_house("fi")
    question = await asks(admin)
    assert await question.labels() == ["Pihatalkoot", "Naapurikahvit", "Saunailta", "Asukasilta", "Kirjoitan itse", "Hylkää"]
    await admin.taps(question, "Naapurikahvit")
    assert (await offers(question, "Minä päivänä?", "Kysymys 2/5"))[:4] == ["Tänään ma 10.5.", "Huomenna ti 11.5.", "la 15.5.", "la 22.5."]
    await admin.taps(question, "la 22.5.")
    await question.shows("Naapurikahvit", "la 22.5.", "Mihin aikaan")
    await town.rest()
    await town.bot.stop()
    await town.bot.start()
    assert (await offers(question, "Mihin aikaan"))[:3] == ["klo 12", "klo 17", "klo 18"]
    assert "Kirjoita kellonaika tähän" in (await admin.taps(question, "Kirjoitan itse")).text
    await admin.taps(question, "klo 17")
    await question.shows("la 22.5. klo 17", "Missä kokoonnutaan?")
    await admin.taps(question, "Takaisin")
    await question.shows("Mihin aikaan")
    await admin.taps(question, "klo 12")
    await question.shows("la 22.5. klo 12", "Missä kokoonnutaan?")
    await admin.taps(question, "Ohita")
    assert (await offers(question, "Montako voi tulla?"))[:3] == ["Ei rajaa", "10", "20"]
    await admin.taps(question, "20")
    preview = await offers(question, "Naapurikahvit", "la 22.5. klo 12", "Kahvia ja juttelua", "20 paikkaa")
    assert preview == ["Julkaise", "Muuta tekstiä", "Lisää kuva", "Takaisin", "Hylkää"]
    await admin.taps(question, "Julkaise")
    card = await house.shows("Naapurikahvit")
    assert (await card.text()).split("\n")[:2] == ["📅 Naapurikahvit", "la 22.5. klo 12"]
    await question.shows("Julkaistu: Naapurikahvit")


async def test_words_do_as_well_and_leave_one_question_on_the_screen(town: Town) -> None:
    _, [admin] = await town.settled_house("fi")
    await asks(admin)
    for words, next_question in (
        ("Shakki-ilta", "Minä päivänä?"),
        ("huomenna", "Mihin aikaan"),
        ("18–20", "Missä"),
        ("kerhohuone", "Montako"),
    ):
        await admin.writes(words)
        await admin.hears(next_question)
    await town.rest()
    assert [await admin.times_heard(each) for each in ("Mitä järjestetään?", "Minä päivänä?", "Mihin aikaan", "Montako")] == [0, 0, 0, 1]
    await admin.writes("paljon")
    await admin.hears("Paikkoja voi olla")
    await admin.writes("12")
    await admin.hears("Shakki-ilta", "ti 11.5. klo 18–20 · kerhohuone", "12 paikkaa")


async def test_who_was_interrupted_is_asked_whether_to_go_on(town: Town) -> None:
    _, [admin] = await town.settled_house("fi")
    question = await asks(admin)
    await admin.taps(question, "Saunailta")
    await admin.writes("/omat")
    await admin.writes("huomenna")
    await admin.hears("Olen ohjelma")
    await admin.writes("/tapahtuma")
    begun = await admin.hears("Olit tekemässä tapahtumaa.", "Saunailta")
    await admin.taps(begun, "Jatka")
    await begun.shows("Minä päivänä?")
    await admin.writes("huomenna 18")
    await admin.hears("ti 11.5. klo 18", "Missä kokoonnutaan?")


async def test_in_a_group_a_command_alone_leads_into_private(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("fi", "fi")
    for number, who in enumerate((admin, resident), 1):
        await who.writes("/tapahtuma", to=house)
        await town.until(lambda number=number: _lines(house, number))
        way = await house.shows("Kysyn yksityisesti")
        await who.opens((await way.seen())["reply_markup"]["inline_keyboard"][0][0]["url"])
        question = await who.hears("Mitä järjestetään?")
        await who.taps(question, "Saunailta")
        await question.shows("Minä päivänä?")
        await who.writes("la 22.5. klo 18 Saunailta")
        preview = await who.hears("Saunailta", "la 22.5. klo 18")
        await who.taps(preview, "Julkaise")
    await preview.shows("Tässä ryhmässä tapahtumat julkaisee ylläpitäjä")
