"""What stands in a calendar: an event as one sees it there, without anybody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.events import Event, EventState, Place, SignUp
from storage.rotas import Rota, Turn

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
