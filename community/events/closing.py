"""Sign-up ends, by its deadline or because the organiser says so, and begins again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community.events.changing import changeable
from community.events.fields import changed
from community.events.organising import may_organise
from community.events.passing import follow, settle
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import cards, events
from storage.events import Answer, Event, SignUp
from storage.rows import loaded

BATCH = 50


def set_closed(
    db: Connection,
    *,
    event: int,
    closed: bool,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """Nobody new can sign up; or they can again: until the deadline, or if that has passed, without one.

    The pressed message shows it. Asking twice changes nothing. `admin_of` as in `may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    found = changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    values = {"closed": True} if closed else _reopened(found, now)
    if any(getattr(found, name) != value for name, value in values.items()):
        after = loaded(Event, {**found.__dict__, **values})
        events.change_event(db, event, **values)
        follow(db, after, rules, now)
        settle(db, after, rules, now)
    reply(db, kind="change-what", to=presser.telegram_id, language=presser.language, params={"event": event}, edit=message, now=now)


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


def _reopened(event: Event, now: datetime) -> dict[str, Any]:
    """The columns of an event for which neighbours can sign up again."""
    passed = event.deadline_at is not None and event.deadline_at <= now
    return changed(event, {"deadline": None}, now) if passed else {"closed": False}
