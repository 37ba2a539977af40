"""Who voted what, where that is no secret: in polls with visible votes, and for the asker in those of places. Reasons have no names."""

from dataclasses import dataclass

from sqlalchemy import Connection

from community import trust
from community.polls import marking
from community.polls.marking import Ballot
from community.polls.organising import may_ask
from community.polls.voting import may_answer
from community.refusals import Refused
from storage import people, polls
from storage.polls import NamedBallot, Poll, PollKind, PollOption, PollState

PAGE, PAGE_WITH_REASONS = 10, 5
"""So many answers a message holds: of names with what they chose, and of those with reasons."""


def page_of(poll: Poll) -> int:
    """So many answers of a poll stand on a page."""
    return PAGE_WITH_REASONS if poll.kind is PollKind.CONSENT else PAGE


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer. `name`: None for somebody whom their neighbours don't know by one. `queue`: where they wait, 0: they have a place."""

    name: str | None
    ballot: Ballot
    reason: str | None = None
    queue: int = 0


@dataclass(frozen=True, slots=True)
class Votes:
    """A page of the answers, with how many stand on the pages before it, and in all. `named`: it is told whose they are."""

    poll: Poll
    options: tuple[PollOption, ...]
    answers: int
    number: int
    page: tuple[Vote, ...]
    named: bool = True

    @property
    def before(self) -> int:
        """How many come before the first of this page."""
        return self.number * page_of(self.poll)

    @property
    def more(self) -> bool:
        """Whether there is another page."""
        return self.before + len(self.page) < self.answers


def are_named(poll: Poll, *, asks: bool) -> bool:
    """Whether somebody may see who voted what; `asks`: they ask the poll."""
    return poll.visible or (poll.kind is PollKind.PLACES and asks)


def are_reasons_read(poll: Poll, *, asks: bool) -> bool:
    """Whether somebody may read the reasons of a secret poll: its asker, when nobody can tell any more whose they are."""
    return poll.kind is PollKind.CONSENT and asks and poll.state in (PollState.CLOSED, PollState.ARCHIVED)


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
    if are_named(found, asks=asks):
        return _named(db, found, page, asks=asks)
    if are_reasons_read(found, asks=asks):
        return _reasons(db, found, page)
    raise Refused("old-button")


def _named(db: Connection, poll: Poll, page: int, *, asks: bool) -> Votes:
    answers, options = polls.count_named(db, poll.id), tuple(polls.list_all_options(db, poll.id))
    page, houses = _within(page, answers, poll), polls.list_houses_asked(db, poll.id)
    limits = {option.number: option.limit for option in options}
    listed = polls.list_named(db, poll.id, offset=page * page_of(poll), limit=page_of(poll))
    return Votes(poll, options, answers, page, tuple(_vote(db, each, limits, houses, asks=asks) for each in listed))


def _reasons(db: Connection, poll: Poll, page: int) -> Votes:
    count = polls.count_reasoned(db, poll.id)
    page = _within(page, count, poll)
    listed = polls.list_reasoned(db, poll.id, offset=page * page_of(poll), limit=page_of(poll))
    shown = tuple(Vote(None, marking.read(ballot.marks), ballot.reason) for ballot in listed)
    return Votes(poll, tuple(polls.list_all_options(db, poll.id)), count, page, shown, named=False)


def _within(page: int, lines: int, poll: Poll) -> int:
    return min(page, max((lines - 1) // page_of(poll), 0))


def _vote(db: Connection, named: NamedBallot, limits: dict[int, int | None], houses: list[int], *, asks: bool) -> Vote:
    ballot = marking.read(named.marks)
    known = named.name is not None and (asks or any(trust.is_vouched(db, named.person_id, house) for house in houses))
    limit = next((limits.get(option) for option in ballot), None)
    queue = max(named.rank - limit, 0) if limit is not None else 0
    return Vote(named.name if known else None, ballot, named.reason, queue)
