"""A name: somebody has none until they set one, and others see it only where they organise, and only if they say so."""

from datetime import datetime

from sqlalchemy import Connection

from bot.names import clean_line, clean_name
from community import questions
from community.notice import NOTICE_VERSION
from community.people import known
from community.refusals import Refused
from community.replies import reply
from storage import cards, consents, drafts, events, people
from storage.consents import ConsentKind
from storage.people import NAME, Person

KIND = "name"


def show(db: Connection, *, who: int, now: datetime, message: int | None = None) -> None:
    """Show the name and what can be done with it; what was asked before is left. Raises: Refused("not-joined")."""
    person = known(db, who)
    drafts.leave_drafts(db, who)
    _tell(db, person, "my-name", message, now)


def ask(db: Connection, *, who: int, message: int, now: datetime) -> None:
    """Ask for the name: the next words are it. Raises: Refused("not-joined")."""
    person = known(db, who)
    questions.ask(db, who=who, kind=KIND, data={}, now=now)
    _tell(db, person, "ask-name", message, now)


def choose(db: Connection, *, who: int, text: str, now: datetime) -> None:
    """This is the name. Raises: Refused (not-joined, no-name, name-too-long)."""
    person, name = known(db, who), clean_name(text)
    if name is None:
        raise Refused("no-name")
    if len(name) > NAME or name != clean_line(text, longest=len(text)):
        raise Refused("name-too-long")
    drafts.leave_drafts(db, who)
    _change(db, person, now, name=name)
    _tell(db, person, "my-name", None, now)


def remove(db: Connection, *, who: int, message: int, now: datetime) -> None:
    """Have no name again. Raises: Refused("not-joined")."""
    person = known(db, who)
    _change(db, person, now, name=None, name_shown=False)
    if person.name_shown:
        consents.withdraw(db, person.id, ConsentKind.NAME, NOTICE_VERSION, now)
    _tell(db, person, "my-name", message, now)


def reveal(db: Connection, *, who: int, shown: bool, message: int, now: datetime) -> None:
    """Let others see the name on one's own events, or not any more. Raises: Refused (not-joined, old-button without a name)."""
    person = known(db, who)
    if person.name is None:
        raise Refused("old-button")
    _change(db, person, now, name_shown=shown)
    record = consents.give if shown else consents.withdraw
    record(db, person.id, ConsentKind.NAME, NOTICE_VERSION, now)
    _tell(db, person, "my-name", message, now)


def _change(db: Connection, person: Person, now: datetime, **values: object) -> None:
    people.change_person(db, person.id, **values)
    for event in events.list_organised(db, person.id, now):
        cards.bump(db, event.id)


def _tell(db: Connection, person: Person, kind: str, message: int | None, now: datetime) -> None:
    reply(db, kind=kind, to=person.telegram_id, language=person.language or "en", edit=message, now=now)
