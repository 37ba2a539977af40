"""When an announcement goes: at once, at a time on the wall of a house, or before or after an event.

docs/announcements.md says what holds, and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.house_rules import rules_of
from community.quiet import HouseRules
from community.refusals import Refused
from community.when import instant
from storage import announcements, events
from storage.announcements import Audience
from storage.events import Event, EventState
from storage.places import House

DAY = 24 * 60
"""Minutes."""

USEFUL = timedelta(minutes=30)
"""So long before an event what is said before it must have been said."""

AT_LEAST = timedelta(hours=2)
"""So long before the event it goes whose own hour would be too late."""

AHEAD_OF_QUIET = timedelta(hours=1)
"""So long before the quiet hours it goes that could not wait for their end."""


class Relation(StrEnum):
    """How an announcement hangs on an event."""

    WEEK_BEFORE = "w"
    DAY_BEFORE = "d"
    THAT_MORNING = "m"
    HOURS_BEFORE = "h"
    DAY_AFTER = "a"


OFFSETS: Mapping[Relation, int] = {
    Relation.WEEK_BEFORE: -7 * DAY,
    Relation.DAY_BEFORE: -DAY,
    Relation.THAT_MORNING: 0,
    Relation.HOURS_BEFORE: -120,
    Relation.DAY_AFTER: DAY,
}
"""In minutes from the event: whole days are counted on the calendar, and have an hour of their own."""

HOURS: Mapping[Relation, time] = {
    Relation.WEEK_BEFORE: time(17),
    Relation.DAY_BEFORE: time(17),
    Relation.THAT_MORNING: time(8),
    Relation.DAY_AFTER: time(10),
}
"""When people have an eye for it: on the evenings before as reminders, on the day itself when it is not quiet any more."""

RELATIONS: Mapping[int, Relation] = {offset: relation for relation, offset in OFFSETS.items()}

_HOUR_AT = {OFFSETS[relation]: hour for relation, hour in HOURS.items()}


@dataclass(frozen=True, slots=True)
class Timing:
    """What was chosen: `wall` in `zone`, or `offset` from an event; neither: at once."""

    wall: datetime | None = None
    zone: str | None = None
    event: int | None = None
    offset: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether it goes at once."""
        return self.wall is None and self.offset is None


@dataclass(frozen=True, slots=True)
class Going:
    """A moment, and what the clock on the wall of a house shows then."""

    due_at: datetime
    wall: datetime
    zone: str


def at_wall(wall: datetime, zone: str) -> Going:
    """A time on the wall: one that the clock jumps over moves forward by the gap, one that comes twice means the first."""
    return _going(instant(wall, ZoneInfo(zone)), zone)


def beside(event: Event, offset: int, rules: HouseRules, *, urgent: bool = False) -> Going:
    """So long before or after an event, in the clock of its house; `rules` are those of the house.

    What is said before it comes early enough to be of use, also where the quiet hours would hold it until it is too late.
    """
    zone, hour = ZoneInfo(event.zone), _HOUR_AT.get(offset)
    if hour is not None:
        day = (event.ends or event.starts) if offset > 0 else event.starts
        due = instant(datetime.combine(day.date() + timedelta(minutes=offset), hour), zone)
    else:
        due = event.starts_at + timedelta(minutes=offset)
    if offset <= 0:
        latest = event.starts_at - USEFUL
        due = due if due <= latest else event.starts_at - AT_LEAST
        due = due if urgent else _before_quiet(due, latest, zone, rules)
    return _going(due, event.zone)


def _going(due: datetime, zone: str) -> Going:
    return Going(due, due.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0), zone)


def _before_quiet(due: datetime, latest: datetime, zone: ZoneInfo, rules: HouseRules) -> datetime:
    wall = due.astimezone(zone).replace(tzinfo=None)
    end = rules.quiet.end(wall, rules.is_day_off)
    if end is None or instant(end, zone) <= latest:
        return due
    return instant(rules.quiet.begin(wall), zone) - AHEAD_OF_QUIET


def settle(db: Connection, timing: Timing, audience: Audience, rules: HouseRules, now: datetime, *, urgent: bool) -> Going | None:
    """When that is, None for at once.

    Raises: Refused (announcement-past, event-gone, event-cancelled, announcement-event).
    """
    if timing.is_now:
        return None
    if timing.offset is not None:
        going = _settled_beside(db, timing, audience, rules, now, urgent=urgent)
    else:
        assert timing.wall is not None, "it goes at a time"
        going = at_wall(timing.wall, timing.zone or rules.zone)
    if going.due_at < now:
        raise Refused("announcement-past")
    return going


def _settled_beside(db: Connection, timing: Timing, audience: Audience, rules: HouseRules, now: datetime, *, urgent: bool) -> Going:
    event = events.find_event(db, timing.event) if timing.event is not None else None
    if event is None:
        raise Refused("event-gone")
    if event.state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    if event.state is EventState.OVER or event.starts_at <= now:
        raise Refused("announcement-past")
    if not announcements.list_events(db, audience, now, 1, event.id):
        raise Refused("announcement-event")
    return beside(event, timing.offset or 0, rules_of(events.house_of(db, event.id), rules), urgent=urgent)


def zone_for(houses: list[House], rules: HouseRules) -> str:
    """In whose clock a time is meant: that of the first house it goes to."""
    return houses[0].zone if houses else rules.zone


def held(houses: list[House], rules: HouseRules, now: datetime) -> dict[datetime, list[int]]:
    """The houses (by row) in which it is quiet at a moment, by when that ends."""
    waiting: dict[datetime, list[int]] = {}
    for house in houses:
        own, zone = rules_of(house, rules), ZoneInfo(house.zone)
        end = own.quiet.end(now.astimezone(zone).replace(tzinfo=None), own.is_day_off)
        if end is not None:
            waiting.setdefault(instant(end, zone), []).append(house.id)
    return waiting
