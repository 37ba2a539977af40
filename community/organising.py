"""Who may do what only the organiser of a thing does, and the people that goes by: one rule for events, polls, calls and rotas."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection

from community import roles
from community.refusals import Refused
from storage import cards, events, people
from storage.people import Person


class Thing(Protocol):
    """What has a card, by the number of which it is known."""

    id: int


T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Organising(Generic[T]):
    """The rule of one kind of thing. `owner`: whose it is (by row), if it is anybody's; `own` makes it somebody's, or nobody's.

    `hangs`: the thing whose cards show it. `gone`, `denied`: the reasons of a refusal.
    """

    owner: Callable[[T], int | None]
    own: Callable[[Connection, int, int | None], None]
    gone: str
    denied: str
    hangs: Callable[[T], int] = lambda thing: thing.id

    def may(self, db: Connection, thing: T, who: int, *, admin_of: frozenset[int] = frozenset()) -> bool:
        """Whether somebody may: it is theirs, alone or with others, or they manage the house, or administer a group it hangs in.

        `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.
        """
        if any(cards.find_card(db, self.hangs(thing), group) is not None for group in admin_of):
            return True
        person = people.find_person(db, who)
        return person is not None and (self.by(db, thing, person.id) or roles.is_manager(db, person.id, events.house_of(db, thing.id).id))

    def by(self, db: Connection, thing: T, person: int) -> bool:
        """Whether it is this person's (by row), alone or with others."""
        return self.owner(thing) == person or events.is_organiser(db, thing.id, person)

    def must(self, db: Connection, found: T | None, who: int, admin_of: frozenset[int]) -> T:
        """What was found, for who may. Raises: Refused (`gone`, `denied`)."""
        if found is None:
            raise Refused(self.gone)
        if not self.may(db, found, who, admin_of=admin_of):
            raise Refused(self.denied)
        return found

    def people(self, db: Connection, thing: T) -> list[Person]:
        """Everybody whose it is, first the one it belongs to, then in the order in which they came."""
        owner = self.owner(thing)
        return [*([people.get_person(db, owner)] if owner else []), *events.list_co_organisers(db, thing.id)]

    def hand(self, db: Connection, thing: T, giver: Person, taker: Person) -> None:
        """What was somebody's, alone or with others, is somebody else's now."""
        events.remove_organiser(db, thing.id, giver.id)
        if self.owner(thing) == giver.id:
            events.remove_organiser(db, thing.id, taker.id)
            self.own(db, thing.id, taker.id)
        elif not self.by(db, thing, taker.id):
            events.add_organiser(db, thing.id, taker.id)
        cards.bump(db, self.hangs(thing))

    def let_go(self, db: Connection, thing: T, person: Person) -> Person | None:
        """It is somebody's no more; if it was theirs, it is the longest helper's now, who is returned."""
        events.remove_organiser(db, thing.id, person.id)
        cards.bump(db, self.hangs(thing))
        if self.owner(thing) != person.id:
            return None
        successor = next(iter(events.list_co_organisers(db, thing.id)), None)
        self.own(db, thing.id, successor.id if successor else None)
        if successor is not None:
            events.remove_organiser(db, thing.id, successor.id)
        return successor
