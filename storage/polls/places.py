"""Ballots as places of options, and with their voters' names: counted and paged by the database, so that no press reads them all."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import col

from storage.people import Person
from storage.polls.tables import CastBallot
from storage.rows import every, first


@dataclass(frozen=True, slots=True)
class NamedBallot:
    """What somebody has chosen, with all that a list shows of them. `rank`: the how manieth (from 1) with the same choice, for places."""

    person_id: int
    name: str | None
    marks: dict[str, int]
    reason: str | None
    rank: int


def count_choices(db: Connection, poll_id: int) -> dict[int, int]:
    """How many have chosen each option, by number; with a place or in its queue."""
    chosen = col(CastBallot.choice)
    query = select(chosen, func.count()).where(col(CastBallot.poll_id) == poll_id, chosen.is_not(None)).group_by(chosen)
    return {number: count for number, count in db.execute(query) if number is not None}


def count_before(db: Connection, ballot: CastBallot) -> int:
    """How many chose the same option earlier."""
    earlier = (col(CastBallot.choice) == ballot.choice) & (col(CastBallot.id) < ballot.id)
    return db.execute(select(func.count()).select_from(CastBallot).where(col(CastBallot.poll_id) == ballot.poll_id, earlier)).scalar_one()


def find_nth(db: Connection, poll_id: int, choice: int, number: int) -> CastBallot | None:
    """The ballot that came as the `number`th (from 1) for an option."""
    query = select(CastBallot).where(col(CastBallot.poll_id) == poll_id, col(CastBallot.choice) == choice)
    return first(db, CastBallot, query.order_by(col(CastBallot.id)).offset(number - 1).limit(1))


def list_named(db: Connection, poll_id: int, *, offset: int, limit: int) -> list[NamedBallot]:
    """Who has chosen what, by option where places are given, and in the order they came."""
    chosen, number = col(CastBallot.choice), col(CastBallot.id)
    rank = func.row_number().over(partition_by=chosen, order_by=number)
    query = (
        select(col(Person.id), col(Person.name), col(CastBallot.marks), col(CastBallot.reason), rank)
        .join(CastBallot, col(CastBallot.person_id) == col(Person.id))
        .where(col(CastBallot.poll_id) == poll_id)
        .order_by(chosen, number)
    )
    return [NamedBallot(*row) for row in db.execute(query.offset(offset).limit(limit))]


def list_reasoned(db: Connection, poll_id: int, *, offset: int, limit: int) -> list[CastBallot]:
    """Ballots to which a reason was written; after the close in no order."""
    query = select(CastBallot).where(col(CastBallot.poll_id) == poll_id, col(CastBallot.reason).is_not(None))
    return every(db, CastBallot, query.order_by(col(CastBallot.id)).offset(offset).limit(limit))


def count_reasoned(db: Connection, poll_id: int) -> int:
    """How many reasons were written."""
    reasoned = (col(CastBallot.poll_id) == poll_id) & col(CastBallot.reason).is_not(None)
    return db.execute(select(func.count()).select_from(CastBallot).where(reasoned)).scalar_one()


def count_named(db: Connection, poll_id: int) -> int:
    """How many ballots stand with their voter."""
    named = (col(CastBallot.poll_id) == poll_id) & col(CastBallot.person_id).is_not(None)
    return db.execute(select(func.count()).select_from(CastBallot).where(named)).scalar_one()
