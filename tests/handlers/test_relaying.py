"""A question to the organiser and its answer, and the number who came, as they are tapped and written."""

import pytest

from bot.texts import LANGUAGES
from community.events import Attendance, EventState
from community.events.relaying import LONGEST
from handlers.views import aftermath, asking
from storage.people import NAME
from tests.e2e.town import Town
from tests.handlers.scene import LINE
from tests.handlers.showing import BIG, as_telegram_reads, event, filled, reader
from tests.handlers.test_people import leads_to, opens, shows_key


async def test_a_question_reaches_the_organiser_the_answer_comes_back_and_three_a_day_are_enough(town: Town) -> None:
    house, [admin, anna] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await anna.taps(card, "Coming")
    mine = await opens(anna, "Your things", "You are coming, 1 person.")
    for number in range(3):
        await anna.taps(mine, "More…")
        await town.until(lambda: shows_key(mine, "Ask the organiser"))
        await leads_to(mine, anna, "Ask the organiser", "What do you want to ask?")
        await anna.writes(f"Is there coffee, <{number}>?")
        await anna.hears("Passed on.")
        await leads_to(mine, anna, "Never mind", "You are coming, 1 person.")
    await anna.taps(mine, "More…")
    await town.until(lambda: shows_key(mine, "Ask the organiser"))
    assert "You have asked 3 times today." in (await anna.taps(mine, "Ask the organiser")).text
    question = await admin.hears("A neighbour asks about Spring clean-up:", "Is there coffee, <0>?")
    await admin.taps(question, "Answer")
    await admin.hears("Write the answer.")
    await admin.writes("There is.")
    await anna.hears("The organiser of Spring clean-up answers:", "There is.")
    await town.rest()
    assert "coffee" not in str(town.rows("SELECT params FROM outbox")), "what was delivered is not kept"


async def test_the_organiser_says_how_many_came_and_whoever_came_says_thanks(town: Town) -> None:
    house, [admin, anna, bert] = await town.settled_house("en", "en", "fi")
    card = await admin.announces(house, LINE)
    await anna.taps(card, "We are 2")
    await bert.taps(card, "Can't")
    await town.clock(set="2027-05-22T16:00:00+03:00")
    await card.shows("2 came. Thank you.")
    await town.clock(set="2027-05-23T12:30:00+03:00")
    asked = await admin.hears("How many came?")
    assert await asked.labels() == ["2", "Write the number"]
    await leads_to(asked, admin, "Write the number", "How many came? Write the number.")
    await admin.writes("many")
    await admin.hears("Write a number from 0 to 1000.")
    await admin.writes("7")
    await admin.hears("Noted: 7 came.")
    await card.shows("7 came. Thank you.")
    for label in ("Thanks", "Thanks · 1"):
        assert (await anna.taps(card, label)).text == "1 neighbour says thanks."
        await town.until(lambda: shows_key(card, "Thanks · 1"))
    assert (await bert.taps(card, "Thanks · 1")).text.startswith("Kiittää voi, jos sai paikan.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\U0001f3e1", "\u0646\u0648\u0631"])
def test_telegram_takes_every_question_and_answer(language: str, pattern: str) -> None:
    to, found = reader(language), event(pattern, state=EventState.OVER)
    words = filled(pattern, LONGEST)
    for name in (None, filled(pattern, NAME)):
        as_telegram_reads(asking.question(found, BIG, name, words, to))
    came = event(pattern, state=EventState.OVER, came=1000)
    how_many = aftermath.how_many(Attendance(found, ()), to)
    assert how_many is not None
    assert aftermath.how_many(Attendance(came, ()), to) is None, "it was said already"
    for outgoing in (asking.ask(BIG, to), asking.answered(found, words, to), aftermath.ask(to), aftermath.noted(came, to), how_many):
        as_telegram_reads(outgoing)
