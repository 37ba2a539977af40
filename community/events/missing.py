"""How many more an event needs, and when that is looked at: pure rules."""

from datetime import datetime, timedelta

from storage.events import Event, EventState

BEFORE = timedelta(hours=24)
"""Without a deadline: time enough to find more, and to tell those who planned to come."""

AT_LATEST = timedelta(hours=3)
"""A deadline may be the start itself; by then it is too late to decide."""


def missing(event: Event) -> int:
    """So many more must come; 0 where that does not matter."""
    wanted = event.minimum or 0
    return max(wanted - event.seated, 0) if event.state is EventState.PUBLISHED else 0


def check_time(minimum: int | None, starts_at: datetime, deadline_at: datetime | None, now: datetime) -> datetime | None:
    """When it is looked at whether enough come: when sign-up ends, or a day before. None where that is past, or nothing is needed."""
    at = min(deadline_at or starts_at - BEFORE, starts_at - AT_LATEST)
    return at if minimum is not None and at > now else None
