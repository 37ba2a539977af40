"""A call takes nobody new any more, or again."""

from datetime import datetime

from sqlalchemy import Connection

from community.people import Presser
from community.refusals import Refused
from community.replies import reply
from community.volunteering.organising import organised_by
from storage import cards, volunteering
from storage.volunteering import Call, CallState

PANEL = "call-panel"
"""The screen of those who organise a call."""


def close(
    db: Connection, *, call: int, closed: bool, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """Nobody new can take anything, or can again; the pressed screen shows it. Twice is the same. `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over).
    """
    found = changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    if found.closed is not closed:
        volunteering.change_call(db, call, closed=closed)
        cards.bump(db, volunteering.shown_on(found))
    show_panel(db, call, presser, message, now)


def finish(db: Connection, *, call: int, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """What has no date is done; the pressed screen shows it. Pressing twice changes nothing. `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, ends-by-itself for what has a date).
    """
    found = organised_by(db, call, presser.telegram_id, admin_of=admin_of)
    if found.state is not CallState.OVER:
        found = changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
        if found.finishes_at is not None:
            raise Refused("ends-by-itself")
        volunteering.change_call(db, call, state=CallState.OVER, ended_at=now, turnout_at=now)
        cards.bump(db, volunteering.shown_on(found))
    show_panel(db, call, presser, message, now)


def changeable(db: Connection, call: int, who: int, now: datetime, *, admin_of: frozenset[int] = frozenset()) -> Call:
    """The call, held, for who may change it. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over)."""
    found = organised_by(db, call, who, admin_of=admin_of)
    if found.state is CallState.CANCELLED:
        raise Refused("call-cancelled")
    if found.state is CallState.OVER or (found.finishes_at is not None and found.finishes_at <= now):
        raise Refused("call-over")
    return found


def show_panel(db: Connection, call: int, presser: Presser, message: int | None, now: datetime) -> None:
    """The pressed message is the organiser's screen; without one it is a new message."""
    reply(db, kind=PANEL, to=presser.telegram_id, language=presser.language, params={"call": call}, edit=message, now=now)
