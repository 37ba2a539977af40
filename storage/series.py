"""Series: the rule by which an event comes again and again, and what each new occurrence begins as.

An occurrence is an event like any other; it knows its series, and the day by which the series knows it.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Connection, Date, Index, bindparam, delete, exists, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.cards import Card, Thing
from storage.events import PLACE, TEXT, TITLE, Event, EventState
from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, WallTime, one_of


class SeriesState(StrEnum):
    """Whether new occurrences are made."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Series(SQLModel, table=True):
    """A rule on the wall clock (`rule`, in RFC 5545's form, counted from `starts`), and the pattern of its occurrences.

    `deadline`: until when one can sign up for the one that `starts` then. `seating`: what of a Seating is on, by column. `needs`: the
    bring-list, as `["cake", 2]`.
    It has no organiser of its own: whoever organises the last occurrence organises the next.
    `until`: the last day it may come on. `left_out`: days it does not come on, as in `2027-12-24`.
    `due_at`: when there is next something to do for it; None when nothing more will come.
    """

    __tablename__ = "series"
    __table_args__ = (
        Index("ix_series_house_id", "house_id"),
        Index("ix_series_due_at", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    rule: str = Field(max_length=64)
    starts: datetime = Field(sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    zone: str = Field(max_length=64)
    until: date | None = Field(default=None, sa_type=Date)
    left_out: list[str] = Field(default_factory=list, sa_type=JSON)
    title: str = Field(max_length=TITLE)
    place: str | None = Field(default=None, max_length=PLACE)
    text: str | None = Field(default=None, max_length=TEXT)
    capacity: int | None = None
    minimum: int | None = None
    state: SeriesState = Field(default=SeriesState.RUNNING, sa_type=one_of(SeriesState))
    revision: int = 1
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    picture: str | None = Field(default=None, max_length=256)
    deadline: datetime | None = Field(default=None, sa_type=WallTime)
    seating: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    needs: list[list[Any]] = Field(default_factory=list, sa_type=JSON)


def add_series(db: Connection, **values: Any) -> int:
    """A new series; its number."""
    return added(db, insert(Series), values)


def find_series(db: Connection, series_id: int) -> Series | None:
    """The series with this number."""
    return first(db, Series, select(Series).where(col(Series.id) == series_id))


def lock_series(db: Connection, series_id: int) -> Series | None:
    """The series, held until the transaction ends."""
    return first(db, Series, select(Series).where(col(Series.id) == series_id).with_for_update())


def change_series(db: Connection, series_id: int, **values: Any) -> None:
    """Set columns of a series."""
    db.execute(update(Series).where(col(Series.id) == bindparam("series")), {"series": series_id, **values})


def list_due_series(db: Connection, now: datetime, limit: int) -> list[Series]:
    """Series for which there is something to do, the longest waiting first."""
    return every(db, Series, select(Series).where(col(Series.due_at) <= now).order_by(col(Series.due_at)).limit(limit).with_for_update())


NEXT_SERIES_DUE = select(func.min(col(Series.due_at))).where(col(Series.due_at).is_not(None))
"""When there is next something to do for a series."""


def list_series(db: Connection, house_id: int) -> list[Series]:
    """The series of a house that still bring new occurrences."""
    running = (col(Series.house_id) == house_id) & (col(Series.state) == SeriesState.RUNNING)
    return every(db, Series, select(Series).where(running).order_by(col(Series.id)))


def list_occurrences(db: Connection, series_id: int) -> list[Event]:
    """The occurrences that were made, in the order of the days by which the series knows them."""
    return every(db, Event, select(Event).where(col(Event.series_id) == series_id).order_by(col(Event.occurrence)))


def find_occurrence(db: Connection, series_id: int, day: date) -> Event | None:
    """The occurrence of a day, if it was made."""
    return first(db, Event, select(Event).where(col(Event.series_id) == series_id, col(Event.occurrence) == day))


def find_next(db: Connection, event: Event) -> Event | None:
    """The occurrence that takes place after this one, of the same series."""
    after = (col(Event.series_id) == event.series_id) & (col(Event.starts_at) > event.starts_at)
    later = select(Event).where(after, col(Event.state) == EventState.PUBLISHED).order_by(col(Event.starts_at), col(Event.id)).limit(1)
    return first(db, Event, later)


def forget_pictures(db: Connection, *, ended_before: datetime) -> int:
    """Series whose last date ended before an instant lose their picture, which may show people; how many."""
    since = exists().where(col(Event.series_id) == col(Series.id), func.coalesce(col(Event.ends_at), col(Event.starts_at)) >= ended_before)
    return db.execute(update(Series).where(col(Series.picture).is_not(None), ~since).values(picture=None)).rowcount


def list_hung(db: Connection, series_id: int, but: int) -> list[Card]:
    """The cards of the latest occurrence that has any, `but` for one event: where its own will hang."""
    query = (
        select(Card)
        .join(Event, col(Event.id) == col(Card.thing_id))
        .where(col(Event.series_id) == series_id, col(Event.id) != but)
        .order_by(col(Event.occurrence).desc(), col(Card.id))
    )
    found = every(db, Card, query)
    return [card for card in found if card.thing_id == found[0].thing_id]


def remove_occurrence(db: Connection, event_id: int) -> None:
    """An occurrence that nobody has seen goes, as if it had never been made."""
    db.execute(delete(Thing).where(col(Thing.id) == event_id))


def rename_occurrence(db: Connection, event_id: int, day: date | None) -> None:
    """The series knows an occurrence by another day; by none for a moment, while several change places."""
    db.execute(update(Event).where(col(Event.id) == event_id).values(occurrence=day))
