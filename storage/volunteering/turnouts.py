"""Who came to calls that are over, and what it adds up to in a house."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, cast, delete, func, insert, select, update
from sqlmodel import col

from storage.cards import Thing
from storage.rows import every
from storage.volunteering.tables import Call, CallState, Helper, Task, Turnout


def list_to_settle(db: Connection, now: datetime, limit: int) -> list[Call]:
    """Calls that are over and of which it must be asked now who came, or is assumed now; what is due longest first."""
    due = select(Call).where(col(Call.turnout_at) <= now).order_by(col(Call.turnout_at), col(Call.id))
    return every(db, Call, due.limit(limit).with_for_update())


NEXT_TURNOUT = select(func.min(col(Call.turnout_at)))
"""When that is to be done next."""


def set_helpers(db: Connection, call: Call, house_id: int, month: str, people: Iterable[int]) -> None:
    """These people helped with a call, and nobody else did."""
    db.execute(delete(Helper).where(col(Helper.call_id) == call.id))
    rows = [_row(db, call.id, house_id, month, person) for person in sorted(people)]
    if rows:
        db.execute(insert(Helper), rows)


def _row(db: Connection, call: int, house_id: int, month: str, person: int) -> dict[str, Any]:
    theirs = (col(Helper.house_id) == house_id) & (col(Helper.person_id) == person) & col(Helper.month).startswith(month[:4])
    mark = db.execute(select(func.min(col(Helper.mark))).where(theirs)).scalar() or secrets.token_hex(8)
    return {"house_id": house_id, "call_id": call, "person_id": person, "month": month, "mark": mark}


def list_helpers(db: Connection, house_id: int, year: int) -> set[tuple[str, str]]:
    """In which months of a year each of those who helped in a house did: (who, month), where `who` only tells them apart."""
    whose = func.coalesce(cast(col(Helper.person_id), String), col(Helper.mark))
    query: Any = select(whose, col(Helper.month)).where(col(Helper.house_id) == house_id, col(Helper.month).startswith(f"{year:04}-"))
    return {(row[0], row[1]) for row in db.execute(query)}


@dataclass(frozen=True, slots=True)
class Done:
    """What one call of a house came to."""

    month: str
    came: int
    strangers: int
    visits: int
    minutes: int
    assumed: bool


def list_done(db: Connection, house_id: int, year: int) -> list[Done]:
    """What the calls of a house in a year came to."""
    sums: Any = (
        select(
            col(Call.month),
            col(Call.came),
            col(Call.strangers),
            func.coalesce(func.sum(col(Task.came)), 0),
            func.coalesce(func.sum(col(Task.minutes)), 0),
            col(Call.turnout),
        )
        .join(Thing, col(Thing.id) == col(Call.id))
        .join(Task, col(Task.call_id) == col(Call.id))
        .where(col(Thing.house_id) == house_id, col(Call.month).startswith(f"{year:04}-"), col(Call.state) == CallState.OVER)
        .group_by(col(Call.id))
    )
    return [Done(row[0], row[1] or 0, row[2], row[3], row[4], row[5] is Turnout.ASSUMED) for row in db.execute(sums)]


def list_years(db: Connection, house_id: int) -> list[int]:
    """The years in which there was help in a house, the first one first."""
    query = select(func.substr(col(Call.month), 1, 4)).join(Thing, col(Thing.id) == col(Call.id))
    return sorted({int(year) for year in db.execute(query.where(col(Thing.house_id) == house_id, col(Call.month).is_not(None))).scalars()})


def untie_helpers(db: Connection, *, ended_before: datetime, year: int) -> int:
    """What somebody helped with is forgotten when the call is; who it was, when a year before this one is over. How many rows of people."""
    ended = select(col(Call.id)).where(col(Call.ended_at) < ended_before)
    db.execute(update(Helper).where(col(Helper.call_id).in_(ended)).values(call_id=None))
    old = (col(Helper.month) < f"{year:04}") & col(Helper.person_id).is_not(None)
    return db.execute(update(Helper).where(old).values(person_id=None, call_id=None)).rowcount
