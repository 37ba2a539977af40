"""The organiser steers a series: an event begins to come again, has a last day, rests, and a later date is opened before its time."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from sqlalchemy import Connection

from community import events
from community.events.organising import must_organise, organised
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.series.tending import days_ahead, end_of, make, tend
from community.when import Cadence, Rule, Times, times_on
from storage import cards, people
from storage import events as event_rows
from storage import series as rows
from storage.events import Event, EventState
from storage.series import Series, SeriesState

MOST_MORE = 100
LISTED = 8
"""So many dates fit a screen."""


@dataclass(frozen=True, slots=True)
class Date:
    """A coming date of a series: its occurrence if it was made, and when it is."""

    day: date
    event: Event | None
    times: Times


@dataclass(frozen=True, slots=True)
class Dates:
    """A series as one looks at it from one of its occurrences: its rule, its coming dates, and whether one may steer it."""

    event: Event
    series: Series
    rule: Rule
    coming: tuple[Date, ...]
    organises: bool


def look(db: Connection, event: int, who: int, now: datetime) -> Dates | None:
    """The series of an event; None when the event is none of a series, or gone."""
    found = event_rows.find_event(db, event)
    series = rows.find_series(db, found.series_id) if found is not None and found.series_id is not None else None
    if found is None or series is None:
        return None
    organises = events.may_organise(db, found, who)
    return Dates(found, series, Rule.read(series.rule), tuple(islice(_dates(db, series, now), LISTED)), organises)


def _dates(db: Connection, series: Series, now: datetime) -> list[Date]:
    """What was made and is not over, and the next days of the rule, by their time."""
    made = rows.list_occurrences(db, series.id)
    found = [Date(each.occurrence, each, _times_of(each)) for each in made if each.occurrence is not None and end_of(each) > now]
    if series.state is SeriesState.RUNNING:
        known = {each.occurrence for each in made}
        ahead = (day for day in days_ahead(series, now) if day not in known)
        found += [Date(day, None, times_on(series, day)) for day in islice(ahead, LISTED)]
    return sorted(found, key=lambda each: each.times.starts_at)


def _times_of(event: Event) -> Times:
    return Times(event.starts, event.ends, event.starts_at, event.ends_at)


def open_date(db: Connection, *, event: int, day: date, who: int, invited: bool, message: int, now: datetime) -> None:
    """Show the occurrence of a day, made now if nobody needed it before; the pressed message becomes it.

    `invited`: the presser holds the link of `event`'s card. Raises: Refused (event-gone, not-here, no-such-day).
    """
    found = event_rows.find_event(db, event)
    series = rows.lock_series(db, found.series_id) if found is not None and found.series_id is not None else None
    if found is None or series is None:
        raise Refused("event-gone")
    if not invited and not events.may_see(db, event=event, who=who):
        raise Refused("not-here")
    wanted = rows.find_occurrence(db, series.id, day)
    if wanted is None:
        if series.state is not SeriesState.RUNNING or day not in islice(days_ahead(series, now), 2 * LISTED):
            raise Refused("no-such-day")
        wanted = make(db, series, day, rows.list_occurrences(db, series.id)[-1], now)
    _show(db, "event", wanted.id, who, message, now)


def repeat(db: Connection, *, event: int, who: int, cadence: Cadence, message: int, rules: HouseRules, now: datetime) -> None:
    """An event begins to come again, for good until its organiser says otherwise. Asking twice changes nothing.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    found = organised(db, event, who)
    if found.state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    if end_of(found) <= now:
        raise Refused("event-over")
    if found.series_id is None:
        rule = Rule.on(found.starts.date(), cadence)
        number = events.begin_series(db, found, event_rows.house_of(db, event).id, rule, None, [], now)
        cards.bump(db, event)
        _tend(db, number, rules, now)
    _show(db, "series", event, who, message, now)


def set_end(db: Connection, *, event: int, who: int, more: int | None, message: int, rules: HouseRules, now: datetime) -> None:
    """So many dates come after this one (None: no end). Later ones that nobody has answered or seen go; the others stay as promised.

    Raises: Refused (event-gone, not-organiser, no-series, bad-times).
    """
    found, series = _steered(db, event, who)
    if more is not None and more > MOST_MORE:
        raise Refused("bad-times")
    assert found.occurrence is not None
    first, until = series.starts.date(), None
    if more is not None:
        days = (day for day in Rule.read(series.rule).days(first, found.occurrence) if day.isoformat() not in series.left_out)
        until = list(islice(days, more + 1))[-1]
    if (until, SeriesState.RUNNING) != (series.until, series.state):
        _settle(db, series, until, SeriesState.RUNNING, rules, now)
    _show(db, "series", event, who, message, now)


def pause(db: Connection, *, event: int, who: int, paused: bool, message: int, rules: HouseRules, now: datetime) -> None:
    """No new dates come until it goes on; those that somebody has answered or seen stay. Raises: as `set_end`."""
    _, series = _steered(db, event, who)
    state = SeriesState.PAUSED if paused else SeriesState.RUNNING
    if state is not series.state:
        _settle(db, series, series.until, state, rules, now)
    _show(db, "series", event, who, message, now)


def may_steer(db: Connection, *, event: int, who: int) -> Event:
    """The event, for who may steer its series or make one of it; for looking. Raises: Refused (event-gone, not-organiser)."""
    return must_organise(db, event=event, who=who)


def _steered(db: Connection, event: int, who: int) -> tuple[Event, Series]:
    found = organised(db, event, who)
    series = rows.lock_series(db, found.series_id) if found.series_id is not None else None
    if series is None:
        raise Refused("no-series")
    return found, series


def _let_go(db: Connection, series: Series, after: date, now: datetime) -> None:
    """Coming occurrences after a day that nobody has answered and no chat has seen were only made ahead."""
    for event in rows.list_occurrences(db, series.id):
        unseen = not is_promised(event) and not cards.list_cards(db, event.id)
        if event.occurrence is not None and event.occurrence > after and event.starts_at > now and unseen:
            rows.remove_occurrence(db, event.id)


def is_promised(event: Event) -> bool:
    """Whether somebody comes, may come or waits."""
    return bool(event.seated or event.waiting or event.maybe)


def _settle(db: Connection, series: Series, until: date | None, state: SeriesState, rules: HouseRules, now: datetime) -> None:
    """The series is to be so from now on; what was only made ahead follows, and cards that name the rule."""
    last = date.min if state is SeriesState.PAUSED else until
    if last is not None:
        _let_go(db, series, last, now)
    rows.change_series(db, series.id, until=until, state=state, revision=series.revision + 1)
    for each in rows.list_occurrences(db, series.id):
        cards.bump(db, each.id)
    _tend(db, series.id, rules, now)


def _tend(db: Connection, number: int | None, rules: HouseRules, now: datetime) -> None:
    series = rows.lock_series(db, number) if number else None
    if series is not None:
        tend(db, series, rules, now)


def _show(db: Connection, kind: str, event: int, who: int, message: int, now: datetime) -> None:
    person = people.find_person(db, who)
    language = (person.language if person else None) or "en"
    reply(db, kind=kind, to=who, language=language, edit=message, now=now, params={"event": event})
