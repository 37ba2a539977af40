"""Asking together: somebody helps the one whose poll it is, by a link for one person, and may do the same."""

from datetime import datetime

from sqlalchemy import Connection

from community.people import Presser
from community.polls.organising import ASKING
from community.sharing import Says, Sharing, Together
from storage import polls
from storage.people import Person
from storage.polls import Poll


def _hold(db: Connection, poll: int) -> Poll | None:
    asked = polls.lock_poll(db, poll)
    return asked.poll if asked else None


SHARING: Sharing[Poll] = Sharing(
    rule=ASKING,
    says=Says(
        name="poll",
        link="poll-help-link",
        screen="poll-helpers",
        panel="poll-panel",
        seen="ballot",
        joined="poll-helper-joined",
    ),
    find=polls.find_poll,
    hold=_hold,
)


def look(db: Connection, *, poll: int, who: int, now: datetime) -> Together[Poll]:
    """Who asks a poll, for one of them. Raises: Refused (poll-gone, not-asker)."""
    return SHARING.look(db, poll, who, now)


def invite(db: Connection, *, poll: int, who: int, now: datetime) -> None:
    """A message to forward. Raises: Refused (poll-gone, not-asker, too-many-organisers)."""
    SHARING.invite(db, poll, who, now)


def asked(db: Connection, token: str, *, who: int, now: datetime) -> Poll:
    """What a link asks somebody to help with. Raises: Refused (invitation-gone, organises-already)."""
    return SHARING.asked(db, token, who, now)


def accept(db: Connection, *, token: str, presser: Presser, message: int, now: datetime) -> None:
    """They ask it too. Raises: Refused (invitation-gone, organises-already, too-many-organisers, forgotten)."""
    SHARING.accept(db, token, presser, message, now)


def remove(db: Connection, *, poll: int, who: int, person: int, message: int, now: datetime) -> None:
    """A helper stops, or is asked to; never the one whose poll it is. Raises: Refused (poll-gone, not-asker)."""
    SHARING.remove(db, poll, who, person, message, now)


def let_go(db: Connection, person: Person) -> None:
    """Somebody asks nothing any more: what was theirs is the longest helper's now."""
    for poll in polls.list_asked_by(db, person.id):
        ASKING.let_go(db, poll, person)
