"""What somebody tells of their party, for the organiser alone: that they come alone, and the names of their guests."""

from dataclasses import dataclass
from datetime import datetime

import regex
from sqlalchemy import Connection

from bot.names import LONGEST_NAME, clean_line
from community import questions
from community.people import known
from community.refusals import Refused
from community.replies import reply
from storage import drafts, events, people
from storage.events import Answer, Event, SignUp
from storage.people import Person

KIND = "guests"

_BETWEEN = regex.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody's answer with the names of their guests."""

    event: Event
    sign_up: SignUp
    guests: tuple[str, ...]


def party(db: Connection, *, event: int, who: int) -> Party:
    """Who comes with somebody. Raises: Refused (event-gone, not-coming)."""
    _, found, sign_up = _coming(db, event, who)
    return Party(found, sign_up, events.list_guests(db, event).get(sign_up.id, ()))


def come_alone(db: Connection, *, event: int, who: int, alone: bool, message: int, now: datetime) -> None:
    """The organiser may know that somebody comes alone and wishes to be greeted, or not any more; nobody else does.

    Raises: Refused (event-gone, not-coming).
    """
    person, _, sign_up = _coming(db, event, who)
    events.change_sign_up(db, sign_up.id, alone=alone and sign_up.party == 1)
    _reply(db, person, "more", event, message, now)


def ask_guests(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """Ask for the names: the next words are they. Raises: Refused (event-gone, not-coming)."""
    person, _, _ = _coming(db, event, who)
    questions.ask(db, who=who, kind=KIND, data={"event": event}, now=now)
    _reply(db, person, "ask-guests", event, message, now)


def name_guests(db: Connection, *, who: int, text: str, now: datetime) -> None:
    """These names come with somebody, and no others. Raises: Refused (draft-gone, event-gone, not-coming, no-name, too-many-guests)."""
    draft = questions.awaited(db, who=who, kind=KIND, now=now)
    person, _, sign_up = _coming(db, draft.data["event"], who)
    names = [name for part in _BETWEEN.split(text) if (name := clean_line(part, longest=LONGEST_NAME))]
    if not names:
        raise Refused("no-name")
    if len(names) >= sign_up.party:
        raise Refused("too-many-guests", most=sign_up.party - 1)
    drafts.leave_drafts(db, who)
    events.set_guests(db, sign_up.id, names)
    _reply(db, person, "guests", sign_up.event_id, None, now)


def remove_guests(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """The names go; the party stays. Raises: Refused (event-gone, not-coming)."""
    person, _, sign_up = _coming(db, event, who)
    events.set_guests(db, sign_up.id, ())
    _reply(db, person, "guests", event, message, now)


def _coming(db: Connection, event: int, who: int) -> tuple[Person, Event, SignUp]:
    found, person = events.find_event(db, event), people.find_person(db, who)
    if found is None:
        raise Refused("event-gone")
    sign_up = events.find_sign_up(db, event, person.id) if person else None
    if sign_up is None or sign_up.answer is not Answer.COMING:
        raise Refused("not-coming")
    return known(db, who), found, sign_up


def _reply(db: Connection, person: Person, kind: str, event: int, message: int | None, now: datetime) -> None:
    reply(db, kind=kind, to=person.telegram_id, language=person.language or "en", params={"event": event}, edit=message, now=now)
