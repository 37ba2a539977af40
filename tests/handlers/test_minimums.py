"""Too few come, and the organiser chooses among three ways out, in Finnish."""

from tests.e2e.post import Post
from tests.e2e.town import Town


async def test_the_organiser_is_asked_calls_for_more_and_goes_ahead(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("fi", "fi")
    card = await admin.announces(house, "/tapahtuma la 22.5. klo 12–15 Pihatalkoot @ sisäpiha vähintään 3", publish="Julkaise")
    await resident.taps(card, "Tulen")
    await card.shows("Tulossa 1 · tarvitaan vielä 2")
    asked = None
    while asked is None:  # reminders and the group's line are due too
        await town.jump_to_next_due()
        if await admin.times_heard("Mitä tehdään?"):
            asked = await admin.hears("Pihatalkoot", "Tulossa 1, toivottu vähintään 3.", "Jos et vastaa, tapahtuma pidetään.")
    assert await asked.labels() == ["Pidetään silti", "Pyydä lisää tulijoita", "Peru tapahtuma"]
    await admin.taps(asked, "Pyydä lisää tulijoita")
    await house.shows("Pihatalkoot, la 22.5. klo 12: tarvitaan vielä 2.")
    await asked.shows("Kerron ryhmälle, että lisää tulijoita tarvitaan")
    assert await asked.labels() == ["Pidetään silti", "Peru tapahtuma"]
    await admin.taps(asked, "Pidetään silti")
    await asked.shows("Pihatalkoot pidetään, tulijoita on mitä on.")
    await town.until(lambda: without(card, "tarvitaan"))


async def without(card: Post, words: str) -> bool:
    """Whether the card says it no more."""
    return words not in await card.text()
