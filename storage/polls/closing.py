"""Polls at their end: what ties votes to anybody is destroyed, and what is left to do is found when it is due."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, null, select, update
from sqlmodel import col

from storage.people import Membership, Person, Reach, Reminding
from storage.polls.polls import destroy_key
from storage.polls.tables import CastBallot, PaperEntry, Poll, PollFlat, PollOption, PollState, PollVoter
from storage.rows import every


def destroy_ties(db: Connection, poll_id: int) -> None:
    """The key goes, and with it which flat has answered, who proposed an option, in which order people answered, and what was shown then.

    The last count that was shown, against the result, would tell what those who came after it chose.
    """
    destroy_key(db, poll_id)
    db.execute(update(Poll).where(col(Poll.id) == poll_id).values(shown=null()))
    voters = select(col(PollVoter.person_id), col(PollVoter.house_id)).where(col(PollVoter.poll_id) == poll_id)
    rows = [{"poll_id": poll_id, "person_id": person, "house_id": house, "update_id": 0} for person, house in db.execute(voters)]
    db.execute(delete(PollVoter).where(col(PollVoter.poll_id) == poll_id))
    if rows:
        db.execute(insert(PollVoter), sorted(rows, key=lambda row: row["person_id"] or 0))
    db.execute(delete(PollFlat).where(col(PollFlat.poll_id) == poll_id))
    db.execute(update(PollOption).where(col(PollOption.poll_id) == poll_id).values(proposed_by_id=None))


def list_paper(db: Connection, poll_id: int) -> list[PaperEntry]:
    """The slips that count, in the order in which they were typed."""
    mine = select(PaperEntry).where(col(PaperEntry.poll_id) == poll_id, col(PaperEntry.taken_back_at).is_(None))
    return every(db, PaperEntry, mine.order_by(col(PaperEntry.id)))


def list_to_remind(db: Connection, now: datetime, limit: int) -> list[Poll]:
    """Open polls whose reminder is due, the longest first."""
    due = select(Poll).where(col(Poll.remind_at) <= now, col(Poll.state) == PollState.OPEN)
    return every(db, Poll, due.order_by(col(Poll.remind_at)).limit(limit))


def list_to_nudge(db: Connection, now: datetime, limit: int) -> list[Poll]:
    """Closed polls that do not say what happens now, and whose authors are to be asked again, the longest first."""
    due = select(Poll).where(col(Poll.nudge_at) <= now)
    return every(db, Poll, due.order_by(col(Poll.nudge_at)).limit(limit))


NEXT_REMINDER = select(func.min(col(Poll.remind_at))).where(col(Poll.state) == PollState.OPEN)
"""When the next reminder of a poll is due."""


NEXT_NUDGE = select(func.min(col(Poll.nudge_at))).where(col(Poll.nudge_at).is_not(None))
"""When an author is asked the next time."""


def list_silent(db: Connection, poll_id: int, houses: Iterable[int]) -> list[Person]:
    """The residents of these houses who have not answered, can be written to, and want reminders."""
    answered = select(col(PollVoter.person_id)).where(col(PollVoter.poll_id) == poll_id)
    lives = select(col(Membership.person_id)).where(col(Membership.house_id).in_(list(houses)))
    asked = col(Person.id).in_(lives) & col(Person.id).not_in(answered)
    may = (col(Person.reach) == Reach.OPEN) & (col(Person.reminding) != Reminding.OFF)
    return every(db, Person, select(Person).where(asked, may).order_by(col(Person.id)))


def list_seen_ballots(db: Connection, poll_id: int) -> list[tuple[Person, CastBallot]]:
    """Whose ballot is which, of a poll with visible votes."""
    query = select(CastBallot).where(col(CastBallot.poll_id) == poll_id, col(CastBallot.person_id).is_not(None))
    ballots = {ballot.person_id: ballot for ballot in every(db, CastBallot, query)}
    people = every(db, Person, select(Person).where(col(Person.id).in_(list(ballots))).order_by(col(Person.id)))
    return [(person, ballots[person.id]) for person in people]
