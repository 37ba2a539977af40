"""Polls that were: which ones a house has asked, and how many somebody has asked lately."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlmodel import col

from storage.cards import Card, Thing
from storage.places import Chat
from storage.polls.tables import Poll, PollState
from storage.rows import every


def list_finished(db: Connection, houses: Iterable[int], limit: int) -> list[Poll]:
    """Polls with a result that were asked in these houses, the last one first."""
    shown = select(col(Card.thing_id)).join(Chat, col(Chat.id) == col(Card.chat_id)).where(col(Chat.house_id).in_(houses))
    finished = col(Poll.state).in_((PollState.CLOSED, PollState.ARCHIVED)) & col(Poll.id).in_(shown)
    return every(db, Poll, select(Poll).where(finished).order_by(col(Poll.closed_at).desc(), col(Poll.id).desc()).limit(limit))


def count_asked(db: Connection, person_id: int, since: datetime) -> int:
    """How many polls somebody has asked since an instant."""
    query = select(func.count()).select_from(Poll).join(Thing, col(Thing.id) == col(Poll.id))
    return db.execute(query.where(col(Poll.author_id) == person_id, col(Thing.created_at) > since)).scalar_one()
