"""A notice is read, help is needed, a question is asked and answered, as they are tapped and written."""

from dataclasses import replace
from itertools import product

import pytest

from bot.texts import LANGUAGES
from community.announcements import Acknowledged, Said, ShownCopy, Voice
from handlers.views import acknowledging as views
from tests.community.neighbourhood import RULES
from tests.e2e.town import Town
from tests.handlers.notice_messages import copy, notice
from tests.handlers.noticing import announced
from tests.handlers.showing import CATALOGUES, reader

NARROW = 20
"""Letters of one of two keys in a row, on a screen of 360 pixels."""


async def test_a_notice_is_read_and_who_needs_help_is_answered_by_the_bot(town: Town) -> None:
    house, [manager, anna, bert] = await town.settled_house("en", "en", "fi")
    await town.made_manager(manager)
    await announced(manager, town)
    card = await house.shows("Notice · property manager", "Water cut")
    assert await card.labels() == ["I have read this", "I need help", "Ask the sender"]
    stranger = await town.neighbour("Passer-by")
    await town.telegram.act("join", chat=house.id, user=stranger.id)
    first = await stranger.taps(card, "I have read this")
    assert first.alert
    assert first.text == "You have read this. The house sees only the number. Stored until 30 days after the notice. More: /privacy"
    assert (await bert.taps(card, "I have read this")).text == "Olet lukenut tämän. Talo näkee vain lukumäärän."
    await card.shows("Read 2")
    helped = await anna.taps(card, "I need help")
    assert helped.alert
    assert helped.text == "Property manager gets your request and answers Mon–Fri 9–16. In an emergency call 112. Others do not see this."
    asked = await manager.hears("A neighbour needs help · Koivukuja 3", "After: Water cut Tue 18 May, 9:00–12:00")
    assert "see your private chat" in (await anna.taps(card, "I need help")).text
    await anna.hears("Property manager has your request.")
    await manager.taps(asked, "Write to them")
    await manager.hears("Write the answer.")
    await manager.writes("I bring you <water>.")
    answer = await anna.hears("Property manager answers about Water cut", "I bring you <water>.")
    await anna.taps(answer, "Write to the sender")
    await anna.hears("Write here what else they should know.")
    await anna.writes("Thank you. Flat on the 3rd floor.")
    await manager.hears("More from the same neighbour.", "Flat on the 3rd floor.")
    shown = await manager.hears("A neighbour needs help", "Answered")
    await manager.taps(shown, "Done")
    await anna.hears("marked your request as done")
    await manager.taps(shown, "Help requests")
    await town.rest()
    assert "water" not in str(town.rows("SELECT params FROM outbox WHERE kind = 'help-answered'")), "an answer is not kept"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pop_up_under_a_notice_fits(language: str) -> None:
    rules = replace(RULES, answered={language: "ö" * 99}, sign_ups_days=365)
    for voice, said, first, reachable in product(Voice, Said, (True, False), (True, False)):
        done = Acknowledged(notice("Vesikatko", voice=voice), said, language, first, reachable)
        text, alert = views.pop_up(done, CATALOGUES.texts(language), rules)
        assert len(text) <= 200, text
        assert alert is (said is not Said.READ or first)


@pytest.mark.parametrize("spoken", [("fi", "sv"), ("sv", "fi"), ("fi",), ("en",)])
def test_two_keys_of_a_notice_fit_side_by_side_on_a_narrow_screen(spoken: tuple[str, ...]) -> None:
    shown = ShownCopy(notice("Vesikatko"), copy(chat_id=1), 23)
    [pair, [ask]] = views.keys(shown, reader(*spoken))
    assert all(len(key.text) <= NARROW for key in pair), pair
    assert len(ask.text) <= 2 * NARROW
