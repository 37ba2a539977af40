"""Finding, listing and changing events."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, insert, or_, select, update
from sqlmodel import col

from storage.cards import Card, Thing
from storage.events.tables import Event, EventState
from storage.places import Chat
from storage.rows import every, first, loaded


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a press on an event needs to know, from one look at the database. `chat_house_id`: the house of the chat it came from."""

    event: Event
    house_id: int
    card_id: int | None
    card_message: int | None
    chat_house_id: int | None = None


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
    chat_house = values.pop("chat_house")
    return Asked(loaded(Event, values), house, card, message, chat_house)


_LOCK: Any = (
    select(
        Event,
        col(Thing.house_id).label("thing_house"),
        col(Card.id).label("card"),
        col(Card.message_id).label("card_message"),
        col(Chat.house_id).label("chat_house"),
    )
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


def list_upcoming(db: Connection, house_ids: list[int], now: datetime, limit: int) -> list[Event]:
    """Events of these houses that are not over, the next one first."""
    coming = (col(Event.state) == EventState.PUBLISHED) & (col(Event.starts_at) > now)
    query = _of_houses(house_ids).where(coming).order_by(col(Event.starts_at), col(Event.id))
    return every(db, Event, query.limit(limit))


def list_week(db: Connection, house_id: int, monday: date) -> list[Event]:
    """What is on in a house in the seven days from a Monday on, the first one first."""
    begin = datetime.combine(monday, time())
    in_week = (col(Event.starts) >= begin) & (col(Event.starts) < begin + timedelta(days=7))
    query = _of_houses([house_id]).where(col(Event.state) == EventState.PUBLISHED, in_week)
    return every(db, Event, query.order_by(col(Event.starts), col(Event.id)))


def _of_houses(house_ids: list[int]) -> Any:
    """What was made in one of these houses, or is shown in a chat of one."""
    here = exists().where(col(Card.thing_id) == col(Event.id), col(Card.chat_id) == col(Chat.id), col(Chat.house_id).in_(house_ids))
    query: Any = select(Event).join(Thing, col(Thing.id) == col(Event.id))
    return query.where(or_(col(Thing.house_id).in_(house_ids), here))


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


def list_due_deadlines(db: Connection, now: datetime, limit: int) -> list[Event]:
    """Events whose sign-up ends now, the longest waiting first."""
    return every(db, Event, select(Event).where(_closing, col(Event.deadline_at) <= now).order_by(col(Event.deadline_at)).limit(limit))


def list_due_checks(db: Connection, now: datetime, limit: int) -> list[Event]:
    """Events of which it is looked at now whether enough come, the longest waiting first."""
    due = select(Event).where(_checked, col(Event.check_at) <= now).order_by(col(Event.check_at)).limit(limit).with_for_update()
    return every(db, Event, due)


_checked = col(Event.check_at).is_not(None) & (col(Event.state) == EventState.PUBLISHED)

NEXT_CHECK = select(func.min(col(Event.check_at))).where(_checked)
"""When that is looked at next."""


_closing = col(Event.deadline_at).is_not(None) & col(Event.closed).is_(False) & (col(Event.state) == EventState.PUBLISHED)

NEXT_DEADLINE = select(func.min(col(Event.deadline_at))).where(_closing)
"""When a sign-up ends next."""


NEXT_END = select(func.min(func.coalesce(col(Event.ends_at), col(Event.starts_at)))).where(col(Event.state) == EventState.PUBLISHED)
"""When the next event ends."""
