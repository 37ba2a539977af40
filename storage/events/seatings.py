"""How events give out their places, and how many seats are whose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlmodel import col

from storage.cards import Card
from storage.events.tables import Place, Seating, SignUp
from storage.places import Chat
from storage.rows import every, first, loaded


@dataclass(frozen=True, slots=True)
class Heads:
    """How many people of one kind have a place: of a house, seated or offered a seat, without a phone or not."""

    house_id: int | None
    without_phone: bool
    place: Place
    number: int


def find_seating(db: Connection, event_id: int) -> Seating | None:
    """How an event gives out its places; None: to who comes first."""
    row = db.execute(_SEATING, {"event": event_id}).first()
    return None if row is None else loaded(Seating, row._mapping)


_SEATING = select(Seating).where(col(Seating.event_id) == bindparam("event"))


def change_seating(db: Connection, event_id: int, **values: Any) -> None:
    """Set columns of an event's seating, which is made if there is none; what is not named stays."""
    if db.execute(update(Seating).where(col(Seating.event_id) == event_id).values(**values)).rowcount == 0:
        db.execute(insert(Seating), {**Seating(event_id=event_id).model_dump(), **values})


def find_due_seating(db: Connection, now: datetime) -> Seating | None:
    """The seating for which a time has come, the longest waiting first."""
    return first(db, Seating, select(Seating).where(col(Seating.due_at) <= now).order_by(col(Seating.due_at)).limit(1))


NEXT_SEATING = select(func.min(col(Seating.due_at)))
"""When the next time of a seating comes."""


def count_heads(db: Connection, event_id: int) -> list[Heads]:
    """Who has a place, or is offered one, by kind."""
    return [Heads(*row) for row in db.execute(_HEADS, {"event": event_id})]


_HEADS = (
    select(col(SignUp.house_id), col(SignUp.without_phone), col(SignUp.place), func.sum(col(SignUp.party)))
    .where(col(SignUp.event_id) == bindparam("event"), col(SignUp.place).in_([Place.SEATED, Place.OFFERED]))
    .group_by(col(SignUp.house_id), col(SignUp.without_phone), col(SignUp.place))
)


def find_ended_offer(db: Connection, now: datetime) -> SignUp | None:
    """The sign-up whose offer ended first."""
    ended = col(SignUp.offered_until).is_not(None) & (col(SignUp.offered_until) <= now)
    return first(db, SignUp, select(SignUp).where(ended).order_by(col(SignUp.offered_until)).limit(1))


NEXT_OFFER_END = select(func.min(col(SignUp.offered_until))).where(col(SignUp.offered_until).is_not(None))
"""When the next offer ends."""


def list_offered(db: Connection, event_id: int) -> list[SignUp]:
    """Who holds an offer, whose ends first first."""
    offered = (col(SignUp.event_id) == event_id) & (col(SignUp.place) == Place.OFFERED)
    return every(db, SignUp, select(SignUp).where(offered).order_by(col(SignUp.offered_until), col(SignUp.id)))


def list_houses_shown(db: Connection, event_id: int) -> list[int]:
    """The houses in whose chats the event has a card, the first card first."""
    query = select(col(Chat.house_id)).join(Card, col(Card.chat_id) == col(Chat.id)).where(col(Card.thing_id) == event_id)
    return list(dict.fromkeys(db.execute(query.order_by(col(Card.id))).scalars()))
