"""Polls of places: whoever chose first has a place of the option, the others are its queue, and a place that is given back goes on at once.

The count of the close (community.polls.places) reads all ballots; here one press must not, so the database counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage import outbox, people, polls
from storage.outbox import Lane, Message, To
from storage.people import Reach
from storage.polls import CastBallot, Poll, PollKind, PollOption


@dataclass(frozen=True, slots=True)
class Seats:
    """How many have a place of an option, and how many wait for one. limit: None means that there is room for all."""

    limit: int | None
    taken: int
    waiting: int

    @property
    def full(self) -> bool:
        """Whether the next one has to wait."""
        return self.limit is not None and self.taken >= self.limit


def seats(chosen: int, limit: int | None) -> Seats:
    """What so many who chose an option come to."""
    taken = chosen if limit is None else min(chosen, limit)
    return Seats(limit, taken, chosen - taken)


def seats_of(db: Connection, poll: Poll, options: Iterable[PollOption]) -> Mapping[int, Seats]:
    """The places of every option by its number; empty for polls of another kind."""
    if poll.kind is not PollKind.PLACES:
        return {}
    chosen = polls.count_choices(db, poll.id)
    return {option.number: seats(chosen.get(option.number, 0), option.limit) for option in options}


def queue_of(db: Connection, ballot: CastBallot, options: Iterable[PollOption]) -> int:
    """Where a ballot waits for a place, from 1; 0 when it has one."""
    limit = next((option.limit for option in options if option.number == ballot.choice), None)
    return 0 if limit is None else max(polls.count_before(db, ballot) + 1 - limit, 0)


def give_back(db: Connection, poll: Poll, ballot: CastBallot, now: datetime) -> None:
    """A ballot goes; if it had a place, the first in that option's queue has it, and is told."""
    options = polls.list_all_options(db, poll.id)
    limit = next((option.limit for option in options if option.number == ballot.choice), None)
    had = queue_of(db, ballot, options) == 0
    polls.remove_ballot(db, ballot.id)
    if ballot.choice is None or limit is None or not had:
        return
    moved_up = polls.find_nth(db, poll.id, ballot.choice, limit)
    if moved_up is not None:
        _tell(db, poll, moved_up, now)


def _tell(db: Connection, poll: Poll, ballot: CastBallot, now: datetime) -> None:
    """It is about their own answer, so it is said at once, without sound, to whom the bot may write."""
    person = people.get_person(db, ballot.person_id) if ballot.person_id is not None else None
    if person is not None and person.reach is Reach.OPEN:
        key = f"poll-place:{poll.id}:{ballot.id}"
        message = Message("poll-place", {"poll": poll.id}, lane=Lane.PRIVATE, key=key, silent=True, until=poll.closes_at)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=now)
