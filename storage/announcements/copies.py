"""The copies of announcements: what is owed next, what became of each, and what changes afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, insert, or_, select, update
from sqlmodel import col

from storage.announcements.tables import Announcement, AnnouncementState, Copy, CopyState
from storage.cards import Card
from storage.outbox import Debt, DebtState, Lane
from storage.people import Membership, Person
from storage.places import House
from storage.rows import every, first, loaded

UNDER_WAY = (DebtState.WAITING, DebtState.SENDING)

COPY_STATE: ColumnElement[Any] = case(
    (or_(col(Debt.id).is_(None), col(Copy.state) != CopyState.OWED), col(Copy.state)),
    (col(Debt.state).in_(UNDER_WAY), CopyState.OWED.value),
    else_=col(Debt.state),
)
"""While a copy is owed and the outbox keeps the debt, it knows best."""

COPY_REASON = func.coalesce(col(Debt.reason), col(Copy.reason))


@dataclass(frozen=True, slots=True)
class Count:
    """So many copies of one state, in one house, with the same languages and reason."""

    house_id: int | None
    languages: str
    state: CopyState
    reason: str | None
    number: int


def find_copy(db: Connection, number: int) -> Copy | None:
    """The copy with this number."""
    return first(db, Copy, select(Copy).where(col(Copy.id) == number))


def find_in_chat(db: Connection, announcement: int, chat_id: int) -> Copy | None:
    """The copy of an announcement in a chat (by row)."""
    return first(db, Copy, select(Copy).where(col(Copy.announcement_id) == announcement, col(Copy.chat_id) == chat_id))


def find_house_of(db: Connection, announcement: int, person: int) -> int | None:
    """The house by which an announcement concerns somebody (by row): of their private copy, or one they live in; None when none does."""
    own: Any = select(col(Copy.house_id)).where(col(Copy.announcement_id) == announcement)
    lives = select(col(Membership.house_id)).where(col(Membership.person_id) == person)
    theirs = own.where(or_(col(Copy.person_id) == person, col(Copy.house_id).in_(lives)))
    return db.execute(theirs.order_by(col(Copy.person_id).is_(None), col(Copy.id)).limit(1)).scalar()


def adopt_copy(db: Connection, copy: Copy, message_id: int, now: datetime) -> None:
    """Nobody knew whether a copy arrived: this is its message. It came when it was given up, at the latest."""
    given_up = db.execute(select(col(Debt.done_at)).where(col(Debt.id) == copy.debt_id)).scalar()
    change_copy(db, copy.id, state=CopyState.SENT, reason=None, debt_id=None, message_id=message_id, sent_at=given_up or now)


def count_states(db: Connection, announcement: int) -> dict[CopyState, int]:
    """How many copies are how far."""
    query: Any = select(COPY_STATE.label("how_far"), func.count()).select_from(Copy).outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
    return {CopyState(row[0]): row[1] for row in db.execute(query.where(col(Copy.announcement_id) == announcement).group_by("how_far"))}


def count_copies(db: Connection, announcement: int) -> list[Count]:
    """The same by house, languages and reason."""
    kept: Any = (col(Copy.house_id).label("house"), col(Copy.languages).label("spoken"))
    query: Any = select(*kept, COPY_STATE.label("how_far"), COPY_REASON.label("why"), func.count()).select_from(Copy)
    query = query.outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
    query = query.where(col(Copy.announcement_id) == announcement).group_by("house", "spoken", "how_far", "why")
    return [Count(row[0], row[1], CopyState(row[2]), row[3], row[4]) for row in db.execute(query)]


def list_copies(db: Connection, announcement: int, state: CopyState, limit: int, after: int = 0) -> list[tuple[Copy, str | None]]:
    """The copies that are so far, with the reason, in the order of their numbers from `after` on."""
    query: Any = select(Copy, COPY_REASON.label("why")).outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
    query = query.where(col(Copy.announcement_id) == announcement, COPY_STATE.in_([state.value]), col(Copy.id) > after)
    found = []
    for row in db.execute(query.order_by(col(Copy.id)).limit(limit)):
        values = dict(row._mapping)
        why = values.pop("why")
        found.append((loaded(Copy, values), why))
    return found


def set_due(db: Connection, announcement: int, houses: Iterable[int], due_at: datetime) -> None:
    """The copies in these houses go no earlier than this."""
    there = (col(Copy.announcement_id) == announcement) & col(Copy.house_id).in_(list(houses))
    db.execute(update(Copy).where(there, col(Copy.state) == CopyState.PENDING).values(due_at=due_at))


def list_houses(db: Connection, announcement: int) -> list[House]:
    """The houses it goes to."""
    there = select(col(Copy.house_id)).where(col(Copy.announcement_id) == announcement)
    return every(db, House, select(House).where(col(House.id).in_(there)).order_by(col(House.id)))


def count_waiting_broadcasts(db: Connection) -> int:
    """How much the outbox has to send to many."""
    waiting = (col(Debt.state) == DebtState.WAITING) & (col(Debt.lane) == int(Lane.BROADCAST))
    return db.execute(select(func.count()).select_from(Debt).where(waiting)).scalar_one()


def take_pending(db: Connection, now: datetime, limit: int) -> list[Copy]:
    """The next copies that may be owed, the urgent announcements first."""
    ready = and_(
        col(Copy.state) == CopyState.PENDING,
        or_(col(Copy.due_at).is_(None), col(Copy.due_at) <= now),
        col(Announcement.state) == AnnouncementState.SENDING,
    )
    query = select(Copy).join(Announcement, col(Announcement.id) == col(Copy.announcement_id)).where(ready)
    query = query.order_by(col(Announcement.urgent).desc(), col(Copy.announcement_id), col(Copy.id)).limit(limit)
    return every(db, Copy, query.with_for_update())


def cards_of(db: Connection, copies: Sequence[Copy]) -> dict[tuple[int, int], int]:
    """The cards of these copies, made where there are none: by announcement and chat."""
    wanted = {(copy.announcement_id, copy.chat_id): copy for copy in copies if copy.chat_id is not None}
    known = _known_cards(db, wanted)
    new = [
        {"thing_id": thing, "chat_id": chat, "thread_id": copy.thread_id, "version": 1, "shown_version": 0, "urgent": False}
        for (thing, chat), copy in wanted.items()
        if (thing, chat) not in known
    ]
    if new:
        db.execute(insert(Card), new)
        known = _known_cards(db, wanted)
    return known


def _known_cards(db: Connection, wanted: Iterable[tuple[int, int | None]]) -> dict[tuple[int, int], int]:
    things, chats = {thing for thing, _ in wanted}, {chat for _, chat in wanted}
    query = select(col(Card.thing_id), col(Card.chat_id), col(Card.id)).where(col(Card.thing_id).in_(things), col(Card.chat_id).in_(chats))
    return {(row[0], row[1]): row[2] for row in db.execute(query)}


def addresses_of(db: Connection, copies: Sequence[Copy]) -> dict[int, tuple[int, str | None]]:
    """Telegram's number and the language of the people these copies go to, by row."""
    people = {copy.person_id for copy in copies if copy.person_id is not None}
    query = select(col(Person.id), col(Person.telegram_id), col(Person.language)).where(col(Person.id).in_(people))
    return {row[0]: (row[1], row[2]) for row in db.execute(query)}


def note_owed(db: Connection, keys: Mapping[str, int], **values: Any) -> None:
    """What is owed under these keys are the copies with these numbers; it says what their announcements say now."""
    said = select(col(Announcement.revision)).where(col(Announcement.id) == col(Copy.announcement_id)).scalar_subquery()
    _note(db, keys, "debt_id", revision=said, **values)


def note_changing(db: Connection, keys: Mapping[str, int], **values: Any) -> None:
    """What is owed under these keys changes the copies with these numbers."""
    _note(db, keys, "change_id", change_state=None, change_reason=None, **values)


def _note(db: Connection, keys: Mapping[str, int], column: str, **values: Any) -> None:
    debts = db.execute(select(col(Debt.key), col(Debt.id)).where(col(Debt.key).in_(list(keys)))).all()
    rows = [{"copy": keys[str(key)], "debt": debt} for key, debt in debts]
    if rows:
        db.execute(update(Copy).where(col(Copy.id) == bindparam("copy")).values({column: bindparam("debt"), **values}), rows)


def note_sent(db: Connection, number: int, message_id: int, now: datetime, **values: Any) -> None:
    """A copy is there."""
    db.execute(update(Copy).where(col(Copy.id) == number).values(message_id=message_id, sent_at=now, **values))


def note_moved(db: Connection, chat: int) -> None:
    """A group (by row) has another number: the messages it had are out of reach, also for changes on their way."""
    there = (col(Copy.chat_id) == chat) & col(Copy.message_id).is_not(None)
    on_their_way = select(col(Debt.id)).where(col(Debt.state).in_(UNDER_WAY))
    lost = {"change_id": None, "change_state": CopyState.FAILED, "change_reason": "moved"}
    db.execute(update(Copy).where(there, col(Copy.change_id).in_(on_their_way)).values(**lost))
    db.execute(update(Copy).where(there).values(message_id=None, reason="moved"))


def take_uncertain(db: Connection, announcement: int) -> int:
    """The copies of which nobody knows whether they arrived are to be sent once more; how many."""
    query = select(col(Copy.id), col(Copy.debt_id)).outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
    found = db.execute(query.where(col(Copy.announcement_id) == announcement, COPY_STATE.in_([CopyState.UNCERTAIN.value]))).all()
    db.execute(update(Copy).where(col(Copy.id).in_([row[0] for row in found])).values(state=CopyState.PENDING, due_at=None))
    # What is owed anew has the same key: the debts of before give theirs up.
    db.execute(update(Debt).where(col(Debt.id).in_([row[1] for row in found if row[1]])).values(key=None))
    return len(found)


def drop_pending(db: Connection, announcement: int, reason: str) -> None:
    """The copies that were not owed yet do not go; those that perhaps arrived before are again as they were."""
    pending = (col(Copy.announcement_id) == announcement) & (col(Copy.state) == CopyState.PENDING)
    db.execute(update(Copy).where(pending, col(Copy.debt_id).is_not(None)).values(state=CopyState.OWED))
    db.execute(update(Copy).where(pending).values(state=CopyState.DROPPED, reason=reason))


def change_copy(db: Connection, number: int, **values: Any) -> None:
    """Set columns of a copy."""
    db.execute(update(Copy).where(col(Copy.id) == number).values(**values))


def list_to_change(db: Connection, limit: int) -> list[Copy]:
    """Copies that are there and say less than their announcement says now."""
    query = (
        select(Copy)
        .join(Announcement, col(Announcement.id) == col(Copy.announcement_id))
        .outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
        .where(col(Copy.revision) < col(Announcement.revision), col(Copy.message_id).is_not(None), COPY_STATE.in_([CopyState.SENT.value]))
        .order_by(col(Copy.announcement_id), col(Copy.id))
        .limit(limit)
    )
    return every(db, Copy, query)


def anything_left(db: Connection, announcement: int) -> bool:
    """Whether a copy of it is still to be sent."""
    query = select(col(Copy.id)).outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
    left = COPY_STATE.in_([CopyState.PENDING.value, CopyState.OWED.value])
    return db.execute(query.where(col(Copy.announcement_id) == announcement, left).limit(1)).first() is not None


def anything_changing(db: Connection, announcement: int) -> bool:
    """Whether a copy that is out is still to be edited or recalled."""
    query = select(col(Copy.id)).join(Announcement, col(Announcement.id) == col(Copy.announcement_id))
    query = query.outerjoin(Debt, col(Debt.id) == col(Copy.change_id))
    behind = (col(Copy.revision) < col(Announcement.revision)) & col(Copy.message_id).is_not(None)
    changing = or_(behind, col(Debt.state).in_(UNDER_WAY))
    return db.execute(query.where(col(Copy.announcement_id) == announcement, changing).limit(1)).first() is not None


def next_due(db: Connection, announcement: int) -> datetime | None:
    """When the next copies of it go that wait for an hour of their own; None when none do."""
    query = select(func.min(col(Copy.due_at))).where(col(Copy.announcement_id) == announcement, col(Copy.state) == CopyState.PENDING)
    return db.execute(query).scalar()


def keep_states(db: Connection, *, done_before: datetime) -> None:
    """Before the outbox forgets what was done with: the copies remember what became of them."""
    done: ColumnElement[bool] = col(Debt.state).not_in(UNDER_WAY) & (col(Debt.done_at) < done_before)
    going = select(col(Debt.id)).where(done)
    state = select(col(Debt.state)).where(col(Debt.id) == col(Copy.debt_id)).scalar_subquery()
    reason = select(col(Debt.reason)).where(col(Debt.id) == col(Copy.debt_id)).scalar_subquery()
    kept = {"state": state, "reason": func.coalesce(reason, col(Copy.reason)), "debt_id": None}
    db.execute(update(Copy).where(col(Copy.debt_id).in_(going), col(Copy.state) == CopyState.OWED).values(**kept))
    state = select(col(Debt.state)).where(col(Debt.id) == col(Copy.change_id)).scalar_subquery()
    reason = select(col(Debt.reason)).where(col(Debt.id) == col(Copy.change_id)).scalar_subquery()
    changed = {"change_state": state, "change_reason": reason, "change_id": None}
    db.execute(update(Copy).where(col(Copy.change_id).in_(going)).values(**changed))


_PENDING = (col(Copy.state) == CopyState.PENDING) & (col(Announcement.state) == AnnouncementState.SENDING) & col(Copy.due_at).is_not(None)

NEXT_COPY = select(func.min(col(Copy.due_at))).join(Announcement, col(Announcement.id) == col(Copy.announcement_id)).where(_PENDING)
"""When the quiet of the next house ends that waits for a copy."""
