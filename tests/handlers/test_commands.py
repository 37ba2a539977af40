"""Commands and words: in three languages, with and without slash; in groups exactly one answer, in the right place."""

import asyncio
import unicodedata
from datetime import datetime
from typing import Any

import pytest

from handlers.features import FEATURES
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.conftest import RATE

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"

NAMES = [(names[0], name) for feature in FEATURES for names in feature.commands for name in names]
"""Every name of every command, with the English one."""

MENU = [
    "What's on",
    "Work and shifts",
    "Polls",
    "New event",
    "New poll",
    "Call for help",
    "My things",
    "My name",
    "Reminders",
    "Language",
    "What do you know about me?",
]

SAYS = {
    "event": "What is it?",
    "poll": "How shall neighbours answer?",
    "call": "What are hands needed for?",
    "rota": "Which duty goes round?",
    "week": "Nothing is on.",
    "menu": "What would you like to do?",
    "help": "/privacy – ",
    "my": "You have nothing coming up",
    "language": "Choose a language",
    "reminders": "I remind you the day before",
    "privacy": "I do not know your phone number",
    "mydata": "This is all I have stored about you",
    "forgetme": "Shall I forget you?",
    "announce": "Only managers and boards write notices.",
    "settings": "Koivukuja 3",
    "link": "The code is missing.",
}
"""What a command is answered with, in English."""

NO_WORDS: tuple[dict[str, Any], ...] = (
    {"photo": True},
    {"document": True},
    {"text": "😀"},
    {"text": "?"},
    {"text": "/nonsense"},
    {"photo": True, "caption": "x"},
)
"""What no program understands."""


async def answers(who: Neighbour, text: str) -> list[str]:
    """All that the bot says in private to this text, once it has nothing more to say."""
    after = max([message["message_id"] for message in await who.from_bot()], default=0)
    await who.writes(text)
    await who.town.rest()
    return [message.get("text") or message.get("caption") for message in await who.from_bot(after)]


@pytest.fixture
async def busy_town(town: Town) -> Town:
    """Nobody waits for Telegram's limits here."""
    await town.telegram.emu("limits", {"mode": "off"}, "PATCH")
    return town


async def test_every_command_has_an_answer(busy_town: Town) -> None:
    assert {english for english, _ in NAMES} == set(SAYS)
    _, [neighbour] = await busy_town.settled_house("en")
    for english, name in NAMES:
        forms = (f"/{name}", name.capitalize()) if name == english else (name, unicodedata.normalize("NFD", name))
        for form in forms:
            [said] = await answers(neighbour, form)
            assert SAYS[english] in said, form


async def test_a_command_may_name_the_bot_it_is_for(busy_town: Town) -> None:
    _, [neighbour] = await busy_town.settled_house("en")
    [said] = await answers(neighbour, "/language@talkoot_demo_bot")
    assert SAYS["language"] in said


async def test_a_word_in_a_sentence_is_no_command(busy_town: Town) -> None:
    _, [neighbour] = await busy_town.settled_house("en")
    for text in ("my dog", "week after week", "help me", "Privacy please"):
        [said] = await answers(neighbour, text)
        assert said.startswith("I am a program, and nobody reads this."), text


@pytest.mark.parametrize(
    ("language", "line", "shows"),
    [
        ("fi", "tapahtuma la 22.5. klo 12–15 Pihatalkoot @ sisäpiha", "la 22.5. klo 12–15 · sisäpiha"),
        ("sv", "evenemang lör 22.5 kl 12–15 Gårdstalko @ innergården", "lör 22.5 kl. 12–15 · innergården"),
        ("en", "event Sat 22 May 12-15 Spring clean-up @ courtyard", "Sat 22 May, 12:00–15:00 · courtyard"),
    ],
)
async def test_an_event_can_be_announced_in_private_without_a_slash(town: Town, language: str, line: str, shows: str) -> None:
    house, [admin] = await town.settled_house(language)
    await admin.writes(line)
    preview = await admin.hears(shows)
    await admin.taps(preview, (await preview.labels())[0])
    await house.shows(shows)
    await town.rest()
    assert not any("pe:" in str(message.get("reply_markup")) for message in await admin.from_bot())


async def test_what_is_not_understood_in_private_leads_to_the_menu(busy_town: Town) -> None:
    _, [neighbour] = await busy_town.settled_house("en")
    for what in NO_WORDS:
        after = (await neighbour.from_bot())[-1]["message_id"]
        await busy_town.telegram.act("send", chat=neighbour.id, user=neighbour.id, **what)
        menu = await neighbour.hears("I am a program, and nobody reads this.", after=after)
        assert await menu.labels() == MENU


async def test_words_of_a_stranger_are_answered_with_the_way_in(town: Town) -> None:
    stranger = await town.neighbour(language="fi")
    await stranger.writes("hei")
    await stranger.hears("Talkoot-botti")
    assert town.rows("SELECT count(*) FROM people") == [(0,)]


# in groups


async def group_answers(house: House, act: Any) -> list[dict[str, Any]]:
    """What the bot posts in the group while this is done."""
    before = {message["message_id"] for message in await house.messages()}
    await act
    await house.town.rest()
    return [message for message in await house.messages() if message["message_id"] not in before and message["from"]["is_bot"]]


async def test_a_command_in_a_group_gets_exactly_one_answer(busy_town: Town) -> None:
    house, [admin] = await busy_town.settled_house("en")
    for command in (LINE, LINE.replace("/event", "/event@talkoot_demo_bot"), LINE.replace("/event", "/tapahtuma"), LINE.upper()):
        private = len(await admin.from_bot())
        [preview] = await group_answers(house, admin.writes(command, to=house))
        assert preview["text"].upper().startswith("📅 SPRING CLEAN-UP"), command
        assert len(await admin.from_bot()) == private


async def test_what_is_meant_for_others_is_left_alone(busy_town: Town) -> None:
    house, [admin] = await busy_town.settled_house("en")
    await busy_town.telegram.emu("bot", {"privacy": False})
    for text in ("/event@another_bot Sat 22 May 12 Coffee", "event Sat 22 May 12 Coffee", "/nonsense", "/", "hello", "/start", "my"):
        assert await group_answers(house, admin.writes(text, to=house)) == [], text
    written = await admin.writes("Sat 22 May 12 Coffee", to=house)
    edit = busy_town.telegram.act("edit", chat=house.id, user=admin.id, message=written.id, text=LINE)
    assert await group_answers(house, edit) == []
    private = await admin.writes(LINE)
    await busy_town.rest()
    forward = busy_town.telegram.act("forward", chat=admin.id, user=admin.id, message=private.id, to=house.id)
    assert await group_answers(house, forward) == []


async def test_what_is_only_for_one_person_is_answered_in_private(busy_town: Town) -> None:
    house, [admin] = await busy_town.settled_house("en")
    for english, name in NAMES:
        if english not in ("event", "poll", "call", "rota", "week"):
            after = (await admin.from_bot())[-1]["message_id"]
            assert await group_answers(house, admin.writes(f"/{name}", to=house)) == []
            [said] = await admin.from_bot(after)
            assert SAYS[english] in (said.get("text") or said["caption"]), name


async def test_who_never_started_the_bot_is_shown_the_way(busy_town: Town) -> None:
    house, _ = await busy_town.settled_house("en")
    stranger = await busy_town.neighbour("Passer-by")
    await busy_town.telegram.act("join", chat=house.id, user=stranger.id)
    for command in ("/my", "/privacy", "/forgetme"):
        [line] = await group_answers(house, stranger.writes(command, to=house))
        assert line["text"] == "I answer that in private, where only you see it."
        assert line["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/talkoot_demo_bot"
    await busy_town.clock(advance=121, settle=True)
    await busy_town.rest()
    assert await house.lines("I answer that in private") == []


async def test_an_anonymous_admin_is_answered_and_any_admin_can_publish(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    await admin.writes(LINE, to=house, anonymous=True)
    preview = await house.shows_button("Publish")
    assert (await resident.taps(preview, "Publish")).text == "In this group the admins publish events."
    assert (await admin.taps(preview, "Publish")).text == "Published."
    await preview.shows("Coming 0")
    assert town.rows("SELECT telegram_id FROM people JOIN events ON organiser_id = people.id") == [(admin.id,)]


async def test_an_anonymous_admin_is_shown_the_way_to_private_things(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes("/my", to=house, anonymous=True)
    await house.shows("I answer that in private")


async def test_the_answer_stays_in_the_topic_of_the_command(town: Town) -> None:
    admin = await town.neighbour()
    house = await town.house(admin=admin, is_forum=True)
    topic = await town.telegram.act("create_topic", chat=house.id, name="Yard", by=admin.id)
    thread = topic["message_thread_id"]
    await admin.writes(LINE, to=house, thread=thread)
    preview = await house.shows_button("Publish")
    assert (await preview.seen())["message_thread_id"] == thread
    await admin.taps(preview, "Publish")
    await preview.shows("Coming 0")
    await admin.writes("/event 31.2. klo 12 Coffee", to=house, thread=thread)
    assert (await (await house.shows("There is no such date")).seen())["message_thread_id"] == thread


async def test_a_reply_in_a_plain_group_is_no_topic(town: Town) -> None:
    """Telegram numbers threads of replies like topics; sending there is refused."""
    house, [admin] = await town.settled_house("en")
    first = await admin.writes("What about a clean-up?", to=house)
    await admin.writes(LINE, to=house, reply_to=first.id)
    preview = await house.shows_button("Publish")
    assert "message_thread_id" not in (await preview.seen())


# what becomes of a line


async def test_a_preview_that_nobody_publishes_goes_after_fifteen_minutes(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes(LINE, to=house)
    preview = await house.shows_button("Publish")
    await town.clock(advance=14 * 60, settle=True)
    await town.rest()
    await preview.shows("Spring clean-up")
    await town.clock(advance=61, settle=True)
    await town.rest()
    assert preview.id not in [message["message_id"] for message in await house.messages()]
    assert town.rows("SELECT count(*) FROM drafts") == [(0,)]


async def test_dropping_a_preview_takes_it_away(town: Town) -> None:
    house, [admin, other] = await town.settled_house("en", "en")
    await admin.writes(LINE, to=house)
    preview = await house.shows_button("Publish")
    assert (await other.taps(preview, "Drop it")).text == "Only the one who wrote this can press it."
    await admin.taps(preview, "Drop it")
    await town.rest()
    assert preview.id not in [message["message_id"] for message in await house.messages()]


REFUSED = [
    ("/event Sat 15 May 2026 12 Coffee", "That time has passed"),
    ("/event Sat 22 May Coffee", "The time is missing"),
    ("/event 31.2. klo 12 Coffee", "There is no such date"),
    ("/event Coffee for all", "I did not find a date and a time"),
    ("/event Sat 22 May 12-15", "The name of the event is missing"),
    (f"/event Sat 22 May 12 {'x' * 81}", "The name is 1 character"),
    (f"/event Sat 22 May 12 Coffee @ {'x' * 61}", "The place is 1 character"),
    (f"/event Sat 22 May 12 Coffee\n{'x' * 601}", "The text is 1 character"),
    ("/event Sat 22 May 12 Coffee max 0", "The number of places must be from 1 to 1000"),
    ("/event Sat 22 May 12 Coffee max 1001", "The number of places must be from 1 to 1000"),
]


async def test_a_refused_line_is_explained_in_private_and_nothing_typed_is_lost(busy_town: Town) -> None:
    house, [admin] = await busy_town.settled_house("en")
    for line, why in REFUSED:
        after = (await admin.from_bot())[-1]["message_id"]
        assert await group_answers(house, admin.writes(line, to=house)) == [], line
        [said] = await admin.from_bot(after)
        assert why in said["text"], line
        typed = line.partition(" ")[2]
        assert not typed or typed in said["text"]
        if why.split()[0] not in ("The", "There") or "missing" in why:
            assert "Yard work party @ courtyard" in said["text"], line


async def test_the_corrected_line_is_taken_without_the_command(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes("/event Sat 22 May Coffee", to=house)
    await admin.hears("The time is missing")
    await admin.writes("Sat 22 May 31:00 Coffee")
    await admin.hears("Write it again here")
    await admin.writes("Sat 22 May 14 Coffee")
    preview = await admin.hears("Coffee", "14:00")
    await admin.taps(preview, (await preview.labels())[0])
    await house.shows("Sat 22 May, 14:00")


async def test_who_can_not_be_written_to_gets_one_line_that_carries_the_text_on(town: Town) -> None:
    house, [_] = await town.settled_house("en")
    newcomer = await town.neighbour("Newcomer")
    await town.telegram.act("join", chat=house.id, user=newcomer.id)
    await newcomer.writes("/event Sat 22 May Coffee", to=house)
    line = await house.shows("The time is missing")
    assert await line.labels() == ["Continue in private"]
    [[key]] = (await line.seen())["reply_markup"]["inline_keyboard"]
    await newcomer.opens(key["url"])
    await newcomer.hears("The time is missing", "Sat 22 May Coffee")
    await town.clock(advance=121, settle=True)
    await town.rest()
    assert line.id not in [message["message_id"] for message in await house.messages()]
    await newcomer.writes("Sat 22 May 14 Coffee")
    await newcomer.hears("Coffee", "14:00")


async def test_a_resident_passes_the_text_on_as_a_suggestion(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    assert await group_answers(house, resident.writes(LINE, to=house)) == []
    offer = await resident.hears("In this group the admins publish events. Shall I pass on your suggestion?")
    assert await offer.labels() == ["Send it", "No thanks"]
    await resident.taps(offer, "Send it")
    await offer.shows("Sent to the admins.")
    suggestion = await admin.hears("A resident suggests this")
    await admin.taps(suggestion, "Publish")
    await suggestion.shows("Published: Spring clean-up.")
    await resident.hears("Your suggestion was published")
    assert len(await house.lines("Spring clean-up")) == 1


async def test_a_resident_who_never_started_the_bot_can_suggest_too(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    newcomer = await town.neighbour("Newcomer")
    await town.telegram.act("join", chat=house.id, user=newcomer.id)
    [line] = await group_answers(house, newcomer.writes(LINE, to=house))
    assert line["text"].startswith("In this group the admins publish events.")
    await newcomer.opens(line["reply_markup"]["inline_keyboard"][0][0]["url"])
    offer = await newcomer.hears("Spring clean-up", "Shall I pass on your suggestion?")
    await newcomer.taps(offer, "Send it")
    await admin.hears("A resident suggests this")


async def test_a_resident_who_publishes_in_private_is_asked_whether_to_pass_it_on(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    await resident.writes(LINE)
    preview = await resident.hears("Preview.", "Spring clean-up")
    await resident.taps(preview, "Publish")
    await preview.shows("In this group the admins publish events. Shall I pass on your suggestion?")
    await resident.taps(preview, "Send it")
    suggestion = await admin.hears("A resident suggests this")
    await admin.taps(suggestion, "Publish")
    await house.shows("Spring clean-up")
    await resident.hears("Your suggestion was published")


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("/event next Friday at 18:00 Sauna", ["Fri 14 May, 18:00", "Fri 21 May, 18:00"]),
        ("/tapahtuma ensi perjantaina klo 18 Sauna", ["Fri 14 May, 18:00", "Fri 21 May, 18:00"]),
        ("/event Sun 22 May 12 Sauna", ["Sat 22 May, 12:00", "Sun 23 May, 12:00"]),
    ],
)
async def test_two_readings_are_offered_as_buttons(town: Town, line: str, labels: list[str]) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes(line, to=house)
    question = await house.shows_button("I write it again")
    assert await question.labels() == [*labels, "I write it again"]
    await admin.taps(question, labels[1])
    await question.shows(f"{labels[1]}")
    assert await question.labels() == ["Publish", "Drop it"]


# rights


async def test_rights_that_telegram_does_not_tell_are_unknown(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    match, action = {"method": "getChatAdministrators"}, {"status": 500, "description": "Internal Server Error"}
    await town.telegram.emu("faults", {"match": match, "action": action})
    await admin.writes(LINE, to=house)
    await admin.hears("Telegram does not tell just now who is an admin here.")


async def test_rights_that_take_longer_than_two_seconds_are_unknown(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    fault = await town.telegram.emu("faults", {"match": {"method": "getChatAdministrators"}, "action": {"delay": 30}})
    before = datetime.now().astimezone()
    await admin.writes(LINE, to=house)
    await admin.hears("Telegram does not tell just now who is an admin here.")
    assert (datetime.now().astimezone() - before).total_seconds() < 10
    await town.telegram.emu(f"faults?id={fault['id']}", verb="DELETE")
    await admin.writes(LINE, to=house)
    await house.shows_button("Publish")


async def test_who_is_no_admin_any_more_can_not_publish_after_a_minute(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes(LINE, to=house)
    preview = await house.shows_button("Publish")
    other = await town.neighbour("Other")
    await town.telegram.act("join", chat=house.id, user=other.id)
    await town.telegram.act("promote", chat=house.id, user=other.id)
    await town.telegram.act("demote", chat=house.id, user=admin.id)
    await town.clock(mode="scaled", rate=60 * RATE)
    await asyncio.sleep(60 / 60 / RATE + 0.05)
    await town.clock(mode="scaled", rate=RATE)
    assert (await admin.taps(preview, "Publish")).text == "In this group the admins publish events."
