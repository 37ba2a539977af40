"""Looking after a house: who may, and what they see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import people, places
from storage import roles as rows
from storage.places import Area, Chat, House
from storage.roles import Role, Scope

LISTED = 8
"""Houses on one screen."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A house for somebody who looks after it; `manages`: as its manager, not only as an admin of its group."""

    house: House
    area: Area | None
    chats: tuple[Chat, ...]
    residents: int
    roles: Mapping[Role, int]
    manages: bool


def in_charge(db: Connection, *, who: int, house: int, admin: bool) -> House:
    """The house, for its managers and the admins of its groups (`admin`, as Telegram says just now).

    Raises: Refused (house-gone, not-in-charge).
    """
    found = places.look_up_house(db, house)
    if found is None:
        raise Refused("house-gone")
    if not admin and roles.manages(db, who, Scope(house=house)) is None:
        raise Refused("not-in-charge")
    return found


def groups_to_ask(db: Connection, *, who: int, house: int) -> tuple[int, ...]:
    """The groups (Telegram's numbers) whose admins may look after a house; none for its manager, who may without being one."""
    if roles.manages(db, who, Scope(house=house)) is not None:
        return ()
    return groups_of(db, house)


def groups_of(db: Connection, house: int) -> tuple[int, ...]:
    """The groups (Telegram's numbers) of a house the bot is in."""
    return tuple(chat.telegram_id for chat in places.list_chats(db, house))


def house_of_group(db: Connection, group: int) -> int | None:
    """The number of the house that a group (Telegram's number) belongs to."""
    chat = places.find_chat(db, group)
    return chat.house_id if chat is not None else None


def overview(db: Connection, *, who: int, house: int, admin: bool) -> Overview:
    """What there is to look after in a house. Raises: Refused (house-gone, not-in-charge)."""
    found = in_charge(db, who=who, house=house, admin=admin)
    area = places.get_area(db, found.area_id) if found.area_id is not None else None
    chats, manages = tuple(places.list_chats(db, house)), roles.manages(db, who, Scope(house=house)) is not None
    counts = {role: len({each.person_id for each in rows.list_holders(db, role, Scope(house=house))}) for role in Role}
    return Overview(found, area, chats, people.count_residents(db, house), counts, manages)


@dataclass(frozen=True, slots=True)
class Charges:
    """The houses somebody looks after as a manager, and those they live in, whose groups they may administer."""

    managed: tuple[int, ...]
    homes: tuple[int, ...]


def charges(db: Connection, who: int) -> Charges:
    """Which houses somebody looks after, or may; none for a stranger."""
    person = people.find_person(db, who)
    if person is None:
        return Charges((), ())
    scopes = [each.scope for each in rows.list_roles(db, person.id) if each.role is Role.MANAGER]
    areas = None if Scope() in scopes else [scope.area for scope in scopes if scope.area is not None]
    managed = dict.fromkeys([house.id for house in places.list_houses(db, areas=areas)] + [each.house for each in scopes if each.house])
    return Charges(tuple(managed), tuple(house for house in people.list_house_ids(db, person.id) if house not in managed))


def listed(db: Connection, numbers: Sequence[int]) -> list[House]:
    """The houses with these numbers that are still there, in this order."""
    found = (places.look_up_house(db, number) for number in numbers)
    return [house for house in found if house is not None]
