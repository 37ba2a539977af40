"""What the bot writes about itself, and what it never writes."""

import asyncio
import io
import json
import logging
import sqlite3
import warnings
from random import Random

import httpx
import pytest
import structlog

from bot.logs import CODE_ALPHABET, QUIET, Redaction, incident_code, safe_traceback, set_up_logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def logs():
    """Set up logs into memory; what was set up before comes back afterwards."""
    root = logging.getLogger()
    before = root.handlers, root.level, {name: logging.getLogger(name).level for name in QUIET}
    stream = io.StringIO()

    def set_up(**wanted):
        set_up_logs(stream=stream, **wanted)
        return stream

    yield set_up
    root.handlers = before[0]
    root.setLevel(before[1])
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_an_event_is_one_line_with_its_values(logs):
    stream = logs()
    structlog.get_logger("bot.receiver").info("batch handled", updates=3)
    (line,) = stream.getvalue().splitlines()
    assert "batch handled" in line
    assert "updates=3" in line
    assert "bot.receiver" in line


def test_json_lines_can_be_read_by_programs(logs):
    stream = logs(form="json")
    structlog.get_logger().info("batch handled", updates=3)
    logging.getLogger("bot.other").warning("plain %s", "words")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["event"], first["updates"], first["level"]) == ("batch handled", 3, "info")
    assert (second["event"], second["level"], second["logger"]) == ("plain words", "warning", "bot.other")
    assert first["timestamp"].endswith("Z")


@pytest.mark.parametrize("form", ["console", "json"])
def test_the_token_is_masked_wherever_it_stands(logs, form):
    stream = logs(form=form, secrets=["short-secret"])
    log = structlog.get_logger()
    log.warning("calling", address=f"https://api.telegram.org/bot{TOKEN}/getMe", nested={"token": TOKEN})
    log.warning(f"encoded {TOKEN.replace(':', '%3A')} short-secret")
    logging.getLogger("httpx").warning("HTTP Request: POST https://api.telegram.org/bot%s/getUpdates", TOKEN)
    logging.getLogger("x").warning("http://127.0.0.1:8080/bot1:a/getMe")
    try:
        raise OSError(f"cannot reach /bot{TOKEN}/sendMessage")
    except OSError:
        log.exception("failed")
    written = stream.getvalue()
    assert TOKEN.split(":")[1] not in written
    assert "short-secret" not in written
    assert "bot1:a" not in written
    assert "***" in written


def test_a_password_in_a_database_address_is_masked():
    assert Redaction()("postgresql://talkoot:hunter2@db:5432/talkoot") == "postgresql://talkoot:***@db:5432/talkoot"


def test_times_and_addresses_are_left_alone():
    line = "2026-11-24T04:20:00Z http://127.0.0.1:8081/healthz 12:30"
    assert Redaction([""])(line) == line


@pytest.mark.parametrize("name", QUIET)
def test_libraries_are_quiet_even_when_everything_else_is_not(logs, name):
    stream = logs(level="debug", form="json")
    logging.getLogger(name).debug("Processing update Update(message='Aino was here')")
    logging.getLogger(f"{name}.access").info("GET /feed/secret")
    structlog.get_logger().debug("ours")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["ours"]


def test_a_higher_level_silences_the_rest(logs):
    stream = logs(level="error")
    structlog.get_logger().warning("quiet")
    logging.getLogger("telegram").warning("quiet")
    structlog.get_logger().error("loud")
    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_traceback_shows_where_but_not_what_a_resident_wrote(logs, form):
    stream = logs(form=form)
    name = "Aino" + "Virtanen"
    try:
        try:
            int(name)
        except ValueError as error:
            raise RuntimeError(f"no number in {name}") from error
    except RuntimeError:
        structlog.get_logger().exception("incident", code="K7F-2QX")
        logging.getLogger("telegram.ext").exception("No error handlers are registered")
    written = stream.getvalue()
    assert name not in written
    assert written.count("builtins.ValueError") == 2
    assert written.count("builtins.RuntimeError") == 2
    assert "test_logs.py" in written
    assert "K7F-2QX" in written


def test_an_exception_handed_over_is_shown_like_one_being_handled(logs):
    stream = logs()
    structlog.get_logger().error("incident", exc_info=KeyError("Aino"))
    assert "builtins.KeyError" in stream.getvalue()
    assert "Aino" not in stream.getvalue()


def test_messages_of_network_disk_and_engine_are_kept_without_what_they_quote():
    assert safe_traceback(sqlite3.OperationalError("database is locked")) == "sqlite3.OperationalError: database is locked"
    assert safe_traceback(httpx.ConnectError("no route")) == "httpx.ConnectError: no route"
    assert safe_traceback(sqlite3.OperationalError('near "Aino": syntax error')).endswith('near "…": syntax error')


def test_every_exception_of_a_group_is_shown():
    shown = safe_traceback(ExceptionGroup("Aino", [ValueError("Aino"), KeyError("Aino")]))
    assert shown.splitlines() == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.KeyError"]


async def test_a_task_that_fails_unseen_shows_no_message(logs):
    stream = logs()

    async def fails():
        raise ValueError("Aino")

    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError("Aino"), "task": "exception=ValueError('Aino')"}
    )
    assert "Task exception was never retrieved" in stream.getvalue()
    assert "builtins.ValueError" in stream.getvalue()
    assert "Aino" not in stream.getvalue()


def test_warnings_of_python_go_to_the_log_too(logs):
    stream = logs()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old thing", DeprecationWarning, stacklevel=1)
    assert "old thing" in stream.getvalue()


def test_setting_up_twice_writes_once(logs):
    logs()
    stream = logs()
    structlog.get_logger().info("once")
    assert stream.getvalue().count("once") == 1


def test_an_incident_code_is_short_readable_and_repeatable_from_a_seed():
    code = incident_code(Random(7))
    assert code == incident_code(Random(7))
    assert len(code) == 7
    assert code[3] == "-"
    assert set(code) <= set(CODE_ALPHABET) | {"-"}
    assert len({incident_code(random) for random in [Random(1)] for _ in range(1000)}) > 990
