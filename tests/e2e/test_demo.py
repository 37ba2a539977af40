"""The demo as somebody starts it: one command, an address, Ctrl-C, and nothing left behind."""

import asyncio
import os
import re
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from tests.bot.rig import until
from tests.e2e.process import LEAVES_WITHIN_S, ROOT

READY_WITHIN_S = 90.0
"""On a busy machine; on a quiet one it is ready in under five seconds."""


@dataclass
class Running:
    """A demo that has told its address."""

    process: asyncio.subprocess.Process
    url: str
    session: aiohttp.ClientSession

    async def get(self, path: str) -> Any:
        """What an address of the demo answers."""
        async with self.session.get(f"{self.url}{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json(content_type=None)

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """The same for a change."""
        async with self.session.post(f"{self.url}{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def jump_to_next_due(self) -> datetime:
        """The moment the bot acts next by itself; one that has just started says in a moment when that is."""
        async with asyncio.timeout(READY_WITHIN_S):
            while True:
                async with self.session.post(f"{self.url}/_emu/clock", json={"to": "next_due"}) as response:
                    if response.status == 200:
                        return datetime.fromisoformat((await response.json())["now"])
                await asyncio.sleep(0.05)

    async def ctrl_c(self) -> int:
        """The exit code, once it has ended."""
        self.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(LEAVES_WITHIN_S):
            return await self.process.wait()

    async def houses(self) -> list[dict[str, Any]]:
        """The groups of the neighbourhood."""
        state = await self.get("/_emu/state")
        return [chat for chat in state["chats"] if chat["type"] != "private"]

    async def cards(self, *signs: str) -> list[str]:
        """The cards the bot has posted in them: of events, unless other `signs` are asked for."""
        said = []
        for house in await self.houses():
            who = next(member["user"]["id"] for member in house["members"] if not member["user"]["is_bot"])
            found = await self.get(f"/_emu/chats/{house['id']}/messages?user={who}")
            there = [message for message in found if message["from"]["is_bot"] and not message.get("deleted")]
            said += [message.get("text") or message.get("caption", "") for message in there]
        return [text for text in said if text.startswith(signs or ("📅",))]


@asynccontextmanager
async def a_demo(folder: Path, *options: str) -> AsyncIterator[Running]:
    """`talkoot demo` with temporary files in `folder`; at the end it is gone, and everything it said is looked at."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", *options),
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    async with aiohttp.ClientSession() as session:
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                line = (await process.stdout.readline()).decode()
                if "--city" in options:
                    assert "Forty houses" in line
                    line = (await process.stdout.readline()).decode()
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address, line + (await process.stdout.read()).decode()
            yield Running(process, address[0], session)
        finally:
            if process.returncode is None:
                process.kill()
            rest = (await process.communicate())[0].decode()
    assert "Traceback" not in rest, rest


async def test_it_tells_its_address_and_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as demo:
        assert [house["title"] for house in await demo.houses()] == ["Koivukuja 3", "Rantatie 8", "Mäntykuja 40"]
        assert len(await demo.cards()) == 4
        call, rota = await demo.cards("🧹", "🔁")
        assert ("2/2, täynnä, jonossa 1" in call, "su" in rota) == (True, True)
        async with demo.session.get(demo.url) as page:
            assert page.content_type == "text/html"
        assert (await demo.get("/_emu/stats"))["findings"] == 0
        assert in_folder(tmp_path)
        assert await demo.ctrl_c() == 0
    assert in_folder(tmp_path) == []


async def test_what_happened_is_kept_in_a_folder_of_ones_own(tmp_path: Path) -> None:
    data = tmp_path / "kept"
    async with a_demo(tmp_path, "--data", str(data)) as demo:
        await demo.post("/_emu/users", {"first_name": "Newcomer"})
        before, people = await demo.cards(), len((await demo.get("/_emu/state"))["users"])
        assert await demo.ctrl_c() == 0
    async with a_demo(tmp_path, "--data", str(data)) as demo:
        assert await demo.cards() == before
        assert len((await demo.get("/_emu/state"))["users"]) == people
        [first, *_] = await demo.houses()
        answer = await press_last_seat(demo, first)
        assert answer["answered"]
        assert await demo.ctrl_c() == 0


async def test_starting_over_brings_the_beginning_back(tmp_path: Path) -> None:
    async with a_demo(tmp_path, "--now", "2027-05-10T12:00") as demo:
        before = await demo.cards()
        [first, *_] = await demo.houses()
        assert (await press_last_seat(demo, first))["answered"]
        await demo.post("/_demo/start_over", {})
        assert await demo.cards() == before
        assert (await demo.get("/_emu/stats"))["findings"] == 0
        assert await demo.ctrl_c() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_can_be_ended_while_it_is_still_moving_in(tmp_path: Path, number: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"),
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    await until(lambda: in_folder(tmp_path, "*/talkoot.sqlite3"), READY_WITHIN_S)
    process.send_signal(number)
    async with asyncio.timeout(LEAVES_WITHIN_S):
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert "Traceback" not in said.decode()
    assert in_folder(tmp_path) == []


def in_folder(folder: Path, names: str = "*") -> list[str]:
    """What is there."""
    return [path.name for path in folder.glob(names)]


async def press_last_seat(demo: Running, house: dict[str, Any]) -> dict[str, Any]:
    """Somebody of the house presses the first button of its card."""
    who = next(member["user"]["id"] for member in house["members"] if not member["user"]["is_bot"])
    found = await demo.get(f"/_emu/chats/{house['id']}/messages?user={who}")
    card = next(message for message in found if message.get("text", "").startswith("📅"))
    press = {"chat": house["id"], "user": who, "message": card["message_id"], "row": 0, "column": 0, "wait": 30}
    return dict(await demo.post("/_emu/act/press", press))


async def test_the_story_leads_to_the_reminder_over_the_monday_that_lies_between(tmp_path: Path) -> None:
    async with a_demo(tmp_path, "--now", "2027-05-14T12:00") as demo:
        told = [step["id"] for step in (await demo.get("/_demo/story"))["steps"] if step["done"]["kind"] == "clock"]
        assert told == ["monday", "reminder"]
        came = [await demo.jump_to_next_due() for _ in told]
        assert [f"{at.astimezone(ZoneInfo('Europe/Helsinki')):%a %H:%M}" for at in came] == ["Mon 09:00", "Fri 17:00"]
        assert await demo.ctrl_c() == 0


async def test_a_city_of_forty_houses_stands_beside_the_neighbourhood(tmp_path: Path) -> None:
    data = tmp_path / "kept"
    async with a_demo(tmp_path, "--city", "--data", str(data)) as demo:
        state = await demo.get("/_emu/state")
        groups = [chat for chat in state["chats"] if chat["type"] != "private" and not chat.get("migrated_to")]
        people = {member["user"]["id"] for group in groups[3:] for member in group["members"] if not member["user"]["is_bot"]}
        assert (len(groups) - 3, len(people)) == (46, 916)
        assert (await demo.get("/_emu/stats"))["findings"] == 0
        welcomes = await demo.get("/_emu/journal?kind=answer&method=sendMessage&contains=Talkoot-b&limit=200")
        assert len({entry["chat"] for entry in welcomes}) == 3 + 46
        assert await demo.ctrl_c() == 0
    assert counted(data / "talkoot.sqlite3") == {
        "spoken": {"fi": 27, "sv": 8, "fi,sv": 3, "sv,fi": 1, "en": 1},
        "groups": 46,
        "joined": 151,
        "in three houses": 1,
        "boards": 14,
        "activists": 20,
        "removed": 1,
        "muted": 1,
        "topics": 3,
    }


def counted(database: Path) -> dict[str, Any]:
    """How the city stands in the database."""
    with closing(sqlite3.connect(database)) as db:
        in_city = "house_id IN (SELECT id FROM houses WHERE area_id = (SELECT id FROM areas WHERE name = 'Merikylä · Sjöby'))"

        def count(of: str) -> int:
            return int(db.execute(f"SELECT count(*) FROM {of}").fetchone()[0])

        return {
            "spoken": dict(db.execute("SELECT languages, count(*) FROM houses WHERE named GROUP BY languages")),
            "groups": count(f"chats WHERE {in_city}"),
            "joined": count(f"(SELECT DISTINCT person_id FROM memberships WHERE {in_city})"),
            "in three houses": count(f"(SELECT person_id FROM memberships WHERE {in_city} GROUP BY person_id HAVING count(*) = 3)"),
            "boards": count(f"(SELECT DISTINCT house_id FROM roles WHERE role = 'board' AND {in_city})"),
            "activists": count(f"roles WHERE role = 'activist' AND {in_city}"),
            "removed": count(f"chats WHERE state = 'removed' AND {in_city}"),
            "muted": count("troubles WHERE kind = 'muted' AND due_at IS NULL"),
            "topics": count(f"topics JOIN chats ON chats.id = chat_id WHERE {in_city}"),
        }
