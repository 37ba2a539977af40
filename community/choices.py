"""What a house and its groups choose: languages, who announces, quiet hours, zone, name, flats, whose it is, what the bot begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions, reminders
from community.flats import read_flats
from community.houses import in_charge
from community.places import LANGUAGE_SETS, refresh_welcomes
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import audit, cards, drafts, events, people, places, troubles
from storage.audit import Act
from storage.events import EventState
from storage.places import Announcers, Chat, House, Tenure
from storage.roles import Scope
from storage.troubles import TroubleKind

KIND = "house"

LONGEST_NAME = 60


class Setting(StrEnum):
    """What can be chosen: the first for a house, the last three for each of its groups."""

    LANGUAGES = "lang"
    ANNOUNCERS = "who"
    QUIET = "quiet"
    ZONE = "zone"
    TENURE = "own"
    NAME = "name"
    FLATS = "flats"
    LINE = "line"
    DIGEST = "week"
    TOPIC = "topic"


OF_CHAT = (Setting.LINE, Setting.DIGEST, Setting.TOPIC)
IN_WORDS = (Setting.ZONE, Setting.NAME, Setting.FLATS)
"""What can be written, too."""

DEFAULT_QUIET = ""
"""The quiet hours of the bot's own settings."""

OPTIONS: Mapping[Setting, tuple[str, ...]] = {
    Setting.LANGUAGES: LANGUAGE_SETS,
    Setting.ANNOUNCERS: tuple(Announcers),
    Setting.QUIET: (DEFAULT_QUIET, "20-7-9", "21-7-9", "21-8-9", "22-7-9", "22-8-10", "23-8-10"),
    Setting.ZONE: ("Europe/Helsinki", "Europe/Mariehamn", "Europe/Stockholm", "Europe/Tallinn", "Europe/London"),
    Setting.TENURE: tuple(Tenure),
    Setting.FLATS: ("",),
    Setting.LINE: ("on", "off"),
    Setting.DIGEST: ("on", "off"),
}
"""What is offered as buttons; quiet hours as `from-until-until on a day off`. A topic is that in which somebody asks for the settings."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a button chooses for a house; `chat` where it is about one of its groups."""

    house: int
    what: Setting
    chat: int
    value: str


def choose(db: Connection, *, who: int, admin: bool, choice: Choice, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """A button was pressed: this is the choice from now on. The pressed message shows the settings then.

    Raises: Refused (house-gone, not-in-charge, old-button for what was never offered, chat-gone).
    """
    what, value = choice.what, choice.value
    found = in_charge(db, who=who, house=choice.house, admin=admin)
    if what is Setting.TOPIC:
        _change(db, found, _group(db, found, choice.chat), {"thread_id": _number(value)}, who, now)
        troubles.end(db, choice.chat, TroubleKind.NO_TOPIC)
    elif value not in OPTIONS.get(what, ()):
        raise Refused("old-button")
    elif what in OF_CHAT:
        column = "line_shown" if what is Setting.LINE else "digest_shown"
        _change(db, found, _group(db, found, choice.chat), {column: value == "on"}, who, now)
    else:
        _set(db, found, what, value, who, rules, now)
    reply(db, kind="settings", to=who, language=language, params={"house": found.id, "admin": admin}, edit=message, now=now)


def _set(db: Connection, house: House, what: Setting, value: str, who: int, rules: HouseRules, now: datetime) -> None:
    """Change the house and what follows from it: cards in other words, reminders at other hours."""
    _change(db, house, None, _columns(what, value), who, now)
    if what is Setting.LANGUAGES:
        refresh_welcomes(db, house.id, now)
    chats = places.list_chats(db, house.id)
    of_house = {event.id: event for chat in chats for event in events.list_in_chat(db, chat.id)}
    for event in of_house.values():
        if what is Setting.LANGUAGES:
            cards.bump(db, event.id)
        if what is Setting.QUIET and event.state is EventState.PUBLISHED:
            reminders.plan_event(db, event, rules, now)


def _columns(what: Setting, value: str) -> dict[str, Any]:
    match what:
        case Setting.LANGUAGES:
            return {"languages": value}
        case Setting.ANNOUNCERS:
            return {"announcers": Announcers(value)}
        case Setting.ZONE:
            return {"zone": value}
        case Setting.TENURE:
            return {"tenure": Tenure(value)}
        case Setting.NAME:
            return {"name": value, "named": True}
        case Setting.FLATS:
            return {"flats": value}
        case _:
            hours = [int(hour) for hour in value.split("-")] if value else [None] * 3
            return dict(zip(("quiet_from", "quiet_until", "quiet_until_day_off"), hours, strict=True))


def _change(db: Connection, house: House, chat: Chat | None, values: Mapping[str, Any], who: int, now: datetime) -> None:
    """Write it down, and who did it; what is so already changes nothing."""
    row: House | Chat = chat or house
    if all(getattr(row, column) == value for column, value in values.items()):
        return
    if chat is not None:
        places.change_chat(db, chat.id, **values)
    else:
        places.change_house(db, house.id, **values)
    person = people.find_person(db, who)
    audit.note(db, Act.SETTINGS_CHANGED, by=person.id if person else None, scope=Scope(house=house.id), at=now)


def _group(db: Connection, house: House, chat: int) -> Chat:
    found = places.look_up_chat(db, chat)
    if found is None or found.house_id != house.id:
        raise Refused("chat-gone")
    return found


def _number(value: str) -> int | None:
    """The topic a button names, None for none. Raises: Refused("old-button")."""
    if not value:
        return None
    if not (value.isdecimal() and value.isascii() and len(value) <= len(str(2**31))):
        raise Refused("old-button")
    return int(value)


def ask(db: Connection, *, who: int, admin: bool, house: int, what: Setting, message: int, language: str, now: datetime) -> None:
    """What there is to choose; what can be written is waited for. Raises: Refused (house-gone, not-in-charge)."""
    in_charge(db, who=who, house=house, admin=admin)
    if what in IN_WORDS:
        questions.ask(db, who=who, kind=KIND, data={"house": house, "what": what}, now=now)
    else:
        drafts.leave_drafts(db, who)
    params = {"house": house, "what": what, "admin": admin}
    reply(db, kind="setting", to=who, language=language, params=params, edit=message, now=now)


@dataclass(frozen=True, slots=True)
class Awaited:
    """The next words of somebody are this of a house."""

    house: int
    what: Setting


def awaited(db: Connection, *, who: int, now: datetime) -> Awaited | None:
    """What somebody was asked to write; None if nothing."""
    draft = questions.asked(db, who=who, kind=KIND, now=now)
    return None if draft is None else Awaited(draft.data["house"], Setting(draft.data["what"]))


def write(db: Connection, *, who: int, admin: bool, text: str, language: str, rules: HouseRules, now: datetime) -> None:
    """The words somebody was asked for. Raises: Refused (old-button, house-gone, not-in-charge, and what is wrong with them)."""
    asked = awaited(db, who=who, now=now)
    if asked is None:
        raise Refused("old-button")
    house = in_charge(db, who=who, house=asked.house, admin=admin)
    value = _read(asked.what, text)
    drafts.leave_drafts(db, who)
    _set(db, house, asked.what, value, who, rules, now)
    reply(db, kind="settings", to=who, language=language, params={"house": house.id, "admin": admin}, now=now)


def _read(what: Setting, text: str) -> str:
    """What the words say. Raises: Refused (no-such-zone, bad-flats, bad-house-name)."""
    match what:
        case Setting.ZONE:
            return _zone(text)
        case Setting.FLATS:
            return "\n".join(read_flats(text))
        case _:
            return _name(text)


def _zone(text: str) -> str:
    """A zone as somebody wrote it (`europe/riga`, `Riga`). Raises: Refused("no-such-zone")."""
    wanted = text.strip().casefold().replace(" ", "_")
    named = [zone for zone in sorted(available_timezones()) if wanted in (zone.casefold(), zone.casefold().rpartition("/")[2])]
    found = min(named, key=lambda zone: not zone.startswith("Europe/"), default=None)
    if found is None or len(ZoneInfo(found).key) > 64:
        raise Refused("no-such-zone")
    return found


def _name(text: str) -> str:
    """A house's name. Raises: Refused("bad-house-name")."""
    name = clean_line(text, longest=len(text) or 1)
    if not name or len(name) > LONGEST_NAME:
        raise Refused("bad-house-name", most=LONGEST_NAME)
    return name
