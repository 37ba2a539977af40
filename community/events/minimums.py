"""How many must come for an event to be worth it: pure rules, and the question to its organisers when fewer do.

Nothing is cancelled but by them: without an answer it takes place.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import budget, reminders
from community.events.changing import changeable
from community.events.missing import missing
from community.events.organising import organisers_of
from community.house_rules import rules_at, rules_in
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import cards, events, outbox
from storage.events import Event
from storage.outbox import Lane, Message, To

BATCH = 20
USEFUL = timedelta(hours=1)
"""Nobody who is called later than this before the start still comes."""


def ask_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Events that are looked at now: where fewer come than are needed, each organiser is asked, once; how many there were."""
    due = events.list_due_checks(db, now, BATCH)
    for event in due:
        events.change_event(db, event.id, check_at=None)
        if missing(event) and now < event.starts_at:
            _ask(db, event, rules, now)
    return len(due)


def go_ahead(db: Connection, *, event: int, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> Event:
    """It takes place with however many come: nothing is needed any more. Asking twice changes nothing. `admin_of` as in `may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    found = changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    if found.minimum is not None:
        events.change_event(db, event, minimum=None, check_at=None)
        cards.bump(db, event)
    _show(db, "goes-ahead", event, presser, message, now)
    return found


def call_for_more(
    db: Connection,
    *,
    event: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> Event:
    """One line in the groups that have room for it, once for an event; the organisers decide later. `admin_of` as in `may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over, enough-come, sign-up-closed, too-late-to-call,
    no-room-today).
    """
    found = changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    if not missing(found):
        raise Refused("enough-come")
    if found.closed:
        raise Refused("sign-up-closed")
    if now >= found.starts_at - USEFUL:
        raise Refused("too-late-to-call")
    called = [_call(db, found, card, rules, now) for card in cards.list_cards(db, event) if card.is_seen]
    if not any(called):
        raise Refused("no-room-today")
    _show(db, "called-for-more", event, presser, message, now)
    return found


def _ask(db: Connection, event: Event, rules: HouseRules, now: datetime) -> None:
    here = rules_at(db, event.id, rules)
    for person in organisers_of(db, event):
        key = f"too-few:{event.id}:{event.starts_at.isoformat()}:{person.id}"
        question = Message("too-few", {"event": event.id}, lane=Lane.PRIVATE, key=key, until=event.starts_at)
        reminders.write_to(db, person, question, here, now, event_at=event.starts_at)


def _call(db: Connection, event: Event, card: cards.Card, rules: HouseRules, now: datetime) -> bool:
    """Whether the group is called, or was before."""
    zone, key = ZoneInfo(event.zone), f"more-needed:{event.id}:{card.chat_id}:"
    if outbox.was_owed(db, key):
        return True
    at = reminders.not_in_quiet(now, zone, rules_in(db, card.chat_id, rules), event_at=event.starts_at)
    params = {"event": event.id}
    line = Message("more-needed", params, Lane.BROADCAST, key, reply_to=card.message_id, again=False, until=event.starts_at - USEFUL)
    return budget.begin_post(db, To(chat_id=card.chat_id, thread=card.thread_id), line, at=at, zone=zone)


def _show(db: Connection, kind: str, event: int, presser: Presser, message: int, now: datetime) -> None:
    reply(db, kind=kind, to=presser.telegram_id, language=presser.language, params={"event": event}, edit=message, now=now)
