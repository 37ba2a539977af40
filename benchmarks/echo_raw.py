"""The server's ceiling: a client that parses nothing it need not and answers with ready-made bytes. `… ADDRESS TOKEN`"""

import asyncio
import itertools
import re
import sys
from typing import cast

import uvloop

CONNECTIONS = 8
PRESS = re.compile(rb'"callback_query":\{"id":"(\d+)"')
LENGTH = re.compile(rb"Content-Length: (\d+)\r\nConnection: keep-alive\r\n\r\n")
UPDATE = re.compile(rb'"update_id":(\d+)')


class Client(asyncio.Protocol):
    """A connection whose answers are not looked at."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def post(self, path: bytes, body: bytes) -> None:
        """Send a request; several may be under way."""
        assert self._transport is not None
        self._transport.write(b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (path, len(body), body))


class Poller(Client):
    """Polls, and has the others answer."""

    def __init__(self, path: bytes, others: list[Client]) -> None:
        super().__init__()
        self._path = path
        self._others = itertools.cycle(others)
        self._buffer = b""

    def poll(self, offset: int) -> None:
        """Ask for what is new."""
        self.post(self._path + b"/getUpdates", b"offset=%d&timeout=30&limit=100" % offset)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        length = LENGTH.search(self._buffer)
        if length is None or len(self._buffer) < length.end() + int(length[1]):
            return
        whole, self._buffer = self._buffer, b""
        numbers = UPDATE.findall(whole)
        for name in PRESS.findall(whole):
            next(self._others).post(self._path + b"/answerCallbackQuery", b"callback_query_id=" + name)
        self.poll(int(numbers[-1]) + 1 if numbers else 0)


async def echo(address: str, token: str) -> None:
    """Answer presses until killed."""
    loop = asyncio.get_running_loop()
    host, _, port = address.removeprefix("http://").partition(":")
    others = [(await loop.create_connection(Client, host, int(port)))[1] for _ in range(CONNECTIONS)]
    _, poller = await loop.create_connection(lambda: Poller(f"/bot{token}".encode(), others), host, int(port))
    poller.poll(0)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(echo(sys.argv[1], sys.argv[2]))
