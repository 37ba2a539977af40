"""A neighbour without a phone, as the one who signs them up, the organiser and the group see it."""

import pytest

from bot.texts import LANGUAGES
from community.events import Answer, Passing, Place, Proxy
from community.events.fields import known_of
from handlers.views import changing, events, proxies
from storage.events import GUEST, SignUp
from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.scene import LINE
from tests.handlers.showing import BIG, NOW, as_telegram_reads, event, filled, reader, shown
from tests.handlers.test_changing import panel_of
from tests.handlers.test_people import leads_to, opens, shows_key

AINO = "\u2068Aino\u2069"


async def known_in_the_house(admin: Neighbour, who: Neighbour, name: str) -> None:
    """Somebody sets a name, and the admin says that they live here."""
    await who.writes("/menu")
    await who.taps(await who.hears("What would you like to do?"), "My name")
    mine = await who.hears("You have no name here.")
    await leads_to(mine, who, "Write a name", "What shall I call you?")
    await who.writes(name)
    await leads_to(await who.hears(f"Your name here: {name}"), who, "Ask a neighbour to vouch for me", "I asked who may know you")
    await admin.taps(await admin.hears("asks to be known as a resident"), "Yes, lives here")
    await who.hears("a neighbour confirmed that you live here")


async def a_neighbour_of_anna_comes(town: Town) -> tuple[House, Neighbour, Neighbour, Post, Post]:
    """Anna comes, and signs up Aino, who has no phone: the house, the admin, Anna, the card, and the event in private."""
    house, [admin, anna] = await town.settled_house("en", "en")
    await known_in_the_house(admin, anna, "Anna Virtanen")
    card = await admin.announces(house, LINE)
    await anna.taps(card, "Coming")
    mine = await opens(anna, "Your things", "You are coming, 1 person.")
    await leads_to(mine, anna, "For a neighbour…", "How many neighbours without a phone do you sign up?")
    await leads_to(mine, anna, "With a nickname; they agree", "By which nickname?")
    await anna.writes("Aino")
    mine = await anna.hears(f"For {AINO}: coming")
    await card.shows("Coming 2")
    return house, admin, anna, card, mine


async def test_news_are_passed_on_the_organiser_sees_whom_they_did_not_reach_and_a_nameless_seat_stays(town: Town) -> None:
    _, admin, anna, card, _ = await a_neighbour_of_anna_comes(town)
    panel = await panel_of(admin)
    await leads_to(panel, admin, "Change", "What shall be different?")
    await leads_to(panel, admin, "Place", "Now: courtyard")
    await admin.writes("garden")
    preview = await admin.hears("Now: garden", "1 person is told.")
    await leads_to(preview, admin, "Save", "1 person is told in a minute.")
    await town.jump_to_next_due()
    told = await anna.hears("new place", f"Please tell them too: {AINO}.")
    assert (await told.labels())[-2:] == ["I told", "I can't reach"]
    open_ = "1 sign-up for a neighbour without a phone: not told yet."
    panel = await panel_of(admin)
    await panel.shows(open_)
    assert (await anna.taps(told, "I can't reach")).text == "Marked. The organiser sees it."
    await leads_to(panel, admin, "Who comes", f"{AINO}, signed up by a neighbour, could not be told")
    assert (await anna.taps(told, "I told")).text == "Thanks for telling."
    assert open_ not in await leads_to(panel, admin, "Back", "For the organiser: ")

    await anna.writes("/forgetme")
    await anna.taps(await anna.hears("Shall I forget you?"), "Forget me, free my places")
    await anna.hears("I have forgotten you.")
    await card.shows("Coming 1")
    said = await leads_to(panel, admin, "Who comes", "1. ")
    assert said.endswith("1. Neighbour 1"), "neither Anna nor Aino"


async def test_a_first_name_comes_to_the_card_with_a_yes_and_goes_with_a_no_and_so_do_neighbours(town: Town) -> None:
    _, admin, anna, card, mine = await a_neighbour_of_anna_comes(town)
    panel = await panel_of(admin)
    await admin.taps(panel, "More…")
    await town.until(lambda: shows_key(panel, "Show first names"))
    assert (await admin.taps(panel, "Show first names")).text == "The card shows the first names of those who agree."
    asked = await anna.hears("Some cards show who comes, by first name.", "\u2068Anna\u2069")
    await leads_to(asked, anna, "Yes, show it", "your first name is among them")
    await card.shows("\u2068Anna\u2069 + 1 other")
    await anna.writes("/privacy")
    await anna.taps(await anna.hears("a card shows it only if you say so"), "Who sees my name")
    name = await anna.hears("your first name is among them")
    await leads_to(name, anna, "Hide it where I come", "you are counted without a name")
    await town.rest()
    assert "Anna" not in await card.text()

    await anna.taps(mine, "Only I can't")
    await card.shows("Coming 1")
    assert (await anna.taps(mine, "None of us can")).text == "Marked: none of you comes. Thanks for telling."
    await card.shows("Coming 0")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\U0001f3e1", "\u0646\u0648\u0631"])
def test_telegram_takes_every_message_about_neighbours_without_a_phone(language: str, pattern: str) -> None:
    to = reader(language)
    sign_ups = [
        SignUp(id=BIG + at, event_id=BIG, answer=Answer.COMING, place=place, party=10, changed_at=NOW) for at, place in enumerate(Place)
    ]
    pairs = tuple(
        (each, Proxy(sign_up_id=each.id, person_id=1, nickname=filled(pattern, GUEST), passing=Passing.OPEN)) for each in sign_ups
    )
    unnamed = tuple((each, Proxy(sign_up_id=each.id, person_id=1)) for each in sign_ups)
    for proxied in (pairs, unnamed, pairs[:1]):
        here = shown(event(pattern), proxied=proxied, organises=True)
        was = known_of(event(pattern, place=None, ends=None))
        told = [changing.changed(here, was, to), *(proxies.neighbour_place(here, each.id, to) for each in sign_ups)]
        for outgoing in (events.private(here, to), *told):
            if outgoing is not None:
                as_telegram_reads(outgoing)
    for outgoing in (proxies.ask_neighbours(event(pattern), 10, to), proxies.ask_nickname(BIG, to)):
        as_telegram_reads(outgoing)
