"""A series in a calendar: what is made stands there by itself, and one entry with a rule for all that is to come.

No occurrence is an exception of that entry (RECURRENCE-ID): Outlook refuses one that was moved past its neighbour, Google does not read
one that comes without its rule. So what was made is left out of the rule (EXDATE), and keeps its own UID for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.calendar.entries import ASSUMED_LENGTH, Again, Entry, Status, entry
from community.series import days_ahead, end_of
from community.when import Rule, instant, times_on
from storage import events, process
from storage import series as rows
from storage.series import Series, SeriesState


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """The coming occurrences of a series and its rule, to be put into a calendar, and the bot's own number."""

    title: str
    entries: tuple[Entry, ...]
    bot: int


def series_file(db: Connection, event: int, now: datetime) -> SeriesFile | None:
    """The series of an event, from now on; None when the event is none of a series, or gone."""
    found = events.find_event(db, event)
    series = rows.find_series(db, found.series_id) if found is not None and found.series_id is not None else None
    if series is None:
        return None
    made = [entry(each, mine=False) for each in rows.list_occurrences(db, series.id) if end_of(each) > now]
    return SeriesFile(series.title, (*made, *to_come(db, series, now)), process.bot_number(db))


def to_come(db: Connection, series: Series, now: datetime) -> tuple[Entry, ...]:
    """The entry for what is not made yet; none where nothing more will come."""
    if series.state is not SeriesState.RUNNING:
        return ()
    made = {event.occurrence for event in rows.list_occurrences(db, series.id) if event.occurrence}
    found = unmade(series, made, now)
    return () if found is None else (found,)


def unmade(series: Series, made: set[date], now: datetime) -> Entry | None:
    """The entry for the days of a series that were not `made`; None where there is none to come."""
    first = next((day for day in days_ahead(series, now) if day not in made), None)
    if first is None:
        return None
    last = max((*made, *map(date.fromisoformat, series.left_out)), default=first)
    rule = Rule.read(series.rule)
    ruled = takewhile(lambda day: day <= last, rule.days(series.starts.date(), first, series.until))
    without = [day for day in ruled if day in made or day.isoformat() in series.left_out]
    zone, times = ZoneInfo(series.zone), times_on(series, first)
    again = Again(
        series=series.id,
        rule=series.rule,
        until=instant(datetime.combine(series.until, time(23, 59)), zone) if series.until else None,
        wall=datetime.combine(first, series.starts.time()),
        length=series.ends - series.starts if series.ends else ASSUMED_LENGTH,
        without=tuple(datetime.combine(day, series.starts.time()) for day in without),
    )
    return Entry(
        event=0,
        title=series.title,
        place=series.place,
        text=series.text,
        starts_at=times.starts_at,
        ends_at=times.ends_at or times.starts_at + ASSUMED_LENGTH,
        zone=series.zone,
        revision=series.revision,
        status=Status.CONFIRMED,
        busy=False,
        again=again,
    )
