"""The demo's city: forty houses with forty-six groups move in at once, and with some of them something is wrong, as in life."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo import city_people as who
from bot.demo.city_people import Home
from bot.demo.telegram import Telegram
from community import areas, roles
from community.places import new_token
from community.quiet import HouseRules
from storage import outbox, places, topics, troubles
from storage.engine import Connection, Database
from storage.outbox import Message, To
from storage.roles import Role, Scope

QUIET = {"quiet_from": 22, "quiet_until": 7, "quiet_until_day_off": 9}
"""Of the houses that chose their own: what most rules of houses say."""

PINNING = 3
"""In every so-manieth group the bot is an admin, and may pin."""

SECOND_PART = 2
"""Every so-manieth of a house is also in its second group."""

SOON = timedelta(hours=1)
"""Whatever went wrong just now would be told by then."""

EVERYWHERE = "everywhere"
"""The ref of who is at home in three houses."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is made at Telegram, by the refs of its people. `home`: the place of its house among the forty."""

    home: int
    title: str
    members: tuple[str, ...]
    admins: tuple[str, ...]

    def as_chat(self, at: int) -> dict[str, Any]:
        """For an import into the playground."""
        forum, kind = at == who.FORUM, "group" if at == who.MIGRATED else "supergroup"
        people = {"members": self.members, "administrators": self.admins}
        return {"ref": _chat(at), "type": kind, "title": self.title, "is_forum": forum, "bot": "absent", **people}


@dataclass(frozen=True, slots=True)
class City:
    """Who moves in where, with Telegram's numbers of people and groups by their refs."""

    homes: tuple[Home, ...]
    groups: tuple[Group, ...]
    refs: dict[str, int]

    def group(self, at: int) -> int:
        """Telegram's number of a group; that of the own group of a house has the place of the house."""
        return self.refs[_chat(at)]

    def founder(self, at: int) -> int:
        """Telegram's number of whoever founded a group."""
        return self.refs[self.groups[at].admins[0]]

    def batch(self, act: str, bot: int, groups: Iterable[int]) -> dict[str, Any]:
        """The founder of each of these groups does this to the bot."""
        return {"acts": [{"act": act, "chat": self.group(at), "user": bot, "by": self.founder(at)} for at in groups]}


async def settle(telegram: Telegram, db: Database, bot: int, rules: HouseRules, now: datetime) -> None:
    """Let the city move in: people and groups at Telegram, houses with the bot, the bot in the groups, and then what goes wrong."""
    city = await _import(telegram)
    everywhere = range(len(city.groups))
    await db.transaction(live, city, rules, now)
    await telegram.post("act/batch", city.batch("join", bot, everywhere))
    await telegram.post("act/batch", city.batch("promote", bot, everywhere[::PINNING]))
    threads = await _open_topics(telegram, city)
    await db.transaction(_begin, city, threads, now)
    await asyncio.gather(*(_greeted(telegram, city, at) for at in everywhere))
    await _go_wrong(telegram, city, bot)
    await telegram.post("settle", {"quiet": 0.1, "timeout": 3})
    await db.transaction(_all_told, now)


async def _import(telegram: Telegram) -> City:
    homes = tuple(who.homes())
    # The own groups of the houses come first, so that each has the place of its house.
    groups = (*(_own_group(home) for home in homes), *(_second_group(homes[at], about) for at, about in who.SECOND.items()))
    people = [resident.as_user(_person(home.number, seat)) for home in homes for seat, resident in enumerate(home.residents)]
    people += [who.EVERYWHERE.as_user(EVERYWHERE), *(manager.as_user(_manager(at)) for at, manager in enumerate(who.MANAGERS))]
    found = await telegram.post("world", {"users": people, "chats": [group.as_chat(at) for at, group in enumerate(groups)]})
    return City(homes, groups, found["refs"])


def _own_group(home: Home) -> Group:
    residents = [_person(home.number, seat) for seat in range(len(home.residents))]
    hers = [EVERYWHERE] if home.number in who.HERS else []
    members = (*residents[home.admins :], *hers, *_managers(home))
    return Group(home.number, home.line.name, members, tuple(residents[: home.admins]))


def _second_group(home: Home, about: str) -> Group:
    founder, *others = [_person(home.number, seat) for seat in range(0, len(home.residents), SECOND_PART)]
    return Group(home.number, f"{home.line.name}: {about}", (*others, *_managers(home)), (founder,))


def _managers(home: Home) -> list[str]:
    """The managers who read along in its groups: those who speak its language, and the first of them everywhere."""
    return [_manager(at) for at, manager in enumerate(who.MANAGERS) if at == 0 or manager.language in home.line.languages]


def live(db: Connection, city: City, rules: HouseRules, now: datetime) -> None:
    """The houses of the area with their groups, who has joined them, and who does something for them."""
    area = areas.found(db, by=None, name=who.AREA, now=now)
    houses = [_add_house(db, home, area, rules, now) for home in city.homes]
    for at, group in enumerate(city.groups):
        places.add_chat(db, house_id=houses[group.home], telegram_id=city.group(at), title=group.title)
    for at, manager in enumerate(who.MANAGERS):
        person = manager.take_in(db, city.refs[_manager(at)], (), rules, now)
        roles.grant(db, by=None, person=person.id, role=Role.MANAGER, scope=Scope(area=area), now=now)
    for home, house in zip(city.homes, houses, strict=True):
        _join(db, city, home, house, rules, now)
    who.EVERYWHERE.take_in(db, city.refs[EVERYWHERE], tuple(houses[at] for at in who.HERS), rules, now)


def _add_house(db: Connection, home: Home, area: int, rules: HouseRules, now: datetime) -> int:
    line, hours = home.line, QUIET if home.is_up_late else {}
    spoken = {"languages": ",".join(line.languages), "zone": rules.zone, "tenure": line.tenure}
    return places.add_house(db, name=line.name, named=True, token=new_token(), area_id=area, created_at=now, **spoken, **hours)


def _join(db: Connection, city: City, home: Home, house: int, rules: HouseRules, now: datetime) -> None:
    founders, activist = range(2), 2
    for seat, resident in enumerate(home.residents):
        if not resident.joined:
            continue
        person = resident.take_in(db, city.refs[_person(home.number, seat)], (house,), rules, now)
        if home.has_board and seat in founders:
            roles.grant(db, by=None, person=person.id, role=Role.BOARD, scope=Scope(house=house), now=now)
        if home.has_activist and seat == activist:
            roles.grant(db, by=None, person=person.id, role=Role.ACTIVIST, scope=Scope(house=house), now=now)


async def _open_topics(telegram: Telegram, city: City) -> dict[str, int]:
    """The topics of the forum; by their names the numbers of their threads."""
    group, by, found = city.group(who.FORUM), city.founder(who.FORUM), {}
    for name in who.TOPICS:
        topic = await telegram.post("act/create_topic", {"chat": group, "name": name, "by": by})
        found[name] = int(topic["thread"])
    return found


def _begin(db: Connection, city: City, threads: dict[str, int], now: datetime) -> None:
    """The bot says hello everywhere; in the forum its cards have a topic of their own."""
    for at in range(len(city.groups)):
        chat = places.find_chat(db, city.group(at))
        assert chat is not None, "all of them live here"
        if at == who.FORUM:
            places.change_chat(db, chat.id, thread_id=threads[who.TOPICS[0]])
            for name, thread in threads.items():
                topics.note_topic(db, chat.id, thread, name)
        outbox.owe(db, To(chat_id=chat.id), Message("welcome", {"chat": chat.id}), at=now)


async def _greeted(telegram: Telegram, city: City, at: int) -> None:
    """A group has read the welcome, with its way to the bot."""
    await telegram.find_key(city.group(at), city.founder(at), lambda key: "start=" in key.get("url", ""))


async def _go_wrong(telegram: Telegram, city: City, bot: int) -> None:
    """One group puts the bot out, one takes its voice, and one becomes another: the bot learns that only when it writes there next."""
    await telegram.post("act/batch", city.batch("kick", bot, [who.REMOVED]))
    await telegram.post("act/batch", city.batch("restrict", bot, [who.MUTED]))
    await telegram.post("act/migrate", {"chat": city.group(who.MIGRATED), "announce": False})


def _all_told(db: Connection, now: datetime) -> None:
    """What is wrong was told before the demo begins: telling it now would come between the steps of its story."""
    for trouble in troubles.list_due(db, now + SOON, len(who.LINES)):
        troubles.note_told(db, trouble)


def _person(home: int, seat: int) -> str:
    return f"p{home}.{seat}"


def _manager(at: int) -> str:
    return f"m{at}"


def _chat(at: int) -> str:
    return f"c{at}"
