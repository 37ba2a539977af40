"""Things neighbours do together, and the cards that show them in chats.

A change bumps `version` of the thing's cards; delivery edits what shows less, and notes the version it rendered.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Index, Integer, UniqueConstraint, bindparam, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.places import Chat, ChatState, House
from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, one_of


class ThingKind(StrEnum):
    """What a thing is; the table of the same name holds the rest of it."""

    EVENT = "event"
    POLL = "poll"
    CALL = "call"
    ROTA = "rota"
    ANNOUNCEMENT = "announcement"


class Thing(SQLModel, table=True):
    """The identity of an event, a poll, a call: what cards and buttons point to. An announcement is of no one house."""

    __tablename__ = "things"
    __table_args__ = (Index("ix_things_house_id", "house_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    kind: ThingKind = Field(sa_type=one_of(ThingKind))
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    created_at: datetime = Field(sa_type=UtcDateTime)


class Card(SQLModel, table=True):
    """The one live message that shows a thing in a chat. `message_id` is None until Telegram has told it.

    `picture`: the one that the message shows. `urgent`: somebody has pressed it and waits to see what it says now.
    """

    __tablename__ = "cards"
    __table_args__ = (UniqueConstraint("thing_id", "chat_id"), Index("ix_cards_chat_id", "chat_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    thing_id: int = Field(sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE")
    chat_id: int = Field(sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    thread_id: int | None = Field(default=None, sa_type=BigInt)
    message_id: int | None = Field(default=None, sa_type=BigInt)
    version: int = 1
    shown_version: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    picture: str | None = Field(default=None, max_length=256)
    urgent: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether it has ever hung in its chat: one that was published at night may wait for the morning."""
        return self.message_id is not None or self.shown_version > 0


# Only what must be edited is in the index, so looking for work costs the same with ten cards and with ten thousand.
Index(
    "ix_cards_behind",
    col(Card.not_before),
    sqlite_where=col(Card.shown_version) < col(Card.version),
    postgresql_where=col(Card.shown_version) < col(Card.version),
)


def add_thing(db: Connection, kind: ThingKind, house_id: int | None, now: datetime) -> int:
    """A new thing; its number."""
    return added(db, insert(Thing), {"kind": kind, "house_id": house_id, "created_at": now})


def find_thing(db: Connection, thing_id: int) -> Thing | None:
    """The thing with this number."""
    return first(db, Thing, select(Thing).where(col(Thing.id) == thing_id))


def house_of(db: Connection, thing_id: int) -> House:
    """The house a thing was made in."""
    found = first(db, House, select(House).join(Thing, col(Thing.house_id) == col(House.id)).where(col(Thing.id) == thing_id))
    assert found is not None, "a thing has a house"
    return found


def add_card(db: Connection, *, thing: int, chat: int, thread: int | None = None, message: int | None = None) -> int:
    """A card of a thing in a chat, to be shown; `message` if one is there to be edited into it. Its number."""
    row = {
        "thing_id": thing,
        "chat_id": chat,
        "thread_id": thread,
        "message_id": message,
        "version": 1,
        "shown_version": 0,
        "urgent": False,
    }
    return added(db, insert(Card), row)


def remove_card(db: Connection, card_id: int) -> None:
    """The thing hangs in this chat no more; what is owed to the card goes with it."""
    db.execute(delete(Card).where(col(Card.id) == card_id))


def find_card(db: Connection, thing: int, chat_telegram_id: int) -> Card | None:
    """The card of a thing in the chat with Telegram's number."""
    query = select(Card).join(Chat, col(Chat.id) == col(Card.chat_id))
    return first(db, Card, query.where(col(Card.thing_id) == thing, col(Chat.telegram_id) == chat_telegram_id))


def get_card(db: Connection, card_id: int) -> Card | None:
    """The card with this number."""
    return first(db, Card, select(Card).where(col(Card.id) == card_id))


def list_cards(db: Connection, thing: int) -> list[Card]:
    """All cards of a thing."""
    return every(db, Card, select(Card).where(col(Card.thing_id) == thing).order_by(col(Card.id)))


def list_chats(db: Connection, thing: int) -> list[Chat]:
    """The chats the bot is in where a thing has a card."""
    query = select(Chat).join(Card, col(Card.chat_id) == col(Chat.id))
    return every(db, Chat, query.where(col(Card.thing_id) == thing, col(Chat.state) == ChatState.ACTIVE).order_by(col(Card.id)))


def bump(db: Connection, thing: int, *, pressed: int | None = None) -> None:
    """The thing changed: its cards show less than what is true. The one that was `pressed` follows before its copies."""
    db.execute(_BUMP, {"thing": thing})
    if pressed is not None:
        db.execute(_HURRY, {"card": pressed})


def bump_in(db: Connection, thing: int, house: int, *, pressed: int | None = None) -> None:
    """The same for the cards in the chats of one house: what they say is of that house alone."""
    there = select(col(Chat.id)).where(col(Chat.house_id) == house)
    mine = (col(Card.thing_id) == thing) & col(Card.chat_id).in_(there)
    db.execute(update(Card).where(mine).values(version=col(Card.version) + 1))
    if pressed is not None:
        db.execute(_HURRY, {"card": pressed})


_BUMP = update(Card).where(col(Card.thing_id) == bindparam("thing")).values(version=col(Card.version) + 1)
_HURRY = update(Card).where(col(Card.id) == bindparam("card")).values(urgent=True)


def show(db: Connection, card_id: int, version: int, *, picture: str | None, now: datetime) -> None:
    """The card in the chat says what `version` says. Was it pressed again meanwhile, it is still urgent."""
    urgent = col(Card.urgent) & (col(Card.version) > version)
    values = {"shown_version": version, "shown_at": now, "not_before": None, "picture": picture}
    db.execute(update(Card).where(col(Card.id) == card_id).values(urgent=urgent, **values))


def count_copies(db: Connection, thing: int) -> int:
    """How many cards show a thing."""
    return db.execute(select(func.count()).select_from(Card).where(col(Card.thing_id) == thing)).scalar_one()


def list_behind(
    db: Connection, now: datetime, limit: int, *, closed: Iterable[int] = (), resting: Iterable[int] = (), unhurried: Iterable[int] = ()
) -> list[tuple[Card, int]]:
    """Cards to be edited now, the pressed and then the longest waiting ones first, each with Telegram's number of its chat.

    Left out: cards in the `closed` chats (Telegram's numbers), those `resting` between two edits, and the `unhurried` ones, which
    rest longer unless somebody has pressed them.
    """
    at_rest = {"closed": list(closed), "resting": list(resting), "unhurried": list(unhurried)}
    found = []
    for row in db.execute(_BEHIND, {"now": now, "most": limit, **at_rest}):
        values = dict(row._mapping)
        chat = values.pop("chat")
        found.append((Card(**values), chat))
    return found


_NOW = bindparam("now", type_=UtcDateTime)

_BEHIND: Any = (
    select(Card, col(Chat.telegram_id).label("chat"))
    .join(Chat, col(Chat.id) == col(Card.chat_id))
    .where((col(Card.shown_version) < col(Card.version)) & (col(Card.message_id).is_not(None)))
    .where(col(Card.not_before).is_(None) | (col(Card.not_before) <= _NOW), col(Chat.state) == ChatState.ACTIVE)
    .where(col(Chat.telegram_id).not_in(bindparam("closed", expanding=True)), col(Card.id).not_in(bindparam("resting", expanding=True)))
    .where(col(Card.urgent) | col(Card.id).not_in(bindparam("unhurried", expanding=True)))
    .order_by(col(Card.urgent).desc(), col(Card.not_before), col(Card.id))
    .limit(bindparam("most", type_=Integer))
)


def change_card(db: Connection, card_id: int, **values: Any) -> None:
    """Set columns of a card."""
    db.execute(update(Card).where(col(Card.id) == card_id).values(**values))
