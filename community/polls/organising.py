"""Who may end a poll or say what comes of it: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community.organising import Organising
from storage import polls
from storage.polls import Poll

ASKING: Organising[Poll] = Organising(
    owner=lambda poll: poll.author_id,
    own=lambda db, poll, person: polls.change_poll(db, poll, author_id=person),
    gone="poll-gone",
    denied="not-asker",
)

may_ask, asks, askers_of = ASKING.may, ASKING.by, ASKING.people


def must_ask(db: Connection, *, poll: int, who: int, admin_of: frozenset[int] = frozenset()) -> Poll:
    """The poll, for who may ask it; for looking. Raises: Refused (poll-gone, not-asker)."""
    return ASKING.must(db, polls.find_poll(db, poll), who, admin_of)


def asked_by(db: Connection, poll: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Poll:
    """The poll, for who may ask it, held until the transaction ends. Raises: Refused (poll-gone, not-asker)."""
    asked = polls.lock_poll(db, poll)
    return ASKING.must(db, asked.poll if asked else None, who, admin_of)
