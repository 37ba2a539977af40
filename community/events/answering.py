"""A neighbour says what they will do: seats, the queue, and who is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.events.organising import organises
from community.events.rules import is_party, largest_party, left, place_for, promoted
from community.people import Presser, met
from community.quiet import HouseRules
from community.refusals import Refused
from storage import bringing, cards, events, outbox, people
from storage.events import Answer, Asked, Event, EventState, Place, SignUp
from storage.outbox import Debt, Lane, Message, Op, To
from storage.people import Person, Reach, Reminding
from storage.rows import loaded

NEWER_COUNTS_S = 86_400
"""Within a day the numbers of Telegram's updates rise, so a lower one is older; after a quiet week they start anew."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The state after a press. `ahead` counts sign-ups before one's own in the queue; `first`: this press made us meet.

    `too_late`: the person wants to be reminded, and the times for it are past.
    """

    event: Event
    answer: Answer | None
    place: Place
    party: int
    language: str
    ahead: int = 0
    first: bool = False
    reachable: bool = False
    reminded: bool = False
    too_late: bool = False
    children: int = 0


@dataclass(frozen=True, slots=True)
class Press:
    """Where a button was pressed: Telegram's numbers of the chat (None: in private) and of the message, and the update.

    `invited`: in private, the presser holds the link of a card, so they have seen it.
    """

    chat: int | None
    message: int | None
    update: int
    invited: bool = False


def answer(
    db: Connection,
    *,
    event: int,
    presser: Presser,
    answer: Answer,
    party: int,
    press: Press,
    rules: HouseRules,
    now: datetime,
    children: int | None = None,
) -> Answered:
    """Record what the neighbour said; a seat if there is one, else a place in the queue. Asking twice changes nothing.

    `children`: those of the party who are; None: as many as were said before for a party of that size.

    Raises: Refused with event-gone, event-over, event-cancelled, not-here, forgotten, party-too-big, party-does-not-fit, no-maybe.
    """
    asked = _open_event(db, event, press, now)
    if answer is Answer.MAYBE and asked.event.capacity is not None:
        raise Refused("no-maybe")
    person, new = met(db, presser, now)
    _authorise(db, asked, press, person, now)
    before = None if new else events.find_sign_up(db, event, person.id)
    if children is None:
        children = before.children if before and before.party == party else 0
    if not is_party(party, children, asked.event.capacity):
        raise Refused("party-too-big", most=largest_party(children, asked.event.capacity))
    wish = _Wish(answer, party, children, press, now)
    if before is not None and (_same(before, wish) or _older(before, press, now)):
        return _as_before(db, asked.event, before, person, wish)
    return _change(db, asked.event, person, before, wish, rules, new=new)


def my_answer(db: Connection, *, event: int, who: int, language: str) -> Answered:
    """What somebody answered, changing nothing; `language` is a stranger's. Raises: Refused("event-gone")."""
    found = events.find_event(db, event)
    if found is None:
        raise Refused("event-gone")
    person = people.find_person(db, who)
    sign_up = events.find_sign_up(db, event, person.id) if person else None
    if person is None or sign_up is None:
        return Answered(found, None, Place.NONE, 0, language)
    return _state(db, found, sign_up, person)


def _open_event(db: Connection, event: int, press: Press, now: datetime) -> Asked:
    asked = events.lock_event(db, event, press.chat)
    if asked is None:
        raise Refused("event-gone")
    if asked.event.state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    if now >= (asked.event.ends_at or asked.event.starts_at):
        raise Refused("event-over")
    return asked


def _authorise(db: Connection, asked: Asked, press: Press, person: Person, now: datetime) -> None:
    """In a group the card must hang there (or be adopted); in private one must live in the house, organise it, or have answered before."""
    if press.chat is not None:
        if asked.card_id is None:
            raise Refused("not-here")
        _adopt(db, asked, press, now)
    elif (
        not press.invited
        and not people.belongs(db, person.id, asked.house_id)
        and not organises(db, asked.event, person.id)
        and events.find_sign_up(db, asked.event.id, person.id) is None
    ):
        raise Refused("not-here")


def _adopt(db: Connection, asked: Asked, press: Press, now: datetime) -> None:
    """A card whose message is not known (the process died after sending it) is the one that was pressed; a copy of it goes."""
    if press.message is None or asked.card_id is None or press.message == asked.card_message:
        return
    if asked.card_message is None:
        cards.change_card(db, asked.card_id, message_id=press.message)
        return
    card = cards.get_card(db, asked.card_id)
    assert card is not None
    copy = Message("gone", op=Op.DELETE, message_id=press.message, lane=Lane.CARD, key=f"copy:{card.chat_id}:{press.message}")
    outbox.owe(db, To(chat_id=card.chat_id), copy, at=now)


def _as_before(db: Connection, event: Event, before: SignUp, person: Person, wish: "_Wish") -> Answered:
    """Nothing new was said; but saying the same again confirms it."""
    sign_up = _confirm(db, before, wish.now) if _same(before, wish) else before
    _show(db, event, person, wish.press, wish.now)
    return _state(db, event, sign_up, person)


def _same(before: SignUp, wish: "_Wish") -> bool:
    said = before.party == wish.party and before.children == wish.children
    return before.answer is wish.answer and (wish.answer is not Answer.COMING or said)


def _older(before: SignUp, press: Press, now: datetime) -> bool:
    return press.update < before.update_id and (now - before.changed_at).total_seconds() < NEWER_COUNTS_S


def _confirm(db: Connection, before: SignUp, now: datetime) -> SignUp:
    """The same answer again, after the event was moved: they still come."""
    if not before.confirmed:
        before.confirmed = True
        events.change_sign_up(db, before.id, confirmed=True, changed_at=now)
    return before


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody wants, where and when they pressed."""

    answer: Answer
    party: int
    children: int
    press: Press
    now: datetime


def _change(db: Connection, event: Event, person: Person, before: SignUp | None, wish: _Wish, rules: HouseRules, *, new: bool) -> Answered:
    sign_up = _write(db, _columns(event, person, before, wish), before)
    if sign_up.answer is Answer.CANT:
        bringing.free_claims(db, sign_up.id)
    if before is not None and wish.answer is Answer.CANT:
        events.set_guests(db, sign_up.id, ())
    count(event, before, -1)
    count(event, sign_up, +1)
    move_queue(db, event, rules, wish.now)
    events.change_event(db, event.id, seated=event.seated, waiting=event.waiting, maybe=event.maybe)
    cards.bump(db, event.id)
    _show(db, event, person, wish.press, wish.now)
    reminded = person.reach is Reach.OPEN and reminders.plan(db, sign_up, event, person, rules, wish.now)
    wants = sign_up.place is Place.SEATED and person.reach is Reach.OPEN and person.reminding is not Reminding.OFF
    return _state(db, event, sign_up, person, first=new, reminded=reminded, too_late=wants and not reminded)


def _show(db: Connection, event: Event, person: Person, press: Press, now: datetime) -> None:
    """A message pressed in private shows the event as it is then."""
    if press.chat is None and press.message is not None:
        shown = Message("event", {"event": event.id}, op=Op.EDIT, message_id=press.message)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), shown, at=now)


def _columns(event: Event, person: Person, before: SignUp | None, wish: _Wish) -> dict[str, Any]:
    """The row of a sign-up. Who waits already keeps the turn. Raises: Refused("party-does-not-fit")."""
    place = _place(event, before, wish.answer, wish.party)
    turn = before.queued_at if before and before.place is Place.WAITING else wish.now
    return {
        "event_id": event.id,
        "person_id": person.id,
        "answer": wish.answer,
        "place": place,
        "party": wish.party,
        "queued_at": turn if place is Place.WAITING else None,
        "changed_at": wish.now,
        "update_id": wish.press.update,
        "untold": False,
        "confirmed": True,
        "children": wish.children if wish.answer is Answer.COMING else 0,
        "alone": before is not None and before.alone and wish.answer is Answer.COMING and wish.party == 1,
        "came": before is not None and before.came,
    }


def _place(event: Event, before: SignUp | None, answer: Answer, party: int) -> Place:
    """Where the answer puts somebody. Raises: Refused("party-does-not-fit"): who has a seat does not lose it by asking for more."""
    if answer is not Answer.COMING:
        return Place.NONE
    mine = before.party if before and before.place is Place.SEATED else 0
    place = place_for(party, event.seated - mine, event.capacity)
    if mine and place is Place.WAITING:
        raise Refused("party-does-not-fit", left=left(event.seated, event.capacity), party=mine)
    return place


def _write(db: Connection, values: dict[str, Any], before: SignUp | None) -> SignUp:
    if before is None:
        return loaded(SignUp, {"id": events.add_sign_up(db, **values), **values})
    events.change_sign_up(db, before.id, **values)
    return loaded(SignUp, {"id": before.id, **values})


def count(event: Event, sign_up: SignUp | None, sign: int) -> None:
    """Take a sign-up into the event's totals (+1), or out of them (-1)."""
    if sign_up is None:
        return
    event.seated += sign * (sign_up.party if sign_up.place is Place.SEATED else 0)
    event.waiting += sign * (sign_up.party if sign_up.place is Place.WAITING else 0)
    event.maybe += sign * (sign_up.answer is Answer.MAYBE)


def move_queue(db: Connection, event: Event, rules: HouseRules, now: datetime) -> list[SignUp]:
    """Give free seats to who waits, tell them, and change the event's totals (the caller writes them)."""
    if not event.waiting or left(event.seated, event.capacity) == 0:
        return []
    lucky = promoted(events.list_queue(db, event.id), event.seated, event.capacity)
    return [_promote(db, event, sign_up, rules, now) for sign_up in lucky]


def _promote(db: Connection, event: Event, sign_up: SignUp, rules: HouseRules, now: datetime) -> SignUp:
    count(event, sign_up, -1)
    sign_up.place, sign_up.queued_at = Place.SEATED, None
    count(event, sign_up, +1)
    assert sign_up.person_id is not None, "a nameless sign-up never waits"
    person = people.get_person(db, sign_up.person_id)
    sign_up.untold = person.reach is not Reach.OPEN
    events.change_sign_up(db, sign_up.id, place=sign_up.place, queued_at=None, untold=sign_up.untold, changed_at=now)
    if not sign_up.untold:
        at = reminders.not_in_quiet(now, ZoneInfo(event.zone), rules, event_at=event.starts_at)
        message = Message("promoted", {"event": event.id}, lane=Lane.PRIVATE, until=event.starts_at)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at)
    reminders.plan(db, sign_up, event, person, rules, now)
    return sign_up


def note_failed(db: Connection, debt: Debt) -> None:
    """A message can't be delivered; if it told of a seat, the seat is kept and the organiser sees that somebody could not be told."""
    person = people.find_person(db, debt.address) if debt.kind == "promoted" and debt.address is not None else None
    sign_up = events.find_sign_up(db, debt.params["event"], person.id) if person else None
    if sign_up is not None and sign_up.place is Place.SEATED:
        events.change_sign_up(db, sign_up.id, untold=True)


def _state(
    db: Connection, event: Event, sign_up: SignUp, person: Person, *, first: bool = False, reminded: bool = False, too_late: bool = False
) -> Answered:
    ahead = events.count_ahead(db, sign_up) if sign_up.place is Place.WAITING else 0
    return Answered(
        event,
        sign_up.answer,
        sign_up.place,
        sign_up.party,
        person.language or "en",
        ahead,
        first=first,
        reachable=person.reach is Reach.OPEN,
        reminded=reminded,
        too_late=too_late,
        children=sign_up.children,
    )
