"""An event is shown in more groups than the one it was made for: one card in each, all in step."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.names import alphabetical
from community import reminders, roles
from community.events.announcing import owe_card
from community.events.organising import must_organise, organised
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, outbox, people, places
from storage import roles as held
from storage.events import Event, EventState
from storage.outbox import Message, Op, To
from storage.places import Chat, House
from storage.roles import Role


@dataclass(frozen=True, slots=True)
class Target:
    """A group in which an event could hang, and its house."""

    chat: Chat
    house: House


@dataclass(frozen=True, slots=True)
class Spread:
    """Where an event hangs (the houses, once for each group), and where an organiser could hang it too."""

    event: Event
    shown: tuple[House, ...]
    offered: tuple[Target, ...]


def look(db: Connection, *, event: int, who: int) -> Spread:
    """Where an event hangs and could hang, for one of its organisers. Raises: Refused (event-gone, not-organiser)."""
    found = must_organise(db, event=event, who=who)
    there = cards.list_chats(db, event)
    taken = {chat.id for chat in there}
    offered = [target for target in _reached(db, who) if target.chat.id not in taken]
    return Spread(found, tuple(places.get_house(db, chat.house_id) for chat in there), tuple(offered))


def show_in(
    db: Connection, *, event: int, who: int, chats: frozenset[int], admin_of: frozenset[int], message: int, rules: HouseRules, now: datetime
) -> int:
    """Hang it in those of these groups in which the organiser may publish; how many. Asking twice changes nothing.

    `admin_of`: the groups among them that the organiser administers, as Telegram said just now. The pressed message shows the rest.

    Raises: Refused (event-gone, not-organiser, event-over, not-admin where they may publish in none).
    """
    found, person = organised(db, event, who), known(db, who)
    if found.state is not EventState.PUBLISHED or now >= (found.ends_at or found.starts_at):
        raise Refused("event-over")
    wanted = [target for target in look(db, event=event, who=who).offered if target.chat.id in chats]
    allowed = [each for each in wanted if roles.may_announce(db, each.house, person.id, admin=each.chat.id in admin_of, present=False)]
    if wanted and not allowed:
        raise Refused("not-admin")
    for target in allowed:
        card = cards.add_card(db, thing=event, chat=target.chat.id, thread=target.chat.thread_id)
        owe_card(db, card, target.chat.id, target.chat.thread_id, now)
        reminders.plan_line(db, found, target.chat.id, rules, now)
    outbox.owe(db, To(address=who, language=person.language), Message("spread", {"event": event}, op=Op.EDIT, message_id=message), at=now)
    return len(allowed)


def within(found: Spread, area: int | None) -> list[Target]:
    """The groups on offer in an area, or (None) in the houses where the event hangs. Raises: Refused("not-here") for an area of others."""
    houses = {house.id for house in found.shown}
    if area is None:
        return [each for each in found.offered if each.house.id in houses]
    if all(house.area_id != area for house in (*found.shown, *(each.house for each in found.offered))):
        raise Refused("not-here")
    return [each for each in found.offered if each.house.area_id == area]


def _reached(db: Connection, who: int) -> list[Target]:
    """The groups of the houses somebody lives in, and of those they manage."""
    person = people.find_person(db, who)
    if person is None:
        return []
    mine = {house: places.get_house(db, house) for house in people.list_house_ids(db, person.id)}
    for role in held.list_roles(db, person.id):
        if role.role is Role.MANAGER:
            mine |= {house.id: house for house in _of_scope(db, role.scope)}
    ordered = sorted(mine.values(), key=lambda house: (alphabetical(house.name), house.id))
    return [Target(chat, house) for house in ordered for chat in places.list_chats(db, house.id)]


def _of_scope(db: Connection, scope: held.Scope) -> list[House]:
    if scope.house is not None:
        return [places.get_house(db, scope.house)]
    return places.list_houses(db, areas=None if scope.area is None else [scope.area])
