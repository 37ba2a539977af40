"""What becomes of rows when two groups or two houses turn out to be one, or a group gets a house of its own."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col

from storage.announcements import Copy, HelpRequest, Reading
from storage.audit import Entry
from storage.cards import Card, Thing, ThingKind
from storage.codes import HouseCode, add_code
from storage.drafts import Draft
from storage.events import Event, SignUp
from storage.feeds import Feed
from storage.invitations import Invitation
from storage.outbox import Debt, DebtState
from storage.people import Membership
from storage.places import Chat, House
from storage.polls import PollFlat, PollVoter
from storage.posts import StartedPost
from storage.reminders import ChatLine
from storage.roles import Holder
from storage.series import Series
from storage.topics import Topic
from storage.troubles import Trouble
from storage.volunteering import Call, Helper, NeededPost, Task, Volunteer
from storage.vouchers import Voucher

OF_CHAT: dict[type[SQLModel], tuple[str, ...]] = {
    Card: ("thing_id",),
    ChatLine: ("day",),
    Draft: (),
    Debt: (),
    StartedPost: (),
    NeededPost: ("chat_id",),
    Topic: ("thread_id",),
    Trouble: ("kind",),
    Copy: ("announcement_id",),
}
"""What hangs on a chat; by the columns named, a chat has at most one of each (by `chat_id` at most one at all)."""

OF_HOUSE: dict[type[SQLModel], tuple[str, ...]] = {
    Chat: (),
    Thing: (),
    Series: (),
    SignUp: (),
    Membership: ("person_id",),
    Voucher: ("person_id",),
    Feed: ("person_id",),
    PollVoter: (),
    PollFlat: (),
    Volunteer: (),
    Helper: (),
    Holder: ("person_id", "role"),
    Invitation: (),
    Entry: (),
    HouseCode: (),
    Copy: (),
    Reading: (),
    HelpRequest: (),
}
"""What hangs on a house, in the same way."""


def merge_chats(db: Connection, *, gone: Chat, into: Chat) -> None:
    """All that hangs on the chat `gone` hangs on `into` from now on; its house goes too, unless it has other chats."""
    for table, once in OF_CHAT.items():
        _move(db, table, "chat_id", once, gone.id, into.id)
    db.execute(delete(Chat).where(col(Chat.id) == gone.id))
    if gone.house_id != into.house_id and not has_other_chats(db, gone.house_id, but=gone.id):
        merge_houses(db, gone=gone.house_id, into=into.house_id)


def merge_houses(db: Connection, *, gone: int, into: int) -> None:
    """All that hangs on the house `gone` hangs on `into` from now on, also its code. What both had is had once."""
    code = db.execute(select(col(House.token)).where(col(House.id) == gone)).scalar_one()
    _keep_what_was_vouched(db, gone, into)
    for table, once in OF_HOUSE.items():
        _move(db, table, "house_id", once, gone, into)
    _name_anew(db, gone, into)
    db.execute(delete(House).where(col(House.id) == gone))
    add_code(db, code, into)


def has_other_chats(db: Connection, house: int, *, but: int) -> bool:
    """Whether a house has chats besides one, also such from which the bot was removed."""
    return bool(db.execute(select(exists().where(col(Chat.house_id) == house, col(Chat.id) != but))).scalar())


def split_house(db: Connection, *, chat: int, old: int, new: int) -> None:
    """A chat moves to a house of its own, with what hangs in no other chat, series with all dates, and who answered it."""
    here, elsewhere = _hangs(col(Card.chat_id) == chat), _hangs(col(Card.chat_id) != chat)
    db.execute(update(Chat).where(col(Chat.id) == chat).values(house_id=new))
    single = select(col(Event.id)).where(col(Event.series_id).is_(None), col(Event.id).in_(here), col(Event.id).not_in(elsewhere))
    of_series = select(col(Event.series_id)).where(col(Event.id).in_(elsewhere), col(Event.series_id).is_not(None))
    hung = select(col(Event.series_id)).where(col(Event.id).in_(here), col(Event.series_id).not_in(of_series))
    mine = (col(Series.house_id) == old) & col(Series.id).in_(hung)
    series = list(db.execute(select(col(Series.id)).where(mine)).scalars())
    moved = or_(col(Event.id).in_(single), col(Event.series_id).in_(series))
    theirs = select(col(Event.id)).join(Thing, col(Thing.id) == col(Event.id)).where(moved, col(Thing.house_id) == old)
    things = list(db.execute(theirs).scalars())
    others = (col(Thing.kind) != ThingKind.EVENT) & col(Thing.id).in_(here) & col(Thing.id).not_in(elsewhere)
    moving = list(db.execute(select(col(Thing.id)).where(others, col(Thing.house_id) == old)).scalars())
    called = select(col(Call.id)).where(col(Call.event_id).in_(things))
    moving += db.execute(called.where(col(Call.id).not_in(moving))).scalars()
    db.execute(update(Series).where(col(Series.id).in_(series)).values(house_id=new))
    db.execute(update(Thing).where(col(Thing.id).in_([*things, *moving])).values(house_id=new))
    db.execute(update(SignUp).where(col(SignUp.event_id).in_(things), col(SignUp.house_id) == old).values(house_id=new))
    tasks = select(col(Task.id)).where(col(Task.call_id).in_(moving))
    db.execute(update(Volunteer).where(col(Volunteer.task_id).in_(tasks), col(Volunteer.house_id) == old).values(house_id=new))
    db.execute(update(PollVoter).where(col(PollVoter.poll_id).in_(moving), col(PollVoter.house_id) == old).values(house_id=new))


def _hangs(where: ColumnElement[bool]) -> Select[Any]:
    return select(col(Card.thing_id)).where(where)


def _move(db: Connection, table: type[SQLModel], column: str, once: tuple[str, ...], gone: int, into: int) -> None:
    """The rows follow; of what there can be once, the one that is there already stays."""
    there, moving = aliased(table), getattr(table, column) == gone
    if once:
        same = and_(getattr(there, column) == into, *(getattr(there, name) == getattr(table, name) for name in once if name != column))
        db.execute(delete(table).where(moving, exists(select(1).select_from(there).where(same))))
    db.execute(update(table).where(moving).values({column: into}))


def _name_anew(db: Connection, gone: int, into: int) -> None:
    """What is on its way, and what is being written, speaks of the house that stays."""
    for number, params in db.execute(select(col(Debt.id), col(Debt.params)).where(col(Debt.state) == DebtState.WAITING)).all():
        if params.get("house") == gone:
            db.execute(update(Debt).where(col(Debt.id) == number).values(params={**params, "house": into}))
    for number, data in db.execute(select(col(Draft.id), col(Draft.data))).all():
        if data.get("house") == gone:
            db.execute(update(Draft).where(col(Draft.id) == number).values(data={**data, "house": into}))


def _keep_what_was_vouched(db: Connection, gone: int, into: int) -> None:
    """A question without an answer gives way to the answer somebody has in the other house."""
    given = select(col(Voucher.person_id)).where(col(Voucher.house_id) == gone, col(Voucher.given_at).is_not(None))
    asked = (col(Voucher.house_id) == into) & col(Voucher.given_at).is_(None)
    db.execute(delete(Voucher).where(asked, col(Voucher.person_id).in_(given)))
