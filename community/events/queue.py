"""The queue moves: free seats are given or offered to who waits, and they are told."""

from datetime import datetime

from sqlalchemy import Connection

from community import reminders
from community.events.offers import offer_ends, offer_key, waking
from community.events.rules import promoted
from community.events.seating import held, seats_of
from community.house_rules import rules_at
from community.quiet import HouseRules
from storage import events, outbox, people
from storage.events import Answer, Event, Passing, Place, SignUp
from storage.outbox import Debt, Lane, Message, To
from storage.people import Person, Reach


def count(event: Event, sign_up: SignUp | None, sign: int) -> None:
    """Take a sign-up into the event's totals (+1), or out of them (-1)."""
    if sign_up is None:
        return
    event.seated += sign * (sign_up.party if sign_up.place is Place.SEATED else 0)
    event.waiting += sign * (sign_up.party if sign_up.place is Place.WAITING else 0)
    event.maybe += sign * (sign_up.answer is Answer.MAYBE)


def move_queue(db: Connection, event: Event, rules: HouseRules, now: datetime) -> list[SignUp]:
    """Give or offer free seats to who waits, tell them, and change the event's totals (the caller writes them; `held` is written)."""
    seats = seats_of(db, event, now)
    lucky = promoted(events.list_queue(db, event.id), seats) if event.waiting and not seats.full else []
    ends = offer_ends(event, seats.offer_minutes, rules_at(db, event.id, rules), now) if lucky and seats.offer_minutes else None
    for sign_up in lucky:
        seats = seats.having(sign_up)
        give(db, event, sign_up, ends, rules, now)
    hold(db, event, held(event, seats))
    return lucky


def hold(db: Connection, event: Event, number: int) -> None:
    """So many free places can't be had by a tap."""
    if number != event.held:
        event.held = number
        events.change_event(db, event.id, held=number)


def give(db: Connection, event: Event, sign_up: SignUp, ends: datetime | None, rules: HouseRules, now: datetime) -> None:
    """The seat is theirs; or, while there is time for an answer (until `ends`) and they can be asked, it is held for them."""
    person = contact(db, sign_up)
    if ends is not None and person.reach is Reach.OPEN and sign_up.person_id is not None:
        _offer(db, event, sign_up, person, ends, rules, now)
    else:
        seat(db, event, sign_up, untold=person.reach is not Reach.OPEN, now=now)
        if not sign_up.untold:
            tell_place(db, event, sign_up, person, "promoted", rules, now)
        reminders.plan(db, sign_up, event, person, rules, now)


def contact(db: Connection, sign_up: SignUp) -> Person:
    """Whom to tell of a sign-up that waits: the person, or who signed them up. Without either, it does not wait."""
    found = events.find_contact(db, sign_up)
    assert found is not None, "a nameless sign-up that nobody answers for never waits"
    return found


def seat(db: Connection, event: Event, sign_up: SignUp, *, untold: bool, now: datetime) -> None:
    """A sign-up that waits, or holds an offer, has a seat now."""
    count(event, sign_up, -1)
    sign_up.place, sign_up.queued_at, sign_up.offered_until, sign_up.untold = Place.SEATED, None, None, untold
    count(event, sign_up, +1)
    values = {"place": sign_up.place, "queued_at": None, "offered_until": None, "untold": untold, "changed_at": now}
    events.change_sign_up(db, sign_up.id, **values)


def tell(db: Connection, event: Event, person: Person, kind: str, rules: HouseRules, now: datetime, **params: int) -> None:
    """Somebody hears what became of their place."""
    message = Message(kind, {"event": event.id, **params}, lane=Lane.PRIVATE, until=event.starts_at)
    reminders.write_to(db, person, message, rules_at(db, event.id, rules), now, event_at=event.starts_at)


def tell_place(db: Connection, event: Event, sign_up: SignUp, person: Person, kind: str, rules: HouseRules, now: datetime) -> None:
    """A person hears of their place by a message of this kind; of a neighbour's without a phone the one hears who signed them up."""
    if sign_up.person_id is not None:
        tell(db, event, person, kind, rules, now)
        return
    events.change_proxy(db, sign_up.id, passing=Passing.OPEN)
    tell(db, event, person, "neighbour-place", rules, now, sign_up=sign_up.id)


def _offer(db: Connection, event: Event, sign_up: SignUp, person: Person, ends: datetime, rules: HouseRules, now: datetime) -> None:
    count(event, sign_up, -1)
    sign_up.place, sign_up.queued_at, sign_up.offered_until = Place.OFFERED, None, ends
    events.change_sign_up(db, sign_up.id, place=sign_up.place, queued_at=None, offered_until=ends, changed_at=now)
    message = Message("offer", {"event": event.id}, lane=Lane.PRIVATE, key=offer_key(sign_up), until=ends)
    outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=waking(event, rules_at(db, event.id, rules), now))


def note_failed(db: Connection, debt: Debt) -> None:
    """A message can't be delivered; if it told of a seat or offered one, the seat is kept, and the organiser sees that
    somebody could not be told."""
    if debt.kind == "neighbour-place":
        events.change_sign_up(db, debt.params["sign_up"], untold=True)
    person = people.find_person(db, debt.address) if debt.kind in _TELL_OF_SEATS and debt.address is not None else None
    if person is None:
        return
    asked = events.lock_event(db, debt.params["event"], None)
    sign_up = events.find_sign_up(db, asked.event.id, person.id) if asked else None
    if asked is None or sign_up is None:
        return
    event = asked.event
    if sign_up.place is Place.OFFERED:
        seat(db, event, sign_up, untold=True, now=sign_up.changed_at)
        events.change_event(db, event.id, seated=event.seated, held=event.held - sign_up.party)
    elif sign_up.place is Place.SEATED:
        events.change_sign_up(db, sign_up.id, untold=True)


_TELL_OF_SEATS = ("promoted", "offer", "drawn")
