"""Who gets a notice that is being written: houses, groups and topics put in or left out, always within the sender's own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from community.announcements import approval, choosing, drafting
from community.announcements.authority import Sender, must_reach, sender, whole
from community.announcements.choosing import Place, Readers
from community.announcements.reach import Reached, reach
from community.announcements.writing import SAMPLE
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import announcements, outbox, places, topics
from storage.announcements import Audience, restored
from storage.drafts import Draft
from storage.outbox import Message, Op, To
from storage.places import Area, Chat, ChatState, House
from storage.topics import Topic

PICKING = "announcement-audience"
"""The kind of the screens."""

NO_AREA = 0
"""Stands for the houses that are in no area."""


class Screen(StrEnum):
    """What of an audience is shown."""

    WHO = "who"
    AREAS = "areas"
    HOUSES = "houses"
    CHATS = "chats"
    TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class AreaPicked:
    """An area (None: the houses that are in none) with so many houses, of which so many are in."""

    area: Area | None
    houses: int
    inside: int


@dataclass(frozen=True, slots=True)
class HousePicked:
    """A house, whether it is in (all of it, or some groups), and how many of its groups are. `opens`: there is more to choose in it."""

    house: House
    is_in: bool
    chats: int
    inside: int
    opens: bool


@dataclass(frozen=True, slots=True)
class ChatPicked:
    """A group, whether it is in, its topics, and the one the notice goes to (None: the one for cards)."""

    chat: Chat
    inside: bool
    topics: tuple[Topic, ...]
    topic: int | None


@dataclass(frozen=True, slots=True)
class Picked:
    """The audience of a draft as it stands. `second`: so many get it that a second manager confirms; `nobody`: there is none to ask."""

    draft: int
    readers: Readers
    reached: Reached
    areas: tuple[AreaPicked, ...]
    second: bool
    nobody: bool


def look(db: Connection, *, who: int, draft: int, rules: HouseRules, now: datetime) -> Picked:
    """Who gets it. Raises: Refused (announcement-done, not-yours, may-not-announce)."""
    found, speaker, audience = _own(db, who, draft, now)
    second = not audience.is_empty and approval.is_needed(db, audience, rules)
    nobody = second and not approval.list_approvers(db, speaker.person.id, audience)
    areas = _areas(db, speaker, audience)
    return Picked(found.id, choosing.readers_of(audience), reach(db, audience), areas, second, nobody)


def look_at_houses(db: Connection, *, who: int, draft: int, area: int, now: datetime) -> tuple[HousePicked, ...]:
    """The sender's houses in an area, by name. Raises: Refused (announcement-done, not-yours, may-not-announce)."""
    _, speaker, audience = _own(db, who, draft, now)
    return tuple(_house(db, house, audience) for house in _houses(db, speaker) if (house.area_id or NO_AREA) == area)


def look_at_chats(db: Connection, *, who: int, draft: int, house: int, now: datetime) -> tuple[House, tuple[ChatPicked, ...]]:
    """The groups of a house. Raises: Refused (announcement-done, not-yours, may-not-announce, not-your-houses)."""
    _, speaker, audience = _own(db, who, draft, now)
    found, place = _place(db, speaker, house)
    chats = [
        ChatPicked(chat, choosing.has_chat(audience, place, chat.id), tuple(topics.list_open(db, chat.id)), audience.topics.get(chat.id))
        for chat in places.list_chats(db, house)
    ]
    return found, tuple(chats)


def look_at_topics(db: Connection, *, who: int, draft: int, chat: int, now: datetime) -> tuple[House, ChatPicked]:
    """The topics of a group. Raises: Refused (announcement-done, not-yours, may-not-announce, not-your-houses)."""
    _, speaker, _ = _own(db, who, draft, now)
    house = _place_with(db, speaker, chat).house
    found, chats = look_at_chats(db, who=who, draft=draft, house=house, now=now)
    return found, next(each for each in chats if each.chat.id == chat)


def set_readers(db: Connection, *, who: int, draft: int, readers: Readers, message: int, language: str, now: datetime) -> None:
    """The groups get it, or people in private. Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps)."""
    found, speaker, audience = _changing(db, who, draft, now)
    _keep(db, found, speaker, choosing.read_by(audience, readers), now)
    show(db, who=who, draft=draft, screen=Screen.WHO, message=message, language=language, now=now)


def pick_all(db: Connection, *, who: int, draft: int, inside: bool, message: int, language: str, now: datetime) -> None:
    """All the sender's houses, or none so that some can be chosen.

    Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps).
    """
    found, speaker, audience = _changing(db, who, draft, now)
    anew = whole(speaker) if inside else Audience()
    _keep(db, found, speaker, choosing.read_by(anew, choosing.readers_of(audience)), now)
    show(db, who=who, draft=draft, screen=Screen.WHO if inside else Screen.AREAS, message=message, language=language, now=now)


def pick_area(db: Connection, *, who: int, draft: int, area: int, inside: bool, message: int, language: str, now: datetime) -> None:
    """All the sender's houses of an area, or none of them.

    Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses).
    """
    found, speaker, audience = _changing(db, who, draft, now)
    there = [house for house in _houses(db, speaker) if (house.area_id or NO_AREA) == area]
    if not there:
        raise Refused("not-your-houses")
    of_houses = [_place_of(db, house) for house in there]
    if area != NO_AREA and (speaker.everywhere or area in speaker.areas):
        audience = choosing.with_area(audience, area, of_houses, inside)
    else:
        for place in of_houses:
            audience = choosing.with_house(audience, place, inside)
    _keep(db, found, speaker, audience, now)
    show(db, who=who, draft=draft, screen=Screen.HOUSES, at=area, message=message, language=language, now=now)


def pick_house(
    db: Connection, *, who: int, draft: int, house: int, inside: bool, page: int, message: int, language: str, now: datetime
) -> None:
    """A whole house, or nothing of it.

    Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses).
    """
    found, speaker, audience = _changing(db, who, draft, now)
    row, place = _place(db, speaker, house)
    _keep(db, found, speaker, choosing.with_house(audience, place, inside), now)
    at = row.area_id or NO_AREA
    show(db, who=who, draft=draft, screen=Screen.HOUSES, at=at, page=page, message=message, language=language, now=now)


def pick_chat(db: Connection, *, who: int, draft: int, chat: int, inside: bool, message: int, language: str, now: datetime) -> None:
    """A group of a house, or not that one.

    Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses).
    """
    found, speaker, audience = _changing(db, who, draft, now)
    place = _place_with(db, speaker, chat)
    _keep(db, found, speaker, choosing.with_chat(audience, place, chat, inside), now)
    show(db, who=who, draft=draft, screen=Screen.CHATS, at=place.house, message=message, language=language, now=now)


def pick_topic(db: Connection, *, who: int, draft: int, chat: int, topic: int, message: int, language: str, now: datetime) -> None:
    """A topic of a group; 0: the one for cards.

    Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps, not-your-houses, old-button).
    """
    found, speaker, audience = _changing(db, who, draft, now)
    place = _place_with(db, speaker, chat)
    if topic and topic not in {each.thread_id for each in topics.list_open(db, chat)}:
        raise Refused("old-button")
    _keep(db, found, speaker, choosing.with_topic(audience, chat, topic or None), now)
    show(db, who=who, draft=draft, screen=Screen.CHATS, at=place.house, message=message, language=language, now=now)


def show(
    db: Connection, *, who: int, draft: int, screen: Screen, message: int, language: str, now: datetime, at: int = 0, page: int = 0
) -> None:
    """The pressed message shows a screen; `at`: of this area, house or group.

    Raises: Refused (announcement-done, not-yours, may-not-announce).
    """
    _own(db, who, draft, now)
    params = {"draft": draft, "screen": screen, "at": at, "page": page}
    reply(db, kind=PICKING, to=who, language=language, params=params, edit=message, now=now)


def _own(db: Connection, who: int, draft: int, now: datetime) -> tuple[Draft, Sender, Audience]:
    speaker, found = sender(db, who), drafting.draft_of(db, who, draft, now)
    return found, speaker, restored(found.data["audience"])


def _changing(db: Connection, who: int, draft: int, now: datetime) -> tuple[Draft, Sender, Audience]:
    found, speaker, audience = _own(db, who, draft, now)
    if found.data.get("edits"):
        raise Refused("announcement-keeps")
    return found, speaker, audience


def _keep(db: Connection, found: Draft, speaker: Sender, audience: Audience, now: datetime) -> None:
    """The draft goes to this audience; the copy that is looked at may be in other languages now."""
    must_reach(db, speaker, audience)
    drafting.change(db, found, audience=audience.saved(), shown=None)
    if found.message_id is not None:
        sample = Message(SAMPLE, {"draft": found.id}, op=Op.EDIT, message_id=found.message_id, draft_id=found.id)
        outbox.owe(db, To(address=found.author, language=speaker.person.language), sample, at=now)


def _houses(db: Connection, speaker: Sender) -> list[House]:
    """All houses somebody may announce to, by name."""
    if speaker.everywhere:
        return places.list_houses(db)
    of_areas = places.list_houses(db, areas=speaker.areas)
    known = {house.id for house in of_areas}
    others = [places.look_up_house(db, number) for number in sorted(speaker.houses - known)]
    return [*of_areas, *(house for house in others if house is not None)]


def _areas(db: Connection, speaker: Sender, audience: Audience) -> tuple[AreaPicked, ...]:
    inside = {house for house, _ in announcements.list_reached(db, audience)}
    theirs = _houses(db, speaker)
    found = places.list_areas(db, {house.area_id for house in theirs if house.area_id is not None})
    picked = []
    for area in (*found, None):
        there = [house.id for house in theirs if house.area_id == (area.id if area else None)]
        if there:
            picked.append(AreaPicked(area, len(there), len(inside.intersection(there))))
    return tuple(picked)


def _house(db: Connection, house: House, audience: Audience) -> HousePicked:
    place = _place_of(db, house)
    inside = sum(choosing.has_chat(audience, place, chat) for chat in place.chats)
    is_in = inside > 0 or choosing.is_chosen(audience, place)
    opens = not audience.is_private and (len(place.chats) > 1 or any(topics.list_open(db, chat) for chat in place.chats))
    return HousePicked(house, is_in, len(place.chats), inside, opens)


def _place(db: Connection, speaker: Sender, house: int) -> tuple[House, Place]:
    found = places.look_up_house(db, house)
    if found is None or not speaker.covers(found.id, found.area_id):
        raise Refused("not-your-houses")
    return found, _place_of(db, found)


def _place_of(db: Connection, house: House) -> Place:
    return Place(house.id, house.area_id, frozenset(chat.id for chat in places.list_chats(db, house.id)))


def _place_with(db: Connection, speaker: Sender, chat: int) -> Place:
    found = places.look_up_chat(db, chat)
    if found is None or found.state is not ChatState.ACTIVE:
        raise Refused("not-your-houses")
    return _place(db, speaker, found.house_id)[1]
