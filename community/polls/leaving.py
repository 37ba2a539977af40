"""Somebody is forgotten: in open polls their vote goes; of closed ones nobody can tell which it was."""

from datetime import datetime

from sqlalchemy import Connection

from community.polls.sealing import is_named, seal
from community.polls.seating import give_back
from storage import cards, polls
from storage.people import Person
from storage.polls import PollState


def withdraw_votes(db: Connection, person: Person, now: datetime) -> None:
    """Take somebody's ballots out of all open polls; cards follow, and a place goes to whoever waits for it."""
    for number in sorted({*polls.list_polls_of(db, person.id), *polls.list_open_by_flat(db)}):  # a flat is held before it is answered for
        asked = polls.lock_poll(db, number)
        key = polls.find_key(db, number)
        if asked is None or asked.poll.state is not PollState.OPEN or key is None:
            continue
        voter = seal(key, person.id)
        ballot = polls.find_ballot(db, number, voter)
        if ballot is not None:
            give_back(db, asked.poll, ballot, now)
            polls.change_poll(db, number, answers=asked.poll.answers - 1)
            cards.bump(db, number)
        polls.remove_flat(db, number, voter)


def my_votes(db: Connection, person: Person) -> tuple[tuple[str, ...], list[dict[str, object]]]:
    """The questions somebody has answered, and their ballots in those that are open and secret, for them alone."""
    questions, ballots = [], []
    for number in polls.list_polls_of(db, person.id):
        poll, key = polls.find_poll(db, number), polls.find_key(db, number)
        if poll is None:
            continue
        questions.append(poll.question)
        ballot = polls.find_ballot(db, number, seal(key, person.id)) if key and not is_named(poll) else None
        if ballot is not None:
            ballots.append({name: getattr(ballot, name) for name in ("id", "poll_id", "marks", "reason", "revision")})
    return tuple(questions), ballots
