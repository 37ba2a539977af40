"""`python -m playground` as a process of its own."""

import asyncio
import signal
import sys

import aiohttp


async def test_the_playground_runs_alone_and_ends_when_asked():
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "playground", "--port", "0", stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    assert "not Telegram" in line
    url, token = line.split(" at ")[1].split(" · bot token ")
    async with aiohttp.ClientSession() as session, session.get(f"{url}/bot{token.strip()}/getMe") as response:
        assert (await response.json())["result"]["username"] == "talkoot_demo_bot"
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 20) == 0
