"""Those who look after a house are told once when something is wrong with its group, with the way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import reminders
from community.house_rules import rules_of
from community.quiet import HouseRules
from storage import people, places, roles, troubles
from storage.outbox import Lane, Message
from storage.people import Person, Reach
from storage.places import Chat, House
from storage.roles import Role, Scope
from storage.troubles import PASSING, TroubleKind

BATCH = 20
"""So many at a time: of each Telegram is asked who administers the group."""


@dataclass(frozen=True, slots=True)
class Due:
    """A trouble that is to be told, and Telegram's number of its group."""

    number: int
    group: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bot is in a group: an admin or not, and whether it may write."""

    admin: bool
    was_admin: bool
    muted: bool


def list_due(db: Connection, now: datetime) -> list[Due]:
    """What is to be told now, a few at a time."""
    return [Due(each.id, places.get_chat(db, each.chat_id).telegram_id) for each in troubles.list_due(db, now, BATCH)]


def tell(db: Connection, *, number: int, admins: Iterable[int], rules: HouseRules, now: datetime) -> int:
    """Tell the group's admins (Telegram's numbers, as far as they are known), else the house's manager, else who has a role there.

    How many were told; 0 when it is over, or was told before. Nobody is told twice.
    """
    trouble = troubles.look_up(db, number)
    if trouble is None or trouble.due_at is None:
        return 0
    house = places.house_of_chat(db, trouble.chat_id)
    told, here = _whom(db, house, admins), rules_of(house, rules)
    for person in told:
        reminders.write_to(db, person, Message("trouble", {"chat": trouble.chat_id, "kind": trouble.kind}, lane=Lane.PRIVATE), here, now)
    troubles.note_told(db, trouble)
    return len(told)


def look(db: Connection, chat: int, kind: TroubleKind) -> tuple[Chat, House] | None:
    """The group and its house, as long as it is so."""
    found = places.look_up_chat(db, chat)
    if found is None or not (kind in PASSING or troubles.is_there(db, chat, kind)):
        return None
    return found, places.get_house(db, found.house_id)


def note_standing(db: Connection, *, group: int, standing: Standing, now: datetime) -> None:
    """The bot is, or is no longer, an admin of a group; it may, or may not, write there."""
    chat = places.find_chat(db, group)
    if chat is None:
        return
    _set(db, chat.id, TroubleKind.MUTED, standing.muted, now)
    if standing.admin or standing.was_admin:
        _set(db, chat.id, TroubleKind.DEMOTED, not standing.admin, now)


def _set(db: Connection, chat: int, kind: TroubleKind, wrong: bool, now: datetime) -> None:
    if wrong:
        troubles.begin(db, chat, kind, now)
    else:
        troubles.end(db, chat, kind)


def _whom(db: Connection, house: House, admins: Iterable[int]) -> list[Person]:
    known = [people.find_person(db, who) for who in admins]
    reached = [person for person in known if person is not None and person.reach is Reach.OPEN]
    for role in (Role.MANAGER, Role.BOARD, Role.ACTIVIST):
        reached = reached or roles.list_reachable(db, role, Scope(house=house.id))
    return reached
