"""Who voted what, where that is no secret: in polls with visible votes, and for the asker in those of places."""

from dataclasses import dataclass

from sqlalchemy import Connection

from community import trust
from community.polls import marking
from community.polls.marking import Ballot
from community.polls.organising import may_ask
from community.polls.voting import may_answer
from community.refusals import Refused
from storage import people, polls
from storage.polls import NamedBallot, Poll, PollKind, PollOption

PAGE = 20
"""So many names a screen holds."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer. `name`: None for somebody whom their neighbours don't know by one. `queue`: where they wait, 0: they have a place."""

    name: str | None
    ballot: Ballot
    queue: int = 0


@dataclass(frozen=True, slots=True)
class Votes:
    """A page of the answers, with how many stand on the pages before it, and in all."""

    poll: Poll
    options: tuple[PollOption, ...]
    answers: int
    number: int
    page: tuple[Vote, ...]

    @property
    def before(self) -> int:
        """How many come before the first of this page."""
        return self.number * PAGE

    @property
    def more(self) -> bool:
        """Whether there is another page."""
        return self.before + len(self.page) < self.answers


def votes(db: Connection, *, poll: int, who: int, page: int, invited: bool = False) -> Votes:
    """The page of this number, from 0; one that is beyond the last is the last.

    A name stands there if neighbours of a house that is asked know its bearer; the asker of places sees every name.

    Raises: Refused (poll-gone, not-here, old-button where votes are secret).
    """
    found, person = polls.find_poll(db, poll), people.find_person(db, who)
    if found is None:
        raise Refused("poll-gone")
    if not invited and (person is None or not may_answer(db, found, person)):
        raise Refused("not-here")
    asks = may_ask(db, found, who)
    if not found.visible and not (asks and found.kind is PollKind.PLACES):
        raise Refused("old-button")
    answers = polls.count_named(db, poll)
    page = min(page, max((answers - 1) // PAGE, 0))
    options, houses = tuple(polls.list_all_options(db, poll)), polls.list_houses_asked(db, poll)
    listed = polls.list_named(db, poll, offset=page * PAGE, limit=PAGE)
    limits = {option.number: option.limit for option in options}
    shown = tuple(_vote(db, each, limits, houses, asks=asks) for each in listed)
    return Votes(found, options, answers, page, shown)


def _vote(db: Connection, named: NamedBallot, limits: dict[int, int | None], houses: list[int], *, asks: bool) -> Vote:
    ballot = marking.read(named.marks)
    known = named.name is not None and (asks or any(trust.is_vouched(db, named.person_id, house) for house in houses))
    limit = next((limits.get(option) for option in ballot), None)
    return Vote(named.name if known else None, ballot, max(named.rank - limit, 0) if limit is not None else 0)
