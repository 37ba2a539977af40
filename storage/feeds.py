"""Calendar feeds: the addresses under which people's calendars ask what is on, and what stands in each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint, delete, insert, select, text, update
from sqlmodel import Field, SQLModel, col

from storage.cards import Thing
from storage.events import Answer, Event, SignUp, organised_by
from storage.people import Person
from storage.rows import added, every, first, loaded
from storage.types import BigInt, UtcDateTime


class Feed(SQLModel, table=True):
    """One person's address of one calendar: of a house's events, or (`house_id` is None) of what the person said yes to.

    `digest` and `changed_at` tell what stood in it when it was last asked for, and since when.
    """

    __tablename__ = "feeds"
    __table_args__ = (
        UniqueConstraint("person_id", "house_id"),
        # NULLs differ from each other in a unique constraint, so the personal feed needs one of its own.
        Index(
            "ix_feeds_personal",
            "person_id",
            unique=True,
            sqlite_where=text("house_id IS NULL"),
            postgresql_where=text("house_id IS NULL"),
        ),
        Index("ix_feeds_house_id", "house_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    token: str = Field(max_length=64, unique=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    digest: str | None = Field(default=None, max_length=64)
    changed_at: datetime = Field(sa_type=UtcDateTime)


def add_feed(db: Connection, **values: Any) -> int:
    """A new feed; the values are its columns; its number."""
    return added(db, insert(Feed), {"digest": None, **values})


def find_feed(db: Connection, feed_id: int) -> Feed | None:
    """The feed with this number."""
    return first(db, Feed, select(Feed).where(col(Feed.id) == feed_id))


def find_feed_by_token(db: Connection, token: str) -> tuple[Feed, Person] | None:
    """The feed at an address, and whose it is."""
    feed = first(db, Feed, select(Feed).where(col(Feed.token) == token))
    person = first(db, Person, select(Person).where(col(Person.id) == feed.person_id)) if feed else None
    return None if feed is None or person is None else (feed, person)


def list_feeds(db: Connection, person_id: int) -> list[Feed]:
    """The feeds of a person, the oldest first."""
    return every(db, Feed, select(Feed).where(col(Feed.person_id) == person_id).order_by(col(Feed.id)))


def change_feed(db: Connection, feed_id: int, **values: Any) -> None:
    """Set columns of a feed; nothing happens when it is gone."""
    db.execute(update(Feed).where(col(Feed.id) == feed_id).values(**values))


def remove_feed(db: Connection, feed_id: int) -> None:
    """Nothing answers at its address any more."""
    db.execute(delete(Feed).where(col(Feed.id) == feed_id))


def list_of_house(db: Connection, house_id: int, since: datetime, limit: int) -> list[Event]:
    """Events of a house that start after an instant, whatever became of them, the first one first."""
    query = select(Event).join(Thing, col(Thing.id) == col(Event.id))
    ours = (col(Thing.house_id) == house_id) & (col(Event.starts_at) > since)
    return every(db, Event, query.where(ours).order_by(col(Event.starts_at), col(Event.id)).limit(limit))


def list_of_person(db: Connection, person_id: int, since: datetime, limit: int) -> list[tuple[Event, SignUp | None]]:
    """Events after an instant that a person comes to, may come to, waits for or (without an answer) organises, the first one first."""
    answered = (col(SignUp.event_id) == col(Event.id)) & (col(SignUp.person_id) == person_id)
    theirs = (col(SignUp.answer) != Answer.CANT) | (col(SignUp.id).is_(None) & organised_by(person_id))
    query: Any = (
        select(Event, col(SignUp.id).label("sign_up"))
        .outerjoin(SignUp, answered)
        .where(col(Event.starts_at) > since, theirs)
        .order_by(col(Event.starts_at), col(Event.id))
        .limit(limit)
    )
    found = []
    for row in db.execute(query):
        values = dict(row._mapping)
        number = values.pop("sign_up")
        sign_up = first(db, SignUp, select(SignUp).where(col(SignUp.id) == number)) if number else None
        found.append((loaded(Event, values), sign_up))
    return found
