"""Joining a house: at most four taps, nothing stored before the last one, and nothing at all for who says no."""

from typing import Any

import pytest

from storage.tables import TABLES
from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"

HELLO = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
LEARNS = {"fi": "Muistan sinusta tämän:", "sv": "", "en": "What I remember:"}


def known_of(town: Town, who: Neighbour) -> list[str]:
    """The tables in which somebody's Telegram number stands."""
    found = []
    for name in TABLES.tables:
        for row in town.rows(f'SELECT * FROM "{name}"'):
            if any(str(who.id) in str(value) for value in row):
                found.append(name)
    return found


async def rows(post: Post) -> list[list[str]]:
    """The buttons, row by row."""
    return [[key["text"] for key in row] for row in (await post.seen())["reply_markup"]["inline_keyboard"]]


async def asked(town: Town, language: str = "en") -> tuple[Neighbour, Post]:
    """Somebody who has followed the link of a house."""
    house, _ = await town.settled_house("en")
    newcomer = await town.neighbour("Newcomer", language)
    await newcomer.opens(await house.join_link())
    return newcomer, await newcomer.hears("Choose a language")


@pytest.mark.parametrize("language", HELLO)
async def test_somebody_joins_in_four_taps_and_one_message(town: Town, language: str) -> None:
    newcomer, question = await asked(town, language)
    assert await question.text() == "Koivukuja 3. Valitse kieli · Välj språk · Choose a language"
    assert await rows(question) == [[*HELLO.values()]]
    await newcomer.taps(question, HELLO[language])
    await town.until(lambda: question.carries("jo:"))
    notice = await question.text()
    assert LEARNS[language] in notice
    assert notice.splitlines()[-1].endswith("Koivukuja 3")  # who keeps the data
    assert [len(row) for row in await rows(question)] == [1, 2]
    assert "people" not in known_of(town, newcomer)
    await newcomer.taps(question, (await question.labels())[0])
    await town.rest()
    assert len(await newcomer.from_bot()) == 2, "the question became the answer, and one offer follows"
    assert town.rows("SELECT language, reach FROM people WHERE telegram_id = ?", newcomer.id) == [(language, "open")]
    assert set(known_of(town, newcomer)) == {"people"}


async def test_the_next_event_comes_first(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.announces(house, LINE)
    newcomer = await town.neighbour("Newcomer")
    await newcomer.joins(house)
    joined = await newcomer.hears("You have joined. Next here: Spring clean-up, Sat 22 May, 12:00–15:00, courtyard.")
    assert await rows(joined) == [["Coming", "Can't"], ["What else is on"]]
    assert (await newcomer.taps(joined, "Coming")).text == "You are coming: Sat 22 May, 12:00."
    await joined.shows("You are coming, 1 person.")


async def test_who_declines_leaves_no_trace(town: Town) -> None:
    newcomer, question = await asked(town)
    await newcomer.taps(question, "English")
    await town.until(lambda: question.carries("jo:"))
    await newcomer.taps(question, "Read more")
    await question.shows("Privacy notice, version")
    await newcomer.taps(question, "Back")
    await question.shows("What I remember:")
    await newcomer.taps(question, "No thanks")
    await question.shows("Fine. I stored nothing.")
    await town.rest()
    assert known_of(town, newcomer) == []
    assert len(await newcomer.from_bot()) == 1


async def test_the_full_notice_names_who_keeps_the_data(town: Town) -> None:
    newcomer, question = await asked(town, "fi")
    await newcomer.taps(question, "Suomi")
    await town.until(lambda: question.carries("jo:"))
    await newcomer.taps(question, "Lue lisää")
    await question.shows("Koivukuja 3", "hallitus@koivukuja.example")
    await newcomer.taps(question, "Liity (olen täyttänyt 13)")
    await question.shows("Koivukuja 3")
    await town.rest()
    assert town.rows("SELECT count(*) FROM memberships JOIN people ON people.id = person_id WHERE telegram_id = ?", newcomer.id) == [(1,)]


NOWHERE = {
    "no-such-code": "This code is no longer in use. The new one is on the stairwell board.",
    "%00": "This code is no longer in use.",
    "x" * 64: "This code is no longer in use.",
    "e_1_12345678": "This event is no longer there.",
    "e_": "This event is no longer there.",
    "e_99999999999999999999_x": "This event is no longer there.",
    "d_nothing": "This is done already, or too old.",
    "d_": "This is done already, or too old.",
    "r_": "This link was used, withdrawn, or is older than 7 days.",
    "r_nothing": "This link was used, withdrawn, or is older than 7 days.",
    "s_": "I do not know this house any more.",
    "s_99999999999999999999": "I do not know this house any more.",
    "s_1": "I do not know this house any more.",
}
"""Links that lead nowhere, and what is said."""


async def test_a_link_that_leads_nowhere_is_answered(town: Town) -> None:
    newcomer = await town.neighbour("Newcomer")
    for payload, says in NOWHERE.items():
        after = max([message["message_id"] for message in await newcomer.from_bot()], default=0)
        await newcomer.writes(f"/start {payload}")
        await newcomer.hears(says, after=after)
    await town.rest()
    assert known_of(town, newcomer) == []


async def heard(who: Neighbour) -> list[dict[str, Any]]:
    """What the bot has said, once it has nothing more to say."""
    await who.town.rest()
    return await who.from_bot()


async def test_joining_again_changes_nothing_and_a_second_house_is_added(town: Town) -> None:
    house, [_, neighbour] = await town.settled_house("en", "en")
    second, _ = await town.settled_house("en")
    before = len(await heard(neighbour))
    await neighbour.joins(house)
    assert len(await heard(neighbour)) == before + 1, "the question that became the answer; the offer comes once"
    await neighbour.joins(second)
    await town.rest()
    found = "SELECT count(*) FROM memberships JOIN people ON people.id = person_id WHERE telegram_id = ?"
    assert town.rows(found, neighbour.id) == [(2,)]


async def test_a_bare_start_shows_a_stranger_the_way_in_and_a_resident_the_menu(town: Town) -> None:
    _, [neighbour] = await town.settled_house("en")
    stranger = await town.neighbour("Stranger")
    await stranger.writes("/start")
    await stranger.hears("Join with the link in your house's group or stairwell")
    await neighbour.writes("/start")
    await neighbour.hears("What would you like to do?")
    assert known_of(town, stranger) == []


async def test_a_stranger_chooses_a_language_and_nothing_is_stored(town: Town) -> None:
    stranger = await town.neighbour("Stranger", "de")
    await stranger.writes("/start")
    hello = await stranger.hears("Hello. I am Talkoot-botti.")
    await stranger.taps(hello, "Language")
    question = await stranger.hears("Valitse kieli")
    await stranger.taps(question, "Suomi")
    await question.shows("Hei. Olen Talkoot-botti.")
    assert known_of(town, stranger) == []


# the group


async def test_an_admin_chooses_what_the_house_speaks_in_the_welcome_itself(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    welcome = await house.shows("I help this house")
    assert await rows(welcome) == [["Try with an example", "Open in private"], ["Language (admins)", "Settings (admins)"]]
    assert (await resident.taps(welcome, "Language (admins)")).text == "Only the admins of this group can do this."
    await admin.taps(welcome, "Language (admins)")
    await welcome.shows("Choose a language")
    assert await rows(welcome) == [["Suomi", "Svenska", "English"], ["Suomi + svenska"]]
    await admin.taps(welcome, "Suomi + svenska")
    await welcome.shows("Hei. Olen Talkoot-botti.")
    await card.shows("la 22.5. klo 12–15")
    await town.until(lambda: _labelled(card, "Tulen / Kommer"))


async def _labelled(post: Post, label: str) -> bool:
    return label in await post.labels()


async def test_the_example_is_a_preview_that_only_its_asker_can_press(town: Town) -> None:
    house, [admin, other] = await town.settled_house("en", "en")
    welcome = await house.shows("I help this house")
    assert "/event Sat 15 May, 12:00–15:00 Yard work party @ courtyard" in await welcome.text()
    assert (await other.taps(welcome, "Try with an example")).alert
    await admin.taps(welcome, "Try with an example")
    preview = await house.shows_button("Publish")
    await preview.shows("Yard work party", "Sat 15 May, 12:00–15:00 · courtyard")
    assert (await other.taps(preview, "Drop it")).alert
    await admin.taps(preview, "Drop it")


@pytest.mark.parametrize(("language", "command"), [("fi", "/tapahtuma"), ("sv", "/evenemang"), ("en", "/event")])
async def test_the_line_in_the_welcome_works_as_it_stands(town: Town, language: str, command: str) -> None:
    admin = await town.neighbour(language=language)
    house = await town.house(admin=admin)
    text = await (await house.shows(command)).text()
    line = next(part for part in text.split("\n") if command in part)
    await admin.writes(line[line.index(command) :], to=house)
    preview = await town.until(lambda: _with_publish(house))
    assert "15" in await preview.text()


async def _with_publish(house: Any) -> Post | None:
    for message in reversed(await house.messages()):
        keys = [key for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
        if any(str(key.get("callback_data", "")).startswith("pe:") for key in keys):
            return Post(house.town, house.id, message["message_id"], house.admin.id)
    return None
