"""When it is looked at whether a task lacks people, and what a chat was asked last."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, ScalarSelect, delete, func, insert, select
from sqlmodel import Field, SQLModel, col

from storage.cards import Card
from storage.places import Chat, ChatState
from storage.rows import every, first
from storage.types import BigInt, UtcDateTime
from storage.volunteering.calls import is_open, list_tasks
from storage.volunteering.tables import Call, Task


class TaskCheck(SQLModel, table=True):
    """At `due_at` it is looked at whether a task lacks people; `hours`: so long before it begins, quiet hours apart."""

    __tablename__ = "task_checks"

    task_id: int = Field(
        sa_type=BigInt, foreign_key="tasks.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    hours: int = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)


class NeededPost(SQLModel, table=True):
    """The last "still needed" of a chat: what it asks for, and what it says.

    `key`: of its debt; `posted_at`: when it came, or comes; until `until` it is edited. `missing`: each task it names with how many it
    lacks; `seen`: how often the cards of the chat had changed when that was looked at.
    """

    __tablename__ = "needed_posts"

    chat_id: int = Field(
        sa_type=BigInt, foreign_key="chats.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    key: str = Field(max_length=64)
    calls: list[int] = Field(sa_type=JSON)
    posted_at: datetime = Field(sa_type=UtcDateTime)
    until: datetime = Field(sa_type=UtcDateTime, index=True)
    missing: list[list[int]] = Field(sa_type=JSON)
    seen: int = 0


def set_checks(db: Connection, task_id: int, due: Mapping[int, datetime]) -> None:
    """It is looked at a task at these times, by the hours before it, and at no others."""
    remove_checks(db, [task_id])
    for hours, at in due.items():
        db.execute(insert(TaskCheck), {"task_id": task_id, "hours": hours, "due_at": at})


def remove_checks(db: Connection, tasks: Iterable[int], hours: int | None = None) -> None:
    """It is not looked at these tasks any more, or not so many hours before."""
    these = col(TaskCheck.task_id).in_(list(tasks))
    db.execute(delete(TaskCheck).where(these if hours is None else these & (col(TaskCheck.hours) == hours)))


def list_due_checks(db: Connection, now: datetime, limit: int) -> list[TaskCheck]:
    """Those whose time has come, the oldest first."""
    return every(db, TaskCheck, select(TaskCheck).where(col(TaskCheck.due_at) <= now).order_by(col(TaskCheck.due_at)).limit(limit))


NEXT_TASK_CHECK = select(func.min(col(TaskCheck.due_at)))
"""When one is due next."""


def list_in_chat(db: Connection, chat_id: int, now: datetime) -> list[tuple[Call, list[Task]]]:
    """The open calls that hang in a chat with their tasks, the next one first."""
    shown = select(col(Card.thing_id)).where(col(Card.chat_id) == chat_id)
    here = col(Call.id).in_(shown) | col(Call.event_id).in_(shown)
    order = col(Call.begins_at).is_(None), col(Call.begins_at), col(Call.id)
    return [(call, list_tasks(db, call.id)) for call in every(db, Call, select(Call).where(here, is_open(now)).order_by(*order))]


def find_post(db: Connection, chat_id: int) -> NeededPost | None:
    """What a chat was asked last."""
    return first(db, NeededPost, select(NeededPost).where(col(NeededPost.chat_id) == chat_id))


def keep_post(db: Connection, post: NeededPost) -> None:
    """This is what the chat is asked, instead of what it was asked before."""
    db.execute(delete(NeededPost).where(col(NeededPost.chat_id) == post.chat_id))
    db.execute(insert(NeededPost), post.model_dump())


def count_changes(db: Connection, chat_id: int) -> int:
    """How often the cards of a chat have changed."""
    return db.execute(select(_changes(chat_id))).scalar_one()


def list_changed(db: Connection, now: datetime, limit: int) -> list[NeededPost]:
    """Posts that still ask for somebody, in whose chats a card has changed since they were looked at."""
    posts = select(NeededPost).join(Chat, col(Chat.id) == col(NeededPost.chat_id))
    live = (col(NeededPost.until) > now) & (col(Chat.state) == ChatState.ACTIVE)
    return every(db, NeededPost, posts.where(live, col(NeededPost.seen) != _changes(col(NeededPost.chat_id))).limit(limit))


def _changes(chat_id: Any) -> ScalarSelect[int]:
    changes = select(func.coalesce(func.sum(col(Card.version)), 0)).where(col(Card.chat_id) == chat_id)
    return changes.scalar_subquery()
