"""A town to tell stories in: houses, neighbours who write and tap, and the bot that serves them.

Everything a neighbour does and sees goes through the playground's control interface, as it would through a phone.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from community import invitations, linking
from storage.engine import open_database
from storage.roles import Role, Scope
from tests.e2e.post import Message, PopUp, Post, lacks, pop_up, without
from tests.e2e.process import BotProcess
from tests.playground.telegram import Telegram

PATIENCE_S = 60.0
"""Real seconds the bot may take for one thing on a machine that does a lot besides; nothing waits so long on a quiet one."""

LOOK_S = 0.03

HOUSE_TIME = ZoneInfo("Europe/Helsinki")


@dataclass
class Town:
    """The playground, and the bot's process."""

    telegram: Telegram
    bot: BotProcess
    forgives: set[str] = field(default_factory=set)
    """What the log may call an error in this story."""

    async def start_bot(self, **environment: str) -> None:
        """Start the bot and wait until it asks Telegram for news."""
        before = await self.seq()
        await self.bot.start(**environment)

        async def asks() -> bool:
            assert self.bot.is_running, f"the bot did not start: …{self.bot.said()[-3000:]}"
            return bool(await self.calls("getUpdates", after=before, wait=0))

        await self.until(asks, 2 * PATIENCE_S)
        await self.clock(advance=0)  # what an earlier process said of its next duty holds no more once this one has kept step

    async def seq(self) -> int:
        """The journal's last number."""
        newest = await self.telegram.see("journal", limit=1)
        return int(newest[-1]["seq"]) if newest else 0

    async def calls(self, method: str, *, after: int = 0, count: int = 1, wait: float = PATIENCE_S, **sought: Any) -> list[dict[str, Any]]:
        """The calls of a method, once there are so many; `wait=0` takes what there is."""
        found = await self.telegram.see("journal", kind="call", method=method, after=after, count=count, wait=wait, **sought)
        assert len(found) >= count or wait == 0, f"no {method} came; the bot's log: …{self.bot.said()[-2000:]}"
        return list(found)

    async def neighbour(self, name: str = "Aino", language: str = "en") -> "Neighbour":
        """Somebody who has never met the bot."""
        user = await self.telegram.emu("users", {"first_name": name, "language_code": language})
        return Neighbour(self, int(user["id"]), name)

    async def neighbours(self, number: int, language: str = "en") -> list["Neighbour"]:
        """So many of them."""
        refs = [f"n{at}" for at in range(number)]
        users = [{"ref": ref, "first_name": f"Neighbour {ref}", "language_code": language} for ref in refs]
        found = await self.telegram.emu("world", {"users": users, "chats": []})
        return [Neighbour(self, int(found["refs"][ref]), ref) for ref in refs]

    async def house(self, *members: "Neighbour", admin: "Neighbour", type: str = "supergroup", **fields: Any) -> "House":
        """A group; its admin has added the bot, which has said hello."""
        people = [admin.id, *(member.id for member in members)]
        body = {"type": type, "title": "Koivukuja 3", "members": people, "administrators": [admin.id], "bot": "absent", **fields}
        house = House(self, int((await self.telegram.emu("chats", body))["id"]), admin)
        await house.takes_in_the_bot()
        await house.shows("/event", "/tapahtuma", "/evenemang")
        return house

    async def settled_house(self, *languages: str) -> tuple["House", list["Neighbour"]]:
        """A house with a neighbour for each language, the first its admin; all have joined."""
        people = [await self.neighbour(f"Neighbour {at}", language) for at, language in enumerate(languages)]
        house = await self.house(*people[1:], admin=people[0])
        names = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
        await asyncio.gather(*(who.joins(house, names[language]) for who, language in zip(people, languages, strict=True)))
        await self.rest()
        return house, people

    async def crowd(self, post: "Post", label: str, people: list["Neighbour"]) -> list["PopUp"]:
        """All of them tap the same button at the same moment; what each one sees pop up."""
        press = {"act": "press", "chat": post.chat, "message": post.id, "text": label, "wait": PATIENCE_S}
        acts = [{**press, "user": person.id} for person in people]
        return [pop_up(told) for told in await self.telegram.act("batch", acts=acts, concurrent=True)]

    @asynccontextmanager
    async def at_once(self, *, updates: int) -> AsyncIterator[None]:
        """What neighbours do inside comes to the bot in one go: its next question for news waits until there are so many updates."""
        stranger = await self.neighbour("Somebody")
        fault, before = (
            await self.telegram.emu("faults", {"match": {"method": "getUpdates"}, "action": {"hold": "at once"}}),
            await self.seq(),
        )
        await stranger.writes("/start")  # ends the question that is open
        await self.calls("getUpdates", after=before)
        before = await self.seq()
        yield
        made = await self.telegram.see("journal", kind="update", after=before, count=updates, wait=PATIENCE_S)
        assert len(made) == updates
        await self.telegram.emu(f"faults?id={fault['id']}", verb="DELETE")
        await self.telegram.emu("faults/release", {"name": "at once"})

    async def rest(self) -> None:
        """Return when Telegram has nothing for the bot any more, and the bot owes nothing that is due."""

        async def at_rest() -> bool:
            settled = await self.telegram.emu("settle", {"quiet": 0.03, "timeout": 1})
            if settled["pending_updates"] or settled["calls_in_flight"]:
                return False
            return not await self.owed()

        await self.until(at_rest)

    async def owed(self) -> int:
        """Messages that are due, cards that show less than is true, and notices on their way that no quiet hours hold."""
        now = datetime.fromisoformat((await self.telegram.see("clock"))["now"]).astimezone(UTC)
        [[owed]] = self.rows(
            "SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND due_at <= ?)"
            " + (SELECT count(*) FROM cards JOIN chats ON chats.id = chat_id AND state = 'active'"
            " WHERE shown_version < version AND message_id IS NOT NULL)"
            " + (SELECT count(*) FROM announcements WHERE state = 'sending' AND NOT EXISTS (SELECT 1 FROM announcement_copies AS held"
            " WHERE held.announcement_id = announcements.id AND held.state = 'pending' AND held.due_at > ?))"
            " + (SELECT count(*) FROM announcements WHERE state <> 'sending' AND shown_at <= ?)",
            *(stored(now), stored(now), stored(now)),
        )
        return int(owed)

    async def made(self, who: "Neighbour", role: Role, house: int | None = None, asked: str = "You are invited") -> None:
        """Somebody follows an invitation to a role, in a house (our number), or in all there are, as `talkoot invite-manager` prints it."""
        database = await open_database(f"sqlite:///{self.bot.database}")
        now = datetime.fromisoformat((await self.telegram.see("clock"))["now"]).astimezone(UTC)
        secret = await database.transaction(invitations.issue, by=None, role=role, scope=Scope(house=house), now=now)
        await database.close()
        await who.accepts(await self.link(f"r_{secret}"), asked)

    async def link(self, payload: str) -> str:
        """The address that starts the bot with such a payload."""
        return f"https://t.me/{(await self.telegram.call('getMe')).result['username']}?start={payload}"

    async def made_manager(self, who: "Neighbour", house: int | None = None) -> None:
        """Somebody looks after a house, or after all there are."""
        await self.made(who, Role.MANAGER, house)
        await who.hears("you are community manager")

    async def group_code(self, house: int) -> str:
        """A code by which a group comes to a house (our number), as *Code for a group* makes one."""
        database = await open_database(f"sqlite:///{self.bot.database}")
        now = datetime.fromisoformat((await self.telegram.see("clock"))["now"]).astimezone(UTC)
        secret = await database.transaction(linking.issue, by=None, scope=Scope(house=house), now=now)
        await database.close()
        return secret

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says to somebody who only looks."""
        with self.looking() as db:
            return db.execute(query, values).fetchall()

    @contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """The database, for somebody who only looks: each connection reads the whole schema first, so many questions share one."""
        with closing(sqlite3.connect(f"file:{self.bot.database}?mode=ro", uri=True, timeout=20)) as db:
            yield db

    async def until(self, condition: Callable[[], Any], seconds: float = PATIENCE_S) -> Any:
        """Wait until the (async) condition says something true; that."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            found = condition()
            found = await found if asyncio.iscoroutine(found) else found
            if found:
                return found
            assert asyncio.get_running_loop().time() < deadline, f"it did not happen; the bot's log: …{self.bot.said()[-3000:]}"
            await asyncio.sleep(LOOK_S)

    async def clock(self, **turn: Any) -> dict[str, Any]:
        """Move the time; the bot keeps step."""
        if "to" in turn:
            await self.telegram.emu("clock", {"advance": 0})  # the bot keeps step, and so says anew when it acts next
        for _ in range(100):  # a bot that has just started announces its next duty in a moment
            try:
                return dict(await self.telegram.emu("clock", turn))
            except AssertionError as error:
                if "no follower has announced" not in str(error):
                    raise
                await asyncio.sleep(LOOK_S)
        return dict(await self.telegram.emu("clock", turn))

    async def jump_to_next_due(self) -> str:
        """To the moment the bot acts next by itself, with all that comes of it; that moment on the wall in Helsinki."""
        told = await self.clock(to="next_due")
        await self.rest()
        return f"{datetime.fromisoformat(told['now']).astimezone(HOUSE_TIME):%Y-%m-%d %H:%M}"

    async def messages(self, chat: int, user: int) -> list[Message]:
        """What somebody sees in a chat, without what was deleted."""
        found = await self.telegram.see(f"chats/{chat}/messages", user=user)
        return [message for message in found if not message.get("deleted")]


def stored(moment: datetime) -> str:
    """A time as it stands in an SQLite column."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")


@dataclass(frozen=True)
class Neighbour:
    """Somebody with a phone."""

    town: Town
    id: int
    name: str

    async def writes(self, text: str, to: "House | None" = None, **fields: Any) -> Post:
        """Say something to the bot, or in a house's group."""
        chat = self.id if to is None else to.id
        return Post(self.town, chat, await self.town.telegram.write(chat, self.id, text, **fields), self.id)

    async def taps(self, post: Post, label: str, wait: float = PATIENCE_S) -> PopUp:
        """Tap a button; the pop-up, once it comes."""
        body = {"chat": post.chat, "user": self.id, "message": post.id, "text": label, "wait": wait}
        return pop_up(await self.town.telegram.act("press", **body))

    async def hears(self, *wanted: str, after: int = 0) -> Post:
        """The newest private message of the bot that says all of this, once there is one."""

        async def found() -> Post | None:
            for message in reversed(await self.from_bot(after)):
                text = message.get("text") or message.get("caption") or ""
                if all(each in text for each in wanted):
                    return Post(self.town, self.id, message["message_id"], self.id)
            return None

        return await self.town.until(found)  # type: ignore[no-any-return]

    async def from_bot(self, after: int = 0) -> list[Message]:
        """The private messages of the bot, later than one."""
        found = await self.town.messages(self.id, self.id)
        return [message for message in found if message["message_id"] > after and message["from"]["is_bot"]]

    async def times_heard(self, wanted: str) -> int:
        """How often the bot has said that in private."""
        return sum(wanted in (message.get("text") or message.get("caption") or "") for message in await self.from_bot())

    async def opens(self, url: str) -> None:
        """Follow a t.me link."""
        await self.town.telegram.act("link", user=self.id, url=url)

    async def joins(self, house: "House", language: str = "English") -> None:
        """In four taps: the link of the welcome, Start, the language, Join."""
        await self.joins_by(await house.join_link(), language)

    async def joins_by(self, url: str, language: str = "English") -> None:
        """Follow the link of a house, and join it."""
        await self.opens(url)
        question = await self.hears("Choose a language")
        await self.taps(question, language)
        await self.town.until(lambda: question.carries("jo:"))
        await self.taps(question, (await question.labels())[0])
        await self.town.until(lambda: without(question, "jo:"))

    async def accepts(self, url: str, asked: str = "You are invited") -> None:
        """Follow an invitation, and press the first button of what it asks."""
        await self.opens(url)
        question = await self.hears(asked)
        yes = (await question.labels())[0]
        await self.taps(question, yes)
        await self.town.until(lambda: lacks(question, yes))

    async def announces(self, house: "House", line: str, publish: str = "Publish") -> "Post":
        """Write `/event …` in the group and publish the preview; the card, which is the same message."""
        await self.writes(line, to=house)
        preview = await house.shows_button(publish)
        await self.taps(preview, publish)
        await self.town.until(lambda: without(preview, "pe:"))
        return preview


@dataclass(frozen=True)
class House:
    """A group of neighbours."""

    town: Town
    id: int
    admin: Neighbour

    async def takes_in_the_bot(self) -> None:
        """The admin adds the bot."""
        await self.town.telegram.act("join", chat=self.id, user=await self.town.telegram.bot_id(), by=self.admin.id)

    async def messages(self) -> list[Message]:
        """What the admin sees."""
        return await self.town.messages(self.id, self.admin.id)

    async def lines(self, wanted: str) -> list[Message]:
        """The messages of the bot that say this."""
        return [each for each in await self.messages() if each["from"]["is_bot"] and wanted in each.get("text", "")]

    async def shows(self, *any_of: str) -> Post:
        """The newest message of the bot that says one of these, once there is one."""

        async def found() -> Post | None:
            for message in reversed(await self.messages()):
                if message["from"]["is_bot"] and any(each in message.get("text", "") for each in any_of):
                    return Post(self.town, self.id, message["message_id"], self.admin.id)
            return None

        return await self.town.until(found)  # type: ignore[no-any-return]

    async def shows_button(self, label: str) -> Post:
        """The newest message with such a button, once there is one."""

        async def found() -> Post | None:
            for message in reversed(await self.messages()):
                post = Post(self.town, self.id, message["message_id"], self.admin.id)
                if "reply_markup" in message and label in await post.labels():
                    return post
            return None

        return await self.town.until(found)  # type: ignore[no-any-return]

    async def join_link(self) -> str:
        """The address under "Open in private" of the welcome."""
        welcome = await self.shows("/event", "/tapahtuma", "/evenemang")
        for row in (await welcome.seen())["reply_markup"]["inline_keyboard"]:
            for key in row:
                if "start=" in key.get("url", ""):
                    return str(key["url"])
        raise AssertionError("no link to join by")
