"""What the bot owes to people and groups: written in the transaction of its cause, sent by delivery, never forgotten.

A debt goes waiting → sending → sent, failed (with a reason), uncertain (the process died or the answer was lost) or
dropped (no longer true or useful). What it says is rendered when it is sent; its parameters and address go when it is done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Index, delete, insert, or_, select, text, update
from sqlmodel import Field, SQLModel, col

from storage.rows import every, first
from storage.types import BigInt, UtcDateTime, one_of


class Op(StrEnum):
    """What is done in the chat."""

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    PIN = "pin"


class Lane(IntEnum):
    """What a message is for; replies go first, and every lane moves (bot.pacing)."""

    REPLY = 0
    CARD = 1
    PRIVATE = 2
    BROADCAST = 3


class DebtState(StrEnum):
    """How far a debt is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DROPPED = "dropped"


def _index_of_few(column: str) -> Index:
    """Most debts have none; whoever deletes what such a column points to, or looks for those that do, must not read all debts."""
    some = text(f"{column} IS NOT NULL")
    return Index(f"ix_outbox_{column}", column, sqlite_where=some, postgresql_where=some)


class Debt(SQLModel, table=True):
    """One message, edit or deletion that is owed. Its chat is a group (`chat_id`) or a private chat (`address`)."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "lane", "due_at"),
        Index("ix_outbox_chat_id", "chat_id"),
        *(_index_of_few(column) for column in ("card_id", "draft_id", "not_before")),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    op: Op = Field(default=Op.SEND, sa_type=one_of(Op))
    kind: str = Field(max_length=32)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    key: str | None = Field(default=None, max_length=96, unique=True)
    chat_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    address: int | None = Field(default=None, sa_type=BigInt)
    thread_id: int | None = Field(default=None, sa_type=BigInt)
    message_id: int | None = Field(default=None, sa_type=BigInt)
    reply_to: int | None = Field(default=None, sa_type=BigInt)
    card_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="cards.id", ondelete="CASCADE")
    draft_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="drafts.id", ondelete="SET NULL")
    language: str | None = Field(default=None, max_length=8)
    lane: int = int(Lane.REPLY)
    silent: bool = False
    again: bool = True
    delete_after: int | None = None
    state: DebtState = Field(default=DebtState.WAITING, sa_type=one_of(DebtState))
    due_at: datetime = Field(sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    reason: str | None = Field(default=None, max_length=64)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class To:
    """Where something is owed: a group's row, or a private chat's Telegram number with the reader's language."""

    chat_id: int | None = None
    address: int | None = None
    language: str | None = None
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is owed: a kind the views know, with the plain values it is rendered from.

    `until`: later than this it is of no use. `again`: after a crash it is sent once more rather than left uncertain.
    `delete_after`: the message goes by itself so many seconds after it was sent. `key`: owed once, however often it is asked for.
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    lane: Lane = Lane.REPLY
    key: str | None = None
    op: Op = Op.SEND
    message_id: int | None = None
    reply_to: int | None = None
    card_id: int | None = None
    draft_id: int | None = None
    silent: bool = False
    again: bool = True
    delete_after: int | None = None
    until: datetime | None = None


def owe(db: Connection, to: To, message: Message, *, at: datetime) -> bool:
    """Owe a message from `at` on; False if one with its key was owed before."""
    if message.key is not None and _known(db, message.key):
        return False
    db.execute(insert(Debt), _row(to, message, at))
    return True


def owe_all(db: Connection, owed: Iterable[tuple[To, Message]], *, at: datetime) -> None:
    """Owe many messages at once; none with a key that was owed before."""
    rows = [_row(to, message, at) for to, message in owed]
    if rows:
        db.execute(insert(Debt), rows)


def _row(to: To, message: Message, at: datetime) -> dict[str, Any]:
    return {
        "op": message.op,
        "kind": message.kind,
        "params": dict(message.params),
        "key": message.key,
        "chat_id": to.chat_id,
        "address": to.address,
        "thread_id": to.thread,
        "message_id": message.message_id,
        "reply_to": message.reply_to,
        "card_id": message.card_id,
        "draft_id": message.draft_id,
        "language": to.language,
        "lane": int(message.lane),
        "silent": message.silent,
        "again": message.again,
        "delete_after": message.delete_after,
        "state": DebtState.WAITING,
        "due_at": at,
        "until": message.until,
        "attempts": 0,
    }


def _known(db: Connection, key: str) -> bool:
    return db.execute(select(Debt.id).where(col(Debt.key) == key)).first() is not None  # type: ignore[call-overload]


def find_debt(db: Connection, key: str) -> Debt | None:
    """What was owed under a key, as long as its record is kept."""
    return first(db, Debt, select(Debt).where(col(Debt.key) == key))


def list_beginning(db: Connection, beginning: str) -> list[Debt]:
    """What was owed under keys that begin so, as long as its record is kept."""
    return every(db, Debt, select(Debt).where(col(Debt.key).startswith(beginning, autoescape=True)).order_by(col(Debt.id)))


def note_message(db: Connection, debt_id: int, message_id: int) -> None:
    """What was posted in a group, to be corrected there."""
    db.execute(update(Debt).where(col(Debt.id) == debt_id).values(message_id=message_id))


def was_owed(db: Connection, beginning: str) -> bool:
    """Whether something was owed under a key that begins so, as long as its record is kept."""
    return db.execute(select(Debt.id).where(col(Debt.key).startswith(beginning, autoescape=True)).limit(1)).first() is not None  # type: ignore[call-overload]


def mark_sending(db: Connection, debt_id: int) -> bool:
    """Claim a waiting debt before the call to Telegram; False if somebody else did, or it was dropped."""
    claimed = (col(Debt.id) == debt_id) & (col(Debt.state) == DebtState.WAITING)
    values = {"state": DebtState.SENDING, "attempts": col(Debt.attempts) + 1}
    return db.execute(update(Debt).where(claimed).values(**values)).rowcount == 1


def close(db: Connection, debt_id: int, state: DebtState, now: datetime, *, reason: str | None = None) -> None:
    """The debt is done with; what it said and to whom is no longer kept (a group's row stays for the pacer)."""
    blank: dict[str, Any] = {"params": {}, "address": None, "language": None} if state is not DebtState.UNCERTAIN else {}
    db.execute(update(Debt).where(col(Debt.id) == debt_id).values(state=state, done_at=now, reason=reason, **blank))


def wait(db: Connection, debt_id: int, not_before: datetime | None = None, *, reason: str | None = None, counts: bool = False) -> None:
    """It could not be sent now, so it waits. An attempt `counts` towards REPEATS only where it may have reached somebody."""
    values: dict[str, Any] = {"state": DebtState.WAITING, "not_before": not_before, "reason": reason}
    if not counts:
        values["attempts"] = col(Debt.attempts) - 1
    db.execute(update(Debt).where(col(Debt.id) == debt_id).values(**values))


def drop(db: Connection, keys: Iterable[str], now: datetime) -> int:
    """What waits under these keys is no longer true; how many were dropped. Their keys become free."""
    return _drop(db, col(Debt.key).in_(list(keys)), now)


def drop_beginning(db: Connection, beginning: str, now: datetime) -> int:
    """The same for all keys that begin so."""
    return _drop(db, col(Debt.key).startswith(beginning, autoescape=True), now)


def _drop(db: Connection, which: ColumnElement[bool], now: datetime) -> int:
    waiting = which & (col(Debt.state) == DebtState.WAITING)
    blank: dict[str, Any] = {"params": {}, "address": None, "language": None, "key": None}
    return db.execute(update(Debt).where(waiting).values(state=DebtState.DROPPED, done_at=now, **blank)).rowcount


def was_sent(db: Connection, key: str) -> bool:
    """Whether the message owed under a key may have reached somebody; what is not known any more was done with long ago."""
    state = db.execute(select(col(Debt.state)).where(col(Debt.key) == key)).scalar()
    return state in (None, DebtState.SENT, DebtState.UNCERTAIN)


def settle_after_crash(db: Connection, now: datetime) -> tuple[int, int]:
    """At start, what was in flight is uncertain: what may be repeated waits again, the rest stays. How many (repeated, uncertain)."""
    sending = col(Debt.state) == DebtState.SENDING
    may_repeat = or_(col(Debt.op) != Op.SEND, col(Debt.again).is_(True) & (col(Debt.attempts) < REPEATS))
    repeated = db.execute(update(Debt).where(sending, may_repeat).values(state=DebtState.WAITING, reason="repeated")).rowcount
    uncertain = db.execute(update(Debt).where(sending).values(state=DebtState.UNCERTAIN, done_at=now, reason="crash")).rowcount
    return repeated, uncertain


REPEATS = 6
"""A message during whose sending the process dies so often is left uncertain: it may be what kills it."""


def forget_done(db: Connection, *, before: datetime) -> int:
    """Delete what was done with before an instant; how many."""
    done = col(Debt.state).not_in([DebtState.WAITING, DebtState.SENDING]) & (col(Debt.done_at) < before)
    return db.execute(delete(Debt).where(done)).rowcount
