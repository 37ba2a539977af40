"""Asking together: somebody helps the one whose poll it is, by a link for one person, and may do the same."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community.events.together import MOST_ORGANISERS, OPEN
from community.people import Presser, known, met
from community.polls.organising import ASKING, asked_by, askers_of, asks, must_ask
from community.polls.voters import tell
from community.refusals import Refused
from community.replies import reply
from storage import events, people, polls
from storage.events import Invitation
from storage.outbox import Lane, Message
from storage.people import Person, Reach
from storage.polls import Poll


@dataclass(frozen=True, slots=True)
class Helpers:
    """Who asks a poll, first the one whose it is, and the open link that asks one more."""

    poll: Poll
    askers: tuple[Person, ...]
    invitation: Invitation | None


def look(db: Connection, *, poll: int, who: int, now: datetime) -> Helpers:
    """Who asks a poll, for one of them. Raises: Refused (poll-gone, not-asker)."""
    found = must_ask(db, poll=poll, who=who)
    return Helpers(found, tuple(askers_of(db, found)), _open(events.find_invitation(db, poll), now))


def invite(db: Connection, *, poll: int, who: int, now: datetime) -> None:
    """Owe the asker a message to forward, with a link for one person; an open link stays the same.

    Raises: Refused (poll-gone, not-asker, too-many-organisers).
    """
    found, person = asked_by(db, poll, who), known(db, who)
    if len(askers_of(db, found)) >= MOST_ORGANISERS:
        raise Refused("too-many-organisers", most=MOST_ORGANISERS)
    if _open(events.find_invitation(db, poll), now) is None:
        events.remove_invitation(db, poll)
        token = secrets.token_urlsafe(12)
        events.add_invitation(db, thing_id=poll, person_id=person.id, token=token, expires_at=now + OPEN)
    reply(db, kind="poll-help-link", to=who, language=person.language or "en", params={"poll": poll}, now=now)


def asked(db: Connection, token: str, *, who: int, now: datetime) -> Poll:
    """What a link asks somebody to help with. Raises: Refused (invitation-gone, organises-already)."""
    invitation = _open(events.find_invitation_by_token(db, token), now)
    poll = polls.find_poll(db, invitation.thing_id) if invitation else None
    if poll is None:
        raise Refused("invitation-gone")
    person = people.find_person(db, who)
    if person is not None and asks(db, poll, person.id):
        raise Refused("organises-already")
    return poll


def accept(db: Connection, *, token: str, presser: Presser, message: int, now: datetime) -> None:
    """The first who confirms asks it too; the link is used up, and the others are told.

    Raises: Refused (invitation-gone, organises-already, too-many-organisers, forgotten).
    """
    poll = asked(db, token, who=presser.telegram_id, now=now)
    others = askers_of(db, poll)
    if len(others) >= MOST_ORGANISERS:
        raise Refused("too-many-organisers", most=MOST_ORGANISERS)
    person, _ = met(db, presser, now)
    events.remove_invitation(db, poll.id)
    events.add_organiser(db, poll.id, person.id)
    for other in others:
        if other.reach is Reach.OPEN:
            tell(db, other, Message("poll-helper-joined", {"poll": poll.id}, lane=Lane.PRIVATE), now)
    reply(db, kind="poll-panel", to=presser.telegram_id, language=presser.language, params={"poll": poll.id}, edit=message, now=now)


def remove(db: Connection, *, poll: int, who: int, person: int, message: int, now: datetime) -> None:
    """A helper stops, or is asked to; never the one whose poll it is. The pressed screen follows.

    Raises: Refused (poll-gone, not-asker).
    """
    asked_by(db, poll, who)
    events.remove_organiser(db, poll, person)
    language = known(db, who).language or "en"
    still = any(each.telegram_id == who for each in look_on(db, poll))
    reply(db, kind="poll-helpers" if still else "ballot", to=who, language=language, params={"poll": poll}, edit=message, now=now)


def let_go(db: Connection, person: Person) -> None:
    """Somebody asks nothing any more: what was theirs is the longest helper's now."""
    for poll in polls.list_asked_by(db, person.id):
        ASKING.let_go(db, poll, person)


def look_on(db: Connection, poll: int) -> list[Person]:
    """Everybody who asks a poll; nobody when it is gone."""
    found = polls.find_poll(db, poll)
    return askers_of(db, found) if found else []


def _open(invitation: Invitation | None, now: datetime) -> Invitation | None:
    return invitation if invitation is not None and invitation.expires_at > now else None
