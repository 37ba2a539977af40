"""A group comes to a house: what was its own house becomes part of it, and nothing is lost. And the way back.

Two consent: whoever looks after the house (who makes the code, or chooses), and an admin of the group, as Telegram says just now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community import linking, reminders, roles
from community.houses import in_charge
from community.invitations import tell_inviter
from community.places import new_token, refresh_welcomes
from community.polls.uniting import unite_flats
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import audit, cards, events, invitations, moves, outbox, people, places
from storage.audit import Act
from storage.events import EventState
from storage.outbox import Lane, Message, Op, To
from storage.places import Chat, House
from storage.roles import Role, Scope

ASKED = timedelta(minutes=15)
"""So long the question hangs in a group; then it takes itself back."""

MOST = 1000
"""More coming events than any house has."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A group that could come to a house, and what would come along: coming events and residents, if its own house has no other group."""

    chat: Chat
    own: House
    into: House
    coming: int
    residents: int


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: whether they administer a group of the house (`admin`), and the group that is meant (`there`), as Telegram says."""

    who: int
    admin: bool
    there: bool = False


@dataclass(frozen=True, slots=True)
class Groups:
    """A house and its groups."""

    house: House
    chats: tuple[Chat, ...]


def groups(db: Connection, *, who: int, house: int, admin: bool) -> Groups:
    """The groups of a house, for those who look after it. Raises: Refused (house-gone, not-in-charge)."""
    found = in_charge(db, who=who, house=house, admin=admin)
    return Groups(found, tuple(places.list_chats(db, house)))


def make_code(db: Connection, *, who: int, house: int, admin: bool, language: str, now: datetime) -> None:
    """A one-use link, and a command to type, by which an admin of another group brings it to the house.

    Raises: Refused (house-gone, not-in-charge, too-many-invitations).
    """
    in_charge(db, who=who, house=house, admin=admin)
    person = people.find_person(db, who)
    secret = linking.issue(db, by=person.id if person else None, scope=Scope(house=house), now=now)
    reply(db, kind="group-code", to=who, language=language, params={"secret": secret}, now=now)


def look(db: Connection, *, secret: str, group: int, now: datetime) -> Merge:
    """What a code would do with a group (Telegram's number). Raises: Refused (code-gone, code-of-area, chat-gone, linked-already)."""
    return _merge_of(db, places.find_chat(db, group), linking.house_of(db, secret, now).house.id, now)


def look_at(db: Connection, *, secret: str, chat: int, now: datetime) -> Merge:
    """The same, by our own number of the group. Raises: as `look`."""
    return merge_of(db, chat=chat, house=linking.house_of(db, secret, now).house.id, now=now)


def ask_in_group(db: Connection, *, secret: str, group: int, thread: int | None, reply_to: int, now: datetime) -> None:
    """An admin wrote a code in the group: it is asked there whether to link, and an admin answers. Raises: as `look`."""
    found = look(db, secret=secret, group=group, now=now)
    seconds = int(ASKED.total_seconds())
    asked = Message("ask-to-link", {"secret": secret, "chat": found.chat.id}, reply_to=reply_to, delete_after=seconds)
    outbox.owe(db, To(chat_id=found.chat.id, thread=thread), asked, at=now)


def link_by_code(db: Connection, *, secret: str, who: int, group: int, message: int, rules: HouseRules, now: datetime) -> Merge:
    """An admin of the group (the caller has asked Telegram) says yes: it belongs to the code's house, and the code is used up.

    The pressed message says so. Raises: as `look`.
    """
    found, code = look(db, secret=secret, group=group, now=now), linking.open_code(db, secret, now)
    invitations.remove_invitation(db, code.id)
    _link(db, found, who, rules, now)
    params = {"house": found.into.id}
    outbox.owe(db, To(chat_id=found.chat.id), Message("group-linked", params, op=Op.EDIT, message_id=message), at=now)
    tell_inviter(db, code, Message("group-code-used", params, lane=Lane.PRIVATE), rules, now)
    return found


def choosable(db: Connection, *, houses: list[int], house: int) -> list[Chat]:
    """The groups of these houses that could come to a house."""
    return [chat for each in houses if each != house for chat in places.list_chats(db, each)]


def listed(db: Connection, *, house: int, chats: list[int]) -> tuple[House, list[tuple[Chat, House]]] | None:
    """A house and some groups with the houses they have, as far as these are still there."""
    found, rows = places.look_up_house(db, house), [places.look_up_chat(db, chat) for chat in chats]
    return (found, [(chat, places.get_house(db, chat.house_id)) for chat in rows if chat]) if found is not None else None


def telegram_id_of(db: Connection, chat: int) -> int | None:
    """Telegram's number of a group by ours, which a button may have made up."""
    found = places.look_up_chat(db, chat)
    return found.telegram_id if found is not None else None


def look_chosen(db: Connection, *, by: By, house: int, chat: int, now: datetime) -> Merge:
    """What choosing a group would do. Raises: Refused (house-gone, not-in-charge, chat-gone, not-admin-there, linked-already)."""
    in_charge(db, who=by.who, house=house, admin=by.admin)
    found = _merge_of(db, places.look_up_chat(db, chat), house, now)
    if not by.there:
        raise Refused("not-admin-there")
    return found


def link_chosen(db: Connection, *, by: By, house: int, chat: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """The group belongs to the house; the pressed message shows its groups then. Raises: as `look_chosen`."""
    found = look_chosen(db, by=by, house=house, chat=chat, now=now)
    _link(db, found, by.who, rules, now)
    _show_groups(db, by, house, message, language, now)


def separate(db: Connection, *, by: By, house: int, chat: int, message: int, language: str, now: datetime) -> House:
    """The group has a house of its own again, with what hangs in no other group; it is welcomed anew, as its link is new.

    It keeps the settings and the area. Residents stay where they are. Who manages the old house manages the new one.

    Raises: Refused (house-gone, not-in-charge, chat-gone, only-group).
    """
    old = may_separate(db, by=by, house=house, chat=chat)
    found = places.get_chat(db, chat)
    new = places.add_house(db, **_like(old), name=found.title or old.name, token=new_token(), created_at=now)
    moves.split_house(db, chat=chat, old=old.id, new=new)
    person = people.find_person(db, by.who)
    number = person.id if person else None
    for scope in (Scope(house=old.id), Scope(house=new)):
        audit.note(db, Act.GROUP_UNLINKED, by=number, scope=scope, at=now)
    if number is not None and roles.is_manager(db, number, old.id) and not roles.is_manager(db, number, new):
        roles.grant(db, by=number, person=number, role=Role.MANAGER, scope=Scope(house=new), now=now)
    outbox.owe(db, To(chat_id=chat), Message("welcome", {"chat": chat}), at=now)
    _show_groups(db, by, house, message, language, now)
    return places.get_house(db, new)


def may_separate(db: Connection, *, by: By, house: int, chat: int) -> House:
    """The house, where a group can leave it. Raises: Refused (house-gone, not-in-charge, chat-gone, only-group)."""
    found, group = in_charge(db, who=by.who, house=house, admin=by.admin), places.look_up_chat(db, chat)
    if group is None or group.house_id != house:
        raise Refused("chat-gone")
    if not moves.has_other_chats(db, house, but=chat):
        raise Refused("only-group")
    return found


def merge_of(db: Connection, *, chat: int, house: int, now: datetime) -> Merge:
    """What would become of a group in a house. Raises: Refused (chat-gone, linked-already, house-gone)."""
    if places.look_up_house(db, house) is None:
        raise Refused("house-gone")
    return _merge_of(db, places.look_up_chat(db, chat), house, now)


def _merge_of(db: Connection, chat: Chat | None, house: int, now: datetime) -> Merge:
    if chat is None:
        raise Refused("chat-gone")
    if chat.house_id == house:
        raise Refused("linked-already")
    own, into = places.get_house(db, chat.house_id), places.get_house(db, house)
    if moves.has_other_chats(db, own.id, but=chat.id):
        return Merge(chat, own, into, 0, 0)
    return Merge(chat, own, into, len(events.list_upcoming(db, [own.id], now, MOST)), people.count_residents(db, own.id))


def _link(db: Connection, found: Merge, who: int, rules: HouseRules, now: datetime) -> None:
    """Move the group, and its house with it; what the house's settings decide is decided anew."""
    alone = not moves.has_other_chats(db, found.own.id, but=found.chat.id)
    coming = events.list_upcoming(db, [found.own.id], now, MOST) if alone else []
    places.change_chat(db, found.chat.id, house_id=found.into.id)
    if alone:
        moves.merge_houses(db, gone=found.own.id, into=found.into.id)
        unite_flats(db, found.into.id, now)
    for event in coming:
        if event.state is EventState.PUBLISHED:
            reminders.plan_event(db, event, rules, now)
    for event in events.list_in_chat(db, found.chat.id):
        cards.bump(db, event.id)
    refresh_welcomes(db, found.into.id, now)
    person = people.find_person(db, who)
    audit.note(db, Act.GROUP_LINKED, by=person.id if person else None, scope=Scope(house=found.into.id), at=now)


def _like(house: House) -> Mapping[str, Any]:
    """The settings of a house."""
    kept = ("area_id", "languages", "zone", "tenure", "announcers", "quiet_from", "quiet_until", "quiet_until_day_off")
    return {name: getattr(house, name) for name in kept}


def _show_groups(db: Connection, by: By, house: int, message: int, language: str, now: datetime) -> None:
    reply(db, kind="groups", to=by.who, language=language, params={"house": house, "admin": by.admin}, edit=message, now=now)
