"""The Dockerfile, read and not built: no image registry is needed to find most of what can be wrong with it."""

import asyncio
import json
import os
import re
import shlex
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import every_setting, load_settings, variable_of
from web.app import make_app
from web.health import Health
from web.server import WebServer

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def read_instructions():
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split(None, 1)[0], line.split(None, 1)[1].strip()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def stages():
    """The instructions of every stage, the last one being what runs."""
    found = []
    for name, rest in read_instructions():
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


@pytest.fixture(scope="module")
def runs(stages):
    return stages[-1]


def values(stage, wanted):
    return [rest for name, rest in stage if name == wanted]


def environment(stage):
    return dict(pair.split("=", 1) for rest in values(stage, "ENV") for pair in shlex.split(rest))


def copied(stages):
    return [source for stage in stages for rest in values(stage, "COPY") if not rest.startswith("--from") for source in rest.split()[:-1]]


def test_everything_that_is_copied_exists_and_reaches_the_builder(stages):
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert "*" in lines
    for source in copied(stages):
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in let_in, source
    assert let_in == {source.split("/")[0] for source in copied(stages)}


def test_nothing_secret_reaches_the_builder():
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert not let_in & {".", ".git", ".venv", "data", "config.toml", ".env", "tests"}


def test_every_package_of_the_wheel_is_copied(stages):
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel["packages"]) | set(wheel["force-include"]) <= set(copied(stages))
    assert set(PROJECT["project"]["license-files"]) | {PROJECT["project"]["readme"]} <= set(copied(stages))


def test_what_runs_is_not_root_and_was_made_first(runs):
    (user,) = values(runs, "USER")
    assert user not in ("root", "0")
    (making,) = (part for rest in values(runs, "RUN") for part in rest.split("&&") if "useradd" in part)
    assert making.split()[-1] == user
    assert "--uid 10001" in making
    after = [name for name, _ in runs[[name for name, _ in runs].index("USER") :]]
    assert "RUN" not in after
    assert "COPY" not in after


def test_what_runs_holds_the_environment_alone(stages, runs):
    assert len(stages) == 2
    assert values(runs, "COPY") == ["--from=build /app/.venv /app/.venv"]
    assert not any("pip" in rest or "apt" in rest for rest in values(runs, "RUN"))
    assert environment(runs)["PATH"].startswith("/app/.venv/bin:")


def test_both_stages_have_the_same_python_and_it_is_one_we_support(stages):
    first, last = (values(stage, "FROM")[0].split()[0] for stage in stages)
    assert first == last
    major, minor = map(int, re.match(r"python:(\d+)\.(\d+)-slim", first).groups())
    assert (major, minor) >= tuple(map(int, PROJECT["project"]["requires-python"].removeprefix(">=").split(".")))


def test_what_is_installed_is_what_is_locked_without_the_tools_of_developers(stages):
    for line in [rest for rest in values(stages[0], "RUN") if "uv sync" in rest]:
        assert "--locked" in line
        assert "--no-default-groups" in line
        assert "--extra postgres" in line
    assert re.search(r"uv==\d+\.\d+\.\d+$", values(stages[0], "RUN")[0])


def test_its_settings_exist_and_what_lasts_is_in_a_volume(runs):
    ours = {name: value for name, value in environment(runs).items() if name.startswith("TALKOOT_")}
    assert set(ours) <= {variable_of(setting) for setting, _ in every_setting()}
    asked = {"TALKOOT_TELEGRAM__TOKEN": "1:a", "TALKOOT_CONTROLLER__NAME": "x", "TALKOOT_CONTROLLER__CONTACT": "y"}
    settings = load_settings(None, {**ours, **asked})
    data, keys = json.loads(values(runs, "VOLUME")[0])
    assert settings.database.url.removeprefix("sqlite:///").startswith(f"{data}/")
    assert str(settings.privacy.erased_key_file).startswith(f"{keys}/")
    assert values(runs, "WORKDIR") == [data]
    assert values(runs, "EXPOSE") == [str(settings.web.port)]


def test_it_starts_a_command_we_have_and_stops_as_we_stop(runs):
    (program,) = json.loads(values(runs, "ENTRYPOINT")[0])
    assert program in PROJECT["project"]["scripts"]
    assert json.loads(values(runs, "CMD")[0]) == ["run"]
    assert values(runs, "STOPSIGNAL") == ["SIGTERM"]


async def test_its_health_check_tells_green_from_red(runs):
    (check,) = values(runs, "HEALTHCHECK")
    program, *arguments = json.loads(check.split(" CMD ")[1])
    assert program == "python"
    now = [datetime(2027, 5, 10, tzinfo=UTC)]
    server = await WebServer.start(make_app(Health(lambda: now[0])), host="127.0.0.1", port=0)

    async def verdict():
        environ = {**os.environ, "TALKOOT_WEB__PORT": str(server.port)}
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, env=environ, stderr=asyncio.subprocess.DEVNULL)
        return await process.wait()

    assert await verdict() == 0
    now[0] += timedelta(hours=1)
    assert await verdict() == 1
    await server.stop()
    assert await verdict() == 1
