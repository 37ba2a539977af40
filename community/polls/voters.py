"""Whom a seal stands for, while a poll is open; and telling those who answered."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from community.polls.sealing import seal
from storage import outbox, people, polls
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.polls import FlatState, Poll


def tell_newer(db: Connection, poll: Poll, key: str, flat: str, by: str, now: datetime) -> None:
    """Somebody else of the flat has answered: the others who speak for it hear that there is a newer answer, and nothing of it."""
    for each in polls.list_of_flat(db, poll.id, flat):
        if each.voter == by or each.state is FlatState.ASKED:
            continue
        person = voter_of(db, poll, key, each.voter)
        if person is not None and person.reach is Reach.OPEN:
            tell(db, person, Message("poll-flat-newer", {"poll": poll.id}, lane=Lane.PRIVATE), now)


def voter_of(db: Connection, poll: Poll, key: str, voter: str) -> Person | None:
    """Whom a seal stands for, among all who can have asked for it; None where it is somebody who neither lives there nor has answered."""
    return next((each for each in _candidates(db, poll) if seal(key, each.id) == voter), None)


def _candidates(db: Connection, poll: Poll) -> Iterator[Person]:
    yield from polls.list_voters(db, poll.id)
    for house in polls.list_houses_asked(db, poll.id):
        yield from people.list_residents(db, house)


def tell(db: Connection, person: Person, message: Message, now: datetime) -> None:
    """Owe somebody a message about their own answer."""
    outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=now)
