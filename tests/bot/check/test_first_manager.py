"""`talkoot invite-manager`: a link that works once, or one sentence that says why not."""

import asyncio
import re
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.settings import load_settings
from community import invitations, places
from storage.engine import open_database
from storage.roles import Role
from tests.community.neighbourhood import GROUP, OTHER_GROUP, RULES, neighbour


@pytest.fixture
async def talkoot(config, tmp_path, database_copies):
    """`talkoot invite-manager …` for a bot with two houses of the same name and one of its own, in a thread as the API is in this loop."""
    (tmp_path / "data").mkdir()
    path = config()
    settings = load_settings(path, {})
    database_copies(tmp_path / "data")
    database = await open_database(settings.database.url)
    for number, group in enumerate((GROUP, OTHER_GROUP, places.Group(-1002000000003, GROUP.title)), 1):
        await database.handle(number, places.settle, group=group, language="en", rules=RULES, now=datetime.now(UTC))
    await database.close()

    async def run(*options):
        return await asyncio.to_thread(CliRunner().invoke, app, ["invite-manager", "--config", str(path), *options])

    run.url = settings.database.url
    return run


async def offered(talkoot, printed):
    """What the printed link offers."""
    [secret] = re.findall(r"https://t\.me/talkoot_bot\?start=r_(\S+)", printed)
    database = await open_database(talkoot.url)
    found = await database.read(invitations.look, secret=secret, who=neighbour(1), now=datetime.now(UTC))
    await database.close()
    return found.role, found.place


@pytest.mark.parametrize(
    ("options", "place"), [((), None), (("--area", "Koivula"), "Koivula"), (("--house", OTHER_GROUP.title), OTHER_GROUP.title)]
)
async def test_the_link_offers_what_was_asked_for(talkoot, options, place):
    result = await talkoot(*options)
    assert result.exit_code == 0, result.output
    assert await offered(talkoot, result.stdout) == (Role.MANAGER, place)


async def test_an_area_is_founded_once(talkoot):
    for _ in range(2):
        await talkoot("--area", "Koivula")
    database = await open_database(talkoot.url)
    assert len(await database.read(lambda db: db.exec_driver_sql("SELECT id FROM areas").all())) == 1
    await database.close()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--house", "Nowhere 1"), "No house is called Nowhere 1."),
        (("--house", GROUP.title), f"Several houses are called {GROUP.title}."),
        (("--house", "A", "--area", "B"), "not both"),
    ],
)
async def test_what_is_not_possible_is_said(talkoot, options, says):
    result = await talkoot(*options)
    assert result.exit_code != 0
    assert says in result.output


async def test_without_telegram_there_is_no_link(talkoot, api):
    api.status = 500
    result = await talkoot()
    assert result.exit_code == 1
    assert "Telegram does not tell the bot's name" in result.stderr
