"""A poll from its question to what happens now, and a date that becomes an event, as neighbours see it."""

from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town


async def opened(who: Neighbour, card: Post) -> Post:
    """Somebody answers in private, by the link under the card."""
    [link] = [key["url"] for row in (await card.seen())["reply_markup"]["inline_keyboard"] for key in row if "url" in key]
    await who.opens(link)
    return await who.hears("Your choice: Grill.")


async def test_a_poll_closes_and_says_what_happens_now_once(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    await admin.writes("/poll What shall we get first? | Bench | Grill", to=house)
    await admin.taps(await house.shows("What shall we get first?"), "Publish")
    card = await house.shows_button("Grill")
    for who in (admin, grace):
        await who.taps(card, "Grill")
    ballot = await opened(admin, card)
    await admin.taps(ballot, "For the asker")
    await ballot.shows("For the asker: What shall we get first?", "Answers 2")
    await admin.taps(ballot, "More time")
    await ballot.shows("Until when shall it stay open?")
    await admin.taps(ballot, "1 day more")
    await card.shows("Answer by Tue 18 May, 20:00.")
    await ballot.shows("Answer by Tue 18 May, 20:00.")
    await admin.taps(ballot, "Close now")
    await ballot.shows("it can't be opened again")
    await admin.taps(ballot, "Yes, close it")
    await ballot.shows("Closed: Grill 2 · Bench 0.", "Answers 2.")
    await card.shows("Closed: Grill 2 · Bench 0.", "This poll is advisory.")
    assert await card.labels() == []
    await admin.taps(ballot, "Write what happens now")
    await ballot.shows("Write who does what, and by when.")
    await admin.writes("The board asks for prices by 15 June.")
    await admin.hears("For the asker", "What happens now: The board asks for prices by 15 June.")
    post = await house.shows("What happens now: The board asks for prices by 15 June.")
    await grace.hears("What happens now: The board asks for prices by 15 June.")
    again = await admin.hears("What happens now: The board asks for prices by 15 June.")
    await admin.taps(again, "Correct what happens now")
    await again.shows("Write who does what, and by when.")
    await admin.writes("The board asks for prices by 20 June.")
    await card.shows("What happens now: The board asks for prices by 20 June.")
    await post.shows("What happens now: The board asks for prices by 20 June.")
    await town.rest()
    assert len(await house.lines("prices by 20 June")) == 2, "the card and one post"


async def test_the_best_date_becomes_an_event_that_asks_who_comes(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    await admin.writes("/poll Grill evening | Sat 22 May 18:00 | Sun 23 May 18:00", to=house)
    await admin.taps(await house.shows("Grill evening"), "Publish")
    card = await house.shows_button("Sat 22 May")
    await grace.taps(card, "Sat 22 May")
    for _ in range(12):
        await town.jump_to_next_due()
        if town.rows("SELECT 1 FROM polls WHERE state = 'closed'"):
            break
    mine = await admin.hears("For the asker: Grill evening", "Sat 22 May, 18:00: yes 1")
    await admin.taps(mine, "Make the event: Sat 22 May, 18:00")
    event = await house.shows_button("Coming")
    await event.shows("Grill evening", "Sat 22 May, 18:00")
    await card.shows("It takes place Sat 22 May, 18:00. Answer on its own card.")
    asked = await grace.hears("A date was chosen, and nobody is signed up yet. Can you come?", "Grill evening")
    await grace.taps(asked, "1")
    await event.shows("Coming 1")
