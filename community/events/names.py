"""First names on a card: only if the organiser chose it for the event, and only of those who said yes themselves.

Somebody's yes holds for all events, is asked for once, and counts in houses that know them as a resident.
"""

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders, trust
from community.allowance import may_be_asked, own_rules, tell
from community.events.organising import organised
from community.house_rules import rules_at
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import cards, events, people
from storage.events import Event, EventState
from storage.outbox import Lane, Message
from storage.people import Person, Reach

MOST_NAMED = 10
"""More first names than this make a card that nobody reads; the others are counted."""


def show_names(db: Connection, *, event: int, who: int, shown: bool, message: int, rules: HouseRules, now: datetime) -> None:
    """The organiser wants first names on the cards, or no more; the pressed screen shows it. Pressing twice changes nothing.

    Who has a place and was never asked whether their name may stand there is asked.

    Raises: Refused (event-gone, not-organiser, event-over).
    """
    found = organised(db, event, who)
    if found.state is not EventState.PUBLISHED:
        raise Refused("event-over")
    if found.names is not shown:
        found.names = shown
        events.change_event(db, event, names=shown)
        cards.bump(db, event)
        for person in events.list_unasked(db, event):
            ask_once(db, found, person, rules, now)
    language = known(db, who).language or "en"
    reply(db, kind="panel-more", to=who, language=language, params={"event": event}, edit=message, now=now)


def named(db: Connection, event: Event) -> tuple[str, ...]:
    """The names of those whose first name may stand on the card of an event now, the first who signed up first."""
    if not event.names or event.state is not EventState.PUBLISHED:
        return ()
    homes = _homes(db, event)
    vouched = (person.name for person in events.list_listed(db, event.id) if person.name and _is_vouched(db, person, homes))
    return tuple(islice(vouched, MOST_NAMED))


def ask_once(db: Connection, event: Event, person: Person, rules: HouseRules, now: datetime) -> None:
    """Whoever comes to an event that shows names is asked, once in all, whether theirs may be among them; silence is a no.

    On a day on which they have been asked enough they are not; another event asks them.
    """
    if not event.names or person.listed is not None or person.name is None or person.reach is not Reach.OPEN:
        return
    if not _is_vouched(db, person, _homes(db, event)):
        return
    zone, here = ZoneInfo(event.zone), rules_at(db, event.id, rules)
    at = reminders.not_in_quiet(now, zone, own_rules(person, here))
    if not may_be_asked(person, at, zone):
        return
    question = Message("ask-listed", {}, lane=Lane.PRIVATE, until=event.starts_at)
    if tell(db, person, question, at=at, zone=zone, rules=here):
        people.change_person(db, person.id, listed=False)
        person.listed = False


def _homes(db: Connection, event: Event) -> set[int]:
    """The houses whose word counts: the event's own, and those in whose groups it hangs."""
    return {events.house_of(db, event.id).id, *events.list_houses_shown(db, event.id)}


def _is_vouched(db: Connection, person: Person, homes: set[int]) -> bool:
    return any(trust.is_vouched(db, person.id, house) for house in homes)
