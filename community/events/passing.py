"""What time does to the places of an event: what was kept is released, lots are drawn, offers end."""

from datetime import datetime

from sqlalchemy import Connection

from community.events import lottery
from community.events.offers import leaves_time, offer_ends, offer_key
from community.events.queue import count, give, hold, move_queue, tell
from community.events.seating import draws, held, next_time, plan, seats_of, set_instant
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, events, outbox, people
from storage.events import Event, EventState, Place, SignUp


def pass_set_time(db: Connection, rules: HouseRules, now: datetime) -> int:
    """A set time of an event has come: places are released, lots drawn, the queue moves. One event a call; how many there were."""
    due = events.find_due_seating(db, now)
    asked = events.lock_event(db, due.event_id, None) if due else None
    if asked is None:
        return 0
    if asked.event.state is EventState.PUBLISHED and asked.event.capacity is not None:
        catch_up(db, asked.event, rules, now)
    else:
        events.change_seating(db, asked.event.id, due_at=None)
    return 1


def catch_up(db: Connection, event: Event, rules: HouseRules, now: datetime) -> None:
    """What was due at a set time of this (held) event is done, so that nobody who comes now passes those who wait for it."""
    seating = events.find_seating(db, event.id)
    if seating is None or seating.due_at is None or seating.due_at > now:
        return
    if seating.draw_days is not None and draws(seating) and set_instant(event, seating.draw_days) <= now:
        lottery.draw(db, event, seating, rules, now)
        seating.drawn_at = now
    settle(db, event, rules, now)
    events.change_seating(db, event.id, due_at=next_time(event, seating, now))


def end_offer(db: Connection, rules: HouseRules, now: datetime) -> int:
    """The time to take a seat is over: they leave the queue and are told, and the seat goes to the next. One offer a call; how many.

    Whoever never got the question, because the program was down, is asked again.
    """
    ended = events.find_ended_offer(db, now)
    asked = events.lock_event(db, ended.event_id, None) if ended else None
    if ended is None or asked is None:
        return 0
    event, found = asked.event, events.find_sign_up_with_event(db, ended.id)
    if found is None or found[0].place is not Place.OFFERED:
        return 1  # another replica was quicker
    sign_up = found[0]
    if event.state is not EventState.PUBLISHED:
        _take_back(db, event, sign_up, now)
    elif outbox.was_sent(db, offer_key(sign_up)):
        _lapse(db, event, sign_up, rules, now)
        settle(db, event, rules, now)
    else:
        _ask_again(db, event, sign_up, rules, now)
    return 1


def follow(db: Connection, event: Event, rules: HouseRules, now: datetime) -> None:
    """The event has another time, capacity or end of sign-up: set times move along; an offer that leaves no time any more is a seat.

    Raises: Refused("too-few-places").
    """
    if event.capacity is not None and (taken := seats_of(db, event, now).taken) > event.capacity:
        raise Refused("too-few-places", seated=taken)  # what is offered was promised
    plan(db, event, now)
    for sign_up in events.list_offered(db, event.id):
        assert sign_up.offered_until is not None, "an offer ends"
        if event.capacity is None or not leaves_time(event, sign_up.offered_until):
            outbox.drop(db, [offer_key(sign_up)], now)
            give(db, event, sign_up, None, rules, now)


def settle(db: Connection, event: Event, rules: HouseRules, now: datetime) -> None:
    """The places of an event changed: who waits moves up, the totals are written, the cards follow."""
    move_queue(db, event, rules, now)
    events.change_event(db, event.id, seated=event.seated, waiting=event.waiting, maybe=event.maybe)
    cards.bump(db, event.id)


def _take_back(db: Connection, event: Event, sign_up: SignUp, now: datetime) -> None:
    """The event does not take place, so nobody decides; should it take place after all, they wait again."""
    events.change_sign_up(db, sign_up.id, place=Place.WAITING, queued_at=now, offered_until=None)
    events.change_event(db, event.id, waiting=event.waiting + sign_up.party)
    hold(db, event, held(event, seats_of(db, event, now)))


def _lapse(db: Connection, event: Event, sign_up: SignUp, rules: HouseRules, now: datetime) -> None:
    assert sign_up.person_id is not None, "a nameless sign-up is offered nothing"
    person = people.get_person(db, sign_up.person_id)
    events.remove_sign_up(db, sign_up.id)
    count(event, sign_up, -1)
    tell(db, event, person, "offer-over", rules, now, party=sign_up.party)


def _ask_again(db: Connection, event: Event, sign_up: SignUp, rules: HouseRules, now: datetime) -> None:
    outbox.drop(db, [offer_key(sign_up)], now)
    minutes = seats_of(db, event, now).offer_minutes
    give(db, event, sign_up, offer_ends(event, minutes, rules_at(db, event.id, rules), now) if minutes else None, rules, now)
    settle(db, event, rules, now)
