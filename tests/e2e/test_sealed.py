"""A poll on a real process: backed up while it runs, killed between closing and scrubbing, and put back."""

import asyncio
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from tests.databases import raw_files
from tests.e2e.town import Town

QUESTION = "What shall we get? | Bench | Grill"
A_WEEK_S = 8 * 24 * 3600


async def talkoot(town: Town, command: str, file: Path) -> Result:
    """`talkoot …` on the bot's database, beside the bot."""
    return await asyncio.to_thread(CliRunner().invoke, app, [command, str(file), "--config", str(town.bot.config)])


async def test_a_killed_bot_seals_what_it_closed_and_a_backup_brings_back_what_was(quiet_town: Town, tmp_path: Path) -> None:
    town, reached = quiet_town, tmp_path / "reached"
    await town.start_bot(TALKOOT_PAUSE_AT=f"before-scrub scrub 1 {reached}")
    house, (aino, ben) = await town.settled_house("en", "en")
    await aino.writes(f"/poll {QUESTION}", to=house)
    card = await house.shows_button("Publish")
    await aino.taps(card, "Publish")
    await aino.taps(await house.shows_button("Bench"), "Bench")
    await ben.taps(await house.shows_button("Grill"), "Grill")
    await town.rest()
    ties = [each for [each] in town.rows("SELECT key FROM poll_keys UNION SELECT voter FROM ballots")]
    assert len(ties) == 3

    early = await talkoot(town, "backup", tmp_path / "early.sqlite3")
    assert (early.exit_code, "Open polls: 1" in early.stdout) == (0, True), early.output
    refused = await talkoot(town, "restore", tmp_path / "early.sqlite3")
    assert (refused.exit_code, "The bot is running" in refused.stderr) == (1, True)

    closing = asyncio.ensure_future(town.clock(advance=A_WEEK_S))
    await town.until(reached.exists)
    await town.bot.kill()
    assert any(each.encode() in raw_files(town.bot.database) for each in ties), "closed, and the files still tell"
    await town.start_bot()
    await closing
    await town.until(lambda: town.rows("SELECT sealed FROM polls") == [(1,)])
    late = await talkoot(town, "backup", tmp_path / "late.sqlite3")
    assert (late.exit_code, "poll" in late.stdout) == (0, False), late.output
    for content in (raw_files(town.bot.database), (tmp_path / "late.sqlite3").read_bytes()):
        assert not [each for each in ties if each.encode() in content]

    await town.bot.stop()
    await talkoot(town, "restore", tmp_path / "late.sqlite3")
    await town.start_bot()
    await town.rest()
    assert town.rows("SELECT state, sealed, answers FROM polls") == [("closed", 1, 2)]
