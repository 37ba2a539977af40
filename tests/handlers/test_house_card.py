"""What who looks after a house sees of it: groups and what the bot may do there, languages, hours, admins; and its first group."""

from tests.e2e.town import Town


async def test_the_card_of_a_house_says_what_the_bot_may_do_in_its_group_just_now(town: Town) -> None:
    _, [manager] = await town.settled_house("en")
    await town.made_manager(manager, house=1)
    await manager.writes("/settings")
    seen = await manager.hears("Koivukuja 3", "no area")
    await seen.shows("English, time zone Europe/Helsinki, quiet", "Group Koivukuja 3: I can write, but not pin.", "1 admin")


async def test_forty_houses_are_written_shown_added_and_each_has_its_poster_and_its_text(town: Town) -> None:
    _, [manager] = await town.settled_house("en")
    await town.made_manager(manager)
    await manager.writes("/settings")
    await manager.taps(await manager.hears("Koivukuja 3", "no area"), "Area")
    await manager.taps(seen := await manager.hears("It is in no area"), "New area")
    await seen.shows("What is the area called?")
    await manager.writes("Koivula")
    area = await manager.hears("Koivula", "No house yet")
    await manager.taps(area, "Add many houses")
    await area.shows("which houses?", "Koivukuja 3; fi sv; owned")
    lines = [f"Lehtokuja {number}; fi sv; vuokra" for number in range(1, 41)]
    await manager.writes("\n".join([*lines, "Lehtokuja 41; klingon"]))
    shown = await manager.hears("Koivula: 40 houses would be added.", "✗ 41. “Lehtokuja 41; klingon”: I do not know “klingon”.")
    await manager.taps(shown, "Next")
    await shown.shows("12. Lehtokuja 12 · Suomi + svenska · Rental house")
    await manager.taps(shown, "Add 40 houses")
    await shown.shows("Koivula: 40 houses were added.")
    await manager.taps(shown, "Texts for groups")
    await shown.shows("these houses wait for their groups", "1. Lehtokuja 1")
    await manager.taps(shown, "All texts in a file")
    await manager.hears("the texts for 40 houses")
    await manager.taps(shown, "Posters (PDF)")
    sent = await manager.hears("the posters of 40 houses")
    assert (await sent.seen())["document"]["file_name"] == "talkoot-posters.pdf"
    await manager.taps(shown, "1")
    await manager.hears("Your group can be linked to the house Lehtokuja 1")
    assert len(town.rows("SELECT id FROM houses WHERE area_id = 1")) == 40
