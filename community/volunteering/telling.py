"""Whom a call concerns, and its groups."""

from datetime import datetime

from sqlalchemy import Connection

from community.volunteering.organising import organisers_of
from storage import cards, outbox, volunteering
from storage.outbox import Message, To
from storage.people import Person, Reach
from storage.volunteering import Call


def people_of(db: Connection, call: Call, but: int | None) -> list[Person]:
    """Who has or awaits a task of a call, or answers for such neighbours. Who knows already (`but`) is told for their sake only."""
    theirs = {}
    for volunteer, _ in volunteering.list_doers(db, call.id):
        person = volunteering.find_contact(db, volunteer)
        if person is not None and (volunteer.person_id is None or volunteer.person_id != but):
            theirs[person.id] = person
    return list(theirs.values())


def concerned(db: Connection, call: Call, but: int | None) -> list[Person]:
    """The same and who organises it, as far as they can be written to."""
    theirs = {person.id: person for person in people_of(db, call, but)}
    theirs |= {person.id: person for person in organisers_of(db, call) if person.id != but}
    return [person for person in theirs.values() if person.reach is Reach.OPEN]


def tell_groups(db: Connection, call: Call, message: Message, at: datetime) -> None:
    """One line in every chat that has seen the call, under its card. It does not count against the budget of the chat."""
    for card in (each for each in cards.list_cards(db, volunteering.shown_on(call)) if each.is_seen):
        line = Message(message.kind, message.params, lane=message.lane, reply_to=card.message_id, again=message.again)
        outbox.owe(db, To(chat_id=card.chat_id, thread=card.thread_id), line, at=at)
