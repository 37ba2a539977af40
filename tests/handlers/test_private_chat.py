"""The private chat: my things, language, reminders, my data, being forgotten."""

import json
from typing import Any

import pytest

from handlers.taps.parties import ComeAlone
from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 2"


@pytest.fixture
async def here(town: Town) -> tuple[House, Neighbour, Neighbour, Post]:
    """A house, its admin, a resident, and a card."""
    house, [admin, resident] = await town.settled_house("en", "en")
    return house, admin, resident, await admin.announces(house, LINE)


Here = tuple[House, Neighbour, Neighbour, Post]


async def asks(who: Neighbour, command: str, *wanted: str) -> Post:
    """The answer to a command, once it is there."""
    after = max([message["message_id"] for message in await who.from_bot()], default=0)
    await who.writes(command)
    return await who.hears(*wanted, after=after)


def due(town: Town) -> list[tuple[str, str]]:
    """The reminders there are: kind and UTC time."""
    return [(kind, at[:16]) for kind, at in town.rows("SELECT kind, due_at FROM reminders ORDER BY due_at")]


async def test_my_things_are_listed_with_a_way_to_change_each(here: Here, town: Town) -> None:
    house, admin, resident, card = here
    empty = await asks(resident, "/my", "You have nothing coming up.\nWaiting for your answer\n1. Spring clean-up, Sat 22 May, 12:00–15:00")
    assert await empty.labels() == ["1. Answer", "In my own calendar"]
    other = await admin.announces(house, "/event Sun 23 May 12 Coffee")
    await resident.taps(card, "We are 2")
    await resident.taps(other, "Maybe")
    full = await asks(resident, "/my", "Your things")
    assert (await full.text()).split("\n")[1:] == [
        "1. Spring clean-up, Sat 22 May, 12:00–15:00, 2 people",
        "2. Coffee, Sun 23 May, 12:00, maybe",
    ]
    assert await full.labels() == ["1. Change", "2. Change", "In my own calendar"]
    await resident.taps(full, "1. Change")
    change = await resident.hears("Spring clean-up", "You are coming, 2 people.")
    await resident.taps(change, "1")
    await change.shows("You are coming, 1 person.")
    await resident.taps(change, "More…")
    await town.until(lambda: change.carries(ComeAlone.prefix))
    assert (await change.labels())[-1] == "Back"
    await resident.taps(change, "Back")
    await change.shows("You are coming, 1 person.")
    queue = await asks(admin, "/my", "You organise: Spring clean-up")
    await admin.taps(queue, "1. Change")
    assert "For the organiser" in await (await admin.hears("Spring clean-up", "How many of you")).labels()


async def test_who_waits_in_the_queue_sees_it_in_my_things(here: Here, town: Town) -> None:
    _, admin, resident, card = here
    await admin.taps(card, "We are 2")
    await card.shows("All 2 places taken")
    await resident.taps(card, "Coming – join queue")
    await asks(resident, "/my", "Spring clean-up, Sat 22 May, 12:00–15:00, in the queue")
    assert "Your place in the queue: 1" in (await resident.taps(card, "My answer")).text


async def test_the_language_somebody_chooses_is_spoken_from_then_on(here: Here, town: Town) -> None:
    _, _, resident, card = here
    question = await asks(resident, "/language", "Choose a language")
    await resident.taps(question, "Svenska")
    await question.shows("Vad vill du göra")
    assert (await resident.taps(card, "We are 2")).text == "Du kommer: lör 22.5 kl. 12, 2 personer."
    assert "Spring clean-up\nlör 22.5 kl. 12–15 · courtyard" in (await resident.taps(card, "In other languages")).text
    await asks(resident, "/my", "lör 22.5 kl. 12–15")


async def test_reminders_follow_the_choice(here: Here, town: Town) -> None:
    _, _, resident, card = here
    await resident.taps(card, "Coming")
    assert due(town) == [("day-before", "2027-05-21 14:00")]
    choice = await asks(resident, "/reminders", "I remind you the day before at 17.")
    for label, says, expected in (
        ("Shortly before", "2 hours before the start", [("shortly", "2027-05-22 07:00")]),
        ("1 hour", "1 hour before the start", [("shortly", "2027-05-22 08:00")]),
        ("Both", "the day before at 17, and 1 hour", [("day-before", "2027-05-21 14:00"), ("shortly", "2027-05-22 08:00")]),
        ("30 minutes", "30 minutes before", [("day-before", "2027-05-21 14:00"), ("shortly", "2027-05-22 08:30")]),
        ("Never", "I do not remind you.", []),
        ("The day before", "I remind you the day before at 17.", [("day-before", "2027-05-21 14:00")]),
    ):
        await resident.taps(choice, label)
        await choice.shows(says)
        assert f"✓ {label}" in await choice.labels()
        assert due(town) == expected, label


async def test_a_stranger_has_no_reminders(town: Town) -> None:
    stranger = await town.neighbour("Stranger")
    await stranger.writes("/reminders")
    await stranger.hears("I do not know you yet.")


async def test_it_is_said_when_no_reminder_will_come(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, "/event Mon 10 May 13:00 Coffee")
    assert (await resident.taps(card, "Coming")).text.endswith("It starts so soon that no reminder comes.")
    choice = await asks(admin, "/reminders", "I remind you")
    await admin.taps(choice, "Never")
    await choice.shows("I do not remind you.")
    assert "reminder" not in (await admin.taps(card, "Coming")).text


async def document(who: Neighbour) -> dict[str, Any]:
    """The newest file the bot has sent."""

    async def found() -> list[Any]:
        return [message for message in await who.from_bot() if "document" in message]

    message = (await who.town.until(found))[-1]
    content = await who.town.telegram.see(f"files/{message['document']['file_id']}")
    assert len(message["caption"]) <= 1024
    return dict(content)


async def test_my_data_are_a_file_and_words(here: Here, town: Town) -> None:
    _, _, resident, card = here
    await resident.taps(card, "Coming")
    await asks(resident, "/mydata", "This is all I have stored about you.", "Spring clean-up", "Koivukuja 3")
    data = await document(resident)
    assert {"people", "memberships", "sign_ups", "reminders"} <= set(data)
    assert data["people"][0]["telegram_id"] == resident.id
    stranger = await town.neighbour("Stranger")
    await asks(stranger, "/mydata", "I have stored nothing about you.")


@pytest.mark.parametrize(("label", "seats"), [("Forget me, free my places", 0), ("Forget me, I still come", 2)])
async def test_being_forgotten_frees_the_places_or_keeps_them_without_a_name(here: Here, town: Town, label: str, seats: int) -> None:
    _, _, resident, card = here
    await resident.taps(card, "We are 2")
    await card.shows("All 2 places taken")
    question = await asks(resident, "/forgetme", "Shall I forget you?", "What about your places")
    await resident.taps(question, label)
    await resident.hears("I have forgotten you.", "Confirmation:")
    await card.shows("All 2 places taken" if seats else "Coming 0 · 2 places left")
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", resident.id) == [(0,)]
    assert town.rows("SELECT coalesce(sum(party), 0) FROM sign_ups WHERE person_id IS NULL") == [(seats,)]


async def test_who_was_forgotten_is_stored_by_nothing_but_joining(here: Here, town: Town) -> None:
    house, _, resident, card = here
    question = await asks(resident, "/forgetme", "Shall I forget you?")
    await resident.taps(question, "Yes, forget me")
    await resident.hears("I have forgotten you.")
    shown = await resident.taps(card, "Coming")
    assert shown.alert
    assert shown.text.startswith("You asked me to forget you, so I stored nothing. To take part again, join with the house's link.")
    for command in ("/my", "/reminders", "/week", "/mydata", "/start"):
        await resident.writes(command)
    await resident.writes(LINE, to=house)
    await town.rest()
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", resident.id) == [(0,)]
    assert town.rows("SELECT count(*) FROM drafts") == [(0,)]
    await resident.joins(house)
    assert (await resident.taps(card, "Coming")).text == "You are coming: Sat 22 May, 12:00."
    assert town.rows("SELECT count(*) FROM erasures") == [(0,)]


async def test_no_keeps_everything(here: Here, town: Town) -> None:
    _, _, resident, _ = here
    question = await asks(resident, "/forgetme", "Shall I forget you?")
    await resident.taps(question, "No, keep it")
    await town.rest()
    assert town.rows("SELECT count(*) FROM people WHERE telegram_id = ?", resident.id) == [(1,)]


async def test_privacy_is_five_lines_and_leads_to_the_rest(here: Here, town: Town) -> None:
    _, _, resident, _ = here
    short = await asks(resident, "/privacy", "I do not know your phone number")
    assert len((await short.text()).split("\n")) == 5
    assert await short.labels() == ["Show my data", "Forget me", "Who sees my name", "Full notice"]
    await resident.taps(short, "Full notice")
    await short.shows("Privacy notice, version", "hallitus@koivukuja.example")


async def test_the_organiser_cancels_after_being_asked_once(here: Here, town: Town) -> None:
    house, admin, resident, card = here
    await resident.taps(card, "Coming")
    mine = await asks(admin, "/my", "You organise")
    await admin.taps(mine, "1. Change")
    event = await admin.hears("Spring clean-up", "How many of you")
    await admin.taps(event, "For the organiser")
    await admin.taps(await admin.hears("For the organiser:"), "Cancel the event")
    await event.shows("Why is Spring clean-up cancelled?")
    await admin.taps(event, "The weather")
    await event.shows("Cancel Spring clean-up?", "Reason: the weather", "1 person is told after a minute.")
    assert await event.labels() == ["Yes, cancel it", "No"]
    await admin.taps(event, "Yes, cancel it")
    await card.shows("Cancelled.\nReason: the weather")
    await event.shows("Those who signed up are told after a minute.")
    await town.jump_to_next_due()
    await resident.hears("Cancelled: Spring clean-up, Sat 22 May, 12:00.")
    assert (await resident.taps(card, "My answer") if await card.labels() else None) is None
    await house.shows("Cancelled: Spring clean-up")


async def test_a_passer_by_who_starts_the_bot_is_no_stranger(here: Here, town: Town) -> None:
    house, admin, _, card = here
    passer = await town.neighbour("Passer-by")
    await town.telegram.act("join", chat=house.id, user=passer.id)
    await admin.taps(card, "We are 2")
    await card.shows("All 2 places taken")
    shown = await passer.taps(card, "Coming – join queue")
    assert "press Start to hear when a place is free" in shown.text
    await passer.writes("/start")
    menu = await passer.hears("What would you like to do?")
    await passer.taps(menu, "My things")
    await passer.hears("Spring clean-up", "in the queue")
    await admin.taps(card, "Can't")
    promoted = await passer.hears("A place is free, and it is yours: Spring clean-up, Sat 22 May, 12:00.")
    assert await promoted.labels() == ["OK", "Can't after all", "Add to calendar"]
    assert (await passer.taps(promoted, "OK")).text == "You are coming: Sat 22 May, 12:00."


async def test_other_leads_to_any_number_without_joining(here: Here, town: Town) -> None:
    house, _, _, card = here
    passer = await town.neighbour("Passer-by")
    await town.telegram.act("join", chat=house.id, user=passer.id)
    keys = [key for row in (await card.seen())["reply_markup"]["inline_keyboard"] for key in row]
    await passer.opens(next(key["url"] for key in keys if "url" in key))
    event = await passer.hears("Spring clean-up", "How many of you are coming?")
    assert json.dumps(await event.labels()[:10] if False else (await event.labels())[:10]) == json.dumps([str(n) for n in range(1, 11)])
    await passer.taps(event, "2")
    await card.shows("All 2 places taken")
