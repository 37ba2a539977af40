"""The call for hands of an event: it is off when the event is, and on again when that is undone."""

from datetime import datetime

from sqlalchemy import Connection

from community import reminders
from community.quiet import HouseRules
from storage import events, volunteering
from storage.events import Cancellation, Event
from storage.volunteering import Call, CallState


def stop(db: Connection, event: Event, cancelled: Cancellation, rules: HouseRules, now: datetime) -> None:
    """The event is off, and its call with it: those who have a task hear of it when the same minute is over."""
    call = _held(db, event, CallState.OPEN)
    if call is None:
        return
    words = cancelled.model_dump(exclude={"thing_id"})
    events.add_cancellation(db, Cancellation(thing_id=call.id, **words))
    if cancelled.due_at is not None:
        events.hold_news(db, call.id, until=cancelled.due_at)
    turn(db, call, CallState.CANCELLED, rules, now)


def go_on(db: Connection, event: Event, since: datetime, rules: HouseRules, now: datetime) -> None:
    """The event takes place after all, and so does the call that went with it at `since`; one that was off before stays off."""
    call = _held(db, event, CallState.CANCELLED)
    cancelled = events.find_cancellation(db, call.id) if call else None
    if call is not None and cancelled is not None and cancelled.cancelled_at == since:
        events.remove_cancellation(db, call.id)
        turn(db, call, CallState.OPEN, rules, now)


def _held(db: Connection, event: Event, state: CallState) -> Call | None:
    found = volunteering.find_of_event(db, event.id)
    held = volunteering.lock_call(db, found.id) if found else None
    return held if held is not None and held.state is state else None


def turn(db: Connection, call: Call, state: CallState, rules: HouseRules, now: datetime) -> None:
    """A call (held) is off, or on again: reminders follow; that its tasks lack people is looked at only while it is on."""
    call.state, call.revision = state, call.revision + 1
    ended = None if state is CallState.OPEN else now
    volunteering.change_call(db, call.id, state=state, revision=call.revision, changed_at=now, ended_at=ended)
    reminders.plan_call(db, call, rules, now)
