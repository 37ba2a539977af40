"""`/healthz` over real HTTP."""

import asyncio
import signal
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from web.app import make_app
from web.health import VITALS, Health, Vital
from web.server import WebServer

START = datetime(2027, 5, 10, 12, tzinfo=UTC)


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.time = START

    def __call__(self):
        return self.time

    def move(self, **by):
        self.time += timedelta(**by)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def health(watch):
    return Health(watch)


@pytest.fixture
async def server(health):
    server = await WebServer.start(make_app(health), host="127.0.0.1", port=0)
    yield server
    await server.stop()


async def ask(server, path="/healthz", method="GET"):
    async with aiohttp.ClientSession() as session, session.request(method, server.address + path) as answer:
        return answer.status, await answer.json(content_type=None) if answer.content_type == "application/json" else None, answer.headers


async def test_a_bot_that_has_just_started_is_green(server):
    status, body, headers = await ask(server)
    assert (status, body["status"], body["reasons"]) == (200, "green", {})
    assert set(body["silent_for_s"]) == {"poll", "outbox", "database"}
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


@pytest.mark.parametrize("stuck", list(VITALS))
async def test_one_loop_that_is_stuck_makes_it_red_and_is_named(server, health, watch, stuck):
    watch.move(minutes=5)
    for name in VITALS:
        if name != stuck:
            health.beat(name)
    status, body, _ = await ask(server)
    assert (status, body["status"]) == (503, "red")
    assert list(body["reasons"]) == [stuck]
    assert VITALS[stuck].meaning in body["reasons"][stuck]
    assert "300 s" in body["reasons"][stuck]


async def test_it_is_green_again_after_the_next_beat(server, health, watch):
    watch.move(minutes=5)
    assert (await ask(server))[0] == 503
    for name in VITALS:
        health.beat(name)
    assert (await ask(server))[0] == 200


async def test_the_trouble_a_loop_ran_into_explains_why_it_is_silent(server, health, watch):
    health.trouble("poll", "Telegram cannot be reached")
    assert (await ask(server))[0] == 200
    watch.move(minutes=5)
    _, body, _ = await ask(server)
    assert body["reasons"]["poll"].endswith("Telegram cannot be reached")
    health.beat("poll")
    assert "poll" not in (await ask(server))[1]["reasons"]


def test_exactly_the_limit_is_still_green(watch):
    health = Health(watch, {"tick": Vital(timedelta(seconds=10), "nothing ticked")})
    watch.move(seconds=10)
    assert health.pulses()[0].trouble is None
    watch.move(seconds=1)
    assert health.pulses()[0].trouble == "nothing ticked for 11 s"


def test_a_loop_nobody_watches_is_a_mistake_in_the_wiring(health):
    with pytest.raises(KeyError):
        health.beat("pol")
    with pytest.raises(KeyError):
        health.trouble("pol", "")


async def test_other_addresses_are_not_there(server):
    assert (await ask(server, "/"))[0] == 404
    assert (await ask(server, "/healthz", "POST"))[0] == 405


async def test_the_real_port_is_told_and_a_stopped_server_leaves_it(health):
    server = await WebServer.start(make_app(health), host="127.0.0.1", port=0)
    port = server.port
    assert port > 0
    await server.stop()
    await server.stop()
    again = await WebServer.start(make_app(health), host="127.0.0.1", port=port)
    assert (await ask(again))[0] == 200
    await again.stop()


async def test_a_taken_port_is_an_error_one_can_catch(server, health):
    with pytest.raises(OSError, match="Address already in use"):
        await WebServer.start(make_app(health), host="127.0.0.1", port=server.port)


async def test_the_signals_stay_with_the_process(health):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    server = await WebServer.start(make_app(health), host="127.0.0.1", port=0)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    await server.stop()


async def test_an_ipv6_address_is_written_in_brackets(health):
    try:
        server = await WebServer.start(make_app(health), host="::1", port=0)
    except OSError:
        return  # Some containers have no IPv6 at all, and nothing can be shown there.
    assert server.address == f"http://[::1]:{server.port}"
    assert (await ask(server))[0] == 200
    await server.stop()


async def test_stopping_does_not_wait_for_a_client_that_only_keeps_its_connection(server):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await asyncio.wait_for(server.stop(), 5)
    writer.close()
    assert await reader.read() == b""
