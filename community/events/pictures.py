"""Pictures of cards that hang already. docs/adr/0014 says what Telegram can and can't do with them."""

from datetime import datetime

from sqlalchemy import Connection

from community.events.announcing import repost
from storage import cards, outbox
from storage.outbox import Lane, Message, Op, To


def without_picture(db: Connection, event: int, now: datetime) -> None:
    """A message with a picture keeps one for ever, so each card is posted anew, and the old one goes."""
    for card in cards.list_cards(db, event):
        if card.message_id is not None and card.picture is not None:
            gone = Message("gone", op=Op.DELETE, message_id=card.message_id, lane=Lane.CARD)
            outbox.owe(db, To(chat_id=card.chat_id), gone, at=now)
            cards.change_card(db, card.id, message_id=None, picture=None)
            repost(db, card, now)
