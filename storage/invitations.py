"""Invitations: one-use secrets by which somebody takes a role, or a group's house joins an area. Only a hash of them is kept."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.roles import Role, Scope
from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, one_of


class Invitation(SQLModel, table=True):
    """To a role in a scope; or, without a role, for a house to belong to an area. `person_id` made it (None: the command line)."""

    __tablename__ = "invitations"
    __table_args__ = (
        *(Index(f"ix_invitations_{column}", column) for column in ("person_id", "house_id", "area_id", "expires_at")),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    digest: str = Field(max_length=64, unique=True)
    role: Role | None = Field(default=None, sa_type=one_of(Role))
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    area_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="areas.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    expires_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def scope(self) -> Scope:
        """Where what it gives holds."""
        return Scope(self.house_id, self.area_id)


def digest(secret: str) -> str:
    """What is kept of a secret: who reads the database can't use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def add_invitation(db: Connection, secret: str, **values: Any) -> int:
    """A new invitation; the values are its other columns; its number."""
    return added(db, insert(Invitation), {"digest": digest(secret), **values})


def find_invitation(db: Connection, secret: str) -> Invitation | None:
    """The invitation with this secret, locked: of two who use it at once, one does."""
    return first(db, Invitation, select(Invitation).where(col(Invitation.digest) == digest(secret)).with_for_update())


def look_up_invitation(db: Connection, number: int) -> Invitation | None:
    """The invitation with this number, which a button may have made up."""
    return first(db, Invitation, select(Invitation).where(col(Invitation.id) == number))


def list_invitations(db: Connection, scope: Scope, now: datetime) -> list[Invitation]:
    """What is open for a house or an area, the oldest first."""
    there = col(Invitation.house_id) == scope.house if scope.house is not None else col(Invitation.area_id) == scope.area
    query = select(Invitation).where(there, col(Invitation.expires_at) > now)
    return every(db, Invitation, query.order_by(col(Invitation.id)))


def remove_invitation(db: Connection, number: int) -> bool:
    """Used or revoked; False when it was gone before."""
    return db.execute(delete(Invitation).where(col(Invitation.id) == number)).rowcount > 0


def forget_expired(db: Connection, now: datetime) -> int:
    """Delete what has expired; how many."""
    return db.execute(delete(Invitation).where(col(Invitation.expires_at) <= now)).rowcount
