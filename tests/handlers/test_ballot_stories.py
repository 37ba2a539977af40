"""A vote in every kind, as neighbours press it: on the card, in private, changed, taken back, pressed twice, and too late."""

from handlers.taps.poll_panel import ClosePoll
from handlers.taps.polls import MarkOption, TapOption, WithdrawBallot
from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.polling import press


async def asks(admin: Neighbour, house: House, line: str, question: str) -> Post:
    """A poll with a card in the group."""
    await admin.writes(f"/poll {line}", to=house)
    await admin.taps(await house.shows(question), "Publish")
    card = await house.shows(question)
    await card.shows("Answers 0")
    return card


async def opens(who: Neighbour, card: Post, *shown: str) -> Post:
    """The private ballot, by the link under the card."""
    [link] = [key["url"] for row in (await card.seen())["reply_markup"]["inline_keyboard"] for key in row if "url" in key]
    await who.opens(link)
    return await who.hears(*shown)


async def test_many_dates_and_an_order_are_answered_in_private_and_changed_there(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    card = await asks(admin, house, "many: What shall we buy? | Bench | Grill | Swing | max 2", "What shall we buy?")
    assert (await grace.taps(card, "Grill")).text.startswith("Your choice: Grill.")
    ballot = await opens(grace, card, "What shall we buy?", "Your choice: Grill.")
    await grace.taps(ballot, "Bench")
    await ballot.shows("Your choice: Bench, Grill.")
    refused = await grace.taps(ballot, "Swing")
    assert refused.text.startswith("You have chosen 2 already")
    await grace.taps(ballot, "✓ Grill")
    await ballot.shows("Your choice: Bench.")
    await grace.taps(ballot, "Take my answer back")
    await ballot.shows("You have not answered yet.")
    await card.shows("Answers 0")

    card = await asks(admin, house, "Grill evening | Sat 22 May | Sun 23 May", "Grill evening")
    assert "Sat 22 May – yes" in (await grace.taps(card, "Sat 22 May")).text
    ballot = await opens(grace, card, "Grill evening", "1. Sat 22 May: yes", "2. Sun 23 May: not answered")
    await grace.taps(ballot, "2. If need be")
    await ballot.shows("2. Sun 23 May: if need be", "Days you have answered: 2 of 2.")

    card = await asks(admin, house, "ranked: What comes first? | Bench | Grill | Swing", "What comes first?")
    await grace.taps(card, "Grill")
    assert "Your order: 1. Grill, 2. Bench." in (await grace.taps(card, "Bench")).text
    ballot = await opens(grace, card, "What comes first?", "Your order: 1. Grill, 2. Bench.")
    await grace.taps(ballot, "2. up")
    await ballot.shows("Your order: 1. Bench, 2. Grill.")
    await grace.taps(ballot, "1. out")
    await ballot.shows("Your order: 1. Grill.")


async def test_points_and_consent_with_a_reason_that_the_asker_reads_at_the_end(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    card = await asks(admin, house, "dots: Where does the money go? | Yard | Sauna | 3 points", "Where does the money go?")
    ballot = await opens(grace, card, "Where does the money go?", "Points left: 3 of 3.")
    for left in (2, 1):
        await grace.taps(ballot, "1. +1")
        await ballot.shows(f"Points left: {left} of 3.")
    await grace.taps(ballot, "1. −1")
    await ballot.shows("1. Yard: 1 point", "Points left: 2 of 3.")

    card = await asks(admin, house, "consent: Get a grill", "Get a grill")
    await grace.taps(card, "Worried")
    ballot = await opens(grace, card, "Get a grill", "Your choice: I am worried.")
    await grace.taps(ballot, "Write a reason")
    await grace.hears("Write the reason in your next message.")
    await grace.writes("Smoke comes in.")
    ballot = await grace.hears("Get a grill", "Your reason: Smoke comes in.")
    await grace.taps(ballot, "Remove the reason")
    await ballot.shows("Your choice: I am worried.")


async def test_places_have_a_queue_and_the_asker_sees_who_has_one(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    card = await asks(admin, house, "places: Which shift? | Sauna (1) | Yard (3)", "Which shift?")
    await card.shows("The asker sees who takes which place.", "1. Sauna: 0 of 1 taken")
    await grace.taps(card, "Sauna")
    await card.shows("1. Sauna: 1 of 1 taken")
    queued = await admin.taps(card, "Sauna – queue")
    assert queued.text == "The 1 place is taken. Your place in the queue: 1. We tell you when a place is free."
    assert queued.alert
    await card.shows("1. Sauna: 1 of 1 taken, queue 1")
    ballot = await opens(admin, card, "Which shift?", "You are number 1 in its queue.")
    await admin.taps(ballot, "Who chose what")
    await ballot.shows("1. Neighbour: Sauna", "2. Neighbour: Sauna (queue 1)")
    await grace.taps(card, "Yard")
    await admin.hears("A place is free, and it is yours: Sauna.")


async def test_a_forged_option_the_same_press_again_and_one_after_the_close_change_nothing(town: Town) -> None:
    house, [admin, grace] = await town.settled_house("en", "en")
    card = await asks(admin, house, "What first? | Bench | Grill", "What first?")
    [[poll]] = town.rows("SELECT id FROM polls")
    await grace.taps(card, "Grill")
    for button in (TapOption(poll=poll, option=9), MarkOption(poll=poll, option=1, mark=7), MarkOption(poll=poll, option=9, mark=1)):
        await press(grace, button)
    for _ in range(2):
        await grace.taps(card, "Grill")
    assert town.rows("SELECT marks, revision FROM ballots") == [('{"2": 1}', 1)]
    await press(admin, ClosePoll(poll=poll, sure=1))
    await card.shows("Closed: Grill 1")
    for late in (MarkOption(poll=poll, option=1, mark=1), WithdrawBallot(poll=poll)):
        await press(grace, late)
    assert town.rows("SELECT marks, voter FROM ballots") == [('{"2": 1}', None)]
