"""Until when neighbours can sign up: pure rules. After it nobody new comes in, and whoever has a place can still give it back.

docs/adr/0013 says why.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.refusals import Refused
from community.when import existing, instant
from storage.events import Answer, Event, SignUp

USUAL_DAYS = (1, 2, 3, 7)
"""So many days before the event sign-up usually ends."""

USUAL_HOUR = time(18)
"""People are at home and can still answer."""


def is_open(event: Event, now: datetime) -> bool:
    """Whether neighbours can still sign up."""
    return not event.closed and (event.deadline_at is None or now < event.deadline_at)


def says_no_more(before: SignUp | None, answer: Answer, party: int) -> bool:
    """Whether an answer asks for nothing beyond what was said before the deadline: it can be given after it too."""
    if answer is Answer.CANT:
        return True
    if before is None or before.answer is Answer.CANT:
        return False
    if answer is Answer.MAYBE:
        return True
    return before.answer is Answer.COMING and party <= before.party


def goes_along(deadline: datetime | None, was: datetime, starts: datetime) -> datetime | None:
    """The deadline of an event that starts at another time: as long before it as it was, on the clock of the wall."""
    return None if deadline is None else deadline + (starts - was)


def in_time(deadline: datetime | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """A deadline that is still to come, at a time that the clock on the wall shows; None for one that is past."""
    return existing(deadline, zone) if deadline is not None and instant(deadline, zone) > now else None


def usual(starts: datetime, zone: ZoneInfo, now: datetime) -> dict[int, datetime]:
    """The usual deadlines that are still to come, by days before the event, on the wall clock; the latest first."""
    found = {days: datetime.combine(starts.date() - timedelta(days=days), USUAL_HOUR) for days in USUAL_DAYS}
    return {days: deadline for days, deadline in found.items() if instant(deadline, zone) > now}


def check(deadline: datetime, starts: datetime, zone: ZoneInfo, now: datetime) -> None:
    """Raises: Refused (past, deadline-after-start with one that could be, on the wall clock)."""
    if instant(deadline, zone) <= now:
        raise Refused("past")
    if deadline > starts:
        could_be = next(iter(usual(starts, zone, now).values()), starts)
        raise Refused("deadline-after-start", deadline=could_be.isoformat())
