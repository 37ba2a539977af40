"""What of an event can be changed: pure rules for each part of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from community.events import deadlines
from community.events.lines import LARGEST, check_minimum, fitting, fitting_below
from community.events.missing import check_time
from community.refusals import Refused
from community.when import instant
from storage.events import Event

ASKED_AGAIN = timedelta(hours=2)
"""Who said yes to a time that is farther from the new one than this is asked again."""


class Part(StrEnum):
    """What can be changed, by one letter, as a button carries it."""

    TITLE = "t"
    TEXT = "x"
    TIME = "w"
    PLACE = "p"
    CAPACITY = "c"
    MINIMUM = "m"
    DEADLINE = "d"
    PICTURE = "i"


class Changes(TypedDict, total=False):
    """What an event is to be from now on; what is not named stays. None takes away what it can be without."""

    title: str
    text: str | None
    place: str | None
    starts: datetime
    ends: datetime | None
    capacity: int | None
    minimum: int | None
    deadline: datetime | None
    picture: str | None


COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.TITLE: ("title",),
    Part.TEXT: ("text",),
    Part.TIME: ("starts", "ends"),
    Part.PLACE: ("place",),
    Part.CAPACITY: ("capacity",),
    Part.MINIMUM: ("minimum",),
    Part.DEADLINE: ("deadline",),
    Part.PICTURE: ("picture",),
}

FOR_ALL = frozenset(Part) - {Part.MINIMUM}
"""Of these everyone who signed up is told. How many must come is for the card and the organisers."""

FOR_GROUP = frozenset({Part.TIME, Part.PLACE})
"""Of these the groups read in a line of their own."""


def moved_far(was: datetime, now: datetime) -> bool:
    """Whether an event that was to start at one instant and starts at another is to be said yes to again."""
    return abs(now - was) > ASKED_AGAIN


def known_of(event: Event) -> dict[str, Any]:
    """What people know of an event, as plain values that can be stored."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in _parts_of(event).items()}


def different(was: Mapping[str, Any], event: Event) -> frozenset[Part]:
    """Which parts of an event are other than people know."""
    now = known_of(event)
    return frozenset(part for part, columns in COLUMNS.items() if any(was.get(column) != now[column] for column in columns))


def changed(event: Event, changes: Changes, now: datetime) -> dict[str, Any]:
    """The columns of an event that become others, with what follows from them; none where everything is so already.

    A deadline goes along with an event that is moved, unless it would be past by then; a new one opens sign-up again.

    Raises: Refused (no-title, title-too-long, place-too-long, text-too-long, past, ends-too-early, bad-capacity, too-few-places,
    deadline-after-start, text-too-long-below, bad-minimum, minimum-above-capacity).
    """
    wanted: dict[str, Any] = {**_parts_of(event), **changes}
    zone = ZoneInfo(event.zone)
    wanted.update(fitting(wanted["title"], wanted["place"], wanted["text"]))
    fitting_below(wanted["picture"], wanted["text"])
    if (wanted["starts"], wanted["ends"]) != (event.starts, event.ends):
        _check_time(wanted, zone, now)
    _check_capacity(wanted["capacity"], event.seated)
    check_minimum(wanted["minimum"], wanted["capacity"])
    wanted |= _deadline(event, changes, wanted["starts"], zone, now)
    for wall in ("starts", "ends", "deadline"):
        wanted[f"{wall}_at"] = None if wanted[wall] is None else instant(wanted[wall], zone)
    if any(wanted[name] != getattr(event, name) for name in ("minimum", "starts_at", "deadline_at")):
        wanted["check_at"] = check_time(wanted["minimum"], wanted["starts_at"], wanted["deadline_at"], now)
    return {name: value for name, value in wanted.items() if value != getattr(event, name)}


def _parts_of(event: Event) -> dict[str, Any]:
    return {column: getattr(event, column) for columns in COLUMNS.values() for column in columns}


def _deadline(event: Event, changes: Changes, starts: datetime, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The deadline there is to be; another one opens sign-up again. Raises: Refused (past, deadline-after-start)."""
    if "deadline" not in changes:
        deadline = deadlines.goes_along(event.deadline, event.starts, starts)
        return {"deadline": deadline if event.closed else deadlines.in_time(deadline, zone, now)}
    deadline = changes["deadline"]
    if deadline == event.deadline:
        return {"deadline": deadline}
    if deadline is not None:
        deadlines.check(deadline, starts, zone, now)
    return {"deadline": deadline, "closed": False}


def _check_time(wanted: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> None:
    starts, ends = wanted["starts"], wanted["ends"]
    if instant(starts, zone) <= now:
        raise Refused("past")
    if ends is not None and instant(ends, zone) <= instant(starts, zone):
        raise Refused("ends-too-early")


def _check_capacity(capacity: int | None, seated: int) -> None:
    """Nobody loses a seat: fewer places than are taken can't be. Raises: Refused (bad-capacity, too-few-places)."""
    if capacity is None:
        return
    if not 1 <= capacity <= LARGEST:
        raise Refused("bad-capacity", most=LARGEST)
    if capacity < seated:
        raise Refused("too-few-places", seated=seated)
