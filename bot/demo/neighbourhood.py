"""The demo's neighbourhood: two houses with eleven neighbours, and what they have done by way of Telegram. A third has forty flats."""

import asyncio
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.demo import city as forty_houses
from bot.demo import forty_flats, polls
from bot.demo.telegram import Telegram, announce, group_of
from bot.texts import language_of
from community import places, roles
from community.people import known
from community.quiet import HouseRules
from storage.engine import Connection, Database
from storage.roles import Role, Scope

ZONE = ZoneInfo("Europe/Helsinki")
SATURDAY = 5
FROM_MONDAY = timedelta(days=SATURDAY, hours=3)
"""From the week's list, on Monday at nine, to the event, on Saturday at noon."""

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


async def settle_in(url: str, db: Database, rules: HouseRules, now: datetime, *, city: bool = False) -> Neighbourhood:
    """Let the neighbours move in: groups, the bot, joining, their events and first answers; then the `city` beside them."""
    async with Telegram(url) as telegram:
        await telegram.post("clock", {"mode": "real", "rate": HURRY})
        people = {name: int((await telegram.post("users", fields))["id"]) for name, fields in PEOPLE.items()}
        bot = (await telegram.get("state"))["bot"]
        first = await group_of(telegram, "Koivukuja 3", people, FIRST, ("aino", "veera"), forum=False)
        second = await group_of(telegram, "Rantatie 8", people, SECOND, ("veera",), forum=True)
        for group, by in ((first, "aino"), (second, "veera")):
            await telegram.post("act/join", {"chat": group, "user": bot["id"], "by": people[by]})
        link = await _welcome_link(telegram, first, people["aino"])
        await asyncio.gather(*(_join(telegram, people[name], link, PEOPLE[name]["language_code"]) for name in JOINING))
        event, third, _ = await asyncio.gather(
            _first_house(telegram, people, first, now),
            forty_flats.settle(telegram, db, bot["id"], people["veera"], _saturday(now), rules, now),
            _second_house(telegram, people, second, now),
        )
        for name, party in COMING:
            await telegram.press(first, people[name], f"ev:{event}:c:{party}")
        await db.transaction(_found_area, [first, second, third], people["veera"], now)
        await _card_tells(telegram, first, people["aino"], sum(party for _, party in COMING))
        if city:
            await forty_houses.settle(telegram, db, bot["id"], rules, now)
        await telegram.post("settle", {"quiet": 0.1, "timeout": 3})
        await telegram.post("clock", {"mode": "real"})
        return Neighbourhood(people, first, second, event, link, bot["username"], now.isoformat())


def _found_area(db: Connection, groups: list[int], manager: int, now: datetime) -> None:
    """All houses in one area, with somebody who looks after it."""
    area = places.found_area(db, name="Rantapuisto", groups=groups, now=now)
    roles.grant(db, by=None, person=known(db, manager).id, role=Role.MANAGER, scope=Scope(area=area), now=now)


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


def monday_between(homes: Neighbourhood) -> bool:
    """Whether the Monday of the event's week, with its list at nine, comes after the beginning and so before the reminder."""
    began = datetime.fromisoformat(homes.began)
    return _saturday(began) - FROM_MONDAY > began.astimezone(ZONE).replace(tzinfo=None)


def _first_line(now: datetime) -> str:
    start = _saturday(now)
    when = say_span(start, start + timedelta(hours=3), "fi", today=now.astimezone(ZONE).date())
    return f"/tapahtuma {when} Pihatalkoot @ sisäpiha enint. {CAPACITY}\nHaravoidaan piha ja juodaan kahvit. Ota hanskat mukaan."


async def _first_house(telegram: Telegram, people: dict[str, int], group: int, now: datetime) -> int:
    """A poll, and below it the event of the story; its number."""
    await polls.ask_first_house(telegram, group, people, now)
    event, _ = await announce(telegram, group, people["aino"], _first_line(now))
    return event


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
