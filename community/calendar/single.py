"""One event as a file for one's own calendar."""

from dataclasses import dataclass

from sqlalchemy import Connection

from community.calendar.entries import Entry, entry
from community.events import may_see
from community.refusals import Refused
from storage import events, people, process
from storage.events import Answer


@dataclass(frozen=True, slots=True)
class Single:
    """An event to be put into a calendar, and the bot's own number."""

    entry: Entry
    bot: int


def may_take(db: Connection, *, event: int, who: int, invited: bool) -> None:
    """Whether somebody may have the file of an event: who may see it, or has its link (`invited`).

    Raises: Refused (event-gone, not-here).
    """
    if events.find_event(db, event) is None:
        raise Refused("event-gone")
    if not invited and not may_see(db, event=event, who=who):
        raise Refused("not-here")


def single(db: Connection, event: int, who: int | None) -> Single | None:
    """The event as it is now, as the plan of `who`; None when it is gone."""
    found = events.find_event(db, event)
    if found is None:
        return None
    person = people.find_person(db, who) if who else None
    sign_up = events.find_sign_up(db, event, person.id) if person else None
    answered = sign_up if sign_up and sign_up.answer is not Answer.CANT else None
    return Single(entry(found, answered, mine=True), process.bot_number(db))
