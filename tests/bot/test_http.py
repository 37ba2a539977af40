"""The HTTP client against real sockets: what is sent, what is understood, and what a failure says about the request."""

import asyncio
import io
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast

import pytest
from aiohttp import BodyPartReader, web
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest

from bot.http import AnswerLost, CarefulHttpxRequest, Kind, NotSent, TooManyRequests, make_request, parsed, surely_not_done

TOKEN = "123456:SECRET-part-of-every-address"
OK = b'{"ok":true,"result":true}'
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

pytestmark = pytest.mark.parametrize("kind", ["aiohttp", "httpx"])


@asynccontextmanager
async def telegram(handler: Handler) -> AsyncIterator[str]:
    server = web.Server(cast(Any, handler))
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot(kind: Kind, address: str, **limits: Any) -> AsyncIterator[Bot]:
    pool = limits.pop("pool", 8)
    async with make_request(kind, pool, **limits) as request:
        yield Bot(TOKEN, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot", request=request)


@asynccontextmanager
async def asked(kind: Kind, handler: Handler, **limits: Any) -> AsyncIterator[Bot]:
    async with telegram(handler) as address, bot(kind, address, **limits) as client:
        yield client


def answering(payload: bytes, status: int = 200, content_type: str = "application/json") -> Handler:
    async def handler(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(body=payload, status=status, content_type=content_type)

    return handler


async def failure_of(client: Bot, **limits: Any) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await client.answer_callback_query("1", "Tervetuloa", **limits)
    assert TOKEN not in "".join(traceback.format_exception(caught.value)), "the token is in the traceback"
    link: BaseException | None = caught.value
    while link is not None:
        assert TOKEN not in str(link) + repr(link)
        link = link.__context__
    return caught.value


async def test_parameters_arrive_with_their_types(kind: Kind) -> None:
    seen: dict[str, Any] = {}

    async def handler(request: web.Request) -> web.Response:
        form = request.content_type == "application/x-www-form-urlencoded"
        sent = await request.post() if form else await request.json()
        seen.update(sent, path=request.path, form=form)
        return web.Response(body=b'{"ok":true,"result":{"message_id":5,"date":0,"chat":{"id":-1,"type":"group"}}}')

    async with asked(kind, handler) as client:
        sent = await client.send_message(-1, "Grillillä & 🌭=100 %", api_kwargs={"nested": {"a": [1, True, "ä"]}})
    assert sent.message_id == 5
    assert seen["path"] == f"/bot{TOKEN}/sendMessage"
    assert seen["form"] == (kind == "httpx")
    assert seen["text"] == "Grillillä & 🌭=100 %"
    assert seen["chat_id"] in (-1, "-1")
    nested = json.loads(seen["nested"]) if kind == "httpx" else seen["nested"]
    assert nested == {"a": [1, True, "ä"]}


@pytest.mark.parametrize("size", [10, 3_000_000])
async def test_files_are_uploaded_as_multipart(kind: Kind, size: int) -> None:
    seen: dict[str, Any] = {}

    async def handler(request: web.Request) -> web.Response:
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = b""
            while piece := await part.read_chunk():
                content += piece
            seen[part.name or ""] = (part.filename, content)
        return web.Response(body=b'{"ok":true,"result":{"message_id":5,"date":0,"chat":{"id":-1,"type":"group"}}}')

    async with asked(kind, handler) as client:
        await client.send_document(-1, InputFile(io.BytesIO(b"x" * size), filename="häät.ics"), caption="Kutsu")
    assert seen["caption"] == (None, b"Kutsu")
    (attached,) = [value for value in seen.values() if value[0]]
    assert attached == ("häät.ics", b"x" * size)


async def test_a_file_is_fetched_byte_by_byte(kind: Kind) -> None:
    async with telegram(answering(b"\x00\xff" * 1000)) as address, make_request(kind, 1) as request:
        assert await request.retrieve(f"{address}/file/bot{TOKEN}/photo.jpg") == b"\x00\xff" * 1000


async def test_a_refused_connection_was_not_sent(kind: Kind) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port, and it refuses
        async with bot(kind, f"http://127.0.0.1:{taken.getsockname()[1]}") as client:
            error = await failure_of(client)
    assert isinstance(error, NotSent)
    assert surely_not_done(error)


async def test_an_unknown_host_was_not_sent(kind: Kind) -> None:
    async with bot(kind, "http://nowhere.invalid") as client:
        assert isinstance(await failure_of(client), NotSent)


async def test_waiting_too_long_for_a_free_connection_was_not_sent(kind: Kind) -> None:
    arrived, free = asyncio.Event(), asyncio.Event()

    async def handler(request: web.Request) -> web.Response:
        arrived.set()
        await free.wait()
        return web.Response(body=OK)

    async with asked(kind, handler, pool=1, wait=0.05, connect=0.05) as client:
        first = asyncio.create_task(client.answer_callback_query("1"))
        await arrived.wait()
        assert isinstance(await failure_of(client), NotSent)
        free.set()
        assert await first is True


async def test_a_silent_server_leaves_the_effect_unknown(kind: Kind) -> None:
    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response(body=OK)

    async with asked(kind, handler, read=0.1) as client:
        error = await failure_of(client)
    assert isinstance(error, AnswerLost)
    assert isinstance(error, TimedOut)
    assert not surely_not_done(error)


async def test_a_call_may_bring_its_own_limits(kind: Kind) -> None:
    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(0.3)
        return web.Response(body=OK)

    async with asked(kind, handler, read=0.1) as client:
        assert isinstance(await failure_of(client), AnswerLost)
        assert await client.answer_callback_query("1", read_timeout=5) is True
        assert isinstance(await failure_of(client, read_timeout=0.05), AnswerLost)


async def test_a_reset_after_the_request_leaves_the_effect_unknown(kind: Kind) -> None:
    async def handler(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        cast(asyncio.Transport, request.transport).abort()
        return web.Response(body=OK)

    async with asked(kind, handler) as client:
        assert isinstance(await failure_of(client), AnswerLost)


async def test_a_body_cut_off_by_the_network_leaves_the_effect_unknown(kind: Kind) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(OK)
        assert request.transport is not None
        request.transport.close()
        return response

    async with asked(kind, handler) as client:
        assert isinstance(await failure_of(client), AnswerLost)


@pytest.mark.parametrize("payload", [OK[:-5], b"", b"[]", b"true", b"<html>"])
async def test_an_unreadable_success_leaves_the_effect_unknown(kind: Kind, payload: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with asked(kind, answering(payload)) as client:
            assert isinstance(await failure_of(client), AnswerLost)
    assert "html" not in caplog.text


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_gateways_page_leaves_the_effect_unknown_and_is_not_quoted(kind: Kind, status: int) -> None:
    async with asked(kind, answering(b"<html>Bad Gateway, Aino</html>", status, "text/html")) as client:
        error = await failure_of(client)
    assert isinstance(error, AnswerLost)
    assert "Aino" not in str(error)
    assert str(status) in str(error)


async def test_telegrams_own_5xx_is_a_network_error_of_unknown_effect(kind: Kind) -> None:
    async with asked(kind, answering(b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', 500)) as client:
        error = await failure_of(client)
    assert isinstance(error, NetworkError)
    assert not surely_not_done(error)


async def test_too_many_requests_tells_how_long_to_wait(kind: Kind) -> None:
    payload = b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 37","parameters":{"retry_after":37}}'
    async with asked(kind, answering(payload, 429)) as client:
        error = await failure_of(client)
    assert isinstance(error, RetryAfter)
    assert isinstance(error, TooManyRequests)
    assert error.seconds == 37
    assert error.retry_after == timedelta(seconds=37)
    assert surely_not_done(error)


@pytest.mark.parametrize("payload", [b"<html>slow down</html>", b'{"ok":false', b'{"parameters":[]}'])
async def test_an_unreadable_429_is_a_refusal_all_the_same(kind: Kind, payload: bytes) -> None:
    async with asked(kind, answering(payload, 429)) as client:
        error = await failure_of(client)
    assert isinstance(error, TooManyRequests)
    assert error.seconds == 1


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, b'{"ok":false,"error_code":400,"description":"Bad Request: message is not modified"}', BadRequest),
        (403, b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}', Forbidden),
        (400, b'{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-100}}', ChatMigrated),
        (400, b"<html>400</html>", BadRequest),
    ],
)
async def test_a_refusal_is_surely_not_done(kind: Kind, status: int, answer: bytes, error: type[TelegramError]) -> None:
    async with asked(kind, answering(answer, status)) as client:
        failure = await failure_of(client)
    assert type(failure) is error
    assert surely_not_done(failure)


async def test_a_redirect_is_not_followed(kind: Kind) -> None:
    async def handler(request: web.Request) -> web.Response:
        assert request.path != "/elsewhere", "the token went to another host"
        raise web.HTTPFound("/elsewhere")

    async with asked(kind, handler) as client:
        assert isinstance(await failure_of(client), NetworkError)


async def test_connections_are_kept_and_never_more_than_the_pool(kind: Kind) -> None:
    peers: set[Any] = set()

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        await asyncio.sleep(0.01)
        return web.Response(body=OK)

    async with asked(kind, handler, pool=4) as client:
        await asyncio.gather(*(client.answer_callback_query(str(n)) for n in range(20)))
        await client.answer_callback_query("21")
    assert len(peers) == 4


async def test_a_client_can_be_closed_and_opened_again(kind: Kind) -> None:
    async with telegram(answering(OK)) as address:
        request = make_request(kind, 2)
        for _ in range(2):
            async with request:
                assert await request.post(f"{address}/bot{TOKEN}/x") is True
            await request.shutdown()


async def test_a_broken_character_does_not_stop_the_rest(kind: Kind) -> None:
    assert parsed(b'{"ok":true,"result":"\xff"}') == {"ok": True, "result": "\ufffd"}


async def test_the_fallback_is_the_librarys_own_client(kind: Kind) -> None:
    request = make_request(kind, 1, read=7)
    assert isinstance(request, BaseRequest)
    assert isinstance(request, CarefulHttpxRequest) == (kind == "httpx")
    assert request.read_timeout == 7
