"""Organising an event together: asking somebody by a link, leaving, handing over, taking over what nobody organises."""

from datetime import datetime

from sqlalchemy import Connection

from community import roles
from community.events.organising import ORGANISING
from community.people import Presser, met
from community.refusals import Refused
from community.sharing import Says, Sharing, Together
from storage import cards, events, outbox, people
from storage.events import Event, EventState
from storage.outbox import Message, Op, To
from storage.people import Person


def _coming(event: Event, now: datetime) -> None:
    if event.state is not EventState.PUBLISHED or now >= (event.ends_at or event.starts_at):
        raise Refused("event-over")


def _hold(db: Connection, event: int) -> Event | None:
    asked = events.lock_event(db, event, None)
    return asked.event if asked else None


SHARING: Sharing[Event] = Sharing(
    rule=ORGANISING,
    says=Says(
        name="event",
        link="organiser-link",
        screen="organisers",
        panel="panel",
        seen="event",
        joined="organiser-joined",
        handed="organiser-handed",
        removed="organiser-removed",
    ),
    find=events.find_event,
    hold=_hold,
    coming=_coming,
)


def look(db: Connection, *, event: int, who: int, now: datetime) -> Together[Event]:
    """Who organises an event, for one of them. Raises: Refused (event-gone, not-organiser)."""
    return SHARING.look(db, event, who, now)


def invite(db: Connection, *, event: int, who: int, now: datetime) -> None:
    """A message to forward. Raises: Refused (event-gone, not-organiser, event-over, too-many-organisers)."""
    SHARING.invite(db, event, who, now)


def withdraw(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """The link leads nowhere any more. Raises: Refused (event-gone, not-organiser)."""
    SHARING.withdraw(db, event, who, message, now)


def asked(db: Connection, token: str, *, who: int, now: datetime) -> Event:
    """What a link asks somebody to organise. Raises: Refused (invitation-gone, event-over, organises-already)."""
    return SHARING.asked(db, token, who, now)


def accept(db: Connection, *, token: str, presser: Presser, message: int, now: datetime) -> Event:
    """They organise it too. Raises: Refused (invitation-gone, event-over, organises-already, too-many-organisers, forgotten)."""
    return SHARING.accept(db, token, presser, message, now)


def leave(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """The others go on alone. Raises: Refused (event-gone, not-organiser, no-successor)."""
    SHARING.leave(db, event, who, message, now)


def remove(db: Connection, *, event: int, who: int, person: int, message: int, now: datetime) -> None:
    """Another organiser's part ends. Raises: Refused (event-gone, not-organiser)."""
    SHARING.remove(db, event, who, person, message, now)


def take_over(db: Connection, *, event: int, presser: Presser, admin: bool, message: int, now: datetime) -> None:
    """An admin of a group of the event, or a manager of its house, takes on what nobody organises any more.

    Raises: Refused (event-gone, has-organiser, admins-only, forgotten).
    """
    found = events.lock_event(db, event, None)
    if found is None:
        raise Refused("event-gone")
    person = people.find_person(db, presser.telegram_id)
    if found.event.organiser_id is not None and (person is None or found.event.organiser_id != person.id):
        raise Refused("has-organiser")
    if not admin and (person is None or not roles.is_manager(db, person.id, found.house_id)):
        raise Refused("admins-only")
    person, _ = met(db, presser, now)
    SHARING.enter(db, found.event, person)
    shown = Message("panel", {"event": event}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=person.telegram_id, language=person.language), shown, at=now)


def let_go(db: Connection, event: Event, person: Person, now: datetime) -> None:
    """An event is no longer this person's; if it was, the longest other organiser has it now, and is told."""
    SHARING.let_go(db, event, person, now)


def groups_of(db: Connection, event: int) -> tuple[int, ...]:
    """Telegram's numbers of the groups in which an event has a card."""
    return tuple(chat.telegram_id for chat in cards.list_chats(db, event))
