"""`kill -9` while neighbours vote, while a poll closes, and while it is said what happens now: nothing is lost or doubled."""

from pathlib import Path

from tests.e2e.town import Town

WEEK_S = 8 * 86_400
OUTCOME = "The board asks for prices by 15 June."
RESULT = "Closed: Grill 2 · Bench 0."


async def dies(town: Town, reached: Path) -> None:
    """The bot has come to the point where it stands still, and is killed."""
    await town.until(reached.exists)
    await town.bot.kill()


async def test_a_poll_survives_every_kill(quiet_town: Town, tmp_path: Path) -> None:
    town = quiet_town
    first, second, counting, counted, said = [tmp_path / f"{number}" for number in range(5)]
    await town.start_bot(TALKOOT_PAUSE_AT=f"before-commit tap 1 {first}")
    house, [admin, grace, lan] = await town.settled_house("en", "en", "en")
    await admin.writes("/poll What shall we get first? | Bench | Grill", to=house)
    await admin.taps(await house.shows("What shall we get first?"), "Publish")
    card = await house.shows_button("Grill")
    await grace.taps(card, "Grill", wait=0)
    await dies(town, first)
    await town.start_bot(TALKOOT_PAUSE_AT=f"after-commit tap 2 {second}")  # the first press is delivered again
    await lan.taps(card, "Grill", wait=0)
    await dies(town, second)
    assert town.rows("SELECT marks FROM ballots") == [('{"2": 1}',)] * 2
    await town.clock(advance=WEEK_S)
    for point, reached in (("before-commit", counting), ("after-commit", counted)):
        await town.bot.start(TALKOOT_PAUSE_AT=f"{point} close_polls 1 {reached}")
        await dies(town, reached)
    assert town.rows("SELECT state, answers, revision FROM polls") == [("closed", 2, 2)]
    assert town.rows("SELECT marks, voter FROM ballots") == [('{"2": 1}', None)] * 2
    await town.start_bot(TALKOOT_PAUSE_AT=f"after-commit write_outcome 1 {said}")
    await card.shows(RESULT)
    asked = await admin.hears(RESULT)
    await town.rest()
    assert await admin.times_heard(RESULT) == 1
    await admin.taps(asked, "Write what happens now")
    await asked.shows("Write who does what, and by when.")
    await admin.writes(OUTCOME)
    await dies(town, said)
    await town.start_bot()
    await town.rest()
    assert len(await house.lines(OUTCOME)) == 2, "the card and one post"
    assert [await who.times_heard(OUTCOME) for who in (admin, grace, lan)] == [1, 1, 1]
