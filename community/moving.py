"""A group gets another number at Telegram."""

from datetime import datetime

from sqlalchemy import Connection

from community.places import post_next_again
from community.polls.uniting import unite_flats
from storage import announcements, drafts, moves, places, troubles
from storage.places import ChatState
from storage.troubles import TroubleKind


def migrate(db: Connection, *, old: int, new: int, now: datetime) -> bool:
    """A group became a supergroup: one number changes. Messages there are dead, so the next event's card is posted again.

    Was the new group met on its own before, what began there is kept too. Told twice it changes nothing more; False then.
    """
    chat, met = places.find_chat(db, old), places.find_chat(db, new)
    if chat is None or old == new:
        return False
    post_next_again(db, chat.id, now)
    drafts.move(db, old, new)
    announcements.note_moved(db, chat.id)
    if met is not None:
        moves.merge_chats(db, gone=met, into=chat)
        unite_flats(db, chat.house_id, now)
    places.change_chat(db, chat.id, telegram_id=new, state=ChatState.ACTIVE, removed_at=None, welcome_id=None)
    troubles.end(db, chat.id, TroubleKind.REMOVED)
    troubles.begin(db, chat.id, TroubleKind.MOVED, now)
    return True
