"""What an event is apart from its day: what a series of it goes on with, read from one event and given to another."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community.events.lottery import new_seed
from community.events.queue import hold
from community.events.seating import held, next_time, seats_of, set_instant
from storage import bringing, events
from storage.events import Event, Seating

WORDS = ("title", "place", "text", "capacity", "minimum", "picture")
"""What is the same for all of a series, and stands in a column of both."""

Settings = dict[str, Any]
"""How places are given out: what of a seating is on, by column."""

_WAYS = {
    "reserve": ("reserve", "reserve_days"),
    "quota": ("quota", "quota_days"),
    "offer_minutes": ("offer_minutes",),
    "draw_days": ("draw_days",),
}
_OFF: Settings = {"reserve": 0, "reserve_days": 1, "quota": None, "quota_days": 1, "offer_minutes": None, "draw_days": None}


def pattern_of(db: Connection, event: Event) -> dict[str, Any]:
    """An event as the columns of a series have it; its deadline belongs to its own start."""
    words = {name: getattr(event, name) for name in WORDS}
    needs = [[item.name, item.wanted] for item in bringing.list_items(db, event.id)]
    return {**words, "deadline": event.deadline, "seating": settings_of(events.find_seating(db, event.id)), "needs": needs}


def settings_of(seating: Seating | None) -> Settings:
    """What of a seating is on, without what has come of it; empty where places go to who comes first."""
    if seating is None:
        return {}
    return {column: getattr(seating, column) for way, columns in _WAYS.items() if getattr(seating, way) for column in columns}


def give_out(db: Connection, event: Event, settings: Settings, now: datetime) -> None:
    """An event gives out its places like this from now on. Each draw has a seed of its own; lots that were drawn stay.

    A draw whose time is past by then is left out. The caller moves the queue.
    """
    before = events.find_seating(db, event.id)
    if settings_of(before) == settings:
        return
    seating, values = before or Seating(event_id=event.id), {**_OFF, **settings}
    if seating.drawn_at is not None:
        values["draw_days"] = seating.draw_days
    elif values["draw_days"] and set_instant(event, values["draw_days"]) > now:
        values["seed"] = seating.seed or new_seed()
    else:
        values |= {"draw_days": None, "seed": None}
    events.change_seating(db, event.id, **values)
    seating = events.find_seating(db, event.id) or seating
    events.change_seating(db, event.id, due_at=next_time(event, seating, now))


def begin_as(db: Connection, event: Event, settings: Settings, needs: list[list[Any]], now: datetime) -> None:
    """A new event gives out its places, and needs to be brought, what an earlier one did."""
    give_out(db, event, settings, now)
    hold(db, event, held(event, seats_of(db, event, now)))
    for position, (name, wanted) in enumerate(needs):
        bringing.add_item(db, event=event.id, name=name, wanted=wanted, position=position)
