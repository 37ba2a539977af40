"""Which events somebody organises, alone or with others."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.cards import Thing
from storage.events.tables import Event, EventState
from storage.organisers import Invitation, Organiser
from storage.polls.tables import Poll
from storage.rows import every


def organised_by(person_id: int) -> ColumnElement[bool]:
    """The events this person organises, alone or with others, as a condition of a query."""
    with_others = select(col(Organiser.thing_id)).where(col(Organiser.person_id) == person_id)
    return or_(col(Event.organiser_id) == person_id, col(Event.id).in_(with_others))


def count_published(db: Connection, person_id: int, since: datetime) -> int:
    """How many events a person has published since an instant; of a series only the first counts."""
    earlier = aliased(Event)
    not_first = exists().where(col(earlier.series_id) == col(Event.series_id), col(earlier.id) < col(Event.id))
    query = select(func.count()).select_from(Event).join(Thing, col(Thing.id) == col(Event.id))
    mine = (col(Event.organiser_id) == person_id) & (col(Thing.created_at) > since)
    return db.execute(query.where(mine, ~not_first)).scalar_one()


def list_organised(db: Connection, person_id: int, now: datetime) -> list[Event]:
    """Coming events this person organises, alone or with others, the next one first."""
    coming = (col(Event.state) == EventState.PUBLISHED) & (col(Event.starts_at) > now)
    return every(db, Event, select(Event).where(organised_by(person_id), coming).order_by(col(Event.starts_at), col(Event.id)))


def forget_organisers(db: Connection, *, ended_before: datetime, now: datetime) -> int:
    """Delete who else looked after what ended before an instant, and links whose time is over; how many."""
    ended = select(col(Event.id)).where(func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before)
    closed = select(col(Poll.id)).where(col(Poll.closed_at) < ended_before)
    organised = db.execute(delete(Organiser).where(col(Organiser.thing_id).in_(ended.union(closed)))).rowcount
    return organised + db.execute(delete(Invitation).where(col(Invitation.expires_at) <= now)).rowcount
