"""A name: somebody has none until they set one, and others see it only if they say so: where they organise, and where they come."""

from datetime import datetime

from sqlalchemy import Connection

from bot.names import clean_line, clean_name
from community import questions, trust
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
    _change(db, person, now, name=None, name_shown=False, listed=None if person.listed is None else False)
    for held, kind in ((person.name_shown, ConsentKind.NAME), (person.listed, ConsentKind.NAMES)):
        if held:
            consents.withdraw(db, person.id, kind, NOTICE_VERSION, now)
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


def let_list(db: Connection, *, who: int, listed: bool, message: int, now: datetime) -> None:
    """Let one's first name stand on cards that show names, or not any more; the cards follow. Saying it twice changes nothing.

    Raises: Refused (not-joined, not-vouched, old-button without a name).
    """
    person = known(db, who)
    if person.name is None:
        raise Refused("old-button")
    if listed and not trust.is_vouched_anywhere(db, person.id):
        raise Refused("not-vouched")
    _change(db, person, now, listed=listed)
    record = consents.give if listed else consents.withdraw
    record(db, person.id, ConsentKind.NAMES, NOTICE_VERSION, now)
    _tell(db, person, "my-name", message, now)


def _change(db: Connection, person: Person, now: datetime, **values: object) -> None:
    people.change_person(db, person.id, **values)
    shown = {event.id for event in events.list_organised(db, person.id, now)} | {*events.list_naming(db, person.id, now)}
    for number in sorted(shown):
        cards.bump(db, number)


def _tell(db: Connection, person: Person, kind: str, message: int | None, now: datetime) -> None:
    reply(db, kind=kind, to=person.telegram_id, language=person.language or "en", edit=message, now=now)
