"""Organising an event together: asking somebody by a link, leaving, handing over, taking over what nobody organises."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community import roles
from community.events.organising import ORGANISING, must_organise, organised, organisers_of, organises
from community.people import Presser, known, met
from community.refusals import Refused
from storage import cards, events, outbox, people
from storage.events import Event, EventState, Invitation
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach

OPEN = timedelta(days=7)
"""So long a link can be used."""

MOST_ORGANISERS = 5
"""More than a handful do not agree, and their names do not fit a card."""


@dataclass(frozen=True, slots=True)
class Together:
    """Who organises an event, first the one whose it is, and the open link that asks one more."""

    event: Event
    organisers: tuple[Person, ...]
    invitation: Invitation | None


def look(db: Connection, *, event: int, who: int, now: datetime) -> Together:
    """Who organises an event, for one of them. Raises: Refused (event-gone, not-organiser)."""
    found = must_organise(db, event=event, who=who)
    return Together(found, tuple(organisers_of(db, found)), _open(events.find_invitation(db, event), now))


def invite(db: Connection, *, event: int, who: int, now: datetime) -> None:
    """Owe the organiser a message to forward, with a link for one person; an open link stays the same.

    Raises: Refused (event-gone, not-organiser, event-over, too-many-organisers).
    """
    found = _coming(organised(db, event, who), now)
    person = known(db, who)
    _has_room(db, found)
    if _open(events.find_invitation(db, event), now) is None:
        events.remove_invitation(db, event)
        token = secrets.token_urlsafe(12)
        events.add_invitation(db, thing_id=event, person_id=person.id, token=token, expires_at=now + OPEN)
    _tell(db, person, Message("organiser-link", {"event": event}), now)


def withdraw(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """The link leads nowhere any more; the pressed screen says so. Raises: Refused (event-gone, not-organiser)."""
    organised(db, event, who)
    events.remove_invitation(db, event)
    _screen(db, event, who, message, now)


def asked(db: Connection, token: str, *, who: int, now: datetime) -> Event:
    """What a link asks somebody to organise. Raises: Refused (invitation-gone, event-gone, event-over, organises-already)."""
    invitation = _open(events.find_invitation_by_token(db, token), now)
    if invitation is None:
        raise Refused("invitation-gone")
    event = events.find_event(db, invitation.thing_id)
    if event is None:  # the link is to a poll
        raise Refused("invitation-gone")
    person = people.find_person(db, who)
    if person is not None and organises(db, event, person.id):
        raise Refused("organises-already")
    return _coming(event, now)


def accept(db: Connection, *, token: str, presser: Presser, message: int, now: datetime) -> Event:
    """The first who confirms organises it too; the link is used up, and the other organisers are told.

    Raises: Refused (invitation-gone, event-over, organises-already, too-many-organisers, forgotten).
    """
    event = asked(db, token, who=presser.telegram_id, now=now)
    _has_room(db, event)
    person, _ = met(db, presser, now)
    others = organisers_of(db, event)
    events.remove_invitation(db, event.id)
    _enter(db, event, person)
    _panel(db, event.id, person, message, now)
    for other in others:
        _tell(db, other, Message("organiser-joined", {"event": event.id}, lane=Lane.PRIVATE), now)
    return event


def leave(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """Somebody stops organising; was it theirs, it is now the longest other organiser's, who is told.

    Raises: Refused (event-gone, not-organiser, no-successor).
    """
    found, person = organised(db, event, who), known(db, who)
    if not organises(db, found, person.id):
        raise Refused("not-organiser")
    if len(organisers_of(db, found)) == 1:
        raise Refused("no-successor")
    let_go(db, found, person, now)
    left = Message("event", {"event": event}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=who, language=person.language), left, at=now)


def remove(db: Connection, *, event: int, who: int, person: int, message: int, now: datetime) -> None:
    """One organiser takes another's part away; never that of the one whose event it is.

    Raises: Refused (event-gone, not-organiser).
    """
    organised(db, event, who)
    if events.remove_organiser(db, event, person):
        cards.bump(db, event)
        _tell(db, people.get_person(db, person), Message("organiser-removed", {"event": event}, lane=Lane.PRIVATE), now)
    _screen(db, event, who, message, now)


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
    _enter(db, found.event, person)
    _panel(db, event, person, message, now)


def let_go(db: Connection, event: Event, person: Person, now: datetime) -> None:
    """An event is no longer this person's; if it was, the longest other organiser has it now, and is told."""
    successor = ORGANISING.let_go(db, event, person)
    if successor is not None:
        _tell(db, successor, Message("organiser-handed", {"event": event.id}, lane=Lane.PRIVATE), now)


def groups_of(db: Connection, event: int) -> tuple[int, ...]:
    """Telegram's numbers of the groups in which an event has a card."""
    return tuple(chat.telegram_id for chat in cards.list_chats(db, event))


def _enter(db: Connection, event: Event, person: Person) -> None:
    if event.organiser_id is None:
        events.change_event(db, event.id, organiser_id=person.id)
    elif not organises(db, event, person.id):
        events.add_organiser(db, event.id, person.id)
    cards.bump(db, event.id)


def _has_room(db: Connection, event: Event) -> None:
    if len(organisers_of(db, event)) >= MOST_ORGANISERS:
        raise Refused("too-many-organisers", most=MOST_ORGANISERS)


def _coming(event: Event, now: datetime) -> Event:
    if event.state is not EventState.PUBLISHED or now >= (event.ends_at or event.starts_at):
        raise Refused("event-over")
    return event


def _open(invitation: Invitation | None, now: datetime) -> Invitation | None:
    return invitation if invitation is not None and invitation.expires_at > now else None


def _screen(db: Connection, event: int, who: int, message: int, now: datetime) -> None:
    outbox.owe(db, To(address=who), Message("organisers", {"event": event}, op=Op.EDIT, message_id=message), at=now)


def _panel(db: Connection, event: int, person: Person, message: int, now: datetime) -> None:
    shown = Message("panel", {"event": event}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=person.telegram_id, language=person.language), shown, at=now)


def _tell(db: Connection, person: Person, message: Message, now: datetime) -> None:
    """Owe somebody who can be written to a message; what organisers do to each other is an answer, and waits for no hour."""
    if person.reach is Reach.OPEN:
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=now)
