"""Who signed up a neighbour without a phone: a sign-up without a person, and whom to tell of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Index, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.events.events import find_event
from storage.events.tables import GUEST, Answer, Event, SignUp
from storage.people import Person, get_person
from storage.rows import every, first
from storage.types import BigInt, one_of


class Passing(StrEnum):
    """How far the last news have come on their way to the neighbour."""

    NOTHING = "nothing"  # there were none
    OPEN = "open"
    TOLD = "told"
    UNREACHED = "unreached"


class Proxy(SQLModel, table=True):
    """A person answers for neighbours without a phone; `nickname` only if the neighbour agreed to it."""

    __tablename__ = "proxies"
    __table_args__ = (Index("ix_proxies_person_id", "person_id"),)

    sign_up_id: int = Field(
        sa_type=BigInt, foreign_key="sign_ups.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    nickname: str | None = Field(default=None, max_length=GUEST)
    passing: Passing = Field(default=Passing.NOTHING, sa_type=one_of(Passing))


def add_proxy(db: Connection, sign_up_id: int, person_id: int, nickname: str | None) -> None:
    """This person answers for a sign-up."""
    values = {"sign_up_id": sign_up_id, "person_id": person_id, "nickname": nickname, "passing": Passing.NOTHING}
    db.execute(insert(Proxy), values)


def find_proxy(db: Connection, sign_up_id: int) -> Proxy | None:
    """Who answers for a sign-up."""
    return first(db, Proxy, select(Proxy).where(col(Proxy.sign_up_id) == sign_up_id))


def find_contact(db: Connection, sign_up: SignUp) -> Person | None:
    """Whom to write to about a sign-up: the person, or who answers for them; None for a nameless seat."""
    if sign_up.person_id is not None:
        return get_person(db, sign_up.person_id)
    proxy = find_proxy(db, sign_up.id)
    return get_person(db, proxy.person_id) if proxy else None


def list_proxied(db: Connection, event_id: int, person_id: int) -> list[tuple[SignUp, Proxy]]:
    """The neighbours somebody signed up for an event, in that order."""
    query = select(SignUp).join(Proxy, col(Proxy.sign_up_id) == col(SignUp.id))
    mine = query.where(col(SignUp.event_id) == event_id, col(Proxy.person_id) == person_id).order_by(col(SignUp.id))
    return [_with_proxy(db, sign_up) for sign_up in every(db, SignUp, mine)]


def list_all_proxied(db: Connection, person_id: int, after: datetime) -> list[tuple[SignUp, Proxy, Event]]:
    """The neighbours somebody signed up for what starts after an instant, what starts next first."""
    query = select(SignUp).join(Proxy, col(Proxy.sign_up_id) == col(SignUp.id)).join(Event, col(Event.id) == col(SignUp.event_id))
    mine = query.where(col(Proxy.person_id) == person_id, col(Event.starts_at) > after)
    return [_with_event(db, sign_up) for sign_up in every(db, SignUp, mine.order_by(col(Event.starts_at), col(SignUp.id)))]


def list_proxies(db: Connection, event_id: int) -> dict[int, Proxy]:
    """Who answers for whom at an event, by the number of the sign-up."""
    query = select(Proxy).join(SignUp, col(SignUp.id) == col(Proxy.sign_up_id)).where(col(SignUp.event_id) == event_id)
    return {proxy.sign_up_id: proxy for proxy in every(db, Proxy, query)}


def count_unpassed(db: Connection, event_id: int) -> int:
    """How many neighbours without a phone may not have heard the last news, by sign-ups."""
    waiting = (col(SignUp.event_id) == event_id) & col(Proxy.passing).in_([Passing.OPEN, Passing.UNREACHED])
    query = select(func.count()).select_from(Proxy).join(SignUp, col(SignUp.id) == col(Proxy.sign_up_id)).where(waiting)
    return db.execute(query).scalar_one()


def change_proxy(db: Connection, sign_up_id: int, **values: Any) -> None:
    """Set columns of who answers for a sign-up."""
    db.execute(update(Proxy).where(col(Proxy.sign_up_id) == sign_up_id).values(**values))


def open_passing(db: Connection, event_id: int) -> None:
    """There are news, which all who answer for neighbours are to pass on."""
    of_it = select(col(SignUp.id)).where(col(SignUp.event_id) == event_id, col(SignUp.answer) != Answer.CANT)
    db.execute(update(Proxy).where(col(Proxy.sign_up_id).in_(of_it)).values(passing=Passing.OPEN))


def forget_proxies(db: Connection, *, ended_before: datetime) -> int:
    """Delete who answered for whom at events that ended before an instant, and the nicknames; the seats stay. How many."""
    ended = func.coalesce(col(Event.ends_at), col(Event.starts_at)) < ended_before
    of_them = select(col(SignUp.id)).join(Event, col(Event.id) == col(SignUp.event_id)).where(ended)
    return db.execute(delete(Proxy).where(col(Proxy.sign_up_id).in_(of_them))).rowcount


def _with_proxy(db: Connection, sign_up: SignUp) -> tuple[SignUp, Proxy]:
    proxy = find_proxy(db, sign_up.id)
    assert proxy is not None, "the query joined it"
    return sign_up, proxy


def _with_event(db: Connection, sign_up: SignUp) -> tuple[SignUp, Proxy, Event]:
    event = find_event(db, sign_up.event_id)
    assert event is not None, "a foreign key points to the row"
    return *_with_proxy(db, sign_up), event
