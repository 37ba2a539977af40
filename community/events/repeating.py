"""An event that comes again: its preview is changed, and the series begins when it is published."""

from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from community.events import drafting
from community.events.pattern import pattern_of
from community.events.repeats import coming, repeats_of
from community.quiet import HouseRules
from community.refusals import Refused
from community.when import Rule
from storage import drafts, events, series
from storage.drafts import Draft
from storage.events import Event


def leave_out(db: Connection, *, draft: int, who: int, admin: bool, message: int, rules: HouseRules, now: datetime) -> None:
    """The holidays and eves among its days are left out; a series whose first day is one begins with the next that is not.

    Raises: Refused (draft-gone, not-yours, no-day-left).
    """
    found = _preview(db, draft, who, admin)
    ahead = coming(found.data, rules)
    if ahead is None:
        raise Refused("draft-gone")
    days = [*ahead.left_out, *ahead.festive]
    starts, ends = datetime.fromisoformat(found.data["starts"]), found.data["ends"]
    first = next((day for day in ahead.rule.days(starts.date(), starts.date(), ahead.last) if day not in days), None)
    if first is None:
        raise Refused("no-day-left")
    later, deadline = first - starts.date(), found.data.get("deadline")
    data = {
        **found.data,
        "starts": (starts + later).isoformat(),
        "ends": (datetime.fromisoformat(ends) + later).isoformat() if ends else None,
        "deadline": (datetime.fromisoformat(deadline) + later).isoformat() if deadline else None,
        "repeats": {**found.data["repeats"], "until": ahead.last.isoformat() if ahead.last else None, "times": None},
        "left_out": sorted(day.isoformat() for day in days if day > first),
    }
    _show(db, found, data, message, now)


def just_once(db: Connection, *, draft: int, who: int, admin: bool, message: int, now: datetime) -> None:
    """It comes once after all. Asking twice changes nothing. Raises: Refused (draft-gone, not-yours)."""
    found = _preview(db, draft, who, admin)
    _show(db, found, {**found.data, "repeats": None, "left_out": []}, message, now)


def _preview(db: Connection, draft: int, who: int, admin: bool) -> Draft:
    found = drafting.own_draft(db, draft, who, admin)
    if found.step != drafting.Step.PREVIEW:
        raise Refused("draft-gone")
    return found


def _show(db: Connection, draft: Draft, data: dict[str, Any], message: int, now: datetime) -> None:
    drafts.change_draft(db, draft.id, data=data)
    drafting.show_again(db, draft, message, now)


def begin(db: Connection, event: Event, house: int, data: dict[str, Any], now: datetime) -> None:
    """The published event is the first of a series, if its draft has a rule that brings another one; the rest is made ahead."""
    repeats = repeats_of(data)
    if repeats is not None:
        left_out = data.get("left_out", [])
        begin_series(db, event, house, repeats.rule(event.starts.date()), repeats.last(event.starts.date()), left_out, now)


def begin_series(db: Connection, event: Event, house: int, rule: Rule, last: date | None, left_out: list[str], now: datetime) -> int | None:
    """An event is the first of a series from now on; its number. None where the rule brings no other day."""
    first = event.starts.date()
    if len(list(islice(rule.days(first, first, last), 2))) < 2:
        return None
    number = series.add_series(
        db,
        house_id=house,
        rule=rule.text,
        starts=event.starts,
        ends=event.ends,
        zone=event.zone,
        until=last,
        left_out=left_out,
        **pattern_of(db, event),
        state=series.SeriesState.RUNNING,
        revision=1,
        due_at=now,
    )
    events.change_event(db, event.id, series_id=number, occurrence=first)
    return number


def again(db: Connection, event: Event) -> tuple[Rule | None, Event | None]:
    """The rule by which an event comes again while its series goes on, and the occurrence after it, if they are there."""
    found = series.find_series(db, event.series_id) if event.series_id else None
    if found is None or found.state is not series.SeriesState.RUNNING:
        return None, None
    return Rule.read(found.rule), series.find_next(db, event)
