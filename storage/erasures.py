"""Who asked to be forgotten: a keyed hash, so that a later press stores nothing. The key is kept outside the database."""

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.rows import first


class Erasure(SQLModel, table=True):
    """What remains of a person who was forgotten."""

    __tablename__ = "erasures"

    mark: str = Field(max_length=64, primary_key=True)
    month: str = Field(max_length=7)


def remember_erased(db: Connection, mark: str, month: str) -> None:
    """Somebody was forgotten."""
    if not was_erased(db, mark):
        db.execute(insert(Erasure), {"mark": mark, "month": month})


def was_erased(db: Connection, mark: str) -> bool:
    """Whether somebody asked to be forgotten and has not joined again."""
    return first(db, Erasure, select(Erasure).where(col(Erasure.mark) == mark)) is not None


def lift_erasure(db: Connection, mark: str) -> None:
    """They joined again."""
    db.execute(delete(Erasure).where(col(Erasure.mark) == mark))
