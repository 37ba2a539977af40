"""Bring-lists: what an event needs, and who has promised to bring it.

A promise hangs on a sign-up, so it goes with it: when its owner is forgotten, and when answers turn into numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, UniqueConstraint, case, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.events import SignUp
from storage.rows import every, first
from storage.types import BigInt

ITEM = 40
"""The longest name of something to bring, in characters."""


class BringItem(SQLModel, table=True):
    """Something an event needs, and how many pieces of it."""

    __tablename__ = "bring_items"
    __table_args__ = (UniqueConstraint("event_id", "name"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    event_id: int = Field(sa_type=BigInt, foreign_key="events.id", ondelete="CASCADE")
    name: str = Field(max_length=ITEM)
    wanted: int = 1
    position: int = 0


class BringClaim(SQLModel, table=True):
    """Somebody who comes brings so many pieces."""

    __tablename__ = "bring_claims"
    __table_args__ = (UniqueConstraint("sign_up_id", "item_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    sign_up_id: int = Field(sa_type=BigInt, foreign_key="sign_ups.id", ondelete="CASCADE")
    item_id: int = Field(sa_type=BigInt, foreign_key="bring_items.id", ondelete="CASCADE", index=True)
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Needed:
    """An item with how much of it is promised; `mine` is what the one who looks has promised."""

    item: int
    name: str
    wanted: int
    promised: int
    mine: int = 0

    @property
    def missing(self) -> int:
        """How many pieces nobody has promised yet."""
        return max(self.wanted - self.promised, 0)


def list_needed(db: Connection, event_id: int, sign_up_id: int | None = None) -> tuple[Needed, ...]:
    """The bring-list of an event as the owner of a sign-up sees it, in the organiser's order; empty when there is none."""
    pieces, own = col(BringClaim.pieces), col(BringClaim.sign_up_id) == (sign_up_id or 0)
    query = (
        select(
            col(BringItem.id),
            col(BringItem.name),
            col(BringItem.wanted),
            func.coalesce(func.sum(pieces), 0),
            func.coalesce(func.sum(case((own, pieces), else_=0)), 0),
        )
        .outerjoin(BringClaim, col(BringClaim.item_id) == col(BringItem.id))
        .where(col(BringItem.event_id) == event_id)
        .group_by(col(BringItem.id), col(BringItem.name), col(BringItem.wanted), col(BringItem.position))
        .order_by(col(BringItem.position))
    )
    return tuple(Needed(item, name, wanted, int(promised), int(mine)) for item, name, wanted, promised, mine in db.execute(query))


def find_item(db: Connection, item_id: int) -> BringItem | None:
    """The item with this number."""
    return first(db, BringItem, select(BringItem).where(col(BringItem.id) == item_id))


def list_items(db: Connection, event_id: int) -> list[BringItem]:
    """What an event needs, in the organiser's order."""
    return every(db, BringItem, select(BringItem).where(col(BringItem.event_id) == event_id).order_by(col(BringItem.position)))


def add_item(db: Connection, *, event: int, name: str, wanted: int, position: int) -> None:
    """A new item of an event's list."""
    db.execute(insert(BringItem), {"event_id": event, "name": name, "wanted": wanted, "position": position})


def change_item(db: Connection, item_id: int, *, wanted: int, position: int) -> None:
    """Another number of pieces, or another place in the list; what is promised stays."""
    db.execute(update(BringItem).where(col(BringItem.id) == item_id).values(wanted=wanted, position=position))


def remove_items(db: Connection, item_ids: Iterable[int]) -> None:
    """These are not needed any more; who promised them is free of it."""
    db.execute(delete(BringItem).where(col(BringItem.id).in_(list(item_ids))))


def set_claim(db: Connection, sign_up_id: int, item_id: int, pieces: int) -> None:
    """The owner of a sign-up brings so many pieces of this; none takes the promise back."""
    db.execute(delete(BringClaim).where(col(BringClaim.sign_up_id) == sign_up_id, col(BringClaim.item_id) == item_id))
    if pieces:
        db.execute(insert(BringClaim), {"sign_up_id": sign_up_id, "item_id": item_id, "pieces": pieces})


def free_claims(db: Connection, sign_up_id: int) -> None:
    """Somebody does not come: what they promised is needed again."""
    db.execute(delete(BringClaim).where(col(BringClaim.sign_up_id) == sign_up_id))


def list_bringers(db: Connection, event_id: int) -> list[tuple[int, int, int]]:
    """Who brings what: the item, the person and the pieces, the first to promise first."""
    query = (
        select(col(BringClaim.item_id), col(SignUp.person_id), col(BringClaim.pieces))
        .join(SignUp, col(SignUp.id) == col(BringClaim.sign_up_id))
        .where(col(SignUp.event_id) == event_id)
        .order_by(col(BringClaim.id))
    )
    return [(item, person, pieces) for item, person, pieces in db.execute(query) if person is not None]


def list_promised_events(db: Connection, person_id: int) -> list[int]:
    """The events to which a person has promised to bring something."""
    query = select(col(SignUp.event_id)).join(BringClaim, col(BringClaim.sign_up_id) == col(SignUp.id))
    return list(db.execute(query.where(col(SignUp.person_id) == person_id).distinct().order_by(col(SignUp.event_id))).scalars())
