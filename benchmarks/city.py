"""A city in a playground that is a process of its own: many groups, what goes wrong there, and what its journal tells."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

from benchmarks.contestants import stop
from playground.limits import counts

ABSENT, MOVED = 0.03, 0.02
"""Shares of the groups that the bot is not in any more, and that have become supergroups, without a word to the bot."""

SILENCE_S = 3
"""What a 429 that is not our fault asks for, in elapsed seconds."""

BETWEEN_S = (2.0, 6.0)
"""So many elapsed seconds, at random, lie between two of them."""

AT_A_TIME = 4_000
"""Entries of the journal asked for at once."""


@dataclass(frozen=True)
class Group:
    """A group by its first number; `absent`: the bot was thrown out; `moved`: it has another number since."""

    number: int
    absent: bool
    moved: bool


@dataclass(frozen=True)
class Answered:
    """A call of the bot that was answered: when (on the calendar), where, and how."""

    at: datetime
    method: str
    chat: int
    text: str
    status: int
    injected: bool

    @property
    def counted(self) -> bool:
        """Whether Telegram counts it: accepted, or refused with 400 or 403."""
        return counts(self.method) and self.status in (200, 400, 403)


@dataclass
class City:
    """The playground's control interface, and all that its journal has told so far."""

    url: str
    token: str
    rate: float
    session: aiohttp.ClientSession
    groups: list[Group]
    people: list[int]
    answers: list[Answered]
    presses: dict[str, tuple[datetime, int]]
    answered: dict[str, datetime]
    _seq: int = 0
    _listening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def do(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """A call of the control interface: with a body a POST, without one a GET. Raises: RuntimeError with its words."""
        async with self.session.request("GET" if body is None else "POST", f"{self.url}/_emu/{path}", json=body) as response:
            told = await response.json()
        if response.status >= 400:
            raise RuntimeError(f"{path}: {told}")
        return told

    async def now(self) -> datetime:
        """The calendar."""
        return datetime.fromisoformat((await self.do("clock"))["now"])

    async def listen(self) -> None:
        """Read what the journal has got since the last time; one at a time, or two listeners would note the same call twice."""
        async with self._listening:
            while entries := await self.do(f"journal?after={self._seq}&limit={AT_A_TIME}"):
                for entry in entries:
                    self._note(entry)
                self._seq = entries[-1]["seq"]

    def _note(self, entry: dict[str, Any]) -> None:
        kind, method = entry["kind"], entry.get("method", "")
        if kind == "answer" and counts(method):
            response, request = entry["response"], entry.get("request", {})
            status = 200 if response.get("ok") else int(response.get("error_code", 0))
            at = datetime.fromisoformat(entry["at"])
            self.answers.append(Answered(at, method, entry.get("chat") or 0, request.get("text", ""), status, "fault" in entry))
        elif kind == "update" and (press := entry["update"].get("callback_query")):
            self.presses[press["id"]] = (datetime.fromisoformat(entry["at"]), press["message"]["chat"]["id"])
        elif kind == "call" and method == "answerCallbackQuery":
            self.answered[entry["request"]["callback_query_id"]] = datetime.fromisoformat(entry["at"])

    async def trouble(self, seed: int) -> None:
        """Refuse a message with 429 every few seconds, until cancelled."""
        chance = random.Random(seed)
        fault = {"match": {"method": "sendMessage", "nth": 1}, "action": {"status": 429, "retry_after": SILENCE_S}}
        while True:
            await asyncio.sleep(chance.uniform(*BETWEEN_S) / self.rate)
            await self.do("faults", fault)


@asynccontextmanager
async def city(groups: int, neighbours: int, *, rate: float, start: datetime, seed: int = 1) -> AsyncIterator[City]:
    """A city of so many groups, of which most still have the bot; everybody has pressed Start. The last neighbour administers them all.

    Time passes `rate` times as fast.
    """
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "playground", "--port", "0", stdout=PIPE)
    try:
        assert process.stdout is not None
        words = (await process.stdout.readline()).decode().split()
        url, token = next(word for word in words if word.startswith("http")), words[-1]
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120)) as session:
            here = City(url, token, rate, session, [], [], [], {}, {})
            await here.do("clock", {"set": start.isoformat()})
            await here.do("clock", {"mode": "scaled", "rate": rate})
            await _settle(here, groups, neighbours, random.Random(seed))
            yield here
    finally:
        await stop(process)


async def _settle(here: City, groups: int, neighbours: int, chance: random.Random) -> None:
    fates = [chance.random() if at else 1.0 for at in range(groups)]  # the first group is well: people press there
    users = [{"ref": f"n{at}", "first_name": f"Neighbour {at}", "language_code": "en", "started": True} for at in range(neighbours)]
    chats = [
        {
            "ref": f"g{at}",
            "type": "group" if ABSENT <= fate < ABSENT + MOVED else "supergroup",
            "title": f"Koivukuja {at}",
            "members": [user["ref"] for user in users] if not at else [],
            "administrators": [users[-1]["ref"]],
            "bot": "absent" if fate < ABSENT else "member",
        }
        for at, fate in enumerate(fates)
    ]
    refs = (await here.do("world", {"users": users, "chats": chats}))["refs"]
    here.people = [refs[f"n{at}"] for at in range(neighbours)]
    here.groups = [Group(refs[f"g{at}"], absent=fate < ABSENT, moved=ABSENT <= fate < ABSENT + MOVED) for at, fate in enumerate(fates)]
    await here.do("act/batch", {"acts": [{"act": "migrate", "chat": each.number, "announce": False} for each in here.groups if each.moved]})
    await _forget_news(here)


async def _forget_news(here: City) -> None:
    """The bot has heard long ago that it was added to all these groups (https://core.telegram.org/bots/api#getupdates, `offset`)."""
    address, offset = f"{here.url}/bot{here.token}/getUpdates", -1
    for _ in ("the newest", "after it"):
        async with here.session.post(address, json={"offset": offset, "timeout": 0}) as response:
            found = (await response.json())["result"]
        offset = found[-1]["update_id"] + 1 if found else -1
