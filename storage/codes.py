"""Codes by which one joins a house besides its own: those of houses that became part of it, printed on boards that still hang."""

from sqlalchemy import Connection, Index, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.places import House
from storage.rows import first
from storage.types import BigInt


class HouseCode(SQLModel, table=True):
    """A code that leads to a house, until the house gets a new one."""

    __tablename__ = "house_codes"
    __table_args__ = (Index("ix_house_codes_house_id", "house_id"),)

    token: str = Field(max_length=64, primary_key=True)
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")


def add_code(db: Connection, token: str, house_id: int) -> None:
    """One more code that leads to a house."""
    db.execute(insert(HouseCode), {"token": token, "house_id": house_id})


def find_house(db: Connection, token: str) -> House | None:
    """The house a code leads to: its own, or one that it took over."""
    taken = select(col(HouseCode.house_id)).where(col(HouseCode.token) == token)
    return first(db, House, select(House).where((col(House.token) == token) | col(House.id).in_(taken)))


def forget_codes(db: Connection, house_id: int) -> None:
    """The codes a house took over let nobody in any more."""
    db.execute(delete(HouseCode).where(col(HouseCode.house_id) == house_id))
