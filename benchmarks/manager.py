"""Talkoot in that city: a database that knows its groups, a manager who sends notices to them, and what became of the copies."""

import asyncio
import sqlite3
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks import contestants
from benchmarks.city import City
from benchmarks.talkoot import settings
from community import announcements
from community.announcements import Announcement, Audience, Voice, Written
from community.quiet import HouseRules, QuietHours
from storage import roles
from storage.engine import Connection, open_database
from storage.migrate import migrate
from storage.people import Membership, Person, Reach
from storage.places import Announcers, Chat, ChatState, House
from storage.roles import Role, Scope

RULES = HouseRules("Europe/Helsinki", "en", QuietHours(21, 8, 10), lambda day: day.weekday() >= 5, sign_ups_days=30, drafts_hours=48)
PATIENCE_S = 60.0


@dataclass
class Manager:
    """The bot's process and its data folder."""

    here: City
    folder: Path
    process: Process | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "talkoot.sqlite3"

    async def start(self) -> None:
        """Start the bot and wait until it asks Telegram for news. Raises: RuntimeError with its log when it does not."""
        seen = await self.here.do("journal?limit=1")
        with (self.folder / "log").open("ab") as log:
            command = ("-m", "bot", "run", "--config", str(self.folder / "config.toml"))
            self.process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=DEVNULL, stdout=log, stderr=log)
        after = seen[-1]["seq"] if seen else 0
        asked = await self.here.do(f"journal?kind=call&method=getUpdates&after={after}&count=1&wait={PATIENCE_S:.0f}")
        if not asked:
            raise RuntimeError(f"the bot did not start: {(self.folder / 'log').read_text()[-3000:]}")

    async def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """Let it finish."""
        if self.process is not None:
            await contestants.stop(self.process)

    def memory(self) -> int:
        """The most memory the process has had, in kilobytes."""
        assert self.process is not None
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

    async def announces(self, text: str, first: int) -> tuple[int, float]:
        """The manager sends a notice to the first so many houses; its number, and the seconds it took to prepare."""
        db, now = await open_database(f"sqlite:///{self.database}"), await self.here.now()
        audience = Audience(houses=frozenset(range(1, first + 1))) if first < len(self.here.groups) else Audience(everywhere=True)
        written = Written(texts={"en": text}, audience=audience, voice=Voice.COMMUNITY_MANAGER)

        def announce(connection: Connection) -> Announcement:
            return announcements.announce(connection, who=self.here.people[0], written=written, rules=RULES, now=now)

        began = asyncio.get_running_loop().time()
        made = await db.transaction(announce)
        took = asyncio.get_running_loop().time() - began
        await db.close()
        return made.id, took

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(query, values).fetchall()

    def states(self, notice: int) -> dict[int, str]:
        """How far the copy is in each chat, by Telegram's number of it now."""
        found = self.rows(
            "SELECT chats.telegram_id, coalesce(outbox.state, copy.state) FROM announcement_copies AS copy"
            " JOIN chats ON chats.id = copy.chat_id LEFT JOIN outbox ON outbox.id = copy.debt_id WHERE announcement_id = ?",
            notice,
        )
        return dict(found)

    def done(self, notice: int) -> int:
        """How many copies have their end."""
        return sum(state in ENDS for state in self.states(notice).values())

    def waits(self, lane: int, since: datetime) -> list[float]:
        """For how many seconds what was sent in a lane since a moment had waited, sorted."""
        query = "SELECT due_at, done_at FROM outbox WHERE state = 'sent' AND lane = ? AND due_at >= ?"
        moments = self.rows(query, lane, since.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" "))
        return sorted((datetime.fromisoformat(done) - datetime.fromisoformat(due)).total_seconds() for due, done in moments)


ENDS = ("sent", "failed", "uncertain", "dropped")


@asynccontextmanager
async def manager(here: City) -> AsyncIterator[Manager]:
    """Talkoot, running in that city."""
    with tempfile.TemporaryDirectory(prefix="talkoot-benchmark-") as name:
        bot = Manager(here, Path(name))
        config = settings(bot.folder, here.url).replace(contestants.TOKEN, here.token)
        (bot.folder / "config.toml").write_text(f'{config}[clock]\nfollow = "{here.url}"\n')
        (bot.folder / "config.toml").chmod(0o600)
        await _know(bot, await here.now())
        await bot.start()
        try:
            yield bot
        finally:
            await bot.stop()


async def _know(bot: Manager, now: datetime) -> None:
    """The database knows all the groups, each that of a house, and their people."""
    url = f"sqlite:///{bot.database}"
    await migrate(url)
    db = await open_database(url)

    await db.transaction(settle, [each.number for each in bot.here.groups], bot.here.people, now)
    await db.close()


def settle(db: Connection, groups: list[int], neighbours: list[int], now: datetime) -> None:
    """Each of these groups is that of a house; these people live in the first one, and the first of them looks after all houses."""
    house = {"languages": "en", "zone": RULES.zone, "created_at": now, "named": False, "announcers": Announcers.ACTIVISTS, "flats": ""}
    chat = {"state": ChatState.ACTIVE, "line_shown": False, "digest_shown": False, "digest_at": now + timedelta(days=30)}
    numbers = range(1, len(groups) + 1)
    db.execute(insert(House), [{"id": at, "name": f"Koivukuja {at}", "token": f"token{at}", **house} for at in numbers])
    known = zip(numbers, groups, strict=True)
    db.execute(insert(Chat), [{"id": at, "house_id": at, "telegram_id": number, **chat} for at, number in known])
    db.execute(insert(Person), [neighbour(each, now).model_dump(exclude={"id"}) for each in neighbours])
    db.execute(insert(Membership), [{"person_id": at, "house_id": 1, "joined_at": now} for at in range(1, len(neighbours) + 1)])
    roles.give_role(db, 1, Role.MANAGER, Scope(), now)


def neighbour(number: int, now: datetime) -> Person:
    """Somebody who has joined."""
    return Person(
        telegram_id=number,
        reach=Reach.OPEN,
        language="en",
        notice_version=1,
        notice_at=now,
        joined_at=now,
        active_month=f"{now:%Y-%m}",
    )
