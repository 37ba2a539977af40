"""An event is changed: its cards, calendars and reminders follow, seats go to who waits, and those who signed up are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community import reminders
from community.events import telling
from community.events.fields import Changes, changed, different, known_of
from community.events.organising import organised
from community.events.passing import follow
from community.events.pictures import without_picture
from community.events.queue import move_queue
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, events, people
from storage.events import Event, EventState
from storage.rows import loaded


@dataclass(frozen=True, slots=True)
class Changed:
    """The event as it is now, and how many will be told."""

    event: Event
    told: telling.Audience


def change(
    db: Connection,
    *,
    event: int,
    who: int,
    changes: Changes,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> Changed:
    """Make an event what the organiser says; asking twice changes nothing.

    Those who signed up are told a minute later, in one message of everything that was changed meanwhile; whoever changed it is
    neither told nor asked. `admin_of` as in `community.events.organising.may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over, and the reasons of community.events.fields.changed).
    """
    before = changeable(db, event, who, now, admin_of=admin_of)
    values = changed(before, changes, now)
    if not values:
        return Changed(before, telling.Audience())
    after = loaded(Event, {**before.__dict__, **values, "revision": before.revision + 1})
    follow(db, after, rules, now)
    move_queue(db, after, rules, now)
    events.change_event(db, event, **values, **_totals(after), revision=after.revision)
    cards.bump(db, event)
    if "starts_at" in values:
        reminders.plan_event(db, after, rules, now)
    if before.picture is not None and after.picture is None:
        without_picture(db, event, now)
    author = people.find_person(db, who)
    by = author.id if author else None
    telling.keep(db, before, after, by, rules, now)
    return Changed(after, telling.audience(db, after, different(known_of(before), after), by))


def changeable(db: Connection, event: int, who: int, now: datetime, *, admin_of: frozenset[int] = frozenset()) -> Event:
    """The event, held, for somebody who may change it. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over)."""
    found = organised(db, event, who, admin_of=admin_of)
    if found.state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    if now >= (found.ends_at or found.starts_at):
        raise Refused("event-over")
    return found


def _totals(event: Event) -> dict[str, Any]:
    return {"seated": event.seated, "waiting": event.waiting, "maybe": event.maybe}
