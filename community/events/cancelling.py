"""An event is cancelled for a reason. For a minute that can be undone, and nobody is told before the minute is over.

docs/adr/0017 says why.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reasons, reminders
from community.events import hands
from community.events.changing import changeable
from community.events.organising import organised, organisers_of
from community.events.passing import catch_up, settle
from community.events.seating import next_time
from community.events.telling import BATCH, GRACE, people_of, tell_groups
from community.house_rules import rules_at
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import cards, events, outbox, people
from storage.cards import ThingKind
from storage.events import Cancellation, Event, EventState, Why
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach

KIND = "cancel"


def ask_why(db: Connection, *, event: int, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """The pressed message asks for the reason; the next words are it. `admin_of` as in `may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    reasons.ask(db, kind=KIND, thing=event, who=presser.telegram_id, now=now)
    _show(db, "cancel-why", {"event": event}, presser, now, message)


def take_reason(db: Connection, *, presser: Presser, text: str, now: datetime) -> None:
    """This is why; a new message asks whether to cancel. Who may is looked at when they say yes.

    Raises: Refused (draft-gone, no-reason, reason-too-long).
    """
    draft = reasons.take(db, kind=KIND, who=presser.telegram_id, text=text, now=now)
    _show(db, "cancel-event", {"event": draft.data["thing"], "why": Why.WORDS, "draft": draft.id}, presser, now)


def reason_of(db: Connection, draft: int) -> str | None:
    """What somebody wrote as the reason, until they said yes."""
    return reasons.kept(db, draft, KIND)


def cancel(
    db: Connection,
    *,
    event: int,
    who: int,
    message: int,
    rules: HouseRules,
    now: datetime,
    why: Why = Why.UNSAID,
    draft: int = 0,
    admin_of: frozenset[int] = frozenset(),
) -> Event:
    """The event does not take place, and its cards say so; a minute later all it concerns are told. Asking twice changes nothing.

    `draft`: where the words of the reason are. The pressed message says what happens, and offers to undo it.

    Raises: Refused (event-gone, event-over, not-organiser, draft-gone).
    """
    found, person = organised(db, event, who, admin_of=admin_of), people.find_person(db, who)
    if found.state is EventState.CANCELLED:
        return found
    if now >= (found.ends_at or found.starts_at):
        raise Refused("event-over")
    words = reasons.use(db, draft, kind=KIND, thing=event, who=who) if draft or why is Why.WORDS else None
    reasons.leave(db, kind=KIND, who=who, now=now)
    found.state, found.revision, due = EventState.CANCELLED, found.revision + 1, now + GRACE
    events.change_event(db, event, state=found.state, revision=found.revision)
    by = person.id if person else None
    cancelled = Cancellation(thing_id=event, why=why, words=words, cancelled_at=now, due_at=due, by_id=by)
    events.add_cancellation(db, cancelled)
    hands.stop(db, found, cancelled, rules, now)
    stand_still(db, found, due)
    for sign_up, each in events.list_people(db, event):
        reminders.plan(db, sign_up, found, each, rules, now)
    cards.bump(db, event)
    _show_done(db, found, who, person, message, now)
    return found


def undo(
    db: Connection, *, event: int, who: int, message: int, rules: HouseRules, now: datetime, admin_of: frozenset[int] = frozenset()
) -> Event:
    """The event takes place after all, everything is as it was, and nobody hears of it.

    Raises: Refused (event-gone, not-organiser, undo-gone).
    """
    found, cancelled = organised(db, event, who, admin_of=admin_of), events.find_cancellation(db, event)
    if cancelled is None or not can_undo(cancelled, now):
        raise Refused("undo-gone")
    outbox.drop(db, [_shown_key(found)], now)
    events.remove_cancellation(db, event)
    take_place_again(db, found, cancelled.cancelled_at, rules, now)
    shown = Message("cancel-undone", {"event": event}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=who, language=_language(people.find_person(db, who))), shown, at=now)
    return found


def stand_still(db: Connection, event: Event, until: datetime) -> None:
    """While it can be undone, no offer ends, and no other news are thrown away."""
    for sign_up in events.list_offered(db, event.id):
        if sign_up.offered_until is not None and sign_up.offered_until < until:
            events.change_sign_up(db, sign_up.id, offered_until=until)
    events.hold_news(db, event.id, until=until)


def take_place_again(db: Connection, event: Event, since: datetime, rules: HouseRules, now: datetime) -> None:
    """An event (held) that was cancelled `since` and stood still takes place after all.

    What would have happened in between happens now: lots are drawn, the queue moves, reminders go out.
    """
    event.state, event.revision = EventState.PUBLISHED, event.revision + 1
    events.change_event(db, event.id, state=event.state, revision=event.revision)
    seating = events.find_seating(db, event.id)
    if seating is not None:
        events.change_seating(db, event.id, due_at=next_time(event, seating, since))
        catch_up(db, event, rules, now)
    settle(db, event, rules, now)
    hands.go_on(db, event, since, rules, now)
    reminders.plan_event(db, event, rules, since)


def can_undo(cancelled: Cancellation | None, now: datetime) -> bool:
    """Whether the minute is not over."""
    return cancelled is not None and cancelled.due_at is not None and now < cancelled.due_at


def tell_cancelled(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Cancellations whose minute is over are owed to all whom they concern, and to the groups; how many events there were."""
    due = events.list_due_cancellations(db, ThingKind.EVENT, now, BATCH)
    for cancelled in due:
        asked = events.lock_event(db, cancelled.thing_id, None)
        assert asked is not None, "a foreign key points to the row"
        events.close_cancellation(db, cancelled.thing_id)
        events.drop_news(db, cancelled.thing_id)
        _tell(db, asked.event, cancelled, rules, now)
    return len(due)


def count_told(db: Connection, event: Event, who: int) -> int:
    """How many will be told in private when this person cancels it."""
    person = people.find_person(db, who)
    return len(concerned(db, event, person.id if person else None))


def _tell(db: Connection, event: Event, cancelled: Cancellation, rules: HouseRules, now: datetime) -> None:
    here = rules_at(db, event.id, rules)
    events.open_passing(db, event.id)
    for person in concerned(db, event, cancelled.by_id):
        message = Message("cancelled", {"event": event.id}, lane=Lane.PRIVATE, key=f"cancelled:{event.id}:{person.id}")
        reminders.write_to(db, person, message, here, now, event_at=event.starts_at)
    at = reminders.not_in_quiet(now, ZoneInfo(event.zone), here, event_at=event.starts_at)
    tell_groups(db, event, Message("cancelled-here", {"event": event.id}, lane=Lane.BROADCAST, again=False), at)


def concerned(db: Connection, event: Event, by: int | None) -> list[Person]:
    """Who signed up or waits, who did that for neighbours, and who organises; who cancelled it only for their neighbours' sake."""
    theirs = {person.id: person for person in people_of(db, event, by)}
    theirs |= {person.id: person for person in organisers_of(db, event) if person.id != by}
    return [person for person in theirs.values() if person.reach is Reach.OPEN]


def _show(db: Connection, kind: str, params: dict[str, object], presser: Presser, now: datetime, message: int | None = None) -> None:
    reply(db, kind=kind, to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)


def _show_done(db: Connection, event: Event, who: int, person: Person | None, message: int, now: datetime) -> None:
    """Done, with a button to undo it; when the minute is over, without."""
    to = To(address=who, language=_language(person))
    for at, key in ((now, None), (now + GRACE, _shown_key(event))):
        outbox.owe(db, to, Message("cancel-done", {"event": event.id}, op=Op.EDIT, message_id=message, key=key), at=at)


def _language(person: Person | None) -> str | None:
    return person.language if person else None


def _shown_key(event: Event) -> str:
    return f"cancel-done:{event.id}:{event.revision}"
