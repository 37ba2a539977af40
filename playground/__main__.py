"""`python -m playground [--host H] [--port N]`: the playground alone, for a bot of any kind to be pointed at."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from playground.server import Playground


def main() -> None:
    """Serve until interrupted; the first line printed tells the address and the token of this playground's own bot."""
    parser = argparse.ArgumentParser(prog="playground", description="An emulated Telegram. Not Telegram.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    asked = parser.parse_args()
    asyncio.run(_serve(asked.host, asked.port))


async def _serve(host: str, port: int) -> None:
    playground = Playground()
    await playground.start(host, port)
    sys.stdout.write(f"playground (not Telegram) at {playground.url} · bot token {playground.token}\n")
    sys.stdout.flush()
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    await over.wait()
    await playground.stop()


if __name__ == "__main__":
    main()
