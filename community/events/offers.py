"""A free place that is offered to who waits: how long there is to take it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community.quiet import HouseRules
from community.when import instant
from storage.events import Event, SignUp

CUT_OFF = timedelta(hours=2)
"""An offer ends so long before the start at the latest: after that a place goes to the first in the queue without being asked for."""


def waking(event: Event, rules: HouseRules, now: datetime) -> datetime:
    """When somebody can be asked something: now, or at the end of the quiet hours."""
    zone = ZoneInfo(event.zone)
    end = rules.quiet.end(now.astimezone(zone).replace(tzinfo=None), rules.is_day_off)
    return now if end is None else instant(end, zone)


def offer_ends(event: Event, minutes: int, rules: HouseRules, now: datetime) -> datetime | None:
    """When an offer that is made now ends; its time stands still in quiet hours. None: too late to ask."""
    zone = ZoneInfo(event.zone)
    wall = now.astimezone(zone).replace(tzinfo=None)
    ends = instant(rules.quiet.awake(wall, timedelta(minutes=minutes), rules.is_day_off), zone)
    return ends if leaves_time(event, ends) else None


def leaves_time(event: Event, ends: datetime) -> bool:
    """Whether there is time for an offer until then. When sign-up has ended, the organiser counts on who comes: nobody is thinking then."""
    return not event.closed and ends <= min(event.starts_at - CUT_OFF, event.deadline_at or event.starts_at)


def offer_key(sign_up: SignUp) -> str:
    """The key of the message that makes an offer."""
    return f"offer:{sign_up.id}:{sign_up.offered_until:%Y%m%d%H%M%S}"
