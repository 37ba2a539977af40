"""What delivery asks of outbox and cards: what is due, what it says now, and what becomes of it when Telegram has answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, exists, func, or_, select, update
from sqlmodel import col

from storage import cards, drafts, outbox, topics
from storage.cards import Card
from storage.outbox import Debt, DebtState, Lane, Message, Op, To
from storage.places import Chat, ChatState
from storage.rows import first
from storage.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class Due:
    """A debt that may be sent now, with Telegram's number of its chat."""

    debt: Debt
    chat: int


@dataclass(frozen=True, slots=True)
class Page:
    """The front of every queue: the oldest due debts of each lane, the cards that show less than is true, and what comes next."""

    debts: Mapping[Lane, list[Due]]
    cards: list[tuple[Card, int]]
    next_due: datetime | None


def look(
    db: Connection, now: datetime, *, limit: int, closed: Iterable[int], resting: Iterable[int], unhurried: Iterable[int] = ()
) -> Page:
    """A page of at most `limit` of each; without debts to the `closed` chats (Telegram's numbers) and cards at rest (cards.list_behind)."""
    shut = list(closed)
    due = anything_owed(db, now)
    debts = {lane: list_due(db, lane, now, limit, closed=shut) if due else [] for lane in Lane}
    behind = cards.list_behind(db, now, limit, closed=shut, resting=resting, unhurried=unhurried)
    return Page(debts, behind, next_due(db, now))


def list_due(db: Connection, lane: Lane, now: datetime, limit: int, *, closed: Iterable[int] = ()) -> list[Due]:
    """What may be sent in a lane now, the oldest first, with the numbers of the chats; nothing for the `closed` ones."""
    found = []
    for row in db.execute(_DUE, {"lane": int(lane), "now": now, "most": limit, "closed": list(closed)}):
        values = dict(row._mapping)
        chat = values.pop("chat")
        found.append(Due(Debt(**values), chat))
    return found


def anything_owed(db: Connection, now: datetime) -> bool:
    """Whether a debt may be sent now."""
    return bool(db.execute(_OWED, {"now": now}).scalar())


_NOW = bindparam("now", type_=UtcDateTime)

_AGAIN = or_(col(Debt.not_before).is_(None), col(Debt.not_before) <= _NOW)

_READY = (col(Debt.state) == DebtState.WAITING) & (col(Debt.due_at) <= _NOW) & _AGAIN

_NUMBER = func.coalesce(Debt.address, Chat.telegram_id)

_DUE = (
    select(Debt, _NUMBER.label("chat"))
    .outerjoin(Chat, col(Chat.id) == col(Debt.chat_id))
    .where(_READY, col(Debt.lane) == bindparam("lane"), _NUMBER.not_in(bindparam("closed", expanding=True)))
    .order_by(col(Debt.due_at), col(Debt.id))
    .limit(bindparam("most", type_=Integer))
)

_OWED = select(exists().where(_READY, col(Debt.lane).in_([int(lane) for lane in Lane])))  # by lane, as the index is: not all that waits


def anything_due(db: Connection, now: datetime, *, resting: Iterable[int], unhurried: Iterable[int] = ()) -> bool:
    """Whether delivery has something to do now, cards that rest between two edits apart."""
    return anything_owed(db, now) or bool(cards.list_behind(db, now, 1, resting=resting, unhurried=unhurried))


def next_due(db: Connection, now: datetime) -> datetime | None:
    """When something that waits may be sent that may not be sent yet; None when nothing lies ahead."""
    return min((moment for moment in db.execute(_MOMENTS, {"now": now}).one() if moment is not None), default=None)


def _moments() -> Any:
    """One look at the front of each index: asked for all lanes at once, SQLite would read every debt that waits."""
    waiting = col(Debt.state) == DebtState.WAITING
    lanes = [select(func.min(Debt.due_at)).where(waiting, col(Debt.lane) == int(lane), col(Debt.due_at) > _NOW) for lane in Lane]
    put_off = select(func.min(Debt.not_before)).where(col(Debt.done_at).is_(None), col(Debt.not_before) > _NOW)
    resting = select(func.min(Card.not_before)).where(col(Card.shown_version) < col(Card.version), col(Card.not_before) > _NOW)
    return select(*(query.scalar_subquery() for query in (*lanes, put_off, resting)))


_MOMENTS = _moments()


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is at the moment: Telegram's number, and whether the bot is still in it."""

    telegram_id: int
    active: bool


def find_address(db: Connection, debt: Debt) -> Address:
    """Where a debt goes; groups move, so this is looked up at the last moment."""
    if debt.chat_id is None:
        return Address(debt.address or 0, active=True)
    return chat_address(db, debt.chat_id)


def chat_address(db: Connection, chat_id: int) -> Address:
    """Where a group is at the moment."""
    chat = first(db, Chat, select(Chat).where(col(Chat.id) == chat_id))
    assert chat is not None, "a foreign key points to the row"
    return Address(chat.telegram_id, chat.state is ChatState.ACTIVE)


def find_waiting(db: Connection, debt_id: int) -> Debt | None:
    """The debt, unless it was dropped or taken meanwhile."""
    return first(db, Debt, select(Debt).where(col(Debt.id) == debt_id, col(Debt.state) == DebtState.WAITING))


def settle_sent(
    db: Connection, debt: Debt, now: datetime, *, message_id: int | None, version: int | None, picture: str | None = None
) -> None:
    """Telegram did it: the message is known to its card and draft, and its own end is owed where it has one.

    `version` is what the card's text was made from; it may have changed since, and then is edited soon. `picture` is what it shows.
    """
    outbox.close(db, debt.id, DebtState.SENT, now)
    if message_id is None:
        return
    if debt.card_id is not None:
        cards.change_card(db, debt.card_id, message_id=message_id, shown_version=version or 0, shown_at=now, picture=picture)
    if debt.chat_id is not None and debt.key is not None:
        outbox.note_message(db, debt.id, message_id)
    if debt.draft_id is not None:
        drafts.change_draft(db, debt.draft_id, message_id=message_id)
    if debt.delete_after is not None:
        to = To(chat_id=debt.chat_id, address=debt.address)
        end = Message("delete", op=Op.DELETE, lane=Lane(debt.lane), message_id=message_id)
        outbox.owe(db, to, end, at=now + timedelta(seconds=debt.delete_after))


def settle_shown(db: Connection, card_id: int, now: datetime, version: int, picture: str | None = None) -> None:
    """The card in the chat says what `version` says, below this picture."""
    cards.show(db, card_id, version, picture=picture, now=now)


def leave_thread(db: Connection, debt: Debt) -> None:
    """Its topic is closed or gone: the debt, and the card it posts, go to the group itself."""
    outbox.wait(db, debt.id, reason="no-thread")
    db.execute(update(Debt).where(col(Debt.id) == debt.id).values(thread_id=None))
    if debt.card_id is not None:
        cards.change_card(db, debt.card_id, thread_id=None)
    if debt.chat_id is not None and debt.thread_id is not None:
        topics.close_topic(db, debt.chat_id, debt.thread_id, closed=True)


def put_off(db: Connection, *, chat: int, until: datetime) -> None:
    """Telegram wants a long silence in a chat (its number): everything for it waits, also after a restart."""
    group = select(Chat.id).where(col(Chat.telegram_id) == chat)  # type: ignore[call-overload]
    there = or_(col(Debt.address) == chat, col(Debt.chat_id).in_(group))
    db.execute(update(Debt).where(col(Debt.state) == DebtState.WAITING, there).values(not_before=until))
    db.execute(update(Card).where(col(Card.chat_id).in_(group)).values(not_before=until))


def readdress(db: Connection, old: int, new: int) -> None:
    """A group without a row of its own moved: what is owed to its number goes to the new one."""
    db.execute(update(Debt).where(col(Debt.address) == old).values(address=new))


def skip_version(db: Connection, card_id: int) -> None:
    """What the card should show can't be made: left as it is until the thing changes again."""
    db.execute(update(Card).where(col(Card.id) == card_id).values(shown_version=col(Card.version)))


def list_used(db: Connection, since: datetime) -> list[tuple[int, datetime]]:
    """The groups (Telegram's numbers) that got a message or an edit after an instant, and when.

    To whom private messages went is no longer kept once they are sent.
    """
    messages: Any = select(col(Chat.telegram_id), col(Debt.done_at)).join(Chat, col(Chat.id) == col(Debt.chat_id))
    edits: Any = select(col(Chat.telegram_id), col(Card.shown_at)).join(Chat, col(Chat.id) == col(Card.chat_id))
    queries = (messages.where(col(Debt.state) == DebtState.SENT, col(Debt.done_at) > since), edits.where(col(Card.shown_at) > since))
    return [(row[0], row[1]) for query in queries for row in db.execute(query)]
