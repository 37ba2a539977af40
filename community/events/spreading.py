"""An event is shown in more groups than the one it was made for: one card in each, all in step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import reminders, roles
from community.events.announcing import owe_card
from community.events.organising import must_organise, organised
from community.events.targets import Target, reached, targets_of
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, outbox
from storage.events import Event, EventState
from storage.outbox import Message, Op, To


@dataclass(frozen=True, slots=True)
class Spread:
    """Where an event hangs, and where an organiser could hang it too."""

    event: Event
    shown: tuple[Target, ...]
    offered: tuple[Target, ...]


def look(db: Connection, *, event: int, who: int) -> Spread:
    """Where an event hangs and could hang, for one of its organisers. Raises: Refused (event-gone, not-organiser)."""
    found = must_organise(db, event=event, who=who)
    there = cards.list_chats(db, event)
    taken = {chat.id for chat in there}
    offered = [target for target in reached(db, who) if target.chat.id not in taken]
    return Spread(found, targets_of(db, there), tuple(offered))


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
    hang(db, found, allowed, rules, now)
    outbox.owe(db, To(address=who, language=person.language), Message("spread", {"event": event}, op=Op.EDIT, message_id=message), at=now)
    return len(allowed)


def hang(db: Connection, event: Event, targets: Iterable[Target], rules: HouseRules, now: datetime) -> None:
    """A card of the event is posted in each of these groups, where it does not hang yet."""
    for target in targets:
        card = cards.add_card(db, thing=event.id, chat=target.chat.id, thread=target.chat.thread_id)
        owe_card(db, card, target.chat.id, target.chat.thread_id, now)
        reminders.plan_line(db, event, target.chat.id, rules, now)


def within(found: Spread, area: int | None) -> list[Target]:
    """The groups on offer in an area, or (None) in the houses where the event hangs. Raises: Refused("not-here") for an area of others."""
    houses = {each.house.id for each in found.shown}
    if area is None:
        return [each for each in found.offered if each.house.id in houses]
    if all(each.house.area_id != area for each in (*found.shown, *found.offered)):
        raise Refused("not-here")
    return [each for each in found.offered if each.house.area_id == area]
