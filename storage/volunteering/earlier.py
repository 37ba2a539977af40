"""Calls that can be made again."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlmodel import col

from storage.cards import Thing
from storage.rows import every
from storage.volunteering.tables import Call, CallState


def list_earlier(db: Connection, houses: Iterable[int], now: datetime, limit: int) -> list[Call]:
    """The last call of each title that these houses made and that took place, or needs no day; the newest first."""
    past = (col(Call.state) == CallState.OVER) | (col(Call.finishes_at) <= now)
    newest = (
        select(func.max(col(Call.id)))
        .join(Thing, col(Thing.id) == col(Call.id))
        .where(col(Thing.house_id).in_(houses), past, col(Call.state) != CallState.CANCELLED)
        .group_by(col(Call.title))
    )
    query = select(Call).where(col(Call.id).in_(newest)).order_by(col(Call.begins_at).desc(), col(Call.id).desc())
    return every(db, Call, query.limit(limit))
