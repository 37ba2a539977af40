"""Polls that are over, while the files may still tell what the tables do not."""

from collections.abc import Collection

from sqlalchemy import Connection, select, update
from sqlmodel import col

from storage.polls.tables import Poll


def list_unsealed(db: Connection) -> list[int]:
    """The polls that are over and of whose votes the files may still hold something."""
    return list(db.execute(select(col(Poll.id)).where(col(Poll.sealed).is_(False)).order_by(col(Poll.id))).scalars())


def set_sealed(db: Connection, polls: Collection[int]) -> None:
    """Nothing in the files ties a person to a vote of these polls any more."""
    db.execute(update(Poll).where(col(Poll.id).in_(polls)).values(sealed=True))
