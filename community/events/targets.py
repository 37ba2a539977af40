"""The groups in which somebody could show an event: those of the houses they live in, and of those they manage."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.names import alphabetical
from storage import people, places
from storage import roles as held
from storage.places import Chat, House
from storage.roles import Role


@dataclass(frozen=True, slots=True)
class Target:
    """A group in which an event hangs or could hang, and its house."""

    chat: Chat
    house: House


def reached(db: Connection, who: int | None) -> list[Target]:
    """The groups somebody could show an event in, by house; whether they may publish there is asked when they do."""
    person = people.find_person(db, who) if who is not None else None
    if person is None:
        return []
    mine = {house: places.get_house(db, house) for house in people.list_house_ids(db, person.id)}
    for role in held.list_roles(db, person.id):
        if role.role is Role.MANAGER:
            mine |= {house.id: house for house in _of_scope(db, role.scope)}
    ordered = sorted(mine.values(), key=lambda house: (alphabetical(house.name), house.id))
    return [Target(chat, house) for house in ordered for chat in places.list_chats(db, house.id)]


def targets_of(db: Connection, chats: Iterable[Chat]) -> tuple[Target, ...]:
    """These groups with their houses."""
    return tuple(Target(chat, places.get_house(db, chat.house_id)) for chat in chats)


def _of_scope(db: Connection, scope: held.Scope) -> list[House]:
    if scope.house is not None:
        return [places.get_house(db, scope.house)]
    return places.list_houses(db, areas=None if scope.area is None else [scope.area])
