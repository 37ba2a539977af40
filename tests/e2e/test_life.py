"""What a process lives through: being stopped, being one too many, a Telegram that is away or says no."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.e2e.process import BotProcess
from tests.e2e.town import Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"
PROMISED_S = 10.0


@pytest.fixture
async def second(town: Town) -> AsyncIterator[BotProcess]:
    """A second process on the same database, not started yet; as somebody starts it, without the help of a fork."""
    process = replace(town.bot, process=None, forked=False)
    yield process
    if process.is_running:
        await process.kill()


async def test_stopping_in_the_middle_of_a_crowd_loses_no_tap(town: Town) -> None:
    admin, people = await town.neighbour(), await town.neighbours(30)
    house = await town.house(*people, admin=admin)
    card = await admin.announces(house, LINE)
    before = await town.seq()
    crowd = asyncio.create_task(town.crowd(card, "Coming", people))
    await town.calls("answerCallbackQuery", after=before)
    began = time.monotonic()
    assert await town.bot.stop() == 0
    assert time.monotonic() - began < PROMISED_S
    await town.start_bot()
    await crowd
    await card.shows("Coming 30")
    assert town.rows("SELECT seated FROM events") == [(30,)]


async def test_stopping_does_not_wait_for_a_call_that_never_ends(town: Town) -> None:
    await town.telegram.emu("faults", {"match": {"method": "sendMessage"}, "action": {"hold": "for ever"}})
    somebody = await town.neighbour()
    await somebody.writes("/start")
    await town.calls("sendMessage")
    began = time.monotonic()
    assert await town.bot.stop() == 0
    assert time.monotonic() - began < PROMISED_S
    await town.telegram.emu("faults", verb="DELETE")
    await town.start_bot()
    await somebody.hears("Join with the link")


async def test_a_second_process_on_the_same_database_is_refused(town: Town, second: BotProcess) -> None:
    await second.start()
    assert await second.ended() == 1
    assert "Another talkoot process uses this database." in second.said()
    assert "Traceback" not in second.said()
    assert town.bot.is_running


async def test_another_program_that_fetches_updates_for_a_moment_is_borne(town: Town) -> None:
    for _ in range(3):
        await town.telegram.call("getUpdates", timeout=1)
    somebody = await town.neighbour()
    await somebody.writes("/start")
    await somebody.hears("Join with the link")


async def test_a_token_that_is_revoked_ends_the_process_with_the_way_out(town: Town) -> None:
    await town.telegram.emu("bot", {"revoke": True})
    assert await town.bot.ended() == 1
    assert "Ask @BotFather for a new one" in town.bot.said()
    assert town.bot.token.partition(":")[2] not in town.bot.said()


async def test_a_wrong_token_does_not_even_start(quiet_town: Town) -> None:
    wrong = replace(quiet_town.bot, token=quiet_town.bot.token[:-1] + "-")
    await wrong.start()
    assert await wrong.ended() == 1
    assert "Ask @BotFather for a new one" in wrong.said()


async def test_a_telegram_that_is_away_at_the_start_is_waited_for(quiet_town: Town) -> None:
    await quiet_town.telegram.emu("faults", {"match": {"method": "getMe", "times": 1}, "action": {"refuse": True}})
    await quiet_town.telegram.emu("faults", {"match": {"method": "getMe", "times": 1}, "action": {"status": 502, "raw": "<html>"}})
    await quiet_town.start_bot()
    assert [entry["event"] for entry in quiet_town.bot.entries()].count("Telegram does not answer yet") == 2
    somebody = await quiet_town.neighbour()
    await somebody.writes("/start")
    await somebody.hears("Join with the link")


async def test_a_telegram_that_goes_away_for_a_while_is_waited_for(town: Town) -> None:
    admin, grace = await town.neighbour(), await town.neighbour("Grace")
    house = await town.house(grace, admin=admin)
    card = await admin.announces(house, LINE)
    await town.telegram.emu("faults", {"match": {"times": 12}, "action": {"status": 502, "raw": "<html>Bad Gateway</html>"}})
    await grace.taps(card, "Coming", wait=0)
    await card.shows("Coming 1")
    assert town.rows("SELECT seated FROM events") == [(1,)]
