"""People are missing: the organiser is told, asks the chat, and moves the day, in Finnish."""

from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town

LINES = "/talkoot la 22.5. Kellarin siivous @ kellari\nImurointi ×2 12–15\nKahvi ×1 12–14"


async def hears_when_due(town: Town, who: Neighbour, words: str) -> Post:
    """What somebody hears once its time has come."""
    while not await who.times_heard(words):
        await town.jump_to_next_due()
    return await who.hears(words)


async def test_the_organiser_asks_the_chat_and_moves_the_day(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("fi", "fi")
    await admin.writes(LINES, to=house)
    await admin.taps(await house.shows_button("Julkaise"), "Julkaise")
    asked = await hears_when_due(town, admin, "tekijöitä puuttuu")
    assert await asked.labels() == ["Kysy ryhmältä", "Pidetään silti", "Siirrä", "Peru", "Järjestäjälle"]
    told = await admin.taps(asked, "Kysy ryhmältä")
    assert (told.text, told.alert) == ("Kysyn ryhmältä nyt. Ryhmältä voi kysyä kerran vuorokaudessa.", True)
    needed = await house.shows("Tarvitaan vielä")
    assert await needed.labels() == ["Imurointi", "Kahvi"]
    await resident.taps(needed, "Kahvi")
    await town.until(lambda: lacks(needed, "Kahvi"))
    assert "Imurointi" in await needed.text()
    await admin.taps(asked, "Siirrä")
    await admin.writes("su 23.5. 13–16")
    await admin.hears("Tallennettu", "su 23.5.")
    moved = await hears_when_due(town, resident, "Pääsetkö vielä?")
    assert "Ennen: Kahvi, la 22.5. klo 12–14" in await moved.text()
    kept = await resident.taps(moved, "Tulen")
    assert kept.text == "Kiitos. Tehtävä pysyy sinulla."


async def lacks(post: Post, label: str) -> bool:
    """Whether a message has lost a button."""
    return label not in await post.labels()
