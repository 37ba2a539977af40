"""Looking after something together: asking somebody by a link for one person, leaving, ending another's part.

It is the same for events, polls and calls; what each says of it is in its `Says`.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import Connection

from community.organising import Organising, Thing
from community.people import Presser, known, met
from community.refusals import Refused
from storage import cards, events, outbox, people
from storage.events import Invitation
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach

T = TypeVar("T", bound=Thing)

OPEN = timedelta(days=7)
"""So long a link can be used."""

MOST_ORGANISERS = 5
"""More than a handful do not agree, and their names do not fit a card."""


@dataclass(frozen=True, slots=True)
class Together(Generic[T]):
    """Who looks after a thing, first the one whose it is, and the open link that asks one more."""

    thing: T
    people: tuple[Person, ...]
    invitation: Invitation | None


@dataclass(frozen=True, slots=True)
class Says:
    """The kinds of message of one kind of thing, and how its number is called in them (`name`); None where nothing is said.

    `link`: to be forwarded; `screen`: who looks after it; `panel`: of those who do; `seen`: of everybody. To others: `joined`,
    `handed`, `removed`.
    """

    name: str
    link: str
    screen: str
    panel: str
    seen: str
    joined: str
    handed: str | None = None
    removed: str | None = None


@dataclass(frozen=True, slots=True)
class Sharing(Generic[T]):
    """How one kind of thing is looked after together.

    `find`: the thing; `hold`: the same until the transaction ends; `coming` raises Refused when there is nothing to look after any more.
    """

    rule: Organising[T]
    says: Says
    find: Callable[[Connection, int], T | None]
    hold: Callable[[Connection, int], T | None]
    coming: Callable[[T, datetime], object] = lambda thing, now: None

    def look(self, db: Connection, thing: int, who: int, now: datetime) -> Together[T]:
        """Who looks after it, for one of them. Raises: Refused as the rule."""
        found = self.rule.must(db, self.find(db, thing), who, frozenset())
        return Together(found, tuple(self.rule.people(db, found)), _open(events.find_invitation(db, thing), now))

    def invite(self, db: Connection, thing: int, who: int, now: datetime) -> None:
        """Owe somebody a message to forward, with a link for one person; an open link stays the same.

        Raises: Refused (too-many-organisers; as the rule and `coming`).
        """
        found, person = self._held(db, thing, who), known(db, who)
        self.coming(found, now)
        self._has_room(db, found)
        if _open(events.find_invitation(db, thing), now) is None:
            events.remove_invitation(db, thing)
            token = secrets.token_urlsafe(12)
            events.add_invitation(db, thing_id=thing, person_id=person.id, token=token, expires_at=now + OPEN)
        _tell(db, person, Message(self.says.link, self._params(thing)), now)

    def withdraw(self, db: Connection, thing: int, who: int, message: int, now: datetime) -> None:
        """The link leads nowhere any more; the pressed screen says so. Raises: Refused as the rule."""
        self._held(db, thing, who)
        events.remove_invitation(db, thing)
        self._edit(db, self.says.screen, thing, who, message, now)

    def asked(self, db: Connection, token: str, who: int, now: datetime) -> T:
        """What a link asks somebody to look after. Raises: Refused (invitation-gone, organises-already; as `coming`)."""
        invitation = _open(events.find_invitation_by_token(db, token), now)
        found = self.find(db, invitation.thing_id) if invitation else None
        if found is None:  # or the link is to another kind of thing
            raise Refused("invitation-gone")
        person = people.find_person(db, who)
        if person is not None and self.rule.by(db, found, person.id):
            raise Refused("organises-already")
        self.coming(found, now)
        return found

    def accept(self, db: Connection, token: str, presser: Presser, message: int, now: datetime) -> T:
        """The first who confirms looks after it too; the link is used up, and the others are told.

        Raises: Refused (invitation-gone, organises-already, too-many-organisers, forgotten; as `coming`).
        """
        found = self.asked(db, token, presser.telegram_id, now)
        self._has_room(db, found)
        person, _ = met(db, presser, now)
        others = self.rule.people(db, found)
        events.remove_invitation(db, found.id)
        self.enter(db, found, person)
        self._edit(db, self.says.panel, found.id, person.telegram_id, message, now, person.language)
        for other in others:
            _tell(db, other, Message(self.says.joined, self._params(found.id), lane=Lane.PRIVATE), now)
        return found

    def leave(self, db: Connection, thing: int, who: int, message: int, now: datetime) -> None:
        """Somebody stops; was it theirs, it is now the longest other's, who is told. Raises: Refused (no-successor; as the rule)."""
        found, person = self._held(db, thing, who), known(db, who)
        if not self.rule.by(db, found, person.id):
            raise Refused(self.rule.denied)
        if len(self.rule.people(db, found)) == 1:
            raise Refused("no-successor")
        self.let_go(db, found, person, now)
        self._edit(db, self.says.seen, thing, who, message, now, person.language)

    def remove(self, db: Connection, thing: int, who: int, person: int, message: int, now: datetime) -> None:
        """One of them ends another's part, or their own; never that of the one whose it is. Raises: Refused as the rule."""
        found = self._held(db, thing, who)
        if events.remove_organiser(db, thing, person):
            cards.bump(db, self.rule.hangs(found))
            other = people.get_person(db, person)
            if self.says.removed is not None and other.telegram_id != who:
                _tell(db, other, Message(self.says.removed, self._params(thing), lane=Lane.PRIVATE), now)
        still = self.rule.may(db, found, who)
        self._edit(db, self.says.screen if still else self.says.seen, thing, who, message, now)

    def let_go(self, db: Connection, thing: T, person: Person, now: datetime) -> None:
        """It is no longer this person's; if it was, the longest other one has it now, and is told."""
        successor = self.rule.let_go(db, thing, person)
        if successor is not None and self.says.handed is not None:
            _tell(db, successor, Message(self.says.handed, self._params(thing.id), lane=Lane.PRIVATE), now)

    def enter(self, db: Connection, thing: T, person: Person) -> None:
        """Somebody looks after it too; what was nobody's is theirs."""
        if self.rule.owner(thing) is None:
            self.rule.own(db, thing.id, person.id)
        elif not self.rule.by(db, thing, person.id):
            events.add_organiser(db, thing.id, person.id)
        cards.bump(db, self.rule.hangs(thing))

    def _held(self, db: Connection, thing: int, who: int) -> T:
        return self.rule.must(db, self.hold(db, thing), who, frozenset())

    def _has_room(self, db: Connection, thing: T) -> None:
        if len(self.rule.people(db, thing)) >= MOST_ORGANISERS:
            raise Refused("too-many-organisers", most=MOST_ORGANISERS)

    def _params(self, thing: int) -> dict[str, int]:
        return {self.says.name: thing}

    def _edit(self, db: Connection, kind: str, thing: int, who: int, message: int, now: datetime, language: str | None = None) -> None:
        shown = Message(kind, self._params(thing), op=Op.EDIT, message_id=message)
        outbox.owe(db, To(address=who, language=language), shown, at=now)


def _open(invitation: Invitation | None, now: datetime) -> Invitation | None:
    return invitation if invitation is not None and invitation.expires_at > now else None


def _tell(db: Connection, person: Person, message: Message, now: datetime) -> None:
    """Owe somebody who can be written to a message; what they do to each other is an answer, and waits for no hour."""
    if person.reach is Reach.OPEN:
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=now)
