"""Ballots: sealed while a poll is open, nobody's after it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import col

from storage.people import Person
from storage.polls.tables import CastBallot, PollVoter
from storage.rows import added, every, first


def find_ballot(db: Connection, poll_id: int, voter: str) -> CastBallot | None:
    """The ballot of a sealed voter."""
    return first(db, CastBallot, select(CastBallot).where(col(CastBallot.poll_id) == poll_id, col(CastBallot.voter) == voter))


def find_ballot_of_flat(db: Connection, poll_id: int, flat: str) -> CastBallot | None:
    """The ballot of a sealed flat."""
    return first(db, CastBallot, select(CastBallot).where(col(CastBallot.poll_id) == poll_id, col(CastBallot.flat) == flat))


def add_ballot(db: Connection, **values: Any) -> int:
    """A new ballot; its number."""
    return added(db, insert(CastBallot), {"person_id": None, "flat": None, "reason": None, "choice": None, "revision": 1, **values})


def change_ballot(db: Connection, ballot_id: int, **values: Any) -> None:
    """Set columns of a ballot."""
    db.execute(update(CastBallot).where(col(CastBallot.id) == ballot_id).values(**values))


def remove_ballot(db: Connection, ballot_id: int) -> None:
    """It was taken back."""
    db.execute(delete(CastBallot).where(col(CastBallot.id) == ballot_id))


def list_ballots(db: Connection, poll_id: int) -> list[CastBallot]:
    """All ballots of a poll, the oldest first (after the close in no order)."""
    return every(db, CastBallot, select(CastBallot).where(col(CastBallot.poll_id) == poll_id).order_by(col(CastBallot.id)))


def rewrite_ballots(db: Connection, poll_id: int, ballots: Iterable[Mapping[str, Any]]) -> None:
    """The ballots of a poll go, and these are there instead, in this order, with new numbers."""
    db.execute(delete(CastBallot).where(col(CastBallot.poll_id) == poll_id))
    rows = [{"poll_id": poll_id, "voter": None, "person_id": None, "flat": None, "reason": None, "revision": 1, **each} for each in ballots]
    if rows:
        db.execute(insert(CastBallot), rows)


def find_voter(db: Connection, poll_id: int, person_id: int) -> PollVoter | None:
    """That somebody has answered."""
    return first(db, PollVoter, select(PollVoter).where(col(PollVoter.poll_id) == poll_id, col(PollVoter.person_id) == person_id))


def note_voter(db: Connection, poll_id: int, person_id: int, *, house_id: int | None, update_id: int) -> None:
    """Somebody has answered, by this update."""
    found = find_voter(db, poll_id, person_id)
    if found is None:
        db.execute(insert(PollVoter), {"poll_id": poll_id, "person_id": person_id, "house_id": house_id, "update_id": update_id})
    else:
        db.execute(update(PollVoter).where(col(PollVoter.id) == found.id).values(update_id=update_id))


def remove_voter(db: Connection, poll_id: int, person_id: int) -> None:
    """Somebody has taken their answer back."""
    db.execute(delete(PollVoter).where(col(PollVoter.poll_id) == poll_id, col(PollVoter.person_id) == person_id))


def list_voters(db: Connection, poll_id: int) -> list[Person]:
    """Everybody who has answered."""
    query = select(Person).join(PollVoter, col(PollVoter.person_id) == col(Person.id)).where(col(PollVoter.poll_id) == poll_id)
    return every(db, Person, query.order_by(col(Person.id)))


def list_polls_of(db: Connection, person_id: int) -> list[int]:
    """The polls somebody has answered."""
    return list(db.execute(select(col(PollVoter.poll_id)).where(col(PollVoter.person_id) == person_id)).scalars())


def count_ballots(db: Connection, poll_id: int) -> int:
    """How many ballots a poll has."""
    return db.execute(select(func.count()).select_from(CastBallot).where(col(CastBallot.poll_id) == poll_id)).scalar_one()
