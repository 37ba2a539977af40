"""The demo's neighbourhood: two houses, eleven neighbours, and what they have done so far, all by way of Telegram."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

import aiohttp

from bot.dates import say_span
from bot.texts import language_of
from community import places
from storage.engine import Database

ZONE = ZoneInfo("Europe/Helsinki")
SATURDAY = 5
SOON = timedelta(days=2)
"""The event is at least so far away: its reminder is still to come."""

PEOPLE: dict[str, dict[str, Any]] = {
    "aino": {"first_name": "Aino", "language_code": "fi"},
    "matti": {"first_name": "Matti", "last_name": "M.", "language_code": "fi"},
    "sanna": {"first_name": "Sanna", "language_code": "fi"},
    "pekka": {"first_name": "Pekka", "language_code": "fi"},
    "bjorn": {"first_name": "Björn", "language_code": "sv"},
    "elin": {"first_name": "Elin", "language_code": "sv"},
    "grace": {"first_name": "Grace", "language_code": "en"},
    "omar": {"first_name": "عمر", "language_code": "ar"},
    "lan": {"first_name": "Lan 🌻", "language_code": "en"},
    "veera": {"first_name": "Veera", "last_name": "(yhteisömanageri)", "language_code": "fi"},
    "kaisa": {"first_name": "Kaisa"},
}
"""The neighbours. Aino is the first house's activist, Veera looks after both houses, Kaisa has never started the bot."""

FIRST = tuple(PEOPLE)
SECOND = ("elin", "bjorn", "lan", "veera", "kaisa")
JOINING = tuple(name for name in PEOPLE if name != "kaisa")
COMING = (("matti", 2), ("aino", 1), ("omar", 1), ("veera", 1))
"""Who has said yes, with how many: five of six places."""

CAPACITY = 6
PATIENCE_S = 10
HURRY = 20.0
"""How many times faster the seconds pass, while they settle in, that the bot leaves between two edits of a card."""


@dataclass(frozen=True)
class Neighbourhood:
    """Telegram's numbers of the demo's people and groups, and what the story needs to find its way."""

    people: dict[str, int]
    first: int
    second: int
    event: int
    join_link: str
    username: str
    began: str

    def as_json(self) -> dict[str, Any]:
        """For keeping it beside the world."""
        return asdict(self)


class Telegram:
    """The playground's control interface."""

    def __init__(self, url: str) -> None:
        self._session = aiohttp.ClientSession(f"{url}/_emu/")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.close()

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Raises: RuntimeError with what the playground says is wrong."""
        async with self._session.post(path, json=body) as response:
            return await _read(response)

    async def get(self, path: str, **query: str | int | float) -> Any:
        """Raises: RuntimeError with what the playground says is wrong."""
        async with self._session.get(path, params=query) as response:
            return await _read(response)

    async def press(self, chat: int, user: int, beginning: str, end: str = "") -> dict[str, Any]:
        """Press the newest button of a chat whose data begin and end so, as soon as there is one. Its data are in the answer."""

        def wanted(key: dict[str, Any]) -> bool:
            data = str(key.get("callback_data", ""))
            return bool(data) and data.startswith(beginning) and data.endswith(end)

        message, key = await self.find_key(chat, user, wanted)
        press = {"chat": chat, "user": user, "message": message, "data": key["callback_data"]}
        return {**await self.post("act/press", press), "data": key["callback_data"]}

    async def find_key(self, chat: int, user: int, wanted: Callable[[dict[str, Any]], bool]) -> tuple[int, dict[str, Any]]:
        """The newest message with such a button, and the button, as soon as there is one. Raises: TimeoutError."""

        def key_of(message: dict[str, Any]) -> dict[str, Any] | None:
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            return next((key for row in rows for key in row if wanted(key)), None)

        message = await self.find_message(chat, user, lambda message: key_of(message) is not None)
        return int(message["message_id"]), key_of(message) or {}

    async def find_message(self, chat: int, user: int, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest such message of a chat, as soon as there is one. Raises: TimeoutError."""
        seen: dict[str, int] = {}
        async with asyncio.timeout(PATIENCE_S):
            while True:
                # Taken before the look: what changes meanwhile is looked at again, not missed.
                newest = await self._seq()
                found: list[dict[str, Any]] = await self.get(f"chats/{chat}/messages", user=user, **seen)
                for message in reversed(found):
                    if wanted(message):
                        return dict(message)
                seen = {"changed_after": newest, "wait": PATIENCE_S}

    async def _seq(self) -> int:
        newest = await self.get("journal", limit=1)
        return int(newest[-1]["seq"]) if newest else 0


async def _read(response: aiohttp.ClientResponse) -> Any:
    body = await response.json()
    if response.status >= 400:
        raise RuntimeError(f"the playground says: {body.get('error')}")
    return body


async def settle_in(url: str, db: Database, now: datetime) -> Neighbourhood:
    """Let the neighbours move in: groups, the bot, joining, two events and their first answers."""
    async with Telegram(url) as telegram:
        await telegram.post("clock", {"mode": "real", "rate": HURRY})
        people = {name: int((await telegram.post("users", fields))["id"]) for name, fields in PEOPLE.items()}
        bot = (await telegram.get("state"))["bot"]
        first = await _group(telegram, "Koivukuja 3", people, FIRST, admins=("aino", "veera"), forum=False)
        second = await _group(telegram, "Rantatie 8", people, SECOND, admins=("veera",), forum=True)
        for group, by in ((first, "aino"), (second, "veera")):
            await telegram.post("act/join", {"chat": group, "user": bot["id"], "by": people[by]})
        link = await _welcome_link(telegram, first, people["aino"])
        await asyncio.gather(*(_join(telegram, people[name], link, PEOPLE[name]["language_code"]) for name in JOINING))
        event, _ = await asyncio.gather(
            _announce(telegram, people, first, "aino", _first_line(now)), _second_house(telegram, people, second, now)
        )
        for name, party in COMING:
            await telegram.press(first, people[name], f"ev:{event}:c:{party}")
        await db.transaction(places.found_area, name="Rantapuisto", groups=[first, second], now=now)
        await _card_tells(telegram, first, people["aino"], sum(party for _, party in COMING))
        await telegram.post("settle", {"quiet": 0.1, "timeout": 3})
        await telegram.post("clock", {"mode": "real"})
        return Neighbourhood(people, first, second, event, link, bot["username"], now.isoformat())


async def _group(
    telegram: Telegram, title: str, people: dict[str, int], members: tuple[str, ...], *, admins: tuple[str, ...], forum: bool
) -> int:
    chat = await telegram.post(
        "chats",
        {
            "type": "supergroup",
            "title": title,
            "is_forum": forum,
            "members": [people[name] for name in members],
            "administrators": [people[name] for name in admins],
            "bot": "absent",
        },
    )
    return int(chat["id"])


async def _welcome_link(telegram: Telegram, group: int, user: int) -> str:
    _, key = await telegram.find_key(group, user, lambda key: "start=" in key.get("url", ""))
    return str(key["url"])


async def _join(telegram: Telegram, user: int, link: str, language: str) -> None:
    await telegram.post("act/link", {"user": user, "url": link})
    await telegram.press(user, user, "jl:", f":{language_of(language)}")
    await telegram.press(user, user, "jo:")


def _saturday(now: datetime) -> datetime:
    earliest = (now + SOON).astimezone(ZONE)
    day = earliest.date() + timedelta(days=(SATURDAY - earliest.weekday()) % 7)
    return datetime.combine(day, time(12))


def _first_line(now: datetime) -> str:
    start = _saturday(now)
    when = say_span(start, start + timedelta(hours=3), "fi", today=now.astimezone(ZONE).date())
    return f"/tapahtuma {when} Pihatalkoot @ sisäpiha enint. {CAPACITY}\nHaravoidaan piha ja juodaan kahvit. Ota hanskat mukaan."


async def _announce(telegram: Telegram, people: dict[str, int], group: int, who: str, line: str) -> int:
    await telegram.post("act/send", {"chat": group, "user": people[who], "text": line})
    await telegram.press(group, people[who], "pe:")
    pressed = await telegram.press(group, people[who], "me:")
    return int(pressed["data"].split(":")[1])


async def _card_tells(telegram: Telegram, group: int, user: int, coming: int) -> None:
    """The story begins with what the card says, so it has to say it."""
    await telegram.find_message(group, user, lambda message: f" {coming} " in message.get("text", "").rpartition("\n")[2])


async def _second_house(telegram: Telegram, people: dict[str, int], group: int, now: datetime) -> None:
    """Two languages side by side, and an anonymous admin who announces in a topic."""
    veera, start = people["veera"], _saturday(now) + timedelta(hours=6)
    await telegram.press(group, veera, "hl")
    await telegram.press(group, veera, "lg:fi,sv")
    topic = await telegram.post("act/create_topic", {"chat": group, "name": "Tapahtumat · Evenemang", "by": veera})
    thread = topic.get("message_thread_id") or topic["thread"]
    line = f"/evenemang {say_span(start, None, 'sv', today=now.astimezone(ZONE).date())} Kvällskaffe · Iltakahvit @ klubbrummet"
    await telegram.post("act/send", {"chat": group, "user": veera, "text": line, "thread": thread, "anonymous": True})
    await telegram.press(group, veera, "pe:")
