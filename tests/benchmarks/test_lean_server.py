"""The lean server measures what it says: offsets, presses and waits, through a real client over real sockets."""

import asyncio
import math
from collections.abc import AsyncIterator

import aiohttp
import pytest

from benchmarks.card import sample
from benchmarks.contestants import TOKEN, Server, server
from benchmarks.taps import CONTESTANTS, LOADS, Corner, Load, Run, Shown, echo, middle, table, verdict
from benchmarks.wire import parameters


@pytest.fixture
async def lean() -> AsyncIterator[Server]:
    async with server() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def call(client: aiohttp.ClientSession, lean: Server, method: str, **values: object) -> object:
    async with client.post(f"{lean.address}/bot{TOKEN}/{method}", json=values) as response:
        told = await response.json()
    assert told["ok"] is True
    return told["result"]


async def test_updates_stay_until_the_next_offset_confirms_them(lean, client):
    await lean.order("update", message={"text": "one"})
    await lean.order("update", message={"text": "two"})
    first = await call(client, lean, "getUpdates", limit=1)
    assert [update["message"]["text"] for update in first] == ["one"]
    again = await call(client, lean, "getUpdates")
    assert [update["message"]["text"] for update in again] == ["one", "two"]
    rest = await call(client, lean, "getUpdates", offset=again[0]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["two"]
    assert await call(client, lean, "getUpdates", offset=again[1]["update_id"] + 1) == []


async def test_a_long_poll_is_answered_when_something_happens(lean, client):
    poll = asyncio.create_task(call(client, lean, "getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await lean.order("update", message={"text": "news"})
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_a_press_comes_with_the_whole_card_and_its_wait_is_measured(lean, client):
    load = asyncio.create_task(lean.order("closed", latency=0.05, people=1, warm=0, seconds=1))
    (update,) = await call(client, lean, "getUpdates", timeout=5)
    press = update["callback_query"]
    assert press["message"] == sample().message
    assert press["data"] in sample().answers
    assert press["from"]["id"]
    await asyncio.sleep(0.2)
    await call(client, lean, "answerCallbackQuery", callback_query_id=press["id"])
    await call(client, lean, "answerCallbackQuery", callback_query_id=press["id"])
    told = await load
    assert told["taps"] == 1
    assert 0.2 < told["p50"] < 0.6
    (again,) = await call(client, lean, "getUpdates", offset=update["update_id"] + 1)
    assert again["callback_query"]["data"] != press["data"], "people change their minds"


async def test_what_is_never_answered_is_lost_and_not_forgotten_in_the_percentiles(lean):
    told = await lean.order("open", latency=0, people=5, warm=0, seconds=0.5, rate=50, grace=0.3)
    assert told["taps"] == 0
    assert told["lost"] > 5
    assert told["p99"] > 0.5


async def test_sent_and_edited_messages_are_told_with_their_keyboard(lean, client):
    keyboard = {"inline_keyboard": [[{"text": "Julkaise", "callback_data": "x"}]]}
    sent = await call(client, lean, "sendMessage", chat_id=-5, text="<b>Kortti</b>", reply_markup=keyboard)
    assert sent["text"] == "Kortti"
    assert sent["reply_markup"] == keyboard
    edited = await call(client, lean, "editMessageText", chat_id=-5, message_id=sent["message_id"], text="Uusi")
    assert edited["message_id"] == sent["message_id"]
    assert "reply_markup" not in edited
    calls = (await lean.order("journal"))["calls"]
    assert [one["name"] for one in calls] == ["sendMessage", "editMessageText"]


@pytest.mark.parametrize(
    "body",
    [
        b"callback_query_id=12&text=Hei%20%C3%A4",
        '{"callback_query_id": "12", "text": "Hei ä"}'.encode(),
        '--x\r\nContent-Disposition: form-data; name="callback_query_id"\r\n\r\n12\r\n'
        '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHei ä\r\n--x--\r\n'.encode(),
    ],
)
def test_parameters_are_read_from_every_kind_of_body(body):
    assert parameters(body) == {"callback_query_id": "12", "text": "Hei ä"}


async def test_a_contestant_is_measured_under_a_load():
    async with Corner(echo("echo_raw"), Shown()) as corner:
        run = await corner.run(Load("closed", 0, 0.1, 0.3))
    assert run.taps > 100
    assert 0 < run.p50 <= run.p99
    assert run.lost == 0


def test_the_verdict_names_the_ratios():
    def run(taps: float, p99: float) -> Run:
        return Run(taps=taps, p50=1, p99=p99, cpu=1, edits=0, lost=0)

    speeds = {"talkoot": 350.0, "aiogram": 500.0, "python-telegram-bot": 20.0}
    results = {str(load): {name: [run(speeds[name], 100.0)] for name in CONTESTANTS} for load in LOADS}
    figures = verdict(results, 20_000.0)
    assert figures == {
        "taps_per_s": 350,
        "ratio_to_aiogram": 0.7,
        "ratio_to_ptb": 17.5,
        "p99_ratio_at_100": 1,
        "server_ceiling_per_s": 20_000,
    }
    assert "talkoot" in table(LOADS[0], results[str(LOADS[0])])
    assert middle([run(1, 5), run(3, math.nan), run(2, 4)]).taps == 2
