"""Who comes with whom: a family, somebody alone, and the organiser's list at the door, as people tap them."""

from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 9"


async def opens(who: Neighbour, entry: str, *wanted: str, change: str = "1. Change") -> Post:
    """One of my things, opened in private."""
    await who.writes("/my")
    await who.taps(await who.hears(entry), change)
    return await who.hears(*wanted)


async def leads_to(post: Post, who: Neighbour, label: str, *wanted: str) -> str:
    """A tap turns the message into another screen; what that says."""
    await who.taps(post, label)
    return await post.shows(*wanted)


async def test_a_family_comes_with_a_guest_and_is_checked_in(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "fi")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "Coming")
    event = await opens(resident, "Omat asiat", "Olet tulossa, 1 henki.", change="1. Muuta")
    await leads_to(event, resident, "Lasten kanssa…", "Montako aikuista tulee?")
    await leads_to(event, resident, "2", "Aikuisia 2. Montako lasta?")
    assert (await resident.taps(event, "1")).text == "Olet tulossa: la 22.5. klo 12, 3 henkeä."
    await event.shows("Olet tulossa, 3 henkeä. Heistä lapsia 1.")
    await card.shows("Coming 3 · 6 places left")
    await resident.taps(event, "Muut toiminnot…")
    await town.until(lambda: event.carries("gu:"))
    await leads_to(event, resident, "Seuralaisteni nimet", "Muut eivät näe nimiä.")
    await leads_to(event, resident, "Kirjoita nimet", "Ketkä tulevat kanssasi?")
    await resident.writes("Kaiku")
    await resident.hears("Mukanasi: \u2068Kaiku\u2069.")

    panel = await opens(admin, "You organise", "How many of you are coming?")
    await leads_to(panel, admin, "For the organiser", "For the organiser: ")
    said = await leads_to(panel, admin, "Who comes", "Coming 3, 1 of them a child")
    assert said.endswith("1. Neighbour 1, 3 people, 1 of them a child, with \u2068Kaiku\u2069")
    await leads_to(panel, admin, "1. Here", "Coming 3, 1 of them a child · here 3", "here ✓")
    await admin.taps(panel, "1. Undo")
    await town.until(lambda: _without(panel, "here ✓"))


async def test_who_comes_alone_is_greeted_by_the_organiser_and_seen_by_nobody_else(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "Coming")
    event = await opens(resident, "Your things", "You are coming, 1 person.")
    await resident.taps(event, "More…")
    await town.until(lambda: event.carries("al:"))
    await resident.taps(event, "I come alone, please greet me")
    await town.until(lambda: shows_key(event, "No need to greet me"))
    panel = await opens(admin, "You organise", "How many of you are coming?")
    await leads_to(panel, admin, "For the organiser", "1 comes alone. Please greet.")
    assert "alone" not in await card.text()


async def _without(post: Post, words: str) -> bool:
    return words not in await post.text()


async def shows_key(post: Post, label: str) -> bool:
    """Whether a message has this button now."""
    return label in await post.labels()
