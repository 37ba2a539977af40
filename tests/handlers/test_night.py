"""Publishing at night, as the organiser and the group see it."""

from tests.e2e.town import Town


async def test_at_night_the_card_can_come_in_the_morning_also_over_a_restart(town: Town) -> None:
    house, [admin] = await town.settled_house("en")
    await town.clock(set="2027-05-11T23:00:00+03:00")
    await admin.writes("/event Sat 22 May 12-15 Spring clean-up", to=house)
    preview = await house.shows_button("At 8:00 instead")
    assert await preview.labels() == ["Publish without sound", "At 8:00 instead", "Drop it"]
    assert (await admin.taps(preview, "At 8:00 instead")).text == "The card comes when the quiet hours end."
    await town.rest()
    assert await house.lines("Spring clean-up") == []
    await town.bot.stop()
    await town.bot.start()
    await town.rest()
    assert await town.jump_to_next_due() == "2027-05-12 08:00"
    [card] = await house.lines("Spring clean-up")
    assert "Coming 0" in card["text"]
