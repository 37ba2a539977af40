"""Thanks after an event: a number for the organiser and the card, never a list."""

from sqlalchemy import Connection

from community.events.rules import may_thank
from community.refusals import Refused
from storage import cards, events, people
from storage.events import Event


def thank(db: Connection, *, event: int, who: int) -> Event:
    """Count one thanks of somebody who had a seat; thanking twice changes nothing. The number outlives the answers.

    Raises: Refused (event-gone, not-there).
    """
    asked = events.lock_event(db, event, None)
    if asked is None:
        raise Refused("event-gone")
    found, person = asked.event, people.find_person(db, who)
    sign_up = events.find_sign_up(db, event, person.id) if person else None
    if sign_up is None or not may_thank(found.state, sign_up.place):
        raise Refused("not-there")
    if not sign_up.thanked:
        found.thanks += 1
        events.change_sign_up(db, sign_up.id, thanked=True)
        events.change_event(db, event, thanks=found.thanks)
        cards.bump(db, event)
    return found
