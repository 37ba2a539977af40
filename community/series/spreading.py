"""What was changed about one occurrence is carried over to others: this and later, or all that are to come.

Occurrences with people keep what was promised, unless the organiser says that they change too; then those people are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import bringing, events
from community.events.deadlines import goes_along, in_time
from community.events.organising import organised
from community.events.passing import settle
from community.events.pattern import WORDS, give_out, pattern_of
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.series.steering import is_promised
from community.series.tending import end_of, tend
from community.when import LAST, Cadence, Rule, times_on
from storage import people
from storage import series as rows
from storage.events import Event, EventState
from storage.rows import loaded
from storage.series import Series

NEAR = timedelta(days=3)
"""A monthly weekday falls within so many days of where the change would put it."""


class Scope(StrEnum):
    """Which occurrences are changed like this one."""

    LATER = "l"
    ALL = "a"


class Promised(StrEnum):
    """What becomes of occurrences that have people: asked about, kept as they are, or changed too."""

    ASK = "a"
    KEEP = "k"
    CHANGE = "c"


@dataclass(frozen=True, slots=True)
class Difference:
    """How an occurrence is other than its series: the columns of a series that are, and whether the time is."""

    values: dict[str, Any]
    moved: bool

    def __bool__(self) -> bool:
        return bool(self.values) or self.moved


@dataclass(frozen=True, slots=True)
class Spreading:
    """One occurrence that is other than its series, and the others that have people, for the question about them."""

    event: Event
    promised: tuple[Event, ...]


def difference(db: Connection, series: Series, event: Event) -> Difference:
    """How an occurrence is other than its series would make it."""
    assert event.occurrence is not None
    pattern = pattern_of(db, event)
    pattern["deadline"] = goes_along(event.deadline, event.starts, series.starts)
    values = {name: value for name, value in pattern.items() if value != getattr(series, name)}
    times = times_on(series, event.occurrence)
    return Difference(values, (times.starts, times.ends) != (event.starts, event.ends))


def differs(db: Connection, event: Event, now: datetime) -> bool:
    """Whether there is something to carry over from an occurrence that is to come."""
    series = rows.find_series(db, event.series_id) if event.series_id is not None else None
    coming = event.state is EventState.PUBLISHED and end_of(event) > now
    return coming and series is not None and bool(difference(db, series, event))


def ask(db: Connection, event: int, scope: Scope, now: datetime) -> Spreading | None:
    """What the question about occurrences with people needs; None when the event is none of a series, or gone."""
    found = events.show(db, event)
    if found is None or found.event.series_id is None:
        return None
    others = _others(db, found.event, scope, now)
    return Spreading(found.event, tuple(other for other in others if is_promised(other)))


def spread(
    db: Connection, *, event: int, who: int, scope: Scope, promised: Promised, message: int, rules: HouseRules, now: datetime
) -> None:
    """Change the series, and its made occurrences, like this one; the pressed message asks about those with people, if there are.

    Raises: Refused (event-gone, not-organiser, no-series, moved-too-far, and the reasons of `events.change`).
    """
    found = organised(db, event, who)
    series = rows.lock_series(db, found.series_id) if found.series_id is not None else None
    if series is None or found.occurrence is None:
        raise Refused("no-series")
    different = difference(db, series, found)
    others = _others(db, found, scope, now)
    person = people.find_person(db, who)
    language = (person.language if person else None) or "en"
    if different and promised is Promised.ASK and any(is_promised(other) for other in others):
        params = {"event": event, "scope": scope}
        reply(db, kind="series-promised", to=who, language=language, edit=message, now=now, params=params)
        return
    if different:
        _carry_over(db, series, found, others, _Order(different, scope, promised is Promised.CHANGE, who, rules, now))
    reply(db, kind="series", to=who, language=language, edit=message, now=now, params={"event": event})


@dataclass(frozen=True, slots=True)
class _Order:
    """What the organiser wants changed, where, by whom, when and by which rules."""

    different: Difference
    scope: Scope
    promised_too: bool
    who: int
    rules: HouseRules
    now: datetime


def _others(db: Connection, found: Event, scope: Scope, now: datetime) -> list[Event]:
    """The other occurrences that are to come, in the order of their days."""
    assert found.series_id is not None
    assert found.occurrence is not None
    made = [each for each in rows.list_occurrences(db, found.series_id) if each.occurrence is not None and each.id != found.id]
    coming = [each for each in made if each.state is EventState.PUBLISHED and end_of(each) > now]
    return [each for each in coming if scope is Scope.ALL or (each.occurrence and each.occurrence > found.occurrence)]


def _carry_over(db: Connection, series: Series, found: Event, others: list[Event], order: _Order) -> None:
    days = _new_days(series, found, others) if order.different.moved else {}
    _must_be_free(db, series, [found, *others], days)
    changed = _pattern(series, found, days, order)
    _rename_days(db, [found, *others], days)
    for other in others:
        if order.promised_too or not is_promised(other):
            _change_like(db, changed, other, days, order)
    columns = (*WORDS, "deadline", "seating", "needs", "rule", "starts", "ends", "until", "left_out")
    values = {name: getattr(changed, name) for name in columns}
    rows.change_series(db, series.id, **values, revision=series.revision + 1)
    tended = rows.lock_series(db, series.id)
    assert tended is not None
    tend(db, tended, order.rules, order.now)


def _pattern(series: Series, found: Event, days: dict[date, date], order: _Order) -> Series:
    """The series as it is to be from the first changed day on."""
    values: dict[str, Any] = {**series.__dict__, **order.different.values}
    if order.different.moved:
        assert found.occurrence is not None
        first = min(days.values())
        starts = datetime.combine(first, found.starts.time())
        values["starts"] = starts
        values["deadline"] = goes_along(values["deadline"], series.starts, starts)
        values["ends"] = starts + (found.ends - found.starts) if found.ends else None
        values["rule"] = _new_rule(series, found).text
        values["until"] = days.get(_last(series), series.until) if series.until else None
        values["left_out"] = sorted({days.get(date.fromisoformat(day), date.fromisoformat(day)).isoformat() for day in series.left_out})
    return loaded(Series, values)


def _new_rule(series: Series, found: Event) -> Rule:
    """The rule by which the occurrence comes again where it is now."""
    old, day = Rule.read(series.rule), found.starts.date()
    if day == found.occurrence:
        return old
    last_one = old.nth == LAST and (day + timedelta(days=7)).month != day.month
    return Rule.on(day, old.cadence, LAST if last_one else None)


def _new_days(series: Series, found: Event, others: list[Event]) -> dict[date, date]:
    """Where each day of the series goes, from the first that is changed to the last that is known.

    Raises: Refused("moved-too-far") when a day would go to where another one was, which is not changed.
    """
    assert found.occurrence is not None
    known = sorted(day for each in (found, *others) if (day := each.occurrence))
    first, begins = known[0], series.starts.date()
    last = max(*known, *map(date.fromisoformat, series.left_out), _last(series), found.occurrence)
    before = [day for day in known if day < begins]  # the rule holds from a later one on, when only later ones were changed
    old = takewhile(lambda day: day <= last, chain(before, Rule.read(series.rule).days(begins, max(first, begins))))
    days = dict(zip(old, _from(series, found, first), strict=False))
    neighbours = list(Rule.read(series.rule).days(begins, first - timedelta(days=62), first - timedelta(days=1)))
    if neighbours and days[first] <= neighbours[-1]:
        raise Refused("moved-too-far")
    return days


def _must_be_free(db: Connection, series: Series, changed: list[Event], days: dict[date, date]) -> None:
    """Raises: Refused("moved-too-far") when a day would go to that of an occurrence which stays as it is."""
    moving = {each.id for each in changed if each.occurrence in days}
    staying = {each.occurrence for each in rows.list_occurrences(db, series.id) if each.id not in moving}
    if staying & {days[each.occurrence] for each in changed if each.occurrence in days}:
        raise Refused("moved-too-far")


def _from(series: Series, found: Event, first: date) -> Iterator[date]:
    """The new days, from where the first changed one goes."""
    assert found.occurrence is not None
    rule, target = _new_rule(series, found), first + (found.starts.date() - found.occurrence)
    if rule.cadence in (Cadence.WEEKLY, Cadence.FORTNIGHTLY):
        return rule.days(target, target)
    return rule.days(target - NEAR, target - NEAR)


def _last(series: Series) -> date:
    """The last day of a series with an end; of another its first."""
    if series.until is None:
        return series.starts.date()
    return list(Rule.read(series.rule).days(series.starts.date(), series.starts.date(), series.until))[-1]


def _rename_days(db: Connection, changed: list[Event], days: dict[date, date]) -> None:
    """The series knows its occurrences by their new days; none may stand in the way of another meanwhile."""
    renamed = [(each, days[each.occurrence]) for each in changed if each.occurrence in days]
    for each, _ in renamed:
        rows.rename_occurrence(db, each.id, None)
    for each, day in renamed:
        rows.rename_occurrence(db, each.id, day)
        each.occurrence = day


def _change_like(db: Connection, pattern: Series, other: Event, days: dict[date, date], order: _Order) -> None:
    """One more occurrence gets what was changed; a time that has passed by then is left as it is, and nobody loses a seat."""
    values = order.different.values
    changes: events.Changes = {name: value for name, value in values.items() if name in WORDS}  # type: ignore[assignment]
    if changes.get("capacity") is not None:
        changes["capacity"] = max(changes["capacity"] or 0, other.seated)
    if other.occurrence is not None and days:
        times = times_on(pattern, other.occurrence)
        if times.starts_at > order.now:
            changes["starts"], changes["ends"] = times.starts, times.ends
    if "deadline" in values:
        along = goes_along(pattern.deadline, pattern.starts, changes.get("starts", other.starts))
        changes["deadline"] = in_time(along, ZoneInfo(pattern.zone), order.now)
    after = events.change(db, event=other.id, who=order.who, changes=changes, rules=order.rules, now=order.now).event
    if "seating" in values:
        give_out(db, after, pattern.seating, order.now)
        settle(db, after, order.rules, order.now)
    if "needs" in values:
        bringing.set_list(db, after, [bringing.Wish(name, wanted) for name, wanted in pattern.needs], order.rules, order.now)
