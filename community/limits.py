"""How much one person may start in a day, so that nobody floods a house. Who looks after it is not bound by that."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import announcements, events, polls, rotas, volunteering

MOST_PUBLISHED = 5
"""Events, polls, calls and rotas; a series is one. The busiest organisers of a house publish about that many in a week."""

MOST_HELPED, MOST_WORDS = 5, 10
"""So often may somebody ask for help or put a question after notices in a day, and write so much about each."""

DAY = timedelta(days=1)


def may_publish(db: Connection, person: int, house: int, now: datetime) -> None:
    """Raises: Refused("published-enough") for a person (by row) who published so much within a day."""
    if roles.is_manager(db, person, house):
        return
    since = now - DAY
    counts = events.count_published, polls.count_asked, volunteering.count_called, rotas.count_begun
    if sum(count(db, person, since) for count in counts) >= MOST_PUBLISHED:
        raise Refused("published-enough", most=MOST_PUBLISHED)


def may_ask(db: Connection, person: int, now: datetime) -> None:
    """Raises: Refused("helped-enough") for a person (by row) who asked senders of notices so often within a day."""
    if announcements.count_asked(db, person, now - DAY) >= MOST_HELPED:
        raise Refused("helped-enough", most=MOST_HELPED)
