"""Looking after a call together: by a link for one person, with the same rights."""

from datetime import datetime

from sqlalchemy import Connection

from community.people import Presser
from community.refusals import Refused
from community.sharing import Says, Sharing, Together
from community.volunteering.organising import ORGANISING
from storage import volunteering
from storage.volunteering import Call, CallState


def _coming(call: Call, now: datetime) -> None:
    if call.state is CallState.CANCELLED:
        raise Refused("call-cancelled")
    if call.state is CallState.OVER or (call.finishes_at is not None and call.finishes_at <= now):
        raise Refused("call-over")


SHARING: Sharing[Call] = Sharing(
    rule=ORGANISING,
    says=Says(
        name="call",
        link="call-help-link",
        screen="call-helpers",
        panel="call-panel",
        seen="call",
        joined="call-helper-joined",
        handed="call-handed",
        removed="call-helper-removed",
    ),
    find=volunteering.find_call,
    hold=volunteering.lock_call,
    coming=_coming,
)


def look(db: Connection, *, call: int, who: int, now: datetime) -> Together[Call]:
    """Who looks after a call, for one of them. Raises: Refused (call-gone, not-call-organiser)."""
    return SHARING.look(db, call, who, now)


def invite(db: Connection, *, call: int, who: int, now: datetime) -> None:
    """A message to forward. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, too-many-organisers)."""
    SHARING.invite(db, call, who, now)


def withdraw(db: Connection, *, call: int, who: int, message: int, now: datetime) -> None:
    """The link leads nowhere any more. Raises: Refused (call-gone, not-call-organiser)."""
    SHARING.withdraw(db, call, who, message, now)


def asked(db: Connection, token: str, *, who: int, now: datetime) -> Call:
    """What a link asks somebody to look after. Raises: Refused (invitation-gone, organises-already, call-cancelled, call-over)."""
    return SHARING.asked(db, token, who, now)


def accept(db: Connection, *, token: str, presser: Presser, message: int, now: datetime) -> None:
    """They look after it too. Raises: Refused (as `asked`, and too-many-organisers, forgotten)."""
    SHARING.accept(db, token, presser, message, now)


def leave(db: Connection, *, call: int, who: int, message: int, now: datetime) -> None:
    """The others go on alone. Raises: Refused (call-gone, not-call-organiser, no-successor)."""
    SHARING.leave(db, call, who, message, now)


def remove(db: Connection, *, call: int, who: int, person: int, message: int, now: datetime) -> None:
    """Another one's part ends. Raises: Refused (call-gone, not-call-organiser)."""
    SHARING.remove(db, call, who, person, message, now)
