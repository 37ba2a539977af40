"""Seats and the queue: pure rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from storage.events import Event, EventState, Place

LARGEST_PARTY = 10
"""More than this is a group: they ask the organiser."""


MOST_CHILDREN = 10
"""As many children as grown-ups, at most."""


class Asks(Protocol):
    """Who asks for seats: how many, counting for which house, and whether for neighbours without a phone."""

    @property
    def party(self) -> int: ...
    @property
    def house_id(self) -> int | None: ...
    @property
    def without_phone(self) -> bool: ...


A = TypeVar("A", bound=Asks)


@dataclass(frozen=True, slots=True)
class Asking:
    """A party that nobody has signed up yet."""

    party: int
    house_id: int | None = None
    without_phone: bool = False


@dataclass(frozen=True, slots=True)
class Seats:
    """The places of an event at one moment.

    `taken` counts who is seated and who is offered a seat; of them `without_phone` and `by_house`. `reserve`: so many are for
    neighbours without a phone. `quota`: no house gets more. `drawing`: lots decide later, so only the reserve is given out.
    `offer_minutes`: who waits is offered a seat for so long, instead of given it. `capacity`: None means no limit, and then nothing
    else matters.
    """

    capacity: int | None
    taken: int = 0
    without_phone: int = 0
    by_house: Mapping[int | None, int] = field(default_factory=dict)
    reserve: int = 0
    quota: int | None = None
    drawing: bool = False
    offer_minutes: int | None = None

    @property
    def kept(self) -> int:
        """So many of the free places no tap can have: those for which lots decide, or what is not used of the reserve."""
        free = 0 if self.capacity is None else max(self.capacity - self.taken, 0)
        return free if self.drawing else min(max(self.reserve - self.without_phone, 0), free)

    @property
    def full(self) -> bool:
        """Whether nobody can sit any more."""
        return self.capacity is not None and self.taken >= self.capacity

    def having(self, party: Asks, *, sign: int = 1) -> "Seats":
        """The seats once a party has sat down (or, with -1, has left)."""
        heads = sign * party.party
        return replace(
            self,
            taken=self.taken + heads,
            without_phone=self.without_phone + (heads if party.without_phone else 0),
            by_house={**self.by_house, party.house_id: self.by_house.get(party.house_id, 0) + heads},
        )

    def fits(self, party: Asks) -> bool:
        """Whether seats are left for all of a party, and what is kept for others stays kept."""
        if self.capacity is None:
            return True
        then = self.having(party)
        if then.taken + max(then.reserve - then.without_phone, 0) > self.capacity:
            return False
        if self.drawing and not (party.without_phone and then.without_phone <= self.reserve):
            return False
        return self.quota is None or then.by_house[party.house_id] <= self.quota


def place_for(party: Asks, seats: Seats) -> Place:
    """A party sits while seats are left for all of it."""
    return Place.SEATED if seats.fits(party) else Place.WAITING


def largest_party(children: int, capacity: int | None) -> int:
    """How many may come with one answer; more than there are seats would wait for ever."""
    most = LARGEST_PARTY + min(children, MOST_CHILDREN)
    return most if capacity is None else min(most, capacity)


def is_party(party: int, children: int, capacity: int | None) -> bool:
    """Whether so many, with so many children among them, can answer together: somebody of them is grown up."""
    return 1 <= party - children <= LARGEST_PARTY and 0 <= children <= MOST_CHILDREN and party <= largest_party(children, capacity)


def promoted(queue: Iterable[A], seats: Seats) -> list[A]:
    """Who gets the free seats: in the order of the queue, the first whose party fits, until no seat is left."""
    chosen = []
    for waiting in queue:
        if seats.full:
            break
        if seats.fits(waiting):
            chosen.append(waiting)
            seats = seats.having(waiting)
    return chosen


def left(event: Event) -> int | None:
    """Places that a tap can have; None when there is no limit."""
    return None if event.capacity is None else max(event.capacity - event.seated - event.held, 0)


def house_for(pressed_in: int | None, lives_in: Iterable[int], shown_in: Iterable[int], own: int) -> int:
    """The house a sign-up counts for: that of the chat; in private the one where the person lives and the event is shown, else its own."""
    if pressed_in is not None:
        return pressed_in
    homes = set(lives_in)
    return next((house for house in shown_in if house in homes), own)


def may_thank(state: EventState, place: Place) -> bool:
    """Thanks are for what has taken place, from those who had a seat."""
    return state is EventState.OVER and place is Place.SEATED
