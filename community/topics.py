"""What the bot hears of the topics of a group, so that one can choose where a card goes."""

from datetime import datetime

from sqlalchemy import Connection

from storage import places, topics, troubles
from storage.troubles import TroubleKind


def hear(db: Connection, *, group: int, thread: int, now: datetime, name: str | None = None, closed: bool | None = None) -> None:
    """A topic of a group (Telegram's numbers) was made, renamed, closed or opened, or somebody wrote in it.

    Told twice it changes nothing. Is it the one for cards that is closed, those who look after the house are told.
    """
    chat = places.find_chat(db, group)
    if chat is None:
        return
    if name:
        topics.note_topic(db, chat.id, thread, name)
    if closed is not None:
        topics.close_topic(db, chat.id, thread, closed=closed)
    if chat.thread_id != thread:
        return
    if closed:
        troubles.begin(db, chat.id, TroubleKind.NO_TOPIC, now)
    elif closed is False:
        troubles.end(db, chat.id, TroubleKind.NO_TOPIC)
