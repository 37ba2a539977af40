"""HTTP/1.1 as lean as it can be: one request at a time on a kept-alive connection, whole bodies, no checks."""

import asyncio
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qsl

import orjson

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
PART = re.compile(rb'name="?([a-z_]+)"?[^\r]*(?:\r\n[^\r]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)

Answer = Callable[[bytes], None]
Handler = Callable[[bytes, bytes, Answer], None]


def response(payload: bytes) -> bytes:
    """A whole answer with that JSON in it."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: keep-alive\r\n\r\n%s" % (
        len(payload),
        payload,
    )


def parameters(body: bytes) -> dict[str, str]:
    """The parameters of a form, JSON or multipart body (without its files) as strings."""
    if body.startswith(b"{"):
        fields = orjson.loads(body)
        return {name: value if isinstance(value, str) else orjson.dumps(value).decode() for name, value in fields.items()}
    if body.startswith(b"--"):
        return {name.decode(): value.decode(errors="replace") for name, value in PART.findall(body)}
    return dict(parse_qsl(body.decode()))


class Connection(asyncio.Protocol):
    """Hands (method's name, body, a function that answers) to the handler; the answer may come later."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        while True:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self._buffer[:end]
            body = self._body(head, end + 4)
            if body is None:
                return
            path = head[: head.index(b"\r\n")].split(b" ")[1].partition(b"?")[0]
            self._handler(path.rsplit(b"/", 1)[1], body, self._answer)

    def _body(self, head: bytes, start: int) -> bytes | None:
        """The body behind that head, cut off the buffer; None while it is not complete."""
        if CHUNKED.search(head):
            return self._chunks(start)
        length = LENGTH.search(head)
        end = start + (int(length[1]) if length else 0)
        if len(self._buffer) < end:
            return None
        body, self._buffer = self._buffer[start:end], self._buffer[end:]
        return body

    def _chunks(self, at: int) -> bytes | None:
        body = b""
        while (line := self._buffer.find(b"\r\n", at)) >= 0:
            size = int(self._buffer[at:line].partition(b";")[0], 16)
            end = line + 2 + size + 2
            if len(self._buffer) < end:
                return None
            if not size:
                self._buffer = self._buffer[end:]
                return body
            body += self._buffer[line + 2 : end - 2]
            at = end
        return None

    def _answer(self, payload: bytes) -> None:
        if self._transport is not None:
            self._transport.write(payload)
