"""When neighbours are reminded, as pure rules: before what begins, out of the quiet hours, and never too late to be of use."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.quiet import HouseRules
from community.when import instant
from storage.people import Reminding
from storage.reminders import ReminderKind

DAY_BEFORE_AT = time(17)
USEFUL = timedelta(minutes=30)
"""A reminder that comes later than this before the start helps nobody."""
BEFORE_QUIET = timedelta(hours=1)
SOON = timedelta(hours=12)
"""What changes about something this near is told in quiet hours too."""
LATE = timedelta(minutes=5)
"""What is called so long after its time was held up by a downtime, and may have come into quiet hours by that."""

KINDS = {
    Reminding.OFF: (),
    Reminding.DAY_BEFORE: (ReminderKind.DAY_BEFORE,),
    Reminding.SHORTLY: (ReminderKind.SHORTLY,),
    Reminding.BOTH: (ReminderKind.DAY_BEFORE, ReminderKind.SHORTLY),
}


def wanted_at(kind: ReminderKind, starts: datetime, lead_minutes: int) -> datetime:
    """The wall-clock time a reminder is meant for, quiet hours apart."""
    if kind is ReminderKind.DAY_BEFORE:
        return datetime.combine(starts.date() - timedelta(days=1), DAY_BEFORE_AT)
    return starts - timedelta(minutes=lead_minutes)


def decent_at(wanted: datetime, starts: datetime, rules: HouseRules) -> datetime:
    """`wanted` moved out of the quiet hours: to their end while 30 minutes remain before the start, else to an hour before they begin."""
    end = rules.quiet.end(wanted, rules.is_day_off)
    if end is None:
        return wanted
    return end if starts - end >= USEFUL else rules.quiet.begin(wanted) - BEFORE_QUIET


def due_times(
    starts: datetime, zone: ZoneInfo, person_wants: Reminding, lead_minutes: int, rules: HouseRules, now: datetime
) -> dict[ReminderKind, datetime]:
    """The instants of a person's reminders of something that starts at wall time `starts`; what is past already is left out.

    Where quiet hours push the later one to the evening before, the earlier one has said it all.
    """
    walls = {kind: decent_at(wanted_at(kind, starts, lead_minutes), starts, rules) for kind in KINDS[person_wants]}
    if len({wall.date() for wall in walls.values()}) < len(walls):
        del walls[ReminderKind.SHORTLY]
    due = {kind: instant(wall, zone) for kind, wall in walls.items()}
    return {kind: at for kind, at in due.items() if at > now}


def not_in_quiet(now: datetime, zone: ZoneInfo, rules: HouseRules, *, event_at: datetime | None = None) -> datetime:
    """When something the bot starts now may go out: now, or at the end of the quiet hours unless it is about an event within 12 hours."""
    end = rules.quiet.end(now.astimezone(zone).replace(tzinfo=None), rules.is_day_off)
    soon = event_at is not None and event_at - now <= SOON
    return now if end is None or soon else instant(end, zone)


def still_at(due: datetime, starts: datetime, zone: ZoneInfo, rules: HouseRules, now: datetime) -> datetime | None:
    """When a reminder that was `due` goes out: now; if downtime pushed it into the quiet hours, at their end. None: it is of no use."""
    end = rules.quiet.end(now.astimezone(zone).replace(tzinfo=None), rules.is_day_off) if now - due > LATE else None
    at = now if end is None else instant(end, zone)
    return at if instant(starts, zone) - at >= USEFUL else None
