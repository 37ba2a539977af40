"""A duty rota from its line to a swap, as neighbours see it."""

from storage.engine import open_database
from storage.places import change_house
from tests.e2e.post import Post
from tests.e2e.town import House, Neighbour, Town


async def opened(who: Neighbour, card: Post, *texts: str) -> Post:
    """Somebody opens a rota in private, by the link under its card."""
    link = next(key["url"] for row in (await card.seen())["reply_markup"]["inline_keyboard"] for key in row if "url" in key)
    await who.opens(link)
    return await who.hears(*texts)


async def published(admin: Neighbour, preview: Post, house: House) -> Post:
    """The preview becomes the card."""
    await admin.taps(preview, "Publish")
    return await house.shows_button("My turns")


async def test_a_rota_goes_round_from_its_line_to_a_swap(town: Town) -> None:
    house, [admin, anna, bert] = await town.settled_house("en", "en", "en")
    await admin.writes("/rota Sun 9-10 every week Sauna cleaning @ sauna", to=house)
    preview = await house.shows("Preview. Neighbours join on the card, then you start it.")
    await preview.shows("Sauna cleaning", "every Sunday · sauna", "First time: Sun 16 May, 9:00–10:00.")
    card = await published(admin, preview, house)
    await card.shows("0 neighbours take turns.", "Turns are given out when the organiser starts it.")
    assert (await anna.taps(card, "Join the rota")).text == "You take turns now. I tell you which are yours."
    await bert.taps(card, "Join the rota")
    assert (await bert.taps(card, "Join the rota")).text == "You take turns here already."
    await card.shows("2 neighbours take turns.")
    mine = await opened(admin, card, "Sauna cleaning", "You take no turns here.")
    await admin.taps(mine, "For the organiser")
    await mine.shows("No turn is given yet.", "2 members.")
    await admin.taps(mine, "Start")
    await mine.shows("Sun 16 May, 9:00–10:00: a neighbour")
    await card.shows("Sun 16 May, 9:00–10:00: a neighbour", "Sun 13 June")
    await anna.hears("Sauna cleaning: your turns", "Sun 16 May, 9:00–10:00")
    pop_up = await anna.taps(card, "My turns")
    assert pop_up.text.startswith("Your turns: Sun 16 May, 9:00–10:00 · Sun 30 May")
    mine = await opened(anna, card, "You take turns here.", "Sun 16 May, 9:00–10:00: you")
    await anna.taps(mine, "Change Sun 16 May")
    await mine.shows("Your turn: Sun 16 May, 9:00–10:00.")
    await anna.taps(mine, "Swap with somebody…")
    await mine.shows("Which turn would you take for yours")
    assert (await anna.taps(mine, "Sun 23 May")).text == "Asked. I tell you the answer."
    asked = await bert.hears("a neighbour asks to swap. You would take Sun 16 May, 9:00–10:00, and they take yours: Sun 23 May")
    assert (await bert.taps(asked, "Swap")).text == "Swapped."
    await asked.shows("Sun 16 May, 9:00–10:00: you")
    await anna.hears("Swapped. Your turn now: Sun 23 May, 9:00–10:00.")
    await bert.taps(asked, "Change Sun 16 May")
    await asked.shows("Your turn: Sun 16 May")
    await bert.taps(asked, "I can't this time")
    await asked.shows("You can't on Sun 16 May, 9:00–10:00?", "You take theirs: Sun 23 May, 9:00–10:00.")
    assert (await bert.taps(asked, "Pass it on")).text == "Passed on."
    moved = await anna.hears("somebody can't. Your turn is now Sun 16 May, 9:00–10:00. They take yours: Sun 23 May")
    assert await moved.labels() == ["I can't either", "My turns"]


async def test_the_organiser_lets_a_date_fall_out_takes_somebody_off_and_ends_it(town: Town) -> None:
    house, [admin, anna, bert] = await town.settled_house("en", "en", "en")
    await admin.writes("/rota Sun 9 every week Sauna cleaning", to=house)
    card = await published(admin, await house.shows("Preview. Neighbours join on the card, then you start it."), house)
    for who in (anna, bert):
        await who.taps(card, "Join the rota")
    mine = await opened(admin, card, "You take no turns here.")
    await admin.taps(mine, "For the organiser")
    await mine.shows("2 members.")
    await admin.taps(mine, "Start")
    await mine.shows("Sun 16 May")
    await admin.taps(mine, "For the organiser")
    await mine.shows("2 members.")
    await admin.taps(mine, "Dates…")
    await mine.shows("which date falls out?")
    await admin.taps(mine, "1. Sun 16 May")
    await mine.shows("1. Sun 16 May, 9:00: falls out")
    await card.shows("Sun 16 May, 9:00: falls out")
    await anna.hears("Sauna cleaning: Sun 16 May, 9:00 falls out. Your turn comes later.")
    await admin.taps(mine, "Back in: 1. Sun 16 May")
    await anna.hears("takes place after all, and it is your turn.")
    await admin.taps(mine, "Back")
    await mine.shows("2 members.")
    await admin.taps(mine, "Members…")
    await mine.shows("who shall take no turns any more?")
    await admin.taps(mine, "2. a neighbour")
    await mine.shows("Take a neighbour off?")
    await admin.taps(mine, "Yes")
    await bert.hears("The organiser has taken you off.")
    await card.shows("1 neighbour takes turns.")
    await mine.shows("who shall take no turns any more?")
    await admin.taps(mine, "Back")
    await mine.shows("1 member.")
    await admin.taps(mine, "End the rota")
    await mine.shows("for good?")
    await admin.taps(mine, "End it")
    await card.shows("This rota has ended.")
    assert await card.labels() == []
    await anna.hears("the rota has ended. You have no turn any more.")


async def test_one_pauses_comes_back_and_leaves(town: Town) -> None:
    house, [admin, anna] = await town.settled_house("en", "en")
    await admin.writes("/rota Sun 9 every week Sauna cleaning", to=house)
    card = await published(admin, await house.shows("Preview. Neighbours join on the card, then you start it."), house)
    for who in (admin, anna):
        await who.taps(card, "Join the rota")
    mine = await opened(anna, card, "You take turns here.")
    await anna.taps(mine, "Pause…")
    await mine.shows("From when?")
    await anna.taps(mine, "Tue 1 June")
    await mine.shows("From Tue 1 June: for how long?")
    await anna.taps(mine, "2 months")
    await mine.shows("You pause from Tue 1 June, and are back on Sun 1 August.")
    await anna.taps(mine, "I am back")
    await mine.shows("You take turns here.")
    await anna.taps(mine, "Leave the rota")
    await mine.shows("Your coming turns go to the others")
    await anna.taps(mine, "Yes")
    await mine.shows("You take no turns here.")


async def test_a_rota_of_flats_is_made_by_taps(town: Town) -> None:
    house, [admin, anna] = await town.settled_house("en", "en")
    database = await open_database(f"sqlite:///{town.bot.database}")
    await database.transaction(change_house, 1, flats="A 1\nA 2")
    await database.close()
    await admin.writes("/rota")
    asked = await admin.hears("Which duty goes round?")
    await admin.taps(asked, "Stairwell cleaning")
    await asked.shows("When does it come, and where?")
    await admin.writes("every Sunday 9–10 @ stairwell A")
    preview = await admin.hears("Preview.", "Stairwell cleaning", "every Sunday · stairwell A")
    await admin.taps(preview, "Flats take turns")
    await preview.shows("Flats take turns.")
    await admin.taps(preview, "Publish")
    card = await house.shows_button("My turns")
    await preview.shows("Published: Stairwell cleaning.")
    await admin.taps(preview, "For the organiser")
    await preview.shows("0 members.")
    await admin.taps(preview, "All flats take turns")
    await preview.shows("who shall take no turns any more?")
    await admin.taps(preview, "Back")
    await preview.shows("2 members.")
    await admin.taps(preview, "Start")
    await card.shows("Sun 16 May, 9:00–10:00: A 1", "2 flats take turns.")
    mine = await opened(anna, card, "None of these flats is marked as yours.")
    await anna.taps(mine, "This is my flat…")
    await mine.shows("Which flat is yours?")
    await anna.taps(mine, "A 1")
    await mine.shows("Your flat: A 1.", "Sun 16 May, 9:00–10:00: you")
    await town.jump_to_next_due()


async def test_the_command_alone_leads_from_the_group_to_the_questions(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await admin.writes("/rota", to=house)
    way = await house.shows("I ask in private what and when.")
    [[key]] = (await way.seen())["reply_markup"]["inline_keyboard"]
    await admin.opens(key["url"])
    await admin.hears("Which duty goes round?")
    await admin.writes("Watering the plants")
    await admin.hears("Watering the plants", "When does it come, and where?")
    await admin.writes("next week")
    await admin.hears("A rota comes again and again.")
    await admin.writes("every Mon")
    await admin.hears("The time is missing. Write it like this: every Sunday 9–10 Sauna cleaning @ sauna")
    await admin.writes("every Mon 18")
    await admin.hears("Watering the plants", "every Monday", "First time: Mon 10 May, 18:00.")


async def test_a_resident_who_may_not_begin_one_passes_it_on(town: Town) -> None:
    house, [admin, anna] = await town.settled_house("en", "en")
    await anna.writes("/rota every Sun 9 Sauna cleaning", to=house)
    await anna.taps(await anna.hears("In this group the admins begin rotas."), "Send it")
    asked = await admin.hears("A resident suggests this for", "Sauna cleaning")
    await admin.taps(asked, "Publish")
    await anna.hears("Your suggestion was published: Sauna cleaning.")
    assert await (await house.shows_button("My turns")).labels() == ["Join the rota", "My turns", "Change my turns…"]
