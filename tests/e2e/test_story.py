"""The whole story, as neighbours live it: joining, announcing, answering, the queue, the reminder, seeing one's data, being forgotten."""

import json
from typing import Any

from tests.e2e.town import Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 4\nBring gloves."


async def test_the_bot_greets_a_group_in_the_language_of_whoever_added_it(town: Town) -> None:
    for language, command in (("en", "/event"), ("fi", "/tapahtuma"), ("sv", "/evenemang")):
        admin = await town.neighbour(language=language)
        house = await town.house(admin=admin)
        assert len(await house.lines(command)) == 1


async def test_a_line_becomes_a_preview_and_the_preview_becomes_the_card(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes(LINE, to=house)
    preview = await house.shows_button("Publish")
    await preview.shows("Sat 22 May, 12:00–15:00 · courtyard", "4 places")
    await admin.taps(preview, "Publish")
    card = await preview.shows("Coming 0 · 4 places left")
    assert card.startswith("📅 Spring clean-up")
    assert "Bring gloves." in card
    assert len(await house.lines("Spring clean-up")) == 1


async def test_neighbours_answer_the_last_seat_goes_once_and_the_queue_moves(town: Town) -> None:
    house, [admin, *people] = await town.settled_house("en", "fi", "sv", "en", "en", "en")
    card = await admin.announces(house, LINE)
    for neighbour, label in zip(people[:3], ("We are 2", "Coming", "Coming"), strict=True):
        assert (await neighbour.taps(card, label)).answered
    await card.shows("All 4 places taken")
    queued = [await neighbour.taps(card, "Coming – join queue") for neighbour in people[3:]]
    assert ["queue: 1" in queued[0].text, "queue: 2" in queued[1].text] == [True, True]
    assert all(pop_up.alert for pop_up in queued)
    await card.shows("All 4 places taken · queue 2")
    await people[1].taps(card, "Can't")
    await people[3].hears("A place is free, and it is yours")
    await card.shows("All 4 places taken · queue 1")
    await town.rest()
    assert await people[3].times_heard("A place is free") == 1
    assert await people[4].times_heard("A place is free") == 0


async def test_the_reminder_comes_once_to_each_in_their_language_and_once_to_the_group(town: Town) -> None:
    house, [admin, mikko, bjorn, grace] = await town.settled_house("en", "fi", "sv", "en")
    card = await admin.announces(house, LINE)
    for neighbour in (mikko, bjorn, grace):
        await neighbour.taps(card, "Coming")
    await town.rest()
    assert await town.jump_to_next_due() == "2027-05-17 09:00"
    for neighbour, words in ((mikko, "vk 20, 17.–23.5."), (bjorn, "v. 20, 17–23.5"), (grace, "week 20, 17–23 May")):
        assert await neighbour.times_heard(words) == 1
    assert len(await house.lines("week 20, 17–23 May")) == 1
    heard = [(await neighbour.from_bot())[-1]["message_id"] for neighbour in (mikko, bjorn, grace)]
    assert await town.jump_to_next_due() == "2027-05-21 17:00"
    said = [await who.from_bot(after) for who, after in zip((mikko, bjorn, grace), heard, strict=True)]
    assert [len(each) for each in said] == [1, 1, 1]
    for [message], words in zip(said, ("la 22.5. klo 12–15", "lör 22.5 kl. 12–15", "Sat 22 May, 12:00–15:00"), strict=True):
        assert words in message["text"]
    [line] = await house.lines("Tomorrow")
    assert "Coming 3, room for 1 more" in line["text"]
    assert line["reply_to_message"]["message_id"] == card.id


async def test_what_one_has_is_shown_can_be_fetched_and_can_be_wiped(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await grace.taps(card, "We are 2")
    await card.shows("Coming 2")
    await grace.writes("/my")
    await grace.hears("Your things", "Spring clean-up")
    await grace.writes("/mydata")
    assert "sign_ups" in json.dumps(await fetched(grace))
    await grace.writes("/forgetme")
    question = await grace.hears("?")
    await grace.taps(question, (await question.labels())[0])
    await town.rest()
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", grace.id) == [(0,)]
    await grace.writes("/mydata")
    await town.rest()
    assert (await grace.taps(card, "Coming")).alert
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", grace.id) == [(0,)]


async def fetched(neighbour: Neighbour) -> dict[str, Any]:
    """The file with everything the bot knows about somebody."""
    [message] = await neighbour.town.until(lambda: _documents(neighbour))
    content = await neighbour.town.telegram.see(f"files/{message['document']['file_id']}")
    assert isinstance(content, dict)
    return content


async def _documents(neighbour: Neighbour) -> list[dict[str, Any]]:
    return [message for message in await neighbour.from_bot() if "document" in message]


async def test_a_resident_suggests_and_an_admin_publishes(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    await grace.writes(LINE, to=house)
    offer = await grace.hears("Shall I pass on your suggestion?")
    await grace.taps(offer, "Send it")
    await offer.shows("Sent to the admins")
    suggestion = await admin.hears("A resident suggests this")
    await admin.taps(suggestion, "Publish")
    await house.shows("Spring clean-up")
    await grace.hears("Your suggestion was published")
    assert len(await house.lines("Spring clean-up")) == 1
