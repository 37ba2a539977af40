"""What becomes of polls when they have been closed for long."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlmodel import col

from storage.polls.tables import CastBallot, PaperEntry, Poll, PollVoter


def forget_votes(db: Connection, *, closed_before: datetime) -> int:
    """Of polls that were closed before, nobody can tell any more who voted, who counted slips, and what was written to a vote.

    How many rows lost somebody. Totals stay: they are in the result.
    """
    old = select(col(Poll.id)).where(col(Poll.closed_at) < closed_before)
    ballots = col(CastBallot.poll_id).in_(old) & (col(CastBallot.person_id).is_not(None) | col(CastBallot.reason).is_not(None))
    entered = col(PaperEntry.by_id).is_not(None) | col(PaperEntry.taken_back_by_id).is_not(None)
    entries = col(PaperEntry.poll_id).in_(old) & entered
    return (
        db.execute(delete(PollVoter).where(col(PollVoter.poll_id).in_(old))).rowcount
        + db.execute(update(CastBallot).where(ballots).values(person_id=None, reason=None)).rowcount
        + db.execute(update(PaperEntry).where(entries).values(by_id=None, taken_back_by_id=None)).rowcount
    )
