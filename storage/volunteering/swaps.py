"""Two shifts of a call that somebody wants to swap."""

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.rows import added, first
from storage.types import BigInt


class TaskSwap(SQLModel, table=True):
    """A volunteer wants the task `task_id` for their own; `overlaps`: they said that it may overlap another one of theirs."""

    __tablename__ = "task_swaps"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    volunteer_id: int = Field(sa_type=BigInt, foreign_key="volunteers.id", ondelete="CASCADE", unique=True)
    task_id: int = Field(sa_type=BigInt, foreign_key="tasks.id", ondelete="CASCADE", index=True)
    overlaps: bool = False


def ask(db: Connection, volunteer_id: int, task_id: int, *, overlaps: bool) -> int:
    """They want this task; what they wanted before is past. The number of the question."""
    remove_of(db, volunteer_id)
    return added(db, insert(TaskSwap), {"volunteer_id": volunteer_id, "task_id": task_id, "overlaps": overlaps})


def get(db: Connection, number: int) -> TaskSwap | None:
    """The question with this number."""
    return first(db, TaskSwap, select(TaskSwap).where(col(TaskSwap.id) == number))


def find_of(db: Connection, volunteer_id: int) -> TaskSwap | None:
    """What a volunteer wants for their task."""
    return first(db, TaskSwap, select(TaskSwap).where(col(TaskSwap.volunteer_id) == volunteer_id))


def remove_of(db: Connection, volunteer_id: int) -> None:
    """They want nothing else for their task any more."""
    db.execute(delete(TaskSwap).where(col(TaskSwap.volunteer_id) == volunteer_id))
