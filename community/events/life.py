"""What becomes of an event when its time is past; and what a person sees of events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community.events.aftermath import plan_question
from community.events.names import named
from community.events.organising import may_organise, names_of, organisers_of
from community.events.repeating import again
from community.events.seating import draws
from community.people import known
from community.when import Rule
from storage import bringing, cards, events, people
from storage import places as rows
from storage.bringing import Needed
from storage.events import Cancellation, Event, EventState, Place, Proxy, Seating, SignUp

BATCH = 50
MOST_LISTED = 8
"""More events than this on one screen is a list nobody reads."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody has coming up: their answers, what they organise, and what waits for an answer of theirs.

    `drawing`: the events for which lots will be drawn.
    """

    answers: tuple[tuple[SignUp, Event], ...]
    organised: tuple[Event, ...]
    drawing: frozenset[int] = frozenset()
    unanswered: tuple[Event, ...] = ()
    proxied: tuple[tuple[SignUp, Proxy, Event], ...] = ()


def close_over(db: Connection, now: datetime) -> int:
    """Events that have ended: their cards collapse; how many."""
    over = events.list_over(db, now, BATCH)
    for event in over:
        events.change_event(db, event.id, state=EventState.OVER)
        plan_question(db, event, now)
        cards.bump(db, event.id)
    return len(over)


def whats_on(db: Connection, *, who: int, now: datetime) -> list[Event]:
    """The coming events of a person's houses, the next one first. Raises: Refused("not-joined")."""
    return events.list_upcoming(db, people.list_house_ids(db, known(db, who).id), now, MOST_LISTED)


def mine(db: Connection, *, who: int, now: datetime) -> Mine:
    """What a person said yes or maybe to, waits for, or organises; nothing for a stranger."""
    person = people.find_person(db, who)
    if person is None:
        return Mine((), ())
    said = events.list_sign_ups(db, person.id, now)
    answers = [pair for pair in said if _counts(*pair)]
    waiting = [event.id for sign_up, event in answers if sign_up.place is Place.WAITING]
    drawing = frozenset(number for number in waiting if (seating := events.find_seating(db, number)) and draws(seating))
    organised = events.list_organised(db, person.id, now)
    known_ = {event.id for _, event in said} | {event.id for event in organised}
    coming = events.list_upcoming(db, people.list_house_ids(db, person.id), now, MOST_LISTED + len(known_))
    unanswered = tuple(event for event in _next_ones(coming) if event.id not in known_ and not event.closed)
    neighbours = tuple(each for each in events.list_all_proxied(db, person.id, now) if _counts(each[0], each[2]))
    return Mine(tuple(answers), _next_ones(organised), drawing, unanswered[:MOST_LISTED], neighbours)


def _next_ones(coming: Iterable[Event]) -> tuple[Event, ...]:
    """Of a series only what comes next: the dates after it are behind More."""
    first_of_each: dict[tuple[str, int], Event] = {}
    for event in coming:
        first_of_each.setdefault(("event", event.id) if event.series_id is None else ("series", event.series_id), event)
    return tuple(first_of_each.values())


def _counts(sign_up: SignUp, event: Event) -> bool:
    return event.state is EventState.PUBLISHED and sign_up.answer is not events.Answer.CANT


@dataclass(frozen=True, slots=True)
class Shown:
    """An event for somebody who looks at it: its house, their answer, the organisers who are named, whether they may organise it,
    how many could not be told, how many have not said yet that they come at a new time, and what needs to be brought.

    Of a series also the rule while it goes on, and what comes after this one. `seating`: how places are given out, if not to who
    comes first. `named`: whose first names stand on the card. `cancelled`: why, where its organisers said it.
    """

    event: Event
    house: rows.House
    mine: SignUp | None = None
    organisers: tuple[str, ...] = ()
    organises: bool = False
    untold: int = 0
    unconfirmed: int = 0
    needs: tuple[Needed, ...] = ()
    alone: int = 0
    rule: Rule | None = None
    next: Event | None = None
    seating: Seating | None = None
    proxied: tuple[tuple[SignUp, Proxy], ...] = ()
    unpassed: int = 0
    named: tuple[str, ...] = ()
    cancelled: Cancellation | None = None


def show(db: Connection, event: int, who: int | None = None) -> Shown | None:
    """An event as `who` sees it; None when there is no such event."""
    found = events.find_event(db, event)
    if found is None:
        return None
    person = people.find_person(db, who) if who else None
    mine_ = events.find_sign_up(db, event, person.id) if person else None
    organises = who is not None and may_organise(db, found, who)
    untold = events.count_untold(db, event) if organises else 0
    unconfirmed = events.count_unconfirmed(db, event)
    seating = events.find_seating(db, event) if found.capacity is not None else None
    names = names_of(organisers_of(db, found))
    needs = bringing.list_needed(db, event, mine_.id if mine_ else None)
    alone = events.count_alone(db, event) if organises else 0
    rule, next_ = again(db, found)
    house = events.house_of(db, event)
    proxied = tuple(events.list_proxied(db, event, person.id)) if person else ()
    unpassed = events.count_unpassed(db, event) if organises else 0
    own = house, mine_, names, organises, untold, unconfirmed, needs, alone
    cancelled = events.find_cancellation(db, event) if found.state is EventState.CANCELLED else None
    return Shown(found, *own, rule, next_, seating, proxied, unpassed, named(db, found), cancelled)


def show_card(db: Connection, card: int) -> Shown | None:
    """The event a card shows; None when either is gone, or it ended before its card was ever seen."""
    found = cards.get_card(db, card)
    shown = show(db, found.thing_id) if found else None
    return shown if found and shown and (found.is_seen or shown.event.state is EventState.PUBLISHED) else None


def may_see(db: Connection, *, event: int, who: int, group: int | None = None) -> bool:
    """Whether somebody may look at an event: its card hangs in the group they are in (Telegram's number); without a group,
    whether they live in its house, or have answered it, or organise it."""
    if group is not None:
        return cards.find_card(db, event, group) is not None
    shown = show(db, event, who)
    person = people.find_person(db, who)
    if shown is None or person is None:
        return False
    return shown.mine is not None or shown.organises or _is_neighbour(db, shown, person.id)


def _is_neighbour(db: Connection, shown: Shown, person: int) -> bool:
    """Whether somebody lives in the house of an event, or in one in whose groups it hangs."""
    return any(people.belongs(db, person, house) for house in {shown.house.id, *events.list_houses_shown(db, shown.event.id)})
