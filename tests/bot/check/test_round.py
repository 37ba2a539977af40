"""`talkoot check` explains what is wrong, in plain words, and changes nothing."""

import socket

import pytest

from bot.check import Verdict, check, in_lines, something_is_wrong
from bot.check.findings import fine, wrong
from bot.check.round import combinations
from bot.settings import load_settings
from tests.bot.check.conftest import TOKEN


async def told(config_path, verdict=Verdict.WRONG, environ=None):
    findings = await check(config_path, environ or {})
    assert TOKEN.split(":")[1] not in in_lines(findings)
    return [f"{finding.subject}: {finding.text}" for finding in findings if finding.verdict is verdict]


async def test_with_everything_right_nothing_is_wrong_and_nothing_is_made(config, api, tmp_path):
    findings = await check(config(), {})
    assert not something_is_wrong(findings), in_lines(findings)
    assert "@talkoot_bot" in in_lines(findings)
    assert api.asked == [f"/bot{TOKEN}/getMe"]
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


async def test_it_says_who_the_controller_is(config):
    (controller,) = [line for line in await told(config(), Verdict.NOTE) if line.startswith("controller")]
    assert "Whoever runs this bot is the controller" in controller
    assert "As Oy Esimerkki" in controller
    assert "hallitus@example.org" in controller


async def test_every_problem_of_the_settings_is_told_and_the_controller_still(tmp_path):
    findings = await check(tmp_path / "config.toml", {})
    assert something_is_wrong(findings)
    assert "Copy config.example.toml" in in_lines(findings)
    assert findings[-1].subject == "controller"
    lines = await told(None)
    assert [line.split()[1] for line in lines] == ["telegram.token", "controller.name", "controller.contact"]


@pytest.mark.parametrize(
    ("status", "subject", "part"),
    [
        (401, "token", "mistyped or replaced"),
        (404, "token", "does not understand this token"),
        (500, "token", "trouble of its own (HTTP 500)"),
    ],
)
async def test_a_token_that_is_refused_is_explained(config, api, status, subject, part):
    api.status = status
    (line,) = await told(config())
    assert line.startswith(subject)
    assert part in line


async def test_being_asked_to_slow_down_is_not_our_fault(config, api):
    api.status = 429
    assert await told(config()) == []
    assert any("429" in line for line in await told(config(), Verdict.NOTE))


@pytest.mark.parametrize("body", ["<html>Welcome</html>", "[]", "7", "{}", ""])
async def test_an_address_where_something_else_answers_is_explained(config, api, body):
    api.body = body
    (line,) = await told(config())
    assert "is not a Bot API" in line


async def test_an_address_where_nobody_answers_is_explained(config):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        (line,) = await told(config(api_url=address))
    assert "the connection was refused" in line


async def test_a_name_that_is_not_known_is_explained(config):
    (line,) = await told(config(api_url="https://api.telegram.invalid"))
    assert "its name is not known here" in line


async def test_a_server_without_encryption_is_explained(config, api):
    (line,) = await told(config(api_url=api.address.replace("http:", "https:")))
    assert "cannot be reached" in line


async def test_a_bot_that_may_not_join_groups_is_told_how_to(config, api):
    api.me["can_join_groups"] = False
    (line,) = await told(config())
    assert "Allow Groups?" in line


async def test_privacy_mode_that_is_off_is_mentioned(config, api):
    api.me["can_read_all_group_messages"] = True
    assert await told(config()) == []
    assert any("Privacy mode is off" in line for line in await told(config(), Verdict.NOTE))


async def test_a_settings_file_everybody_can_read_is_wrong(config):
    (line,) = await told(config(mode=0o644))
    assert line.startswith("settings file: Everybody on this machine can read the bot's token")
    assert "chmod 600" in line


async def test_a_settings_file_the_group_can_read_is_mentioned(config):
    path = config(mode=0o640)
    assert await told(path) == []
    assert any("chmod 600" in line for line in await told(path, Verdict.NOTE))


async def test_a_settings_file_without_a_token_may_be_read_by_all(config, tmp_path):
    path = config(token="", mode=0o644)
    assert await told(path, environ={"TALKOOT_TELEGRAM__TOKEN": TOKEN}) == []


async def test_a_key_file_is_kept_private_and_never_empty(config, tmp_path):
    (tmp_path / "data").mkdir()
    key = tmp_path / "data" / "erased.key"
    key.write_text("")
    key.chmod(0o600)
    assert any("is empty" in line for line in await told(config()))
    key.write_text("k" * 64)
    assert await told(config()) == []
    key.chmod(0o604)
    assert any(line.startswith("key of the erased: Everybody") for line in await told(config()))
    key.unlink()
    key.mkdir()
    assert any("is a folder" in line for line in await told(config()))


async def test_a_playground_s_clock_on_the_real_telegram_is_wrong():
    environ = {
        "TALKOOT_TELEGRAM__TOKEN": TOKEN,
        "TALKOOT_CONTROLLER__NAME": "x",
        "TALKOOT_CONTROLLER__CONTACT": "y",
        "TALKOOT_CLOCK__FOLLOW": "http://127.0.0.1:8080",
    }
    (finding,) = combinations(load_settings(None, environ))
    assert finding.verdict is Verdict.WRONG
    assert "Leave clock.follow out" in finding.text


async def test_a_token_sent_unencrypted_over_a_network_is_mentioned(config):
    notes = await told(config(api_url="http://bot-api.invalid"), Verdict.NOTE)
    assert any("unencrypted" in line for line in notes)


def test_findings_are_lines_that_begin_with_the_verdict():
    assert in_lines([fine("token", "Good."), wrong("disk", "Full.")]) == "fine   token: Good.\nwrong  disk: Full."
