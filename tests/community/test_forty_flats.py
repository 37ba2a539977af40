"""A house of forty flats: two hundred sign-ups, and names of every sort, wherever somebody reads them."""

import json

import pytest
import regex

from bot.demo import forty_flats
from bot.demo.residents import ACTIVIST, ODD, WITHOUT_PHONE, many
from bot.names import isolated
from bot.outgoing import Outgoing
from community import events, privacy
from community.events import Event, Place
from handlers.taps.attendance import OpenAttendance
from handlers.views.attendance import PAGE
from handlers.views.rendering import Renderer
from playground.entities import format_text
from storage.cards import Card
from storage.outbox import Debt
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour
from tests.handlers.showing import CATALOGUES, CONTROLLER, PRIVACY

RESIDENTS = tuple((resident, neighbour(number)) for number, resident in enumerate((ACTIVIST, *ODD, *many()), 1))
ODD_NAMES = [resident.name for resident in ODD if resident.name]
MESSAGE = 4096
NAMELESS = regex.compile(r"^\d+\. (Neighbour|Naapuri|Granne) \d+")
LINE_OF_ONE = regex.compile(r"^\d+\. ")


@pytest.fixture
async def party(here: Neighbourhood) -> Event:
    """The spring party, with everybody's answer."""
    event = await here.event(forty_flats.CAPACITY)
    await here.do(forty_flats.live, GROUP.telegram_id, event.id, 600, RESIDENTS, RULES, here.now)
    return await here.see(event)


def renderer(here: Neighbourhood) -> Renderer:
    """What turns a debt into a message."""
    return Renderer(CATALOGUES, CONTROLLER, "talkoot_bot", b"key", RULES.zone, PRIVACY, RULES, lambda: here.now)


async def shown(here: Neighbourhood, kind: str, language: str, **params: object) -> Outgoing:
    """A message to the organiser, in a language."""
    debt = Debt(kind=kind, address=ADMIN, language=language, params={**params, "language": language})
    found = await here.db.read(renderer(here).debt, debt)
    assert found is not None
    return found


def lines(outgoing: Outgoing) -> list[str]:
    """The lines somebody reads."""
    return format_text(outgoing.text, "HTML")[0].splitlines()


async def test_the_list_of_two_hundred_is_paged_and_shows_every_name_whole(here: Neighbourhood, party: Event) -> None:
    found = await here.db.read(events.attendance, event=party.id, who=ADMIN)
    assert len(found.attendees) >= 200
    numbers = range(-(-len(found.attendees) // PAGE))
    # Neighbouring pages in different languages: each is read in some, and all of them are read.
    pages = [await shown(here, "attendance", ("fi", "sv", "en")[page % 3], event=party.id, page=page) for page in numbers]
    said = [line for page in pages for line in lines(page) if LINE_OF_ONE.match(line)]
    assert len(said) == len(found.attendees)
    for line, attendee in zip(said, found.attendees, strict=True):
        assert (isolated(attendee.name) in line) if attendee.name else NAMELESS.search(line), line
    assert {*ODD_NAMES, *WITHOUT_PHONE} <= {attendee.name for attendee in found.attendees}
    assert all(len(page.text) <= MESSAGE and len(page.keys) <= 5 for page in pages)


async def test_from_any_page_the_whole_list_is_few_taps_away(here: Neighbourhood, party: Event) -> None:
    first = await shown(here, "attendance", "en", event=party.id, page=0)
    jumps = {key.text: key.data for key in first.keys[-2]}
    assert len(jumps) == 5
    assert next(iter(jumps)) == f"1–{PAGE}"
    *_, last = jumps.values()
    page = OpenAttendance.parse(str(last).split(":")[1:]).page
    here_and_beyond = [lines(await shown(here, "attendance", "en", event=party.id, page=page + further)) for further in (0, 1)]
    assert here_and_beyond[0] == here_and_beyond[1]


async def test_a_name_from_right_to_left_turns_nothing_around_on_the_card(here: Neighbourhood, party: Event) -> None:
    card = (await here.rows(Card))[0]
    found = await here.db.read(renderer(here).card, card)
    assert found is not None
    [named] = [line for line in lines(found) if "محمد" in line]
    for name in ("محمد", "נועה", "🌸🐝", "<b>Ville</b>"):
        assert isolated(name) in named
    assert regex.search(r"\+ \d+ others$", named)


async def test_whose_name_shows_as_nothing_is_a_neighbour(here: Neighbourhood, party: Event) -> None:
    blank = next(number for resident, number in RESIDENTS if not resident.first.strip("\u3164"))
    found = await here.db.read(events.attendance, event=party.id, who=ADMIN)
    person = await here.person(blank)
    [attendee] = [each for each in found.attendees if each.sign_up.person_id == person.id]
    assert (attendee.name, attendee.number > 0) == (None, True)


async def test_everybody_has_a_seat_or_a_place_in_the_queue_and_parties_fit(here: Neighbourhood, party: Event) -> None:
    found = await here.db.read(events.attendance, event=party.id, who=ADMIN)
    heads = {place: sum(each.sign_up.party for each in found.attendees if each.sign_up.place is place) for place in Place}
    assert heads[Place.SEATED] == party.seated <= forty_flats.CAPACITY
    assert heads[Place.WAITING] == party.waiting > 0


async def test_what_somebody_fetches_holds_the_name_letter_by_letter(here: Neighbourhood, party: Event) -> None:
    for resident, number in RESIDENTS[1:4]:
        exported = await here.db.read(privacy.my_data, who=number, now=here.now)
        assert resident.name in json.dumps(exported.tables, ensure_ascii=False, default=str)
