"""A neighbour says what they will do: seats, the queue, and who is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.events.closing import closed_for
from community.events.deadlines import is_open, says_no_more
from community.events.names import ask_once
from community.events.pressing import Press, authorise, open_event
from community.events.queue import count, move_queue
from community.events.rules import Asking, house_for, is_party, largest_party, left, place_for
from community.events.seating import draw_time, seats_of
from community.people import Presser, met
from community.quiet import HouseRules
from community.refusals import Refused
from storage import bringing, cards, events, outbox, people
from storage.events import Answer, Asked, Event, Place, SignUp
from storage.outbox import Message, Op, To
from storage.people import Person, Reach, Reminding
from storage.rows import loaded

NEWER_COUNTS_S = 86_400
"""Within a day the numbers of Telegram's updates rise, so a lower one is older; after a quiet week they start anew."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The state after a press. `ahead` counts sign-ups before one's own in the queue; `first`: this press made us meet.

    `too_late`: the person wants to be reminded, and the times for it are past. `draw`: lots decide, on this time of the wall
    clock; `number` is one's own in it. `share`: they wait because their house has so many places and gets no more for now.
    `offered_until`: when the offer of a seat ends, on the wall clock.
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
    draw: datetime | None = None
    number: int = 0
    share: int | None = None
    offered_until: datetime | None = None


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

    Raises: Refused with event-gone, event-over, event-cancelled, not-here, forgotten, party-too-big, party-does-not-fit,
    offer-does-not-fit, no-maybe, sign-up-closed, no-more-people.
    """
    asked = open_event(db, event, press, rules, now)
    if answer is Answer.MAYBE and asked.event.capacity is not None:
        raise Refused("no-maybe")
    person, new = met(db, presser, now)
    authorise(db, asked, press, person, now)
    before = None if new else events.find_sign_up(db, event, person.id)
    if not is_open(asked.event, now) and not says_no_more(before, answer, party):
        closed_for(db, asked.event, person.telegram_id, before)
    if children is None:
        children = before.children if before and before.party == party else 0
    if not is_party(party, children, asked.event.capacity):
        raise Refused("party-too-big", most=largest_party(children, asked.event.capacity))
    wish = _Wish(answer, party, children, press, now, _house(db, asked, person, before))
    if before is not None and (_same(before, wish) or _older(before, press, now)):
        return _as_before(db, asked.event, before, person, wish)
    return _change(db, asked.event, person, before, wish, rules, new=new, pressed=asked.card_id)


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


def _as_before(db: Connection, event: Event, before: SignUp, person: Person, wish: "_Wish") -> Answered:
    """Nothing new was said; but saying the same again confirms it."""
    sign_up = _confirm(db, before, wish.now) if _same(before, wish) else before
    _show(db, event, person, wish.press, wish.now)
    return _state(db, event, sign_up, person)


def _same(before: SignUp, wish: "_Wish") -> bool:
    """Whether nothing new was said; who is offered a seat and says again that they come takes it."""
    said = before.party == wish.party and before.children == wish.children and before.place is not Place.OFFERED
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
    """What somebody wants, where and when they pressed, and the house it counts for."""

    answer: Answer
    party: int
    children: int
    press: Press
    now: datetime
    house: int


def _house(db: Connection, asked: Asked, person: Person, before: SignUp | None) -> int:
    """Who has answered stays with the house it counted for: the queue is not passed through another house's chat."""
    if before is not None and before.house_id is not None:
        return before.house_id
    if asked.chat_house_id is not None:
        return asked.chat_house_id
    return house_for(None, people.list_house_ids(db, person.id), events.list_houses_shown(db, asked.event.id), asked.house_id)


def _change(
    db: Connection,
    event: Event,
    person: Person,
    before: SignUp | None,
    wish: _Wish,
    rules: HouseRules,
    *,
    new: bool,
    pressed: int | None,
) -> Answered:
    sign_up = _write(db, _columns(db, event, person, before, wish), before)
    if sign_up.answer is Answer.CANT:
        bringing.free_claims(db, sign_up.id)
    if before is not None and wish.answer is Answer.CANT:
        events.set_guests(db, sign_up.id, ())
    count(event, before, -1)
    count(event, sign_up, +1)
    move_queue(db, event, rules, wish.now)
    events.change_event(db, event.id, seated=event.seated, waiting=event.waiting, maybe=event.maybe)
    cards.bump(db, event.id, pressed=pressed)
    _show(db, event, person, wish.press, wish.now)
    reminded = person.reach is Reach.OPEN and reminders.plan(db, sign_up, event, person, rules, wish.now)
    if sign_up.place is Place.SEATED:
        ask_once(db, event, person, rules, wish.now)
    wants = sign_up.place is Place.SEATED and person.reach is Reach.OPEN and person.reminding is not Reminding.OFF
    return _state(
        db,
        event,
        sign_up,
        person,
        first=new,
        reminded=reminded,
        too_late=wants and not reminded,
        share=_share(db, event, sign_up, wish.now),
    )


def _show(db: Connection, event: Event, person: Person, press: Press, now: datetime) -> None:
    """A message pressed in private shows the event as it is then."""
    if press.chat is None and press.message is not None:
        shown = Message("event", {"event": event.id}, op=Op.EDIT, message_id=press.message)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), shown, at=now)


def _share(db: Connection, event: Event, sign_up: SignUp, now: datetime) -> int | None:
    """What the house of somebody who waits may have, if that is why they wait."""
    if sign_up.place is not Place.WAITING:
        return None
    seats = seats_of(db, event, now)
    return seats.quota if seats.quota is not None and seats.having(sign_up).by_house[sign_up.house_id] > seats.quota else None


def _columns(db: Connection, event: Event, person: Person, before: SignUp | None, wish: _Wish) -> dict[str, Any]:
    """The row of a sign-up. Who waits already keeps the turn. Raises: Refused (party-does-not-fit, offer-does-not-fit)."""
    place = _place(db, event, before, wish)
    turn = before.queued_at if before and before.place is Place.WAITING else wish.now
    return {
        "event_id": event.id,
        "person_id": person.id,
        "answer": wish.answer,
        "place": place,
        "party": wish.party,
        "house_id": wish.house,
        "queued_at": turn if place is Place.WAITING else None,
        "offered_until": None,
        "changed_at": wish.now,
        "update_id": wish.press.update,
        "untold": False,
        "confirmed": True,
        "children": wish.children if wish.answer is Answer.COMING else 0,
        "alone": before is not None and before.alone and wish.answer is Answer.COMING and wish.party == 1,
        "came": before is not None and before.came,
    }


def _place(db: Connection, event: Event, before: SignUp | None, wish: _Wish) -> Place:
    """Where the answer puts somebody. Who has a seat, or is offered one, does not lose it by asking for more.

    Raises: Refused (party-does-not-fit, offer-does-not-fit).
    """
    if wish.answer is not Answer.COMING:
        return Place.NONE
    seats, asking = seats_of(db, event, wish.now), Asking(wish.party, wish.house, before is not None and before.without_phone)
    if before is None or before.place not in (Place.SEATED, Place.OFFERED):
        return place_for(asking, seats)
    if wish.party > before.party and not seats.having(before, sign=-1).fits(asking):
        code = "offer-does-not-fit" if before.place is Place.OFFERED else "party-does-not-fit"
        raise Refused(code, left=left(event), party=before.party)
    return Place.SEATED


def _write(db: Connection, values: dict[str, Any], before: SignUp | None) -> SignUp:
    if before is None:
        return loaded(SignUp, {"id": events.add_sign_up(db, **values), **values})
    events.change_sign_up(db, before.id, **values)
    return loaded(SignUp, {"id": before.id, **values})


def _state(
    db: Connection,
    event: Event,
    sign_up: SignUp,
    person: Person,
    *,
    first: bool = False,
    reminded: bool = False,
    too_late: bool = False,
    share: int | None = None,
) -> Answered:
    waits = sign_up.place is Place.WAITING
    ahead = events.count_ahead(db, sign_up) if waits else 0
    offered_until = sign_up.offered_until
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
        draw=draw_time(event, events.find_seating(db, event.id)) if waits else None,
        number=sign_up.id,
        share=share,
        offered_until=offered_until.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None) if offered_until else None,
    )
