"""The processes of a run: the lean server, and a bot that answers its presses."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

import orjson

TOKEN = "7000001:AAbenchmark-of-taps"
# Long enough for an import on a busy machine.
START_SECONDS = 30.0
# Talkoot promises to stop within ten.
STOP_SECONDS = 12.0
# A bot that has no state may be killed.
ECHO_STOP_SECONDS = 0.5
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """The lean server in its process, to be given orders (see `benchmarks.server.Orders`)."""

    def __init__(self, process: Process, address: str) -> None:
        self._process = process
        self.address = address

    async def order(self, do: str, **values: Any) -> dict[str, Any]:
        """Have the server do something, and what it says when it is done. Raises: RuntimeError when it died."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(orjson.dumps({"do": do} | values) + b"\n")
        await self._process.stdin.drain()
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the lean server died of the order {do}")
        told: dict[str, Any] = orjson.loads(line)
        return told

    async def called(self, *names: str) -> dict[str, Any]:
        """The first call of one of these names from now on, waited for. Raises: TimeoutError."""
        async with asyncio.timeout(START_SECONDS):
            while True:
                for call in (await self.order("journal"))["calls"]:
                    if call["name"] in names:
                        found: dict[str, Any] = call
                        return found
                await asyncio.sleep(0.02)


@asynccontextmanager
async def server() -> AsyncIterator[Server]:
    """A lean server, ended at the end."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.server", stdin=PIPE, stdout=PIPE, limit=2**24)
    try:
        assert process.stdout is not None
        started = orjson.loads(await process.stdout.readline())
        yield Server(process, f"http://127.0.0.1:{started['port']}")
    finally:
        await stop(process)


@asynccontextmanager
async def bot(*command: str, log: IO[bytes] | None = None, patience: float = STOP_SECONDS) -> AsyncIterator[Process]:
    """A bot's process, which has `patience` seconds to stop at the end; what it says goes to `log`."""
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=DEVNULL, stdout=log or DEVNULL, stderr=log or DEVNULL)
    try:
        yield process
    finally:
        await stop(process, patience)


async def stop(process: Process, patience: float = STOP_SECONDS) -> None:
    """End a process that was started here: politely, and after so many seconds not."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), patience)
    except TimeoutError:
        process.kill()
        await process.wait()


def cpu_seconds(process: Process) -> float:
    """The processor time the process has used so far, all its threads; NaN where there is no /proc."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / TICKS
