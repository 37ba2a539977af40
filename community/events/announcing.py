"""Who may announce in a house's groups, and the card that is owed."""

from datetime import datetime

from sqlalchemy import Connection

from community import roles
from storage import cards, outbox, people
from storage import places as rows
from storage.outbox import Lane, Message, To


def may_announce_in(db: Connection, house: int, who: int | None, admin: bool, *, present: bool) -> bool:
    """Whether somebody (by Telegram id; None: an anonymous admin) may publish in the groups of a house."""
    person = people.find_person(db, who) if who is not None else None
    return roles.may_announce(db, rows.get_house(db, house), person.id if person else None, admin=admin, present=present)


def owe_card(db: Connection, card: int, chat: int, thread: int | None, now: datetime) -> None:
    """A card is to be posted."""
    outbox.owe(db, To(chat_id=chat, thread=thread), Message("card", {"card": card}, lane=Lane.CARD, card_id=card, silent=True), at=now)


def repost(db: Connection, card: cards.Card, now: datetime) -> None:
    """A card's message is gone from its chat: post it anew."""
    owe_card(db, card.id, card.chat_id, card.thread_id, now)
