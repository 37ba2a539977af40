"""How an event gives out its places: the times that govern it, and the seats at one moment."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.events.rules import Seats
from community.when import instant
from storage import events
from storage.events import Event, Seating

SET_AT = time(17)
"""The hour of the house at which places are released and lots drawn: people are awake, and can still plan the next day."""


def set_time(event: Event, days: int) -> datetime:
    """The wall-clock time so many days before an event."""
    return datetime.combine(event.starts.date() - timedelta(days=days), SET_AT)


def set_instant(event: Event, days: int) -> datetime:
    """The instant of `set_time`."""
    return instant(set_time(event, days), ZoneInfo(event.zone))


def keeps_reserve(event: Event, seating: Seating, now: datetime) -> bool:
    """Whether places are kept for neighbours without a phone."""
    return seating.reserve > 0 and now < set_instant(event, seating.reserve_days)


def keeps_quota(event: Event, seating: Seating, now: datetime) -> bool:
    """Whether no house may have more than its share."""
    return seating.quota is not None and now < set_instant(event, seating.quota_days)


def draws(seating: Seating) -> bool:
    """Whether lots decide, and have not been drawn yet."""
    return seating.draw_days is not None and seating.drawn_at is None


def draw_time(event: Event, seating: Seating | None) -> datetime | None:
    """When lots will be drawn, on the wall clock; None where no draw is to come."""
    return set_time(event, seating.draw_days) if seating is not None and seating.draw_days is not None and draws(seating) else None


def next_time(event: Event, seating: Seating, now: datetime) -> datetime | None:
    """When something about the places changes by itself next; a draw that is overdue is due now."""
    times = []
    if keeps_reserve(event, seating, now):
        times.append(set_instant(event, seating.reserve_days))
    if keeps_quota(event, seating, now):
        times.append(set_instant(event, seating.quota_days))
    if seating.draw_days is not None and draws(seating):
        times.append(set_instant(event, seating.draw_days))
    return min(times, default=None)


def seats_of(db: Connection, event: Event, now: datetime) -> Seats:
    """The places of an event as they are stored now."""
    seating = events.find_seating(db, event.id) if event.capacity is not None else None
    return Seats(event.capacity, event.seated) if seating is None else seats_under(db, event, seating, now)


def seats_under(db: Connection, event: Event, seating: Seating, now: datetime) -> Seats:
    """The places of an event that gives them out in a way of its own."""
    heads = events.count_heads(db, event.id)
    by_house: dict[int | None, int] = {}
    for each in heads:
        by_house[each.house_id] = by_house.get(each.house_id, 0) + each.number
    return Seats(
        event.capacity,
        taken=sum(by_house.values()),
        without_phone=sum(each.number for each in heads if each.without_phone),
        by_house=by_house,
        reserve=seating.reserve if keeps_reserve(event, seating, now) else 0,
        quota=seating.quota if keeps_quota(event, seating, now) else None,
        drawing=draws(seating),
        offer_minutes=seating.offer_minutes,
    )


def held(event: Event, seats: Seats) -> int:
    """Free places that no tap can have: on offer, or kept back."""
    return seats.taken - event.seated + seats.kept


def plan(db: Connection, event: Event, now: datetime) -> None:
    """The event has another time, or another seating: its set times move along."""
    seating = events.find_seating(db, event.id)
    if seating is not None:
        events.change_seating(db, event.id, due_at=next_time(event, seating, now))
