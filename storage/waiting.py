"""Houses that wait for their group: somebody wrote them down, and no group has come to them yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select
from sqlmodel import col

from bot.names import alphabetical
from storage.people import Membership
from storage.places import Chat, House
from storage.roles import Holder
from storage.rows import every


def list_waiting(db: Connection, area: int) -> list[House]:
    """The houses of an area that never had a group, by name."""
    found = every(db, House, select(House).where(col(House.area_id) == area, _never_had_a_group()))
    return sorted(found, key=lambda house: (alphabetical(house.name), house.id))


def list_unused(db: Connection, *, made_before: datetime) -> list[int]:
    """Houses made before an instant that never had a group, and that nobody has joined or looks after by a role in just them."""
    old = _unused().where(col(House.created_at) < made_before)
    return list(db.execute(old.order_by(col(House.id))).scalars())


def count_unused(db: Connection, area: int, houses: Sequence[int]) -> int:
    """How many of these houses are still in the area, and as nobody has used them."""
    still = _unused().where(col(House.area_id) == area, col(House.id).in_(houses))
    return int(db.execute(select(func.count()).select_from(still.subquery())).scalar_one())


def _unused() -> Select[int]:
    return select(col(House.id)).where(_never_had_a_group(), *_nobody_there((Membership, Holder)))


def _never_had_a_group() -> ColumnElement[bool]:
    return ~exists().where(col(Chat.house_id) == col(House.id))


def _nobody_there(tables: Iterable[type[Membership] | type[Holder]]) -> list[ColumnElement[bool]]:
    return [~exists().where(col(table.house_id) == col(House.id)) for table in tables]
