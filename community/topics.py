"""What the bot hears of the topics of a group, so that one can choose where a card goes."""

from sqlalchemy import Connection

from storage import places, topics


def hear(db: Connection, *, group: int, thread: int, name: str | None = None, closed: bool | None = None) -> None:
    """A topic of a group (Telegram's numbers) was made, renamed, closed or opened, or somebody wrote in it.

    Told twice it changes nothing.
    """
    chat = places.find_chat(db, group)
    if chat is None:
        return
    if name:
        topics.note_topic(db, chat.id, thread, name)
    if closed is not None:
        topics.close_topic(db, chat.id, thread, closed=closed)
