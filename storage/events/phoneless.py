"""What is kept about neighbours without a phone by a name: as whom somebody signed them up, or as whose guests."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, or_, select
from sqlmodel import col

from storage.cards import Thing
from storage.events.proxies import Passing, Proxy
from storage.events.tables import Event, Guest, SignUp
from storage.rows import loaded


@dataclass(frozen=True, slots=True)
class Trace:
    """One of them. `passing`: how far the last news came, of a sign-up; `guest`: the number of a guest's row."""

    event: Event
    sign_up: SignUp
    name: str
    passing: Passing | None = None
    guest: int | None = None

    @property
    def entry(self) -> str:
        """What tells it from the others, in a button."""
        return f"s{self.sign_up.id}" if self.guest is None else f"g{self.guest}"


def list_traces(db: Connection, house_id: int) -> list[Trace]:
    """All there are by a name in a house: at its events, or counting for it at those of others."""
    signed_up = select(col(SignUp.id), col(Proxy.nickname), col(Proxy.passing)).join(Proxy, col(Proxy.sign_up_id) == col(SignUp.id))
    brought = select(col(SignUp.id), col(Guest.name), col(Guest.id)).join(Guest, col(Guest.sign_up_id) == col(SignUp.id))
    found = [_trace(db, row[0], name=row[1], passing=row[2]) for row in _in_house(db, signed_up, house_id) if row[1] is not None]
    return found + [_trace(db, row[0], name=row[1], guest=row[2]) for row in _in_house(db, brought, house_id)]


def remove_proxy(db: Connection, sign_up_id: int) -> None:
    """Nobody answers for a sign-up any more; the seat stays."""
    db.execute(delete(Proxy).where(col(Proxy.sign_up_id) == sign_up_id))


def remove_guest(db: Connection, guest_id: int) -> None:
    """A guest has no name any more; the party stays as large."""
    db.execute(delete(Guest).where(col(Guest.id) == guest_id))


def _in_house(db: Connection, query: Any, house_id: int) -> Any:
    there = query.join(Thing, col(Thing.id) == col(SignUp.event_id))
    return db.execute(there.where(or_(col(Thing.house_id) == house_id, col(SignUp.house_id) == house_id)).order_by(col(SignUp.id))).all()


def _trace(db: Connection, sign_up_id: int, **values: Any) -> Trace:
    sign_up = loaded(SignUp, db.execute(select(SignUp).where(col(SignUp.id) == sign_up_id)).one()._mapping)
    event = loaded(Event, db.execute(select(Event).where(col(Event.id) == sign_up.event_id)).one()._mapping)
    return Trace(event, sign_up, **values)
