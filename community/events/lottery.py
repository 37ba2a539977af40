"""Drawing lots for places, so that nobody can bend it: the seed is chosen and sealed before anybody answers, and told after the draw.

docs/lottery.md shows how anybody checks a draw without this program; docs/adr/0011 says why it is made so.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from community import reminders
from community.events.queue import contact, seat, tell_place
from community.events.rules import Seats, promoted
from community.events.seating import seats_of
from community.quiet import HouseRules
from storage import events
from storage.events import Event, Seating, SignUp
from storage.people import Person, Reach

STEP = timedelta(microseconds=1)
"""Between two places in the queue that was drawn; all of them are before the next one who joins it."""


class Lot(Protocol):
    """What is drawn: a sign-up, by its number."""

    @property
    def id(self) -> int: ...


L = TypeVar("L", bound=Lot)


def new_seed() -> str:
    """128 bits that nobody knows."""
    return secrets.token_hex(16)


def seal_of(seed: str) -> str:
    """What is shown before the draw: it fixes the seed and does not tell it (SHA-256)."""
    return sha256(seed.encode()).hexdigest()


def drawn(seed: str, lots: Iterable[L]) -> list[L]:
    """The lots in the order of SHA-256 of `seed:number`."""
    return sorted(lots, key=lambda lot: sha256(f"{seed}:{lot.id}".encode()).hexdigest())


def draw(db: Connection, event: Event, seating: Seating, rules: HouseRules, now: datetime) -> None:
    """Give the seats in drawn order, each party whole; the rest are the queue, in that order. Everybody is told.

    The caller writes the event's totals.
    """
    assert seating.seed is not None, "a draw that was begun has a seed"
    events.change_seating(db, event.id, drawn_at=now)
    lots, seats = drawn(seating.seed, events.list_queue(db, event.id)), seats_of(db, event, now)
    lucky = {lot.id for lot in promoted(lots, seats)}
    for number, lot in enumerate(lots):
        person = contact(db, lot)
        if lot.id in lucky:
            _win(db, event, lot, person, rules, now)
        else:
            events.change_sign_up(db, lot.id, queued_at=now - STEP * (len(lots) - number))
        if person.reach is Reach.OPEN:
            tell_place(db, event, lot, person, "drawn", rules, now)
    events.change_seating(db, event.id, record=_record(lots, lucky, seats))


def _win(db: Connection, event: Event, lot: SignUp, person: Person, rules: HouseRules, now: datetime) -> None:
    seat(db, event, lot, untold=person.reach is not Reach.OPEN, now=now)
    reminders.plan(db, lot, event, person, rules, now)


def _record(lots: list[SignUp], lucky: set[int], seats: Seats) -> dict[str, Any]:
    """What somebody who checks the draw needs: the free places, and each lot in drawn order with its people, house and result."""
    houses = {house: number for number, house in enumerate(sorted({lot.house_id or 0 for lot in lots}), 1)}
    shown = [[lot.id, lot.party, houses[lot.house_id or 0], lot.id in lucky] for lot in lots]
    return {"free": (seats.capacity or 0) - seats.taken - seats.kept, "quota": seats.quota, "lots": shown}
