"""Finding, listing and changing polls and their options."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, update
from sqlmodel import col

from storage.cards import Card, Thing
from storage.organisers import Organiser
from storage.places import Chat
from storage.polls.tables import OptionState, Poll, PollKey, PollOption, PollState, PollVoter
from storage.rows import every, first, loaded


@dataclass(frozen=True, slots=True)
class AskedPoll:
    """All that a press on a poll needs to know, from one look. `chat_house_id`: the house of the chat it came from."""

    poll: Poll
    house_id: int
    card_id: int | None
    card_message: int | None
    chat_house_id: int | None


def add_poll(db: Connection, poll: Poll, key: str) -> None:
    """A new poll, with the key that seals its votes."""
    db.execute(insert(Poll), poll.model_dump())
    db.execute(insert(PollKey), {"poll_id": poll.id, "key": key})


def find_poll(db: Connection, poll_id: int) -> Poll | None:
    """The poll with this number."""
    return first(db, Poll, select(Poll).where(col(Poll.id) == poll_id))


def lock_poll(db: Connection, poll_id: int, chat_telegram_id: int | None = None) -> AskedPoll | None:
    """The poll, held until the transaction ends, with its card in the chat a press came from (None: private)."""
    query: Any = (
        select(
            Poll,
            col(Thing.house_id).label("thing_house"),
            col(Card.id).label("card"),
            col(Card.message_id).label("card_message"),
            col(Chat.house_id).label("chat_house"),
        )
        .join(Thing, col(Thing.id) == col(Poll.id))
        .outerjoin(Chat, col(Chat.telegram_id) == chat_telegram_id)
        .outerjoin(Card, and_(col(Card.thing_id) == col(Poll.id), col(Card.chat_id) == col(Chat.id)))
        .where(col(Poll.id) == poll_id)
        .with_for_update(of=Poll)
    )
    row = db.execute(query).first()
    if row is None:
        return None
    values = dict(row._mapping)
    house, card, message = values.pop("thing_house"), values.pop("card"), values.pop("card_message")
    chat_house = values.pop("chat_house")
    return AskedPoll(loaded(Poll, values), house, card, message, chat_house)


def change_poll(db: Connection, poll_id: int, **values: Any) -> None:
    """Set columns of a poll."""
    db.execute(update(Poll).where(col(Poll.id) == poll_id).values(**values))


def find_key(db: Connection, poll_id: int) -> str | None:
    """The key of an open poll; None when it is gone."""
    return db.execute(select(col(PollKey.key)).where(col(PollKey.poll_id) == poll_id)).scalar()


def destroy_key(db: Connection, poll_id: int) -> None:
    """From now on nobody can tell whose a vote was."""
    db.execute(delete(PollKey).where(col(PollKey.poll_id) == poll_id))


def add_options(db: Connection, poll_id: int, options: Iterable[Mapping[str, Any]]) -> None:
    """Options with their columns, numbered on from the last one the poll ever had."""
    last = db.execute(select(func.coalesce(func.max(col(PollOption.number)), 0)).where(col(PollOption.poll_id) == poll_id)).scalar_one()
    rows = [{"poll_id": poll_id, "number": number, **_EMPTY, **option} for number, option in enumerate(options, last + 1)]
    if rows:
        db.execute(insert(PollOption), rows)


_EMPTY = {"starts": None, "ends": None, "whole_day": False, "limit": None, "state": OptionState.OPEN, "proposed_by_id": None}


def list_options(db: Connection, poll_id: int) -> list[PollOption]:
    """The options that can be chosen, in their order."""
    return list_all_options(db, poll_id, OptionState.OPEN)


def list_all_options(db: Connection, poll_id: int, *states: OptionState) -> list[PollOption]:
    """Options of these states (of any, when none is given), in their order."""
    query = select(PollOption).where(col(PollOption.poll_id) == poll_id)
    if states:
        query = query.where(col(PollOption.state).in_(states))
    return every(db, PollOption, query.order_by(col(PollOption.number)))


def find_option(db: Connection, option_id: int) -> PollOption | None:
    """The option with this number of its row."""
    return first(db, PollOption, select(PollOption).where(col(PollOption.id) == option_id))


def change_option(db: Connection, option_id: int, **values: Any) -> None:
    """Set columns of an option."""
    db.execute(update(PollOption).where(col(PollOption.id) == option_id).values(**values))


def list_houses_asked(db: Connection, poll_id: int) -> list[int]:
    """The houses in whose groups the poll hangs; none once it was taken down everywhere."""
    shown = select(col(Chat.house_id)).join(Card, col(Card.chat_id) == col(Chat.id)).where(col(Card.thing_id) == poll_id)
    return sorted(set(db.execute(shown).scalars()))


def list_open(db: Connection, houses: Iterable[int], now: datetime, limit: int) -> list[Poll]:
    """The open polls that are asked in these houses, the first to close first."""
    return every(db, Poll, _open_in(houses, now).limit(limit))


def _open_in(houses: Iterable[int], now: datetime) -> Any:
    shown = select(col(Card.thing_id)).join(Chat, col(Chat.id) == col(Card.chat_id)).where(col(Chat.house_id).in_(houses))
    query = select(Poll).where(col(Poll.state) == PollState.OPEN, col(Poll.closes_at) > now, col(Poll.id).in_(shown))
    return query.order_by(col(Poll.closes_at), col(Poll.id))


def list_waiting(db: Connection, person_id: int, houses: Iterable[int], now: datetime, limit: int) -> list[Poll]:
    """The open polls of these houses that somebody has not answered, the first to close first."""
    answered = exists().where(col(PollVoter.poll_id) == col(Poll.id), col(PollVoter.person_id) == person_id)
    return every(db, Poll, _open_in(houses, now).where(~answered).limit(limit))


def list_asked_by(db: Connection, person_id: int) -> list[Poll]:
    """The polls somebody asks, alone or with others, that are not finished; the first to close first."""
    with_others = select(col(Organiser.thing_id)).where(col(Organiser.person_id) == person_id)
    theirs = or_(col(Poll.author_id) == person_id, col(Poll.id).in_(with_others))
    going = col(Poll.state).in_((PollState.OPEN, PollState.CLOSED))
    return every(db, Poll, select(Poll).where(theirs, going).order_by(col(Poll.closes_at), col(Poll.id)))


def list_open_in_chat(db: Connection, chat_id: int, now: datetime) -> list[Poll]:
    """The open polls that hang in a group (by row), the first to close first."""
    query = select(Poll).join(Card, col(Card.thing_id) == col(Poll.id))
    here = (col(Card.chat_id) == chat_id) & (col(Poll.state) == PollState.OPEN) & (col(Poll.closes_at) > now)
    return every(db, Poll, query.where(here).order_by(col(Poll.closes_at), col(Poll.id)))


def list_due(db: Connection, now: datetime, limit: int) -> list[Poll]:
    """Open polls whose time is over, the longest first."""
    query = select(Poll).where(col(Poll.state) == PollState.OPEN, col(Poll.closes_at) <= now)
    return every(db, Poll, query.order_by(col(Poll.closes_at)).limit(limit))


NEXT_CLOSE = select(func.min(col(Poll.closes_at))).where(col(Poll.state) == PollState.OPEN)
"""When the next poll closes."""
