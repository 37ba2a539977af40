"""A refusal is told in the language of the one who pressed."""

import pytest

from bot.texts import LANGUAGES
from community.refusals import Refused
from handlers.views.refusals import refusal
from tests.e2e.town import Town
from tests.handlers.showing import CATALOGUES, NOW


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_refusal_speaks_the_language_of_who_pressed(town: Town, language: str) -> None:
    house, _ = await town.settled_house("en")
    neighbour = await town.neighbour(language=language)
    await town.telegram.act("join", chat=house.id, user=neighbour.id)
    message = await town.telegram.said(house.id)
    told = await town.telegram.act("press", chat=house.id, user=neighbour.id, message=message, data="zz:1", wait=20)
    assert told["text"] == refusal(Refused("old-button"), CATALOGUES.texts(language), NOW.date())


async def test_a_refusal_speaks_the_language_somebody_chose(town: Town) -> None:
    house, [_, neighbour] = await town.settled_house("en", "en")
    await neighbour.writes("/language")
    question = await neighbour.hears("Choose a language")
    await neighbour.taps(question, "Suomi")
    await town.rest()
    message = await town.telegram.said(house.id)
    told = await town.telegram.act("press", chat=house.id, user=neighbour.id, message=message, data="zz", wait=20)
    assert told["text"] == "Tämä painike on vanhentunut. Uusin kortti on alempana."
