"""A call is cancelled for a reason. For a minute that can be undone, and nobody is told before the minute is over.

docs/adr/0017 says why; events do the same.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reasons, reminders
from community.events import hands
from community.events.cancelling import can_undo
from community.events.cancelling import concerned as concerned_by_event
from community.events.telling import BATCH, GRACE
from community.house_rules import rules_at
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering.closing import changeable
from community.volunteering.organising import organised_by
from community.volunteering.telling import concerned, tell_groups
from storage import cards, events, outbox, people, volunteering
from storage.cards import ThingKind
from storage.events import Cancellation, Event, EventState, Why
from storage.outbox import Lane, Message, Op, To
from storage.volunteering import Call, CallState

KIND = "call-cancel"


def ask_why(db: Connection, *, call: int, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """The pressed message asks for the reason; the next words are it. `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over).
    """
    changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    reasons.ask(db, kind=KIND, thing=call, who=presser.telegram_id, now=now)
    _show(db, "call-cancel-why", {"call": call}, presser, now, message)


def take_reason(db: Connection, *, presser: Presser, text: str, now: datetime) -> None:
    """This is why; a new message asks whether to cancel. Who may is looked at when they say yes.

    Raises: Refused (draft-gone, no-reason, reason-too-long).
    """
    draft = reasons.take(db, kind=KIND, who=presser.telegram_id, text=text, now=now)
    _show(db, "call-cancel-sure", {"call": draft.data["thing"], "why": Why.WORDS, "draft": draft.id}, presser, now)


def reason_of(db: Connection, draft: int) -> str | None:
    """What somebody wrote as the reason, until they said yes."""
    return reasons.kept(db, draft, KIND)


def cancel(
    db: Connection,
    *,
    call: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    why: Why = Why.UNSAID,
    draft: int = 0,
    admin_of: frozenset[int] = frozenset(),
) -> Call:
    """It does not take place, and its cards say so; a minute later all it concerns are told. Asking twice changes nothing.

    `draft`: where the words of the reason are. The pressed message says what happens, and offers to undo it.

    Raises: Refused (call-gone, call-over, not-call-organiser, draft-gone).
    """
    who = presser.telegram_id
    if (off := organised_by(db, call, who, admin_of=admin_of)).state is CallState.CANCELLED:
        return off
    found, person = changeable(db, call, who, now, admin_of=admin_of), people.find_person(db, who)
    words = reasons.use(db, draft, kind=KIND, thing=call, who=who) if draft or why is Why.WORDS else None
    reasons.leave(db, kind=KIND, who=who, now=now)
    due, by = now + GRACE, person.id if person else None
    hands.turn(db, found, CallState.CANCELLED, rules, now)
    cards.bump(db, volunteering.shown_on(found))
    events.add_cancellation(db, Cancellation(thing_id=call, why=why, words=words, cancelled_at=now, due_at=due, by_id=by))
    events.hold_news(db, call, until=due)
    for at, key in ((now, None), (due, _shown_key(found))):  # when the minute is over, without the button
        done = Message("call-cancel-done", {"call": call}, op=Op.EDIT, message_id=message, key=key)
        outbox.owe(db, To(address=who, language=presser.language), done, at=at)
    return found


def undo(
    db: Connection,
    *,
    call: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """It takes place after all, everything is as it was, and nobody hears of it.

    Raises: Refused (call-gone, not-call-organiser, undo-gone).
    """
    found, cancelled = organised_by(db, call, presser.telegram_id, admin_of=admin_of), events.find_cancellation(db, call)
    if cancelled is None or not can_undo(cancelled, now):
        raise Refused("undo-gone")
    outbox.drop(db, [_shown_key(found)], now)
    events.remove_cancellation(db, call)
    hands.turn(db, found, CallState.OPEN, rules, now)
    cards.bump(db, volunteering.shown_on(found))
    _show(db, "call-cancel-undone", {"call": call}, presser, now, message)


def tell_cancelled(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Cancellations whose minute is over are owed to all whom they concern, and to the groups; how many calls there were."""
    due = events.list_due_cancellations(db, ThingKind.CALL, now, BATCH)
    for cancelled in due:
        found = volunteering.lock_call(db, cancelled.thing_id)
        assert found is not None, "a foreign key points to the row"
        events.close_cancellation(db, found.id)
        events.drop_news(db, found.id)
        _tell(db, found, cancelled, rules, now)
    return len(due)


def count_told(db: Connection, call: Call, who: int) -> int:
    """How many will be told in private when this person cancels it."""
    person = people.find_person(db, who)
    return len(concerned(db, call, person.id if person else None))


def _tell(db: Connection, call: Call, cancelled: Cancellation, rules: HouseRules, now: datetime) -> None:
    here, event = rules_at(db, call.id, rules), _off_with(db, call)
    told = {person.id for person in concerned_by_event(db, event, cancelled.by_id)} if event else set()
    for person in (each for each in concerned(db, call, cancelled.by_id) if each.id not in told):
        message = Message("call-cancelled", {"call": call.id}, lane=Lane.PRIVATE, key=f"call-cancelled:{call.id}:{person.id}")
        reminders.write_to(db, person, message, here, now, event_at=call.begins_at)
    if event is not None:  # the groups hear of the event
        return
    at = reminders.not_in_quiet(now, ZoneInfo(call.zone), here, event_at=call.begins_at)
    tell_groups(db, call, Message("call-cancelled-here", {"call": call.id}, lane=Lane.BROADCAST, again=False), at)


def _off_with(db: Connection, call: Call) -> Event | None:
    """The event of a call, where that is off too: those it concerns hear of it alone."""
    event = events.find_event(db, call.event_id) if call.event_id else None
    return event if event is not None and event.state is EventState.CANCELLED else None


def _show(db: Connection, kind: str, params: dict[str, Any], presser: Presser, now: datetime, message: int | None = None) -> None:
    reply(db, kind=kind, to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)


def _shown_key(call: Call) -> str:
    return f"call-cancel-done:{call.id}:{call.revision}"
