"""How places are given out, by taps: the organiser's choices, what neighbours read, an offer, and a draw that can be checked."""

from typing import Any

from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 2"


async def places(admin: Neighbour, town: Town) -> Post:
    """The organiser's screen of places, by the way a neighbour would go."""
    await admin.writes("/my")
    screen = await admin.hears("You organise: Spring clean-up")
    for label, wanted in (("1. Change", "For the organiser"), ("For the organiser", "Cancel the event"), ("More…", "Places")):
        await admin.taps(screen, label)
        screen = await said(admin, town, wanted)
    await admin.taps(screen, "Places")
    await screen.shows("They go to those who answer first.")
    return screen


async def said(who: Neighbour, town: Town, label: str) -> Post:
    """The newest private message, once it has such a button."""

    async def found() -> Post | None:
        post = Post(town, who.id, (await who.from_bot())[-1]["message_id"], who.id)
        return post if label in await post.labels() else None

    return await town.until(found)  # type: ignore[no-any-return]


async def settled(town: Town) -> tuple[House, list[Neighbour], Post]:
    """A house of three, and a card with two places."""
    house, people = await town.settled_house("en", "en", "en")
    return house, people, await people[0].announces(house, LINE)


async def test_the_organiser_keeps_a_place_and_everybody_reads_it(town: Town) -> None:
    _, [admin, first, second], card = await settled(town)
    screen = await places(admin, town)
    await admin.taps(screen, "For those without a phone")
    await screen.shows("How many places are kept")
    await admin.taps(screen, "1")
    await town.until(lambda: has(screen, "✓ 1"))
    assert "✓ Fri 21 May, 17:00" in await screen.labels()
    await card.shows("1 kept for neighbours without a phone until Fri 21 May, 17:00.")
    await first.taps(card, "Coming")
    await card.shows("Coming 1 · no place free now")
    shown = await second.taps(card, "Coming – join queue")
    assert shown.text.startswith("No place is free now. Your place in the queue: 1.")
    await card.shows("Coming 1 · no place free now · queue 1")
    await admin.taps(screen, "Keep none")
    await card.shows("All 2 places taken")
    await second.hears("A place is free, and it is yours")


async def has(post: Post, label: str) -> bool:
    return label in await post.labels()


async def test_a_free_place_is_offered_and_taken(town: Town) -> None:
    _, [admin, first, second], card = await settled(town)
    screen = await places(admin, town)
    await admin.taps(screen, "Time to think")
    await admin.taps(await said(admin, town, "2 hours"), "2 hours")
    await town.until(lambda: has(screen, "✓ 2 hours"))
    await first.taps(card, "We are 2")
    await card.shows("All 2 places taken")
    await second.taps(card, "Coming – join queue")
    await first.taps(card, "Can't")
    offer = await second.hears("A place is free: Spring clean-up", "Take it by Mon 10 May, 14:")
    assert await offer.labels() == ["Take it", "No thanks"]
    assert "Press Coming to take it." in (await second.taps(card, "My answer")).text
    await second.taps(offer, "Take it")
    await offer.shows("You are coming, 1 person.")
    await card.shows("Coming 1 · 1 place left")


async def test_lots_are_drawn_and_the_file_tells_how(town: Town) -> None:
    _, [admin, first, second], card = await settled(town)
    screen = await places(admin, town)
    await admin.taps(screen, "Draw lots")
    await admin.taps(await said(admin, town, "Fri 21 May, 17:00"), "Fri 21 May, 17:00")
    await card.shows("Lots are drawn Fri 21 May, 17:00.")
    for who in (admin, first, second):
        shown = await who.taps(card, "Coming – to the draw")
        assert "You are in the draw. Lots are drawn Fri 21 May, 17:00. Your number: " in shown.text
    await card.shows("in the draw 3 · 2 places")
    await town.clock(advance=11 * 86_400 + 5 * 3600 + 5, settle=True)  # from Monday noon
    await card.shows("All 2 places taken · queue 1")
    told = [await who.hears("Lots were drawn") for who in (admin, first, second)]
    assert sorted(["you have a place" in await each.text() for each in told]) == [False, True, True]
    await first.taps(told[1], "How it was drawn")
    explained = await first.hears("The secret number was")
    document: dict[str, Any] = (await explained.seen())["document"]
    assert document["file_name"] == "draw.txt"
