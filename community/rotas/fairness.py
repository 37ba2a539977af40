"""Whose turn it is: members stand in an order, who is first gets the next turn and goes last. Pure rules.

So between two turns of somebody everybody else who is there has one. Who joins goes last, and catches up on nothing. Who pauses
keeps the place: as many go before them when they are back as when they left. A turn that counts for nobody is owed to whom it was
given, and who took one more gets one less.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands. `place`: who has the smallest is first. `ahead`: how many go before them when they are back (None: they
    are there). `owed`: so many turns are given to them out of their order; below 0, so many of theirs are left out."""

    member: int
    place: int
    ahead: int | None = None
    owed: int = 0


Order = tuple[Standing, ...]
Change = Callable[[Order], Order]


def join(order: Order, member: int) -> Order:
    """Somebody joins, behind all others."""
    return (*order, Standing(member, _last(order)))


def leave(order: Order, member: int) -> Order:
    """Somebody is no member any more."""
    return tuple(each for each in order if each.member != member)


def with_away(order: Order, away: Collection[int]) -> Order:
    """The order on a day on which these members pause, and all others are there."""
    for each in _present(order):
        if each.member in away:
            order = _put(order, replace(each, ahead=_before(order, each)))
    back = [each for each in order if each.ahead is not None and each.member not in away]
    for each in sorted(back, key=lambda each: (each.ahead, -each.place)):
        order = _insert(order, each)
    return order


def give(order: Order, but: Collection[int] = ()) -> tuple[int | None, Order]:
    """Who gets the next turn, and the order after that. None when nobody is there besides those it can't go to (`but`)."""
    there = [each for each in _present(order) if each.member not in but]
    owed = next((each for each in there if each.owed > 0), None)
    if owed is not None:
        return owed.member, _put(order, replace(owed, owed=owed.owed - 1))
    while there:
        first = there.pop(0)
        last = replace(first, place=_last(order), owed=min(first.owed + 1, 0))
        order = _put(order, last)
        if first.owed == 0:
            return first.member, order
        there.append(last)  # they had one more than their share: this one is left out
    return None, order


def owe(order: Order, member: int) -> Order:
    """A turn that was given to somebody counts for nobody."""
    return tuple(replace(each, owed=each.owed + 1) if each.member == member else each for each in order)


def credit(order: Order, member: int) -> Order:
    """Somebody took a turn out of their order."""
    return tuple(replace(each, owed=each.owed - 1) if each.member == member else each for each in order)


def put_first(order: Order, member: int) -> Order:
    """A turn was taken back from somebody who pauses then: it is the first one to come to them after that, however many there were."""
    first = min((each.place for each in order), default=0) - 1
    return tuple(replace(each, place=first, ahead=None if each.ahead is None else 0) if each.member == member else each for each in order)


def _present(order: Order) -> list[Standing]:
    return sorted((each for each in order if each.ahead is None), key=lambda each: each.place)


def _before(order: Order, of: Standing) -> int:
    return sum(each.place < of.place for each in _present(order))


def _last(order: Order) -> int:
    return max((each.place for each in order), default=0) + 1


def _put(order: Order, standing: Standing) -> Order:
    return tuple(standing if each.member == standing.member else each for each in order)


def _insert(order: Order, back: Standing) -> Order:
    """Somebody is back, behind as many as went before them; all places are counted anew."""
    there = _present(order)
    there.insert(back.ahead or 0, replace(back, ahead=None))
    places = {each.member: place for place, each in enumerate(there, 1)}
    counted = (replace(each, ahead=None) if each.member == back.member else each for each in order)
    return tuple(replace(each, place=places[each.member]) if each.member in places else each for each in counted)
