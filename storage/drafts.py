"""Conversations that are under way: rows, so that they survive a restart."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Index, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime


class Draft(SQLModel, table=True):
    """What somebody has begun and not finished.

    `address` is the private or group chat it goes on in, `author` the Telegram id of who may press its buttons
    (None: any admin of that chat, because an anonymous one began it). `resting`: its author did something else meanwhile, so their
    next words are no answer.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        Index("ix_drafts_author", "author"),
        Index("ix_drafts_chat_id", "chat_id"),
        Index("ix_drafts_expires_at", "expires_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    kind: str = Field(max_length=32)
    step: str = Field(max_length=32)
    author: int | None = Field(default=None, sa_type=BigInt)
    address: int = Field(sa_type=BigInt)
    thread_id: int | None = Field(default=None, sa_type=BigInt)
    chat_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE")
    message_id: int | None = Field(default=None, sa_type=BigInt)
    token: str | None = Field(default=None, max_length=32, unique=True)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    resting: bool = False


def add_draft(db: Connection, **values: Any) -> int:
    """A new draft; its number."""
    return added(db, insert(Draft), {"resting": False, **values})


def find_draft(db: Connection, draft_id: int) -> Draft | None:
    """The draft with this number."""
    return first(db, Draft, select(Draft).where(col(Draft.id) == draft_id).with_for_update())


def find_draft_by_token(db: Connection, token: str) -> Draft | None:
    """The draft a private link carries."""
    return first(db, Draft, select(Draft).where(col(Draft.token) == token).with_for_update())


def find_open_draft(db: Connection, author: int, kind: str, *steps: str) -> Draft | None:
    """The newest draft of a person in private that is at one of these steps."""
    mine = (col(Draft.author) == author) & (col(Draft.address) == author) & (col(Draft.kind) == kind)
    query = select(Draft).where(mine, col(Draft.step).in_(steps)).order_by(col(Draft.id).desc()).limit(1)
    return first(db, Draft, query.with_for_update())


def change_draft(db: Connection, draft_id: int, **values: Any) -> None:
    """Set columns of a draft."""
    db.execute(update(Draft).where(col(Draft.id) == draft_id).values(**values))


def remove_draft(db: Connection, draft_id: int) -> None:
    """The draft is finished or given up."""
    db.execute(delete(Draft).where(col(Draft.id) == draft_id))


def list_expired(db: Connection, now: datetime) -> list[Draft]:
    """Drafts whose time is over."""
    return every(db, Draft, select(Draft).where(col(Draft.expires_at) <= now).order_by(col(Draft.expires_at)).limit(100))


def list_by(db: Connection, author: int) -> list[Draft]:
    """The drafts of a person, the newest first."""
    return every(db, Draft, select(Draft).where(col(Draft.author) == author).order_by(col(Draft.id).desc()))


def count_open(db: Connection, author: int, kind: str, now: datetime) -> int:
    """How many things of a kind somebody has begun, and could still finish."""
    theirs = (col(Draft.author) == author) & (col(Draft.kind) == kind) & (col(Draft.expires_at) > now)
    return db.execute(select(func.count()).select_from(Draft).where(theirs)).scalar_one()


def leave_drafts(db: Connection, author: int) -> None:
    """A command leaves what somebody was writing in private: a line is waited for no more, answers to questions rest."""
    private = (col(Draft.author) == author) & (col(Draft.address) == author)
    db.execute(delete(Draft).where(private, col(Draft.step) == "line"))
    db.execute(update(Draft).where(private).values(resting=True))


def move(db: Connection, old: int, new: int) -> None:
    """A group has another number now."""
    db.execute(update(Draft).where(col(Draft.address) == old).values(address=new, message_id=None))


NEXT_EXPIRY = select(func.min(col(Draft.expires_at)))
"""When the next draft ends."""
