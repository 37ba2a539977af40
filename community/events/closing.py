"""Sign-up ends, by its deadline or because the organiser says so, and begins again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community.events.changing import changeable
from community.events.organising import may_organise
from community.people import Presser
from community.refusals import Refused
from community.replies import reply
from storage import cards, events
from storage.events import Answer, Event, SignUp

BATCH = 50


def close(
    db: Connection,
    *,
    event: int,
    presser: Presser,
    message: int,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> Event:
    """Nobody new can sign up; the pressed message shows it. Asking twice changes nothing. `admin_of` as in `may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    return _set(db, changeable(db, event, presser.telegram_id, now, admin_of=admin_of), {"closed": True}, presser, message, now)


def reopen(
    db: Connection,
    *,
    event: int,
    presser: Presser,
    message: int,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> Event:
    """Neighbours can sign up again: until the deadline, or if that has passed, without one. Asking twice changes nothing.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    found = changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    passed = found.deadline_at is not None and found.deadline_at <= now
    values = {"closed": False} | ({"deadline": None, "deadline_at": None} if passed else {})
    return _set(db, found, values, presser, message, now)


def close_due(db: Connection, now: datetime) -> int:
    """Deadlines that have passed: sign-up is closed, and the cards say so; how many."""
    due = events.list_due_deadlines(db, now, BATCH)
    for event in due:
        events.change_event(db, event.id, closed=True)
        cards.bump(db, event.id)
    return len(due)


def closed_for(db: Connection, event: Event, who: int, before: SignUp | None, *, admin_of: frozenset[int] = frozenset()) -> None:
    """Somebody wants more than they said before sign-up was closed. Whoever organises the event decides, so they may.

    `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.

    Raises: Refused (sign-up-closed, no-more-people for who comes already with fewer).
    """
    if may_organise(db, event, who, admin_of=admin_of):
        return
    if before is not None and before.answer is Answer.COMING:
        raise Refused("no-more-people", party=before.party)
    raise Refused("sign-up-closed")


def _set(db: Connection, event: Event, values: dict[str, Any], presser: Presser, message: int, now: datetime) -> Event:
    if any(getattr(event, name) != value for name, value in values.items()):
        events.change_event(db, event.id, **values)
        cards.bump(db, event.id)
    reply(db, kind="change-what", to=presser.telegram_id, language=presser.language, params={"event": event.id}, edit=message, now=now)
    return event
