"""A draft becomes an event."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.events import deadlines
from community.events.missing import check_time
from community.events.repeating import begin
from community.refusals import Refused
from community.when import instant
from storage import cards, events
from storage import places as rows
from storage.cards import ThingKind
from storage.events import Event


def make(db: Connection, data: dict[str, Any], house: rows.House, organiser: int, now: datetime) -> int:
    """The event of a draft, and the series it begins; its number. Raises: Refused("past") when its time came while the preview waited."""
    event = _make(db, data, house, organiser, now)
    begin(db, event, house.id, data, now)
    return event.id


def _make(db: Connection, data: dict[str, Any], house: rows.House, organiser: int, now: datetime) -> Event:
    """The event of a draft. Raises: Refused("past") when its time came while the preview waited."""
    zone = ZoneInfo(house.zone)
    starts = datetime.fromisoformat(data["starts"])
    ends = datetime.fromisoformat(str(data["ends"])) if data["ends"] else None
    deadline = datetime.fromisoformat(data["deadline"]) if data.get("deadline") else None
    if instant(starts, zone) <= now:
        raise Refused("past")
    if deadline is not None:
        deadlines.check(deadline, starts, zone, now)
    minimum, starts_at, deadline_at = data.get("minimum"), instant(starts, zone), instant(deadline, zone) if deadline else None
    event = Event(
        id=cards.add_thing(db, ThingKind.EVENT, house.id, now),
        title=data["title"],
        place=data["place"],
        text=data["text"],
        organiser_id=organiser,
        starts=starts,
        ends=ends,
        zone=house.zone,
        starts_at=starts_at,
        ends_at=instant(ends, zone) if ends else None,
        capacity=data["capacity"],
        minimum=minimum,
        check_at=check_time(minimum, starts_at, deadline_at, now),
        picture=data.get("picture"),
        deadline=deadline,
        deadline_at=deadline_at,
    )
    events.add_event(db, **event.model_dump())
    return event
