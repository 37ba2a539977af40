"""One's own calendar, as a neighbour meets it: the file under an event, and the addresses."""

import re
from dataclasses import replace

import aiohttp
import pytest
import vobject

from bot.texts import LANGUAGES
from community.calendar import Address, Single, entry
from community.events import EventState
from handlers.views import calendar as views
from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town
from tests.handlers.showing import BIG, as_telegram_reads, event, filled, house, reader

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 2"
ADDRESS = re.compile(r"https://koivukuja\.example/calendar/([\w-]{32})\.ics")


async def file_of(town: Town, post: Post) -> tuple[str, str]:
    """Name and content of the document of a message."""
    document = (await post.seen())["document"]
    async with aiohttp.ClientSession() as session:
        base = town.telegram.url
        async with session.get(f"{base}/bot{town.telegram.token}/getFile", params={"file_id": document["file_id"]}) as answer:
            path = (await answer.json())["result"]["file_path"]
        async with session.get(f"{base}/file/bot{town.telegram.token}/{path}") as answer:
            return document["file_name"], await answer.text()


async def opens(resident: Neighbour, town: Town) -> Post:
    """The addresses, from My things."""
    after = max([message["message_id"] for message in await resident.from_bot()], default=0)
    await resident.writes("/my")
    await resident.taps(await resident.hears("Your things", after=after), "In my own calendar")
    return await resident.hears("An address is yours alone", after=after)


async def asked(town: Town, token: str) -> tuple[int, list[str]]:
    """What the bot's own web server answers at an address: status, and titles."""
    base = town.bot.running.web_address  # type: ignore[union-attr]
    async with aiohttp.ClientSession() as session, session.get(f"{base}/calendar/{token}.ics") as answer:
        text = await answer.text()
        titles = [event.summary.value for event in vobject.readOne(text).vevent_list] if answer.status == 200 else []
        return answer.status, titles


async def test_an_answer_in_private_is_followed_by_a_file_for_the_calendar(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "Coming")
    await resident.writes("/my")
    await resident.taps(await resident.hears("Your things"), "1. Change")
    event = await resident.hears("You are coming, 1 person.")
    await resident.taps(event, "2")
    await event.shows("You are coming, 2 people.")
    await resident.taps(event, "Add to calendar")
    sent = await resident.hears("Open the file")
    name, content = await file_of(town, sent)
    read = vobject.readOne(content)
    assert name == "Spring-clean-up.ics"
    said = read.vevent
    assert (said.summary.value, said.location.value, said.status.value) == ("Spring clean-up", "courtyard", "CONFIRMED")
    assert read.vevent.dtstart.value.isoformat() == "2027-05-22T12:00:00+03:00"


async def test_the_file_of_a_cancelled_saidtells_the_calendar(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "fi")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "Coming")
    await resident.writes("/omat")
    await resident.taps(await resident.hears("Omat asiat"), "1. Muuta")
    event = await resident.hears("Olet tulossa, 1 henki.")
    keys = [key for row in (await event.seen())["reply_markup"]["inline_keyboard"] for key in row]
    data = next(key["callback_data"] for key in keys if key["text"] == "Lisää kalenteriin")
    await admin.writes("/my")
    await admin.taps(await admin.hears("You organise"), "1. Change")
    await admin.taps(await admin.hears("How many of you"), "For the organiser")
    await admin.taps(await admin.hears("For the organiser:"), "Cancel the event")
    await admin.taps(await admin.hears("Why is Spring clean-up cancelled?"), "No reason")
    await admin.taps(await admin.hears("Cancel Spring clean-up?"), "Yes, cancel it")
    await card.shows("Cancelled.")
    await town.telegram.act("press", chat=resident.id, user=resident.id, message=event.id, data=data, wait=20)
    _, content = await file_of(town, await resident.hears("Tapahtuma on peruttu. Tiedosto"))
    read = vobject.readOne(content)
    said = read.vevent
    assert (said.status.value, said.summary.value, said.sequence.value) == ("CANCELLED", "Peruttu: Spring clean-up", "1")


async def test_addresses_are_made_replaced_and_turned_off_in_one_message(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "Coming")
    shown = await opens(resident, town)
    own, ours = await shown.labels()
    assert own == "Make an address: My things"
    assert ours.startswith("Make an address: ")
    await resident.taps(shown, own)
    [first] = ADDRESS.findall(await shown.shows("1. My things"))
    await resident.taps(shown, ours)
    text = await shown.shows("2. ")
    assert len(ADDRESS.findall(text)) == 2
    assert await shown.labels() == ["1. New address", "1. Turn off", "2. New address", "2. Turn off"]
    assert await asked(town, first) == (200, ["Spring clean-up"])
    await resident.taps(shown, "1. New address")

    async def renewed() -> bool:
        return first not in await shown.text()

    await town.until(renewed)
    [second, _] = ADDRESS.findall(await shown.text())
    assert (await asked(town, first))[0] == 410
    assert await asked(town, second) == (200, ["Spring clean-up"])
    await resident.taps(shown, "2. Turn off")
    await shown.shows("In my own calendar")
    await town.rest()
    assert town.rows("SELECT count(*) FROM feeds") == [(1,)]
    assert await shown.labels() == ["1. New address", "1. Turn off", ours]


async def test_no_address_is_in_the_log(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    await resident.taps(await admin.announces(house, LINE), "Coming")
    shown = await opens(resident, town)
    await resident.taps(shown, "Make an address: My things")
    [token] = ADDRESS.findall(await shown.shows("1. My things"))
    await town.rest()
    assert token not in town.bot.said()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "</b>", "🏡", "\u0646", "%", "/../"])
def test_telegram_takes_the_messages_whatever_people_write(language: str, pattern: str) -> None:
    to = replace(reader(language), public_url="https://koivukuja.example/" + "x" * 40)
    homes = [house(filled(pattern, 128)) for _ in range(20)]
    opened = [Address(home, BIG, "t" * 32) for home in (None, *homes)]
    for found in (opened, [Address(home) for home in (None, *homes)]):
        as_telegram_reads(views.addresses(found, to))
    for each in (event(pattern), event(pattern, state=EventState.CANCELLED)):
        sent = views.event_file(Single(entry(each, mine=True), 42), to)
        as_telegram_reads(sent)
        assert sent.document is not None
        assert re.fullmatch(r"[\w-]+\.ics", sent.document.name)
        assert len(sent.document.name) <= 44
        vobject.readOne(sent.document.content.decode())


def test_without_a_public_address_there_is_no_way_to_the_addresses() -> None:
    to = reader("en")
    assert views.calendar_rows(to) == ()
    assert views.event_file(Single(entry(event(), mine=True), 42), to).keys == ()
    assert views.calendar_rows(replace(to, public_url="https://koivukuja.example")) != ()
