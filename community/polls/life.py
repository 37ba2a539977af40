"""What is seen of a poll: on its card, in private, and in lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from community.people import known
from community.polls import marking, seating
from community.polls.becoming import event_of
from community.polls.counting import result_of
from community.polls.marking import Ballot
from community.polls.organising import may_ask
from community.polls.paper import may_enter
from community.polls.sealing import seal
from community.polls.seating import Seats
from community.polls.tally import Tally
from community.polls.voting import ballot_of, may_answer
from storage import cards, events, people, places, polls
from storage.events import Event
from storage.people import Person
from storage.polls import FlatState, Poll, PollOption

MOST_LISTED = 8
"""More polls than this on one screen is a list nobody reads."""


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll for the one who looks at it. `mine`: their ballot, empty when there is none; `reason`: what they wrote to it;
    `queue`: where they wait for the place they chose, 0 when they have it. `seats`: of a poll of places, by option.

    `paper`: slips that count; `enters`: whether the reader may type slips by a role or as the author.
    `flat`: what they may do with the answer of their flat (None: they have not said which it is); `flats`: the labels of the house.
    `author`: its author's name, if others may see it; `asks`: whether the reader asks it. `result`: what was counted at the close.
    `event`: what a date poll became; `eligible`: how many flats may answer, where that is known.
    """

    poll: Poll
    options: tuple[PollOption, ...]
    mine: Ballot
    reason: str | None = None
    author: str | None = None
    asks: bool = False
    flat: FlatState | None = None
    flats: tuple[str, ...] = ()
    result: Tally | None = None
    event: Event | None = None
    eligible: int | None = None
    paper: int = 0
    enters: bool = False
    queue: int = 0
    seats: Mapping[int, Seats] = field(default_factory=dict)


def show(db: Connection, poll: int, who: int | None) -> ShownPoll | None:
    """A poll as `who` sees it (None: in a group); None when it is gone."""
    found = polls.find_poll(db, poll)
    if found is None:
        return None
    reader = people.find_person(db, who) if who is not None else None
    ballot = ballot_of(db, found, reader) if reader else None
    author = people.get_person(db, found.author_id) if found.author_id else None
    name = author.name if author and author.name and author.name_shown else None
    reads = who is not None and may_ask(db, found, who)
    flat, flats = _flat(db, found, reader) if reader and found.by_flat else (None, ())
    options = tuple(polls.list_options(db, poll))
    return ShownPoll(
        found,
        options,
        marking.read(ballot.marks) if ballot else {},
        ballot.reason if ballot else None,
        author=name,
        asks=reads,
        flat=flat,
        flats=flats,
        result=result_of(found),
        event=events.find_event(db, made) if (made := event_of(db, found)) else None,
        eligible=_eligible(db, found) if found.by_flat else None,
        paper=polls.count_slips(db, poll),
        queue=seating.queue_of(db, ballot, options) if ballot else 0,
        seats=seating.seats_of(db, found, options),
        enters=who is not None and may_enter(db, found, who),
    )


def _eligible(db: Connection, poll: Poll) -> int | None:
    """How many flats there are where it is asked; None where a house has no list of them."""
    labels = [len(places.get_house(db, house).flat_labels) for house in polls.list_houses_asked(db, poll.id)]
    return sum(labels) if labels and all(labels) else None


def _flat(db: Connection, poll: Poll, reader: Person) -> tuple[FlatState | None, tuple[str, ...]]:
    key = polls.find_key(db, poll.id)
    claim = polls.find_flat_of(db, poll.id, seal(key, reader.id)) if key else None
    return (claim.state if claim else None), polls.house_of(db, poll.id).flat_labels


def show_card(db: Connection, card: int) -> ShownPoll | None:
    """The poll of a card; None when either is gone."""
    found = cards.get_card(db, card)
    return show(db, found.thing_id, None) if found else None


def may_see(db: Connection, *, poll: int, who: int) -> bool:
    """Whether somebody may see a poll in private. Raises nothing: a poll that is gone is seen by nobody."""
    found, person = polls.find_poll(db, poll), people.find_person(db, who)
    return found is not None and person is not None and may_answer(db, found, person)


def open_polls(db: Connection, *, who: int, now: datetime) -> list[tuple[Poll, bool]]:
    """The open polls of a person's houses, the first to close first, and whether they have answered. Raises: Refused("not-joined")."""
    person = known(db, who)
    answered = set(polls.list_polls_of(db, person.id))
    open_ = polls.list_open(db, people.list_house_ids(db, person.id), now, MOST_LISTED)
    return [(poll, poll.id in answered) for poll in open_]


def asked_by_me(db: Connection, *, who: int) -> list[Poll]:
    """The polls somebody asks that are open, or wait for what comes of them; none for a stranger."""
    person = people.find_person(db, who)
    return polls.list_asked_by(db, person.id)[:MOST_LISTED] if person else []


def waiting_for(db: Connection, *, who: int, now: datetime) -> list[Poll]:
    """The open polls that wait for somebody's answer; none for a stranger."""
    person = people.find_person(db, who)
    if person is None:
        return []
    return polls.list_waiting(db, person.id, people.list_house_ids(db, person.id), now, MOST_LISTED)
