"""A press on an event: where it came from, whether it may be answered there, and the card it makes known."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community.events.organising import organises
from community.events.passing import catch_up
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, events, outbox, people
from storage.events import Asked, EventState
from storage.outbox import Lane, Message, Op, To
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Press:
    """Where a button was pressed: Telegram's numbers of the chat (None: in private) and of the message, and the update.

    `invited`: in private, the presser holds the link of a card, so they have seen it. `page`: of what the message shows by pages.
    """

    chat: int | None
    message: int | None
    update: int
    invited: bool = False
    page: int = 0


def open_event(db: Connection, event: int, press: Press, rules: HouseRules, now: datetime) -> Asked:
    """The event, for who wants to answer it, held until the transaction ends, with all done that was due for those who wait.

    Raises: Refused (event-gone, event-cancelled, event-over).
    """
    asked = events.lock_event(db, event, press.chat)
    if asked is None:
        raise Refused("event-gone")
    if asked.event.state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    if now >= (asked.event.ends_at or asked.event.starts_at):
        raise Refused("event-over")
    if asked.event.waiting:
        catch_up(db, asked.event, rules, now)
    return asked


def authorise(db: Connection, asked: Asked, press: Press, person: Person, now: datetime) -> None:
    """In a group the card must hang there (or be adopted); in private one must live in the house, organise it, or have answered before."""
    if press.chat is not None:
        if asked.card_id is None:
            raise Refused("not-here")
        adopt(db, asked.card_id, asked.card_message, press, now)
    elif (
        not press.invited
        and not any(people.belongs(db, person.id, house) for house in (asked.house_id, *events.list_houses_shown(db, asked.event.id)))
        and not organises(db, asked.event, person.id)
        and events.find_sign_up(db, asked.event.id, person.id) is None
    ):
        raise Refused("not-here")


def adopt(db: Connection, card_id: int, card_message: int | None, press: Press, now: datetime) -> None:
    """A card whose message is not known (the process died after sending it) is the one that was pressed; a copy of it goes."""
    if press.message is None or press.message == card_message:
        return
    if card_message is None:
        cards.change_card(db, card_id, message_id=press.message)
        return
    card = cards.get_card(db, card_id)
    assert card is not None
    copy = Message("gone", op=Op.DELETE, message_id=press.message, lane=Lane.CARD, key=f"copy:{card.chat_id}:{press.message}")
    outbox.owe(db, To(chat_id=card.chat_id), copy, at=now)
