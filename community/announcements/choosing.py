"""What an audience becomes when a house, a group or an area is put in or left out: the plain sums of it, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from storage.announcements import Audience
from storage.roles import Role


class Readers(StrEnum):
    """Who gets it in the chosen houses: the groups, or people in private."""

    GROUPS = "groups"
    RESIDENTS = "residents"
    ACTIVISTS = "activists"
    BOARDS = "boards"
    MANAGERS = "managers"


_ROLES = {Readers.ACTIVISTS: Role.ACTIVIST, Readers.BOARDS: Role.BOARD, Readers.MANAGERS: Role.MANAGER}


@dataclass(frozen=True, slots=True)
class Place:
    """A house by row, with its area and its groups."""

    house: int
    area: int | None
    chats: frozenset[int]


def readers_of(audience: Audience) -> Readers:
    """Who gets it."""
    if audience.residents:
        return Readers.RESIDENTS
    return next((readers for readers, role in _ROLES.items() if role is audience.role), Readers.GROUPS)


def read_by(audience: Audience, readers: Readers) -> Audience:
    """The same houses, with these readers."""
    return replace(audience, residents=readers is Readers.RESIDENTS, role=_ROLES.get(readers))


def is_chosen(audience: Audience, place: Place) -> bool:
    """Whether a whole house is in, but for groups of it that are left out."""
    return place.house not in audience.without_houses and (_is_covered(audience, place) or place.house in audience.houses)


def has_chat(audience: Audience, place: Place, chat: int) -> bool:
    """Whether a group of a house is in."""
    there = is_chosen(audience, place) or (chat in audience.chats and place.house not in audience.without_houses)
    return there and chat not in audience.without_chats


def with_house(audience: Audience, place: Place, inside: bool) -> Audience:
    """With all of a house, or with nothing of it."""
    one, covered = frozenset({place.house}), _is_covered(audience, place)
    return replace(
        audience,
        houses=audience.houses | one if inside and not covered else audience.houses - one,
        without_houses=audience.without_houses | one if covered and not inside else audience.without_houses - one,
        chats=audience.chats - place.chats,
        without_chats=audience.without_chats - place.chats,
    )


def with_chat(audience: Audience, place: Place, chat: int, inside: bool) -> Audience:
    """With a group of a house, or without it; the other groups stay as they are."""
    kept = {each for each in place.chats if has_chat(audience, place, each)}
    kept = kept | {chat} if inside else kept - {chat}
    if kept == place.chats or not kept:
        return with_house(audience, place, bool(kept))
    if _is_covered(audience, place):
        whole = with_house(audience, place, inside=True)
        return replace(whole, without_chats=whole.without_chats | (place.chats - kept))
    none = with_house(audience, place, inside=False)
    return replace(none, chats=none.chats | kept)


def with_area(audience: Audience, area: int, places: Iterable[Place], inside: bool) -> Audience:
    """With all houses of an area (`places`), also those it gets later; or with none of them."""
    areas = audience.areas - {area}
    if inside and not audience.everywhere:
        areas |= {area}
    changed = replace(audience, areas=areas)
    for place in places:
        changed = with_house(changed, place, inside)
    return changed


def with_topic(audience: Audience, chat: int, topic: int | None) -> Audience:
    """In this topic of a group; None: in the one for cards."""
    topics = {each: kept for each, kept in audience.topics.items() if each != chat}
    return replace(audience, topics=topics if topic is None else {**topics, chat: topic})


def _is_covered(audience: Audience, place: Place) -> bool:
    return audience.everywhere or (place.area is not None and place.area in audience.areas)
