"""Serving an ASGI app inside the loop that runs everything else."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

STOPPING_S = 3
"""How long requests that are being answered may take when the server stops."""


class WebServer:
    """A running server. Its address is known, and open, as soon as `start` returns."""

    def __init__(self, uvicorn_server: "_Guest", task: "asyncio.Task[None]", host: str, port: int) -> None:
        self._uvicorn, self._task = uvicorn_server, task
        self.host, self.port = host, port

    @classmethod
    async def start(cls, app: ASGIApp, *, host: str, port: int) -> "WebServer":
        """Serve `app`; port 0 takes any free one, and `port` of the result tells which.

        Raises: OSError when the port is taken or the host is not one of this machine.
        """
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        config = uvicorn.Config(
            app,
            access_log=False,  # Addresses of feeds carry tokens.
            log_config=None,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=STOPPING_S,
        )
        server = _Guest(config)
        task = asyncio.create_task(server.serve([listening]), name="web server")
        ready = asyncio.create_task(server.ready.wait())
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            await task
        return cls(server, task, host, listening.getsockname()[1])

    @property
    def address(self) -> str:
        """As one types it into a browser, without a path."""
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    async def stop(self) -> None:
        """Take no more requests, finish those that run (`STOPPING_S` at most), close. Repeatable."""
        self._uvicorn.should_exit = True
        await self._task


class _Guest(uvicorn.Server):
    """uvicorn as a guest: the process's signals belong to the host of the loop, and it says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
