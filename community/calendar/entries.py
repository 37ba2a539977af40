"""What stands in a calendar: an event as one sees it there, without anybody's name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.events import Event, EventState, Place, SignUp
from storage.rotas import Rota, Turn
from storage.volunteering import Call, CallState, Task, Volunteer

ASSUMED_LENGTH = timedelta(hours=1)
"""An event that says no end gets an hour: without one, some calendars show a line of no height, others a whole day."""


class Status(StrEnum):
    """How sure an event is (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Again:
    """That an entry stands for many: the rule of a series, counted from `wall`, until an instant, without the times in `without`.

    Times are the wall's, naive: the rule is on the wall too, also from a first time that the clock jumps over.
    """

    series: int
    rule: str
    until: datetime | None
    wall: datetime
    length: timedelta
    without: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in a calendar. `busy`: it takes the time of whoever has the calendar; what is on in the house does not.

    `again`: all that is to come of a series, of which this is the first. `turn`: which turn of a rota it is.
    `volunteer`: by which row somebody does a task of a call. `days`: the first and the last day of what has no hours.
    """

    event: int
    title: str
    place: str | None
    text: str | None
    starts_at: datetime
    ends_at: datetime
    zone: str
    revision: int
    status: Status
    busy: bool
    again: Again | None = None
    turn: int | None = None
    volunteer: int | None = None
    days: tuple[date, date] | None = None


def entry(event: Event, sign_up: SignUp | None = None, *, mine: bool) -> Entry:
    """An event as an entry; with `mine` as one's own plan: sure with a seat, tentative in the queue and for a maybe."""
    cancelled = event.state is EventState.CANCELLED
    sure = not mine or sign_up is None or sign_up.place is Place.SEATED
    return Entry(
        event=event.id,
        title=event.title,
        place=event.place,
        text=event.text,
        starts_at=event.starts_at,
        ends_at=event.ends_at or event.starts_at + ASSUMED_LENGTH,
        zone=event.zone,
        revision=event.revision,
        status=Status.CANCELLED if cancelled else Status.CONFIRMED if sure else Status.TENTATIVE,
        busy=mine and sure and not cancelled,
    )


def entry_of_turn(turn: Turn, rota: Rota) -> Entry:
    """A turn of a duty, as one's own plan."""
    return Entry(
        event=rota.id,
        title=rota.title,
        place=rota.place,
        text=rota.text,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at or turn.starts_at + ASSUMED_LENGTH,
        zone=rota.zone,
        revision=rota.revision,
        status=Status.CONFIRMED,
        busy=True,
        turn=turn.id,
    )


def entry_of_call(call: Call) -> Entry | None:
    """A call for hands as it is on in the house; None without a date."""
    if call.begins_at is None:
        return None
    ends_at = call.finishes_at or call.begins_at + ASSUMED_LENGTH
    return Entry(
        event=call.id,
        title=call.title,
        place=call.place,
        text=call.text,
        starts_at=call.begins_at,
        ends_at=ends_at,
        zone=call.zone,
        revision=call.revision,
        status=Status.CANCELLED if call.state is CallState.CANCELLED else Status.CONFIRMED,
        busy=False,
        days=_days(call, call.begins_at, ends_at) if _at_midnights(call, call.begins_at, ends_at) else None,
    )


def entry_of_task(volunteer: Volunteer, task: Task, call: Call) -> Entry | None:
    """What somebody does for a call, as their own plan; cancelled once they gave it back. None without a date."""
    starts_at = task.starts_at or call.begins_at
    if starts_at is None:
        return None
    ends_at = task.ends_at or (starts_at + ASSUMED_LENGTH if task.starts_at else call.finishes_at or starts_at + ASSUMED_LENGTH)
    has_it = volunteer.place is Place.SEATED and call.state is not CallState.CANCELLED
    whole_day = task.starts_at is None and call.whole_day
    return Entry(
        event=call.id,
        title=f"{task.name} – {call.title}",
        place=call.place,
        text="\n".join(said for said in (task.about, task.requirement) if said) or None,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=call.zone,
        revision=call.revision,
        status=Status.CONFIRMED if has_it else Status.CANCELLED,
        busy=has_it and not whole_day,
        volunteer=volunteer.id,
        days=_days(call, starts_at, ends_at) if whole_day else None,
    )


def _at_midnights(call: Call, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a call of a day without an hour has no task with hours that says when it begins or ends."""
    zone = ZoneInfo(call.zone)
    return call.whole_day and all(not (wall.hour or wall.minute) for wall in (starts_at.astimezone(zone), ends_at.astimezone(zone)))


def _days(call: Call, starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The day its head says, or the days its midnights are of."""
    zone = ZoneInfo(call.zone)
    first = call.starts.date() if call.starts else starts_at.astimezone(zone).date()
    last = call.ends.date() if call.ends else (ends_at.astimezone(zone) - timedelta(microseconds=1)).date()
    return first, first if call.ends is None else max(first, last)
