"""Looking after a house: who may, and what they see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import roles
from community.announcements import Arrived, last_in_house
from community.places import new_token, refresh_welcomes
from community.refusals import Refused
from community.replies import reply
from storage import audit, codes, people, places
from storage import roles as rows
from storage.audit import Act
from storage.places import Area, Chat, House
from storage.roles import Role, Scope

LISTED = 8
"""Houses on one screen."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A house for somebody who looks after it; `manages`: as its manager, not only as an admin of its group.

    `notice`: the last one its groups got.
    """

    house: House
    area: Area | None
    chats: tuple[Chat, ...]
    residents: int
    roles: Mapping[Role, int]
    manages: bool
    notice: Arrived | None = None


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


def chat_of_group(db: Connection, group: int) -> Chat | None:
    """The chat with Telegram's number; None when the bot does not know it."""
    return places.find_chat(db, group)


def overview(db: Connection, *, who: int, house: int, admin: bool) -> Overview:
    """What there is to look after in a house. Raises: Refused (house-gone, not-in-charge)."""
    found = in_charge(db, who=who, house=house, admin=admin)
    area = places.get_area(db, found.area_id) if found.area_id is not None else None
    chats, manages = tuple(places.list_chats(db, house)), roles.manages(db, who, Scope(house=house)) is not None
    counts = {role: len({each.person_id for each in rows.list_holders(db, role, Scope(house=house))}) for role in Role}
    return Overview(found, area, chats, people.count_residents(db, house), counts, manages, last_in_house(db, house))


def who_show_names(db: Connection, telegram_ids: Sequence[int]) -> list[int]:
    """Of these people the numbers of those who let others see their name."""
    found = (people.find_person(db, who) for who in telegram_ids)
    return [person.id for person in found if person is not None and person.name and person.name_shown]


def names_of(db: Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    """Their names, as far as they still show them."""
    found = (people.look_up_person(db, number) for number in numbers)
    return tuple(person.name for person in found if person is not None and person.name and person.name_shown)


SHOWN = 6
"""So many characters of a code tell it from another one, and do not give it away."""


def renew_code(db: Connection, *, who: int, admin: bool, house: int, old: str, message: int, language: str, now: datetime) -> None:
    """A new code instead of the one that begins so, which lets nobody in any more; the pressed message says so, the new one follows.

    Raises: Refused (house-gone, not-in-charge, old-button when it was replaced before).
    """
    found, person = in_charge(db, who=who, house=house, admin=admin), people.find_person(db, who)
    if found.token[:SHOWN] != old:
        raise Refused("old-button")
    places.change_house(db, house, token=new_token())
    codes.forget_codes(db, house)
    refresh_welcomes(db, house, now)
    audit.note(db, Act.CODE_ROTATED, by=person.id if person else None, scope=Scope(house=house), at=now)
    params = {"house": house, "admin": admin}
    reply(db, kind="code-renewed", to=who, language=language, params=params, edit=message, now=now)
    reply(db, kind="house-code", to=who, language=language, params=params, now=now)


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


def manages_anything(db: Connection, who: int) -> bool:
    """Whether somebody is a manager, of whatever; an area may have no house yet."""
    person = people.find_person(db, who)
    return person is not None and any(each.role is Role.MANAGER for each in rows.list_roles(db, person.id))


def listed(db: Connection, numbers: Sequence[int]) -> list[House]:
    """The houses with these numbers that are still there, in this order."""
    found = (places.look_up_house(db, number) for number in numbers)
    return [house for house in found if house is not None]
