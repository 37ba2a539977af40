"""Events and who comes to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint, and_, bindparam, delete, func, insert, or_, select, update
from sqlmodel import Field, SQLModel, col

from storage.cards import Card, Thing
from storage.people import Person, get_person
from storage.places import Chat, House
from storage.rows import added, every, first, loaded
from storage.types import BigInt, UtcDateTime, WallTime, one_of

TITLE, PLACE, TEXT = 80, 60, 600
"""The longest title, place and text of an event, in characters."""


class EventState(StrEnum):
    """Where an event is in its life."""

    PUBLISHED = "published"
    CANCELLED = "cancelled"
    OVER = "over"


class Answer(StrEnum):
    """What a neighbour says to an event."""

    COMING = "c"
    MAYBE = "m"
    CANT = "n"


class Place(StrEnum):
    """Where somebody who wants to come is."""

    SEATED = "seated"
    WAITING = "waiting"
    NONE = "none"


class Event(SQLModel, table=True):
    """Something neighbours come to. Wall time and zone are the truth; `starts_at` and `ends_at` are derived from them."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_state_starts_at", "state", "starts_at"),)

    id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    title: str = Field(max_length=TITLE)
    place: str | None = Field(default=None, max_length=PLACE)
    text: str | None = Field(default=None, max_length=TEXT)
    organiser_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)
    starts: datetime = Field(sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    zone: str = Field(max_length=64)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    capacity: int | None = None
    state: EventState = Field(default=EventState.PUBLISHED, sa_type=one_of(EventState))
    revision: int = 1
    seated: int = 0
    waiting: int = 0
    maybe: int = 0


class SignUp(SQLModel, table=True):
    """A person's answer to an event. `queued_at` orders the queue; `untold` marks a promotion that could not be told.

    `person_id` is None for a nameless seat: somebody who was forgotten but still comes.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_sign_ups_person_id", "person_id"),
        Index("ix_sign_ups_queue", "event_id", "place", "queued_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    event_id: int = Field(sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    answer: Answer = Field(sa_type=one_of(Answer))
    place: Place = Field(sa_type=one_of(Place))
    party: int = 1
    queued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    update_id: int = Field(default=0, sa_type=BigInt)
    untold: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a press on an event needs to know, from one look at the database."""

    event: Event
    house_id: int
    card_id: int | None
    card_message: int | None


def add_event(db: Connection, **values: Any) -> None:
    """A new event; the values are its columns."""
    db.execute(insert(Event), values)


def find_event(db: Connection, event_id: int) -> Event | None:
    """The event with this number."""
    return first(db, Event, select(Event).where(col(Event.id) == event_id))


def lock_event(db: Connection, event_id: int, chat_telegram_id: int | None) -> Asked | None:
    """The event, held until the transaction ends, with its card in the chat a press came from (None: private)."""
    row = db.execute(_LOCK, {"event": event_id, "chat": chat_telegram_id}).first()
    if row is None:
        return None
    values = dict(row._mapping)
    house, card, message = values.pop("thing_house"), values.pop("card"), values.pop("card_message")
    return Asked(loaded(Event, values), house, card, message)


_LOCK: Any = (
    select(Event, col(Thing.house_id).label("thing_house"), col(Card.id).label("card"), col(Card.message_id).label("card_message"))
    .join(Thing, col(Thing.id) == col(Event.id))
    .outerjoin(Chat, col(Chat.telegram_id) == bindparam("chat"))
    .outerjoin(Card, and_(col(Card.thing_id) == col(Event.id), col(Card.chat_id) == col(Chat.id)))
    .where(col(Event.id) == bindparam("event"))
    .with_for_update(of=Event)
)


def change_event(db: Connection, event_id: int, **values: Any) -> None:
    """Set columns of an event."""
    db.execute(_CHANGE_EVENT, {"event": event_id, **values})


_CHANGE_EVENT = update(Event).where(col(Event.id) == bindparam("event"))


def find_sign_up(db: Connection, event_id: int, person_id: int) -> SignUp | None:
    """What the person answered."""
    row = db.execute(_SIGN_UP, {"event": event_id, "person": person_id}).first()
    return None if row is None else loaded(SignUp, row._mapping)


_SIGN_UP = select(SignUp).where(col(SignUp.event_id) == bindparam("event"), col(SignUp.person_id) == bindparam("person"))


def add_sign_up(db: Connection, **values: Any) -> int:
    """A new answer; its number."""
    return added(db, insert(SignUp), values)


def change_sign_up(db: Connection, sign_up_id: int, **values: Any) -> None:
    """Set columns of an answer."""
    db.execute(_CHANGE_SIGN_UP, {"sign_up": sign_up_id, **values})


_CHANGE_SIGN_UP = update(SignUp).where(col(SignUp.id) == bindparam("sign_up"))


def remove_sign_up(db: Connection, sign_up_id: int) -> None:
    """Delete an answer; the event's totals are the caller's."""
    db.execute(delete(SignUp).where(col(SignUp.id) == sign_up_id))


def list_queue(db: Connection, event_id: int) -> Iterator[SignUp]:
    """Who waits, the first in the queue first; read as far as the caller goes."""
    return (loaded(SignUp, row._mapping) for row in db.execute(_QUEUE, {"event": event_id}))


def count_ahead(db: Connection, sign_up: SignUp) -> int:
    """How many wait before a sign-up that waits."""
    return db.execute(_AHEAD, {"event": sign_up.event_id, "since": sign_up.queued_at, "own": sign_up.id}).scalar_one()


_WAITS = (col(SignUp.event_id) == bindparam("event")) & (col(SignUp.place) == Place.WAITING)
_QUEUE = select(SignUp).where(_WAITS).order_by(col(SignUp.queued_at), col(SignUp.id))
_EARLIER = or_(
    col(SignUp.queued_at) < bindparam("since"),
    and_(col(SignUp.queued_at) == bindparam("since"), col(SignUp.id) < bindparam("own")),
)
_AHEAD = select(func.count()).select_from(SignUp).where(_WAITS, _EARLIER)


def list_people(db: Connection, event_id: int) -> list[tuple[SignUp, Person]]:
    """Who comes, may come or waits, in the order they came, with the people."""
    query = (
        select(SignUp)
        .where(col(SignUp.event_id) == event_id, col(SignUp.answer) != Answer.CANT, col(SignUp.person_id).is_not(None))
        .order_by(col(SignUp.id))
    )
    return [(sign_up, get_person(db, sign_up.person_id or 0)) for sign_up in every(db, SignUp, query)]


def list_upcoming(db: Connection, house_ids: list[int], now: datetime, limit: int) -> list[Event]:
    """Events of these houses that are not over, the next one first."""
    query = (
        select(Event)
        .join(Thing, col(Thing.id) == col(Event.id))
        .where(col(Thing.house_id).in_(house_ids), col(Event.state) == EventState.PUBLISHED, col(Event.starts_at) > now)
        .order_by(col(Event.starts_at), col(Event.id))
        .limit(limit)
    )
    return every(db, Event, query)


def list_organised(db: Connection, person_id: int, now: datetime) -> list[Event]:
    """Coming events this person organises, the next one first."""
    mine = (col(Event.organiser_id) == person_id) & (col(Event.state) == EventState.PUBLISHED) & (col(Event.starts_at) > now)
    return every(db, Event, select(Event).where(mine).order_by(col(Event.starts_at), col(Event.id)))


def list_sign_ups(db: Connection, person_id: int, after: datetime) -> list[tuple[SignUp, Event]]:
    """What a person answered to events that start after an instant, the next one first."""
    query = (
        select(SignUp)
        .join(Event, col(Event.id) == col(SignUp.event_id))
        .where(col(SignUp.person_id) == person_id, col(Event.starts_at) > after)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    found = []
    for sign_up in every(db, SignUp, query):
        event = find_event(db, sign_up.event_id)
        assert event is not None
        found.append((sign_up, event))
    return found


def find_sign_up_with_event(db: Connection, sign_up_id: int) -> tuple[SignUp, Event] | None:
    """A sign-up and what it is for."""
    sign_up = first(db, SignUp, select(SignUp).where(col(SignUp.id) == sign_up_id))
    event = find_event(db, sign_up.event_id) if sign_up else None
    return None if sign_up is None or event is None else (sign_up, event)


def list_in_chat(db: Connection, chat_id: int) -> list[Event]:
    """Events that have a card in a chat and are not over, the next one first."""
    query = select(Event).join(Card, col(Card.thing_id) == col(Event.id))
    shown = (col(Card.chat_id) == chat_id) & (col(Event.state) != EventState.OVER)
    return every(db, Event, query.where(shown).order_by(col(Event.starts_at), col(Event.id)))


def list_over(db: Connection, now: datetime, limit: int) -> list[Event]:
    """Events that have ended but whose card does not say so yet."""
    ended = func.coalesce(col(Event.ends_at), col(Event.starts_at)) <= now
    query = select(Event).where(col(Event.state) == EventState.PUBLISHED, col(Event.starts_at) <= now, ended)
    return every(db, Event, query.order_by(col(Event.starts_at)).limit(limit))


def house_of(db: Connection, event_id: int) -> House:
    """The house an event was made in."""
    house = first(db, House, select(House).join(Thing, col(Thing.house_id) == col(House.id)).where(col(Thing.id) == event_id))
    assert house is not None, "a foreign key points to the row"
    return house


def count_untold(db: Connection, event_id: int) -> int:
    """How many got a seat and could not be told."""
    untold = select(func.count()).select_from(SignUp).where(col(SignUp.event_id) == event_id, col(SignUp.untold))
    return db.execute(untold).scalar_one()


def forget_sign_ups(db: Connection, *, ended_before: datetime) -> int:
    """Delete the answers to events that ended before an instant; the events keep their totals. How many."""
    ended = func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before
    return db.execute(delete(SignUp).where(col(SignUp.event_id).in_(select(col(Event.id)).where(ended)))).rowcount


def next_end(db: Connection) -> datetime | None:
    """When the next event ends; None when nothing is coming."""
    end = func.coalesce(col(Event.ends_at), col(Event.starts_at))
    event = first(db, Event, select(Event).where(col(Event.state) == EventState.PUBLISHED).order_by(end).limit(1))
    return (event.ends_at or event.starts_at) if event else None
