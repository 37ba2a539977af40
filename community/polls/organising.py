"""Who may do what only the asker of a poll does: the one rule, and the people it goes by."""

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import cards, events, people, polls
from storage.people import Person
from storage.polls import Poll


def may_ask(db: Connection, poll: Poll, who: int, *, admin_of: frozenset[int] = frozenset()) -> bool:
    """Whether somebody may end a poll or say what comes of it: it is theirs, or they manage the house, or administer a group it hangs in.

    `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.
    """
    if any(cards.find_card(db, poll.id, group) is not None for group in admin_of):
        return True
    person = people.find_person(db, who)
    return person is not None and (asks(db, poll, person.id) or roles.is_manager(db, person.id, polls.house_of(db, poll.id).id))


def asks(db: Connection, poll: Poll, person: int) -> bool:
    """Whether this person (by row) asks the poll, alone or with others."""
    return poll.author_id == person or events.is_organiser(db, poll.id, person)


def must_ask(db: Connection, *, poll: int, who: int, admin_of: frozenset[int] = frozenset()) -> Poll:
    """The poll, for who may ask it; for looking. Raises: Refused (poll-gone, not-asker)."""
    return _authorised(db, polls.find_poll(db, poll), who, admin_of)


def asked_by(db: Connection, poll: int, who: int, *, admin_of: frozenset[int] = frozenset()) -> Poll:
    """The poll, for who may ask it, held until the transaction ends. Raises: Refused (poll-gone, not-asker)."""
    asked = polls.lock_poll(db, poll)
    return _authorised(db, asked.poll if asked else None, who, admin_of)


def askers_of(db: Connection, poll: Poll) -> list[Person]:
    """Everybody who asks a poll, first the one whose it is."""
    theirs = [people.get_person(db, poll.author_id)] if poll.author_id else []
    return [*theirs, *events.list_co_organisers(db, poll.id)]


def _authorised(db: Connection, poll: Poll | None, who: int, admin_of: frozenset[int]) -> Poll:
    if poll is None:
        raise Refused("poll-gone")
    if not may_ask(db, poll, who, admin_of=admin_of):
        raise Refused("not-asker")
    return poll
