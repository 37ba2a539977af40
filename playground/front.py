"""The Bot API over HTTP: reading a call, sending it through gate, faults and limits, and wrapping the answer."""

from __future__ import annotations

import asyncio
import inspect
import re
import socket
import struct
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from playground.call import Call
from playground.faults import Fault, Faults, Instead, number
from playground.journal import Journal
from playground.limits import Limits
from playground.methods import METHODS
from playground.schema import Method, Schema
from playground.values import Upload
from playground.world import Bot, Refused, World

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
UPLOAD_BYTES = 50 * 1024 * 1024
"""The largest request (Bot API, "Sending files")."""

NOT_FOUND = Refused(404, "Not Found")
UNAUTHORIZED = Refused(401, "Unauthorized")
LONG_POLL = "getUpdates"
UNCOVERED = frozenset(
    {"ephemeral_message_parameters", "business_connection_id", "direct_messages_topic_id", "suggested_post_parameters", "rich_message"}
)
"""Parameters that change who gets a message or what it is: refused, so that nobody takes the answer for Telegram's."""

ROOM_FOR_COMPANY = 0.3
"""Real seconds a lone update waits for the next where a fault is to change their order."""


@dataclass(slots=True)
class Parts:
    """A request taken apart."""

    given: dict[str, Any]
    uploads: dict[str, Upload]


class Front:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, schema: Schema, journal: Journal, limits: Limits, faults: Faults) -> None:
        self._world = world
        self._schema = schema
        self._journal = journal
        self._limits = limits
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        """The routes of the Bot API."""
        return [
            web.route("*", "/bot{token}/test/{method}", self.answer),
            web.route("*", "/bot{token}/{method}", self.answer),
            web.route("*", "/bot{rest:.*}", self.nowhere),
            web.get("/file/bot{token}/{path:.+}", self.file),
        ]

    async def nowhere(self, request: web.Request) -> web.Response:
        """A path that names no token or no method."""
        return _enveloped(NOT_FOUND)

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file whose path getFile told."""
        bot = self._world.bots.get(request.match_info["token"])
        if bot is None or bot.revoked:
            return _enveloped(UNAUTHORIZED)
        found = self._world.files.by_path.get(request.match_info["path"])
        return _enveloped(NOT_FOUND) if found is None else web.Response(body=found.data, content_type=found.mime)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Carry out one call."""
        token, name = request.match_info["token"], request.match_info["method"]
        bot = self._world.bots.get(token)
        if bot is None or bot.revoked:
            return self._stranger(token, name)
        method = self._schema.methods.get(name.lower())
        if method is None:
            return self._unknown(name)
        try:
            parts = await read(request)
        except (ValueError, web.HTTPRequestEntityTooLarge) as problem:
            return self._unreadable(method, problem)
        return await self._carry_out(request, bot, method, parts)

    def _stranger(self, token: str, name: str) -> web.Response:
        refused = UNAUTHORIZED if TOKEN.fullmatch(token) else NOT_FOUND
        self._journal.add("call", method=name)
        self._journal.add("answer", method=name, response=envelope_of(refused))
        return _enveloped(refused)

    def _unknown(self, name: str) -> web.Response:
        known = name.lower() in self._schema.not_covered
        text = f"{name} is not covered by the playground" if known else f"the Bot API has no method {name}"
        self._journal.add("finding", method=name, finding="unknown method", text=text)
        return _enveloped(NOT_FOUND)

    def _unreadable(self, method: Method, problem: Exception) -> web.Response:
        if isinstance(problem, web.HTTPRequestEntityTooLarge):
            return _enveloped(Refused(413, "Request Entity Too Large"))
        self._journal.add("finding", method=method.name, finding="schema", text="the request can't be read")
        return _enveloped(Refused(400, "Bad Request: can't parse the request"))

    async def _carry_out(self, request: web.Request, bot: Bot, method: Method, parts: Parts) -> web.StreamResponse:
        params, notes, refusal = self._schema.check(method, parts.given)
        call = Call(self._world, bot, method.name, params, parts.uploads, notes)
        about = self._about(bot, method, params) | {"request": _told(parts.given)}
        self._journal.add("call", **about)
        counted = method.name != LONG_POLL
        self._world.count_in_flight(+counted)
        try:
            fault = None if refusal else self._faults.find(method.name, params, chat=about["chat"], user=about["user"])
            instead = await fault.before() if fault is not None else None
            if instead is None:
                instead = await self._answered(call, about, refusal, fault)
            elif instead.cut is None:
                self._journal.add("answer", **about, response=instead.told(), fault=fault and fault.id)
            return self._sent(request, instead)
        finally:
            self._world.count_in_flight(-counted)

    async def _answered(self, call: Call, about: dict[str, Any], refusal: Refused | None, fault: Fault | None) -> Instead:
        """The answer of the world, noted in the journal, and what a fault makes of it on its way."""
        status, envelope = 200, {}
        try:
            envelope = {"ok": True, "result": await self._result(call, refusal)}
        except Refused as refused:
            status, envelope = refused.status, envelope_of(refused)
        for note in call.notes:
            self._journal.add("finding", **about, finding="schema", text=note)
        self._journal.add("answer", **about, response=envelope)
        body = orjson.dumps(envelope)
        return await fault.after(status, body) if fault is not None else Instead(status, body)

    async def _result(self, call: Call, refusal: Refused | None) -> Any:
        """What the method gives. Raises Refused: 429 first, then what the gate or the method refuses, which counts overall."""
        chat_id = call.params.get("chat_id")
        chat = chat_id if isinstance(chat_id, int) else None
        wait = self._limits.admit(chat, chat is not None and chat < 0, call.method)
        if wait is not None:
            raise Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        try:
            if refusal is not None:
                raise refusal
            self._check_covered(call)
            result = METHODS[call.method](call)
            return await self._delivered(call, result) if inspect.isawaitable(result) else result
        except Refused as refused:
            if refused.status in (400, 403):
                self._limits.refused(chat, call.method)
            raise

    def _check_covered(self, call: Call) -> None:
        if found := UNCOVERED & call.params.keys():
            call.notes.append(f"{', '.join(sorted(found))}: not covered by the playground")
            raise Refused(400, "Bad Request: not covered by the playground")

    async def _delivered(self, call: Call, updates: Awaitable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """What getUpdates hands over, as faults shape it."""
        found = await updates
        if len(found) == 1 and self._faults.wants_company():
            await asyncio.sleep(ROOM_FOR_COMPANY)
            found = await METHODS[call.method](call)
        return self._faults.shape(found)

    def _about(self, bot: Bot, method: Method, params: dict[str, Any]) -> dict[str, Any]:
        """What a journal entry of a call names: method, chat, person, and the bot where there are several."""
        chat, user = number(params.get("chat_id")), number(params.get("user_id"))
        query = self._world.queries.get(params.get("callback_query_id", ""))
        if query is not None:
            chat, user = query.message.chat.id, query.user.id
        if user is None and chat is not None and chat > 0:
            user = chat
        about: dict[str, Any] = {"method": method.name, "chat": chat, "user": user}
        return about if len(self._world.bots) == 1 else about | {"bot": bot.id}

    def _sent(self, request: web.Request, instead: Instead) -> web.Response:
        """The answer as a response; a cut connection is closed or reset first, so that nothing is written."""
        transport = request.transport
        if instead.cut and transport is not None:
            if instead.cut == "reset":
                transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        return web.Response(body=instead.body, status=instead.status, content_type=instead.content_type)


async def read(request: web.Request) -> Parts:
    """The parameters of a call from query, form, multipart or JSON. Raises ValueError for a body that can't be read."""
    given: dict[str, Any] = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    kind = request.content_type if request.can_read_body else ""
    if kind == "application/json":
        found = orjson.loads(await request.read() or b"{}")
        if not isinstance(found, dict):
            raise ValueError("the body is no JSON object")
        given |= found
    elif kind == "application/x-www-form-urlencoded":
        given |= parse_qsl((await request.read()).decode(), keep_blank_values=True)
    elif kind == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file as file:
                    given[name] = uploads[name] = Upload(value.filename, value.content_type, file.read())
            else:
                given[name] = value
    return Parts(given, uploads)


def envelope_of(refused: Refused) -> dict[str, Any]:
    """The envelope of a refusal."""
    envelope: dict[str, Any] = {"ok": False, "error_code": refused.status, "description": refused.description}
    return envelope | {"parameters": refused.parameters} if refused.parameters else envelope


def _enveloped(refused: Refused) -> web.Response:
    return web.Response(body=orjson.dumps(envelope_of(refused)), status=refused.status, content_type="application/json")


def _told(given: dict[str, Any]) -> dict[str, Any]:
    """The request as the journal keeps it: files by name and size."""
    return {name: value.wire() if isinstance(value, Upload) else value for name, value in given.items()}
