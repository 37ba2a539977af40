"""Areas: houses that do things together, how one is made and named, and how a house comes to belong to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions, roles
from community.refusals import Refused
from community.replies import reply
from storage import audit, drafts, people, places, waiting
from storage import roles as rows
from storage.audit import Act
from storage.places import Area, House
from storage.roles import Role, Scope

T = TypeVar("T")

KIND = "area"

LONGEST_NAME = 60

LISTED = 8
"""Areas or houses on one screen."""

MOST = 20
"""So many areas one person looks after: nobody does more, and a stranger's account can't fill the database."""


@dataclass(frozen=True, slots=True)
class AreaShown:
    """An area for its manager: its houses, how many groups these have, and how many look after it.

    `waiting`: the numbers of the houses that wait for their group.
    """

    area: Area
    houses: tuple[House, ...]
    groups: int
    managers: int
    waiting: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Moving:
    """A house, the area it is in, and the areas it could be in."""

    house: House
    now: Area | None
    offered: tuple[Area, ...]


def found(db: Connection, *, by: int | None, name: str, now: datetime) -> int:
    """The area of this name, founded if there is none; its number. `by`: who founds it (None: the command line)."""
    known = places.find_area(db, name)
    if known is not None:
        return known.id
    area = places.add_area(db, name, now)
    audit.note(db, Act.AREA_FOUNDED, by=by, scope=Scope(area=area), at=now)
    return area


def houses_named(db: Connection, name: str) -> list[House]:
    """The houses that are called so."""
    return [house for house in places.list_houses(db) if house.name == name]


def managed(db: Connection, who: int) -> list[Area]:
    """The areas somebody looks after, by name. Raises: Refused("not-manager") for who looks after nothing at all."""
    scopes = _managed_scopes(db, who)
    if not scopes:
        raise Refused("not-manager")
    return places.list_areas(db, None if Scope() in scopes else [scope.area for scope in scopes if scope.area is not None])


def look(db: Connection, *, who: int, area: int) -> AreaShown:
    """An area, for its manager. Raises: Refused (area-gone, not-manager)."""
    return _shown(db, in_charge(db, who, area))


def look_at_all(db: Connection, who: int) -> list[AreaShown]:
    """The areas somebody looks after. Raises: Refused("not-manager")."""
    return [_shown(db, area) for area in managed(db, who)]


def addable(db: Connection, *, who: int, area: int) -> list[House]:
    """The houses somebody looks after that are not in the area. Raises: Refused (area-gone, not-manager)."""
    in_charge(db, who, area)
    scopes = _managed_scopes(db, who)
    areas = None if Scope() in scopes else [scope.area for scope in scopes if scope.area is not None]
    houses = {house.id: house for house in places.list_houses(db, areas=areas)}
    houses |= {scope.house: places.get_house(db, scope.house) for scope in scopes if scope.house is not None}
    return sorted((house for house in houses.values() if house.area_id != area), key=lambda house: (house.name, house.id))


def moving(db: Connection, *, who: int, house: int) -> Moving:
    """Where a house is and could be, for who looks after it. Raises: Refused (house-gone, not-manager)."""
    found_ = _house(db, who, house)
    now = places.get_area(db, found_.area_id) if found_.area_id is not None else None
    return Moving(found_, now, tuple(area for area in managed(db, who) if area.id != found_.area_id))


def ask_name(db: Connection, *, who: int, area: int | None, message: int, language: str, now: datetime) -> None:
    """Ask what an area is called (None: a new one); the next words are the name.

    Raises: Refused (area-gone, not-manager, too-many-areas).
    """
    if area is not None:
        in_charge(db, who, area)
    elif len(managed(db, who)) >= MOST and Scope() not in _managed_scopes(db, who):
        raise Refused("too-many-areas", most=MOST)
    questions.ask(db, who=who, kind=KIND, data={"area": area}, now=now)
    reply(db, kind="ask-area-name", to=who, language=language, params={"area": area}, edit=message, now=now)


def write_name(db: Connection, *, who: int, text: str, language: str, now: datetime) -> None:
    """This is the name. Who makes an area looks after it. What is called so already is not called so twice.

    Raises: Refused (old-button, bad-house-name, area-named-so, area-gone, not-manager).
    """
    asked = questions.asked(db, who=who, kind=KIND, now=now)
    if asked is None:
        raise Refused("old-button")
    name, area = clean_line(text, longest=len(text) or 1), asked.data["area"]
    if not name or len(name) > LONGEST_NAME:
        raise Refused("bad-house-name", most=LONGEST_NAME)
    namesake = places.find_area(db, name)
    if namesake is not None and namesake.id != area:
        raise Refused("area-named-so")
    drafts.leave_drafts(db, who)
    number = _make(db, who, name, now) if area is None else _rename(db, who, area, name, now)
    reply(db, kind="area", to=who, language=language, params={"area": number}, now=now)


def move(db: Connection, *, who: int, house: int, area: int | None, message: int, language: str, now: datetime) -> None:
    """The house belongs to this area from now on (None: to none). Both are the mover's. Doing it twice changes nothing.

    Raises: Refused (house-gone, area-gone, not-manager, last-manager when nobody would look after the house then).
    """
    found_, mover = _house(db, who, house), roles.managing(db, who, Scope(house=house))
    if area is not None:
        in_charge(db, who, area)
    link(db, found_, area, by=mover, now=now)
    if not rows.list_holders(db, Role.MANAGER, Scope(house=house)):
        raise Refused("last-manager")
    still = roles.manages(db, who, Scope(house=house)) is not None
    kind = "area" if area is not None else "house" if still else "areas"
    params = {"area": area, "house": house, "admin": False, "page": 0}
    reply(db, kind=kind, to=who, language=language, params=params, edit=message, now=now)


def link(db: Connection, house: House, area: int | None, *, by: int | None, now: datetime) -> None:
    """Write it down, by whoever was allowed to."""
    if house.area_id == area:
        return
    places.change_house(db, house.id, area_id=area)
    act = Act.HOUSE_UNLINKED if area is None else Act.HOUSE_LINKED
    audit.note(db, act, by=by, scope=Scope(house=house.id), at=now)


def on_page(listed: Sequence[T], page: int) -> tuple[Sequence[T], bool]:
    """A page of a long list, and whether there is another one after it."""
    return listed[page * LISTED :][:LISTED], len(listed) > (page + 1) * LISTED


def _make(db: Connection, who: int, name: str, now: datetime) -> int:
    everywhere = Scope() in _managed_scopes(db, who)
    managed(db, who)
    person = people.find_person(db, who)
    assert person is not None, "a manager is known"
    area = found(db, by=person.id, name=name, now=now)
    if not everywhere:
        roles.grant(db, by=person.id, person=person.id, role=Role.MANAGER, scope=Scope(area=area), now=now)
    return area


def _rename(db: Connection, who: int, area: int, name: str, now: datetime) -> int:
    if in_charge(db, who, area).name != name:
        places.change_area(db, area, name=name)
        audit.note(db, Act.SETTINGS_CHANGED, by=roles.managing(db, who, Scope(area=area)), scope=Scope(area=area), at=now)
    return area


def _shown(db: Connection, area: Area) -> AreaShown:
    houses = places.list_houses(db, areas=[area.id])
    groups = sum(len(places.list_chats(db, house.id)) for house in houses)
    holders = {each.person_id for each in rows.list_holders(db, Role.MANAGER, Scope(area=area.id))}
    unsettled = frozenset(house.id for house in waiting.list_waiting(db, area.id))
    return AreaShown(area, tuple(houses), groups, len(holders), unsettled)


def in_charge(db: Connection, who: int, area: int) -> Area:
    """The area, for who looks after it. Raises: Refused (area-gone, not-manager)."""
    found_ = places.look_up_area(db, area)
    if found_ is None:
        raise Refused("area-gone")
    roles.managing(db, who, Scope(area=area))
    return found_


def _house(db: Connection, who: int, house: int) -> House:
    found_ = places.look_up_house(db, house)
    if found_ is None:
        raise Refused("house-gone")
    roles.managing(db, who, Scope(house=house))
    return found_


def _managed_scopes(db: Connection, who: int) -> list[Scope]:
    person = people.find_person(db, who)
    return [each.scope for each in rows.list_roles(db, person.id) if each.role is Role.MANAGER] if person else []
