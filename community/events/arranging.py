"""The organiser decides how an event gives out its places. All of it is off until somebody asks for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from community.events.lottery import new_seed
from community.events.organising import organised
from community.events.passing import settle
from community.events.seating import draws, next_time, set_instant
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import events
from storage.events import Event, EventState, Seating

DAYS = (1, 2, 3, 7)
"""So many days before the event places can be released, or lots drawn."""

OFFER_MINUTES = (60, 120, 240, 720)
"""So long a free place can be on offer."""

SOME = (1, 2, 3, 5, 8, 10, 15, 20, 30)
"""Numbers of places there are buttons for."""


class Way(StrEnum):
    """How places are given out, where not simply to who comes first."""

    RESERVE = "r"  # some are kept for neighbours without a phone
    QUOTA = "q"  # no house gets more than its share
    OFFERS = "o"  # a free one is offered for some time
    DRAW = "d"  # lots decide


def arrange(
    db: Connection, *, event: int, who: int, way: Way, number: int, days: int, message: int | None, rules: HouseRules, now: datetime
) -> Seating:
    """Give out the places of an event this way: `number` places, minutes, or 1; 0 ends it. Nobody loses a seat by it.

    `days`: until, or on, so many days before the event. The pressed `message` shows the choice. Asking twice changes nothing.

    Raises: Refused (event-gone, not-organiser, event-over, no-places, not-so-many, time-past, draw-done).
    """
    found = organised(db, event, who)
    if found.state is not EventState.PUBLISHED or now >= found.starts_at:
        raise Refused("event-over")
    if found.capacity is None:
        raise Refused("no-places")
    before = events.find_seating(db, event) or Seating(event_id=event)
    events.change_seating(db, event, **_CHANGES[way](found, before, number, days, now))
    seating = events.find_seating(db, event)
    assert seating is not None, "it was written just now"
    seating.due_at = next_time(found, seating, now)
    events.change_seating(db, event, due_at=seating.due_at)
    settle(db, found, rules, now)
    if message is not None:
        reply(db, kind="seating", to=who, language="en", params={"event": event, "way": way}, edit=message, now=now)
    return seating


def _reserve(event: Event, before: Seating, number: int, days: int, now: datetime) -> dict[str, Any]:
    _is_possible(event, number, days, now)
    return {"reserve": number, "reserve_days": days}


def _quota(event: Event, before: Seating, number: int, days: int, now: datetime) -> dict[str, Any]:
    _is_possible(event, number, days, now)
    return {"quota": number or None, "quota_days": days}


def _offers(event: Event, before: Seating, number: int, days: int, now: datetime) -> dict[str, Any]:
    if number not in (0, *OFFER_MINUTES):
        raise Refused("old-button")
    return {"offer_minutes": number or None}


def _draw(event: Event, before: Seating, number: int, days: int, now: datetime) -> dict[str, Any]:
    """A draw that was begun keeps its seed when its time changes; one that is given up and begun again gets another."""
    if before.drawn_at is not None:
        raise Refused("draw-done")
    if not number:
        return {"draw_days": None, "seed": None}
    _is_possible(event, number, days, now)
    return {"draw_days": days, "seed": before.seed if draws(before) else new_seed()}


_CHANGES = {Way.RESERVE: _reserve, Way.QUOTA: _quota, Way.OFFERS: _offers, Way.DRAW: _draw}


def _is_possible(event: Event, number: int, days: int, now: datetime) -> None:
    if days not in DAYS:
        raise Refused("old-button")
    if number > (event.capacity or 0):
        raise Refused("not-so-many", most=event.capacity)
    if number and set_instant(event, days) <= now:
        raise Refused("time-past")


@dataclass(frozen=True, slots=True)
class ShownSeating:
    """How an event gives out its places, for its organiser: with the number of houses it is shown in."""

    event: Event
    seating: Seating
    houses: int


def show_seating(db: Connection, event: int) -> ShownSeating | None:
    """How an event gives out its places; None when there is no such event."""
    found = events.find_event(db, event)
    if found is None:
        return None
    return ShownSeating(found, events.find_seating(db, event) or Seating(event_id=event), len(events.list_houses_shown(db, event)))


def must_have_draw(db: Connection, *, event: int) -> Seating:
    """The seating of an event for whose places lots are drawn. Raises: Refused("no-draw")."""
    seating = events.find_seating(db, event)
    if seating is None or seating.draw_days is None:
        raise Refused("no-draw")
    return seating
