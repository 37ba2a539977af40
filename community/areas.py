"""Areas: houses that do things together, and how a house comes to belong to one."""

from datetime import datetime

from sqlalchemy import Connection

from storage import audit, places
from storage.audit import Act
from storage.places import House
from storage.roles import Scope


def found(db: Connection, *, by: int | None, name: str, now: datetime) -> int:
    """The area of this name, founded if there is none; its number. `by`: who founds it (None: the command line)."""
    known = places.find_area(db, name)
    if known is not None:
        return known.id
    area = places.add_area(db, name, now)
    audit.note(db, Act.AREA_FOUNDED, by=by, scope=Scope(area=area), at=now)
    return area


def houses_named(db: Connection, name: str) -> list[House]:
    """The houses that are called so."""
    return [house for house in places.list_houses(db) if house.name == name]
